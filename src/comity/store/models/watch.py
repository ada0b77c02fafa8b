"""What the node's own timer did: lists asked for, portfolios kept screened. A failure stays until it is mended."""

from typing import ClassVar

from django.db import models


class ListCheckRow(models.Model):
    """The last time that a list's publisher was asked, one row for each set of files."""

    list = models.CharField(max_length=40)
    urls = models.CharField(max_length=64)  # a digest of the addresses
    checked_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20)
    problem = models.TextField(default="")

    class Meta:
        db_table = "comity_list_check"
        constraints: ClassVar = [models.UniqueConstraint(fields=["list", "urls"], name="one_check_a_set_of_files")]

    def __str__(self) -> str:
        return f"{self.list}: {self.outcome}"


class WatchRow(models.Model):
    """One watch of one portfolio. Without an end it was cut off, or is at work."""

    portfolio = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(default="")
    customers = models.BigIntegerField(default=0)
    whole = models.BigIntegerField(default=0)
    changed = models.IntegerField(default=0)
    opened = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    silent = models.IntegerField(default=0)

    class Meta:
        db_table = "comity_watch"
        indexes: ClassVar = [models.Index(fields=["portfolio", "-started_at"], name="watches_of_portfolio")]

    def __str__(self) -> str:
        return f"{self.portfolio}: {self.started_at:%Y-%m-%d %H:%M}"
