"""Orders of programs that were carried out, by the key that the program gave them."""

from typing import ClassVar

from django.db import models

from comity.store.models.token import TokenRow


class IdempotencyRow(models.Model):
    """One order with its answer. It is in the database exactly when the order is."""

    token = models.ForeignKey(TokenRow, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request = models.CharField(max_length=64)  # SHA-256 of method, address and content
    at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=100, default="")
    content = models.BinaryField(default=b"")

    class Meta:
        db_table = "comity_idempotency"
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="one_order_a_key")]

    def __str__(self) -> str:
        return f"{self.token_id}: {self.key}"
