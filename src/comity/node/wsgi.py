"""The node as a WSGI application, for granian and every other server."""

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.node.settings")
application = get_wsgi_application()


def ready_application() -> WSGIHandler:
    """The application, once what its first requests need is open."""
    from comity.node.ready import get_ready

    get_ready()
    return application
