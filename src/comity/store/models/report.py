"""Reports to authorities, and what persons ask who were wrongly hit."""

from typing import ClassVar

from django.db import models

from comity.cases.redress import RedressState
from comity.cases.report_state import ReportState
from comity.store.models.alert import AlertRow
from comity.store.models.measure import MeasureRow
from comity.store.models.officer import Officer


class ReportRow(models.Model):
    """One report: its facts as they were written, whole, so that it can be printed again and nothing else."""

    measure = models.ForeignKey(MeasureRow, on_delete=models.PROTECT, related_name="reports")
    form = models.CharField(max_length=40)
    reference = models.CharField(max_length=100)
    facts = models.TextField()
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in ReportState])
    due_on = models.DateField(null=True)
    written_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    second = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_text = models.TextField(default="")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    receipt = models.TextField(default="")
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "comity_report"
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="reports_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(second=None)
                | ~models.Q(second=models.F("written_by"))
                | models.Q(state=ReportState.WITHDRAWN.value),
                name="a_disclosure_has_four_eyes",
            )
        ]

    def __str__(self) -> str:
        return f"report/{self.pk}"


class RedressRow(models.Model):
    """What a person asked who believes to be hit wrongly, and the answer."""

    alert = models.ForeignKey(AlertRow, on_delete=models.PROTECT, related_name="redress")
    applicant = models.TextField()
    statement = models.TextField()
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in RedressState])
    answer = models.TextField(default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "comity_redress"

    def __str__(self) -> str:
        return f"redress/{self.pk}"
