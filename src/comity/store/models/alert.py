"""Screening runs, the alerts they opened, the hits of alerts, and what lists said of the listed when it was found.

Subjects, hits and listings are kept as JSON text, whole: what an officer saw must be there years later. The
other columns repeat parts of them, so that a database can find and sort. Keys are digests, because ids of
subjects and references of publishers may be of any length.
"""

from typing import ClassVar

from django.db import models

from comity.cases.alert import AlertState, HitState
from comity.store.models.officer import Officer

KEY = 32  # hex digits of a key


class RunRow(models.Model):
    """One screening whose hits became alerts."""

    run = models.CharField(max_length=100, unique=True)
    portfolio = models.CharField(max_length=100)
    door = models.CharField(max_length=10)
    by = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    opened = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    silent = models.IntegerField(default=0)

    class Meta:
        db_table = "comity_run"

    def __str__(self) -> str:
        return self.run


class ListedRow(models.Model):
    """What a list said of one listing. Kept once, however many subjects are hit by it."""

    digest = models.CharField(max_length=KEY, unique=True)
    content = models.TextField()

    class Meta:
        db_table = "comity_listed"

    def __str__(self) -> str:
        return self.digest


class AlertRow(models.Model):
    """One alert. At most one open alert a subject: the constraint decides between two runs at once."""

    key = models.CharField(max_length=KEY)
    portfolio = models.CharField(max_length=100)
    subject_id = models.TextField()
    subject = models.TextField()
    name = models.TextField()
    search = models.TextField()
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in AlertState])
    closed = models.BooleanField(default=False)
    score = models.FloatField()
    unjudged = models.IntegerField()
    hits_count = models.IntegerField()
    run = models.CharField(max_length=100)
    door = models.CharField(max_length=10)
    by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    dated = models.DateField(null=True)
    imported_at = models.DateTimeField(null=True)
    assignee = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("CaseRow", on_delete=models.SET_NULL, null=True, related_name="alerts")
    escalated_at = models.DateTimeField(null=True)
    escalated_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    escalated_why = models.TextField(default="")
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "comity_alert"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=models.Q(closed=False), name="one_open_alert_a_subject")
        ]
        indexes: ClassVar = [
            models.Index(fields=["key"], name="alerts_of_subject"),
            models.Index(fields=["closed", "score", "id"], name="alerts_by_score"),
            models.Index(fields=["closed", "due_at", "id"], name="alerts_by_due"),
            models.Index(fields=["closed", "opened_at", "id"], name="alerts_by_age"),
            models.Index(fields=["closed", "state"], name="alerts_by_state"),
            models.Index(fields=["portfolio", "closed", "id"], name="alerts_of_portfolio"),
        ]

    def __str__(self) -> str:
        return f"alert/{self.pk}"


class AlertHitRow(models.Model):
    """One listing that the subject of an alert was found on."""

    alert = models.ForeignKey(AlertRow, on_delete=models.CASCADE, related_name="hits")
    listing = models.CharField(max_length=KEY)
    list = models.CharField(max_length=40)
    reference = models.TextField()
    name = models.TextField()
    hit = models.TextField()
    score = models.FloatField()
    listed = models.ForeignKey(ListedRow, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in HitState])
    disposition = models.ForeignKey("DispositionRow", on_delete=models.PROTECT, null=True, related_name="+")
    changes = models.TextField(default="[]")
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    dated = models.DateField(null=True)
    imported_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "comity_alert_hit"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["alert", "listing"], name="one_hit_a_listing_and_alert")
        ]
        indexes: ClassVar = [models.Index(fields=["list", "alert"], name="hits_of_list")]

    def __str__(self) -> str:
        return f"{self.list} {self.reference}"
