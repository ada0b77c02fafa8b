"""Measures, what passes although they stand, and the tasks to end those that lost their ground."""

from typing import ClassVar

from django.db import models

from comity.cases.measure import ExemptionState, MeasureKind, MeasureState
from comity.cases.release_task import Cause, TaskState
from comity.store.models.alert import KEY, AlertRow
from comity.store.models.officer import Officer


class MeasureRow(models.Model):
    """One measure. Asset, basis and every step are kept whole as JSON; the other columns are to find and to sort by."""

    alert = models.ForeignKey(AlertRow, on_delete=models.PROTECT, related_name="measures")
    key = models.CharField(max_length=KEY, db_index=True)
    portfolio = models.CharField(max_length=100)
    subject_id = models.TextField()
    name = models.TextField()
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in MeasureKind])
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in MeasureState])
    binding = models.BooleanField()
    listing = models.CharField(max_length=KEY)
    list = models.CharField(max_length=40)
    reference = models.TextField()
    asset = models.TextField()
    basis = models.TextField()
    since = models.DateTimeField()
    proposed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    turns = models.TextField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "comity_measure"
        indexes: ClassVar = [
            models.Index(fields=["binding", "since"], name="measures_binding"),
            models.Index(fields=["listing", "binding"], name="measures_of_listing"),
        ]
        constraints: ClassVar = [
            # Four eyes, in the database itself: whoever confirmed is not who proposed (S3).
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="a_measure_has_four_eyes",
            )
        ]

    def __str__(self) -> str:
        return f"measure/{self.pk}"


class ExemptionRow(models.Model):
    """Something that passes although a measure stands."""

    measure = models.ForeignKey(MeasureRow, on_delete=models.CASCADE, related_name="exemptions")
    exemption = models.TextField()
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in ExemptionState])
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    second = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_text = models.TextField(default="")

    class Meta:
        db_table = "comity_exemption"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(second=None) | ~models.Q(second=models.F("by")), name="an_exemption_has_four_eyes"
            )
        ]

    def __str__(self) -> str:
        return f"exemption/{self.pk}"


class ReleaseTaskRow(models.Model):
    """A measure that has lost its ground. At most one open task a cause."""

    measure = models.ForeignKey(MeasureRow, on_delete=models.CASCADE, related_name="tasks")
    cause = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Cause])
    list = models.CharField(max_length=40)
    reference = models.TextField()
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    noticed_in = models.TextField()
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in TaskState])
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "comity_release_task"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measure", "cause"], condition=models.Q(state="open"), name="one_open_task_a_cause"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.cause}"
