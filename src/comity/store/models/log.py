"""The log: its entries, the nodes of the tree over them, its signed checkpoints.

None of these rows is ever changed or removed, except that an entry's content may be erased once. The database itself
refuses the rest (migration 0002), so that neither a fault of ours nor a hand at the database's own prompt does it
unnoticed.
"""

from typing import ClassVar

from django.db import models


class LogEntry(models.Model):
    """One entry. `payload` is what the tree holds by `leaf`; the columns beside it repeat it for searching.

    Erasing empties salt, payload and the columns that repeat it; place, instant and leaf remain.
    """

    index = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    salt = models.BinaryField(null=True)
    payload = models.BinaryField(null=True)
    leaf = models.BinaryField()
    erased_at = models.DateTimeField(null=True)
    erased_why = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "index"], name="log_by_subject"),
            models.Index(fields=["actor", "index"], name="log_by_actor"),
            models.Index(fields=["action", "index"], name="log_by_action"),
            models.Index(fields=["at"], name="log_by_instant"),
        ]

    def __str__(self) -> str:
        return f"entry {self.index}"


class LogNode(models.Model):
    """A complete subtree of the log's Merkle tree, in the order in which it was completed."""

    position = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"node {self.position}"


class LogCheckpoint(models.Model):
    """A signed checkpoint: the note over the log's first `size` entries."""

    size = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    note = models.TextField()

    def __str__(self) -> str:
        return f"checkpoint {self.size}"
