"""Tokens of programs. A secret is shown once, when it is made; the database has its digest alone."""

from django.db import models

from comity.store.models.officer import Officer


class TokenRow(models.Model):
    """One token of one officer. Kept after it was revoked, for as long as the log names it."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=200)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)  # SHA-256 of the whole token, hexadecimal
    scopes = models.CharField(max_length=500)  # separated by spaces
    per_minute = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "comity_token"

    def __str__(self) -> str:
        return f"{self.prefix}: {self.label}"
