"""The store as a Django application."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Rows of what people work on. Its label prefixes every table."""

    name = "comity.store"
    label = "comity"
    verbose_name = "Comity"
    default_auto_field = "django.db.models.BigAutoField"
