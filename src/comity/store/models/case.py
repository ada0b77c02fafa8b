"""Cases, notes and attachments; an attachment's content lies in a file named by its hash."""

from typing import ClassVar

from django.db import models

from comity.store.models.alert import AlertRow
from comity.store.models.officer import Officer


class CaseRow(models.Model):
    """Alerts investigated together."""

    title = models.CharField(max_length=200)
    opened_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "comity_case"

    def __str__(self) -> str:
        return f"case/{self.pk}"


class NoteRow(models.Model):
    """A note on an alert or on a case."""

    alert = models.ForeignKey(AlertRow, on_delete=models.CASCADE, null=True, related_name="notes")
    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, null=True, related_name="notes")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        db_table = "comity_note"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(alert=None, case__isnull=False) | models.Q(alert__isnull=False, case=None),
                name="a_note_is_on_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"note/{self.pk}"


class AttachmentRow(models.Model):
    """What is said about an attached file."""

    alert = models.ForeignKey(AlertRow, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    bytes = models.BigIntegerField()
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "comity_attachment"
        constraints: ClassVar = [models.UniqueConstraint(fields=["alert", "sha256"], name="a_file_is_attached_once")]

    def __str__(self) -> str:
        return f"attachment/{self.pk}"
