"""Files that officers handed in to be screened."""

from typing import ClassVar

from django.db import models

from comity.store.models.officer import Officer


class UploadRow(models.Model):
    """One file, how far it is, and what became of its records. The file itself is gone when it is screened."""

    run = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    portfolio = models.CharField(max_length=100)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10)
    received = models.BigIntegerField(default=0)
    screened = models.BigIntegerField(default=0)
    partial = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    hits = models.BigIntegerField(default=0)
    subjects = models.BigIntegerField(default=0)
    format = models.CharField(max_length=40, default="")
    columns = models.TextField(default="[]")
    notes = models.TextField(default="[]")
    problem = models.TextField(default="")

    class Meta:
        db_table = "comity_upload"
        indexes: ClassVar = [models.Index(fields=["-began_at"], name="uploads_newest_first")]

    def __str__(self) -> str:
        return self.run
