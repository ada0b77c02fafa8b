"""What officers judged, and the pairs on which a judgement is in force."""

from typing import ClassVar

from django.db import models

from comity.cases.disposition import DispositionState, Outcome
from comity.store.models.alert import KEY, AlertHitRow, AlertRow, ListedRow
from comity.store.models.officer import Officer

SECOND = [DispositionState.CONFIRMED.value, DispositionState.REFUSED.value]
OUTCOMES = [(each.value, each.value) for each in Outcome]


class DispositionRow(models.Model):
    """One judgement by an officer, and the second look at it."""

    alert = models.ForeignKey(AlertRow, on_delete=models.PROTECT, related_name="dispositions")
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    judgement = models.TextField()
    listings = models.TextField()
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in DispositionState])
    proposed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    second_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_text = models.TextField(default="")

    class Meta:
        db_table = "comity_disposition"
        indexes: ClassVar = [models.Index(fields=["state", "proposed_at"], name="dispositions_by_state")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state__in=SECOND)
                | models.Q(second_by__isnull=False) & ~models.Q(second_by=models.F("proposed_by")),
                name="a_second_look_is_another_persons",
            )
        ]

    def __str__(self) -> str:
        return f"proposal/{self.pk}"


class DispositionHitRow(models.Model):
    """One hit that a disposition judges, found again by its pair for as long as records are kept."""

    disposition = models.ForeignKey(DispositionRow, on_delete=models.CASCADE, related_name="hits")
    hit = models.ForeignKey(AlertHitRow, on_delete=models.CASCADE, related_name="+")
    pair = models.CharField(max_length=KEY, db_index=True)

    class Meta:
        db_table = "comity_disposition_hit"
        constraints: ClassVar = [models.UniqueConstraint(fields=["disposition", "hit"], name="a_hit_is_judged_once")]

    def __str__(self) -> str:
        return f"{self.disposition}: {self.hit}"


class JudgedPairRow(models.Model):
    """A pair that two officers judged, with both sides as they were. At most one judgement in force a pair."""

    pair = models.CharField(max_length=KEY)
    portfolio = models.CharField(max_length=100)
    subject_id = models.TextField()
    list = models.CharField(max_length=40)
    reference = models.TextField()
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    alert = models.ForeignKey(AlertRow, on_delete=models.PROTECT, related_name="+")
    disposition = models.ForeignKey(DispositionRow, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    rule = models.CharField(max_length=40)
    digest = models.CharField(max_length=KEY)
    subject = models.TextField()
    listed = models.ForeignKey(ListedRow, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=20, default="")
    silent_run = models.CharField(max_length=100, default="")
    silent_at = models.DateTimeField(null=True)
    silent_times = models.IntegerField(default=0)

    class Meta:
        db_table = "comity_judged_pair"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pair"], condition=models.Q(ended_at=None), name="one_judgement_in_force_a_pair"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["silent_run"], name="pairs_silent_in_run")]

    def __str__(self) -> str:
        return f"{self.portfolio}/{self.subject_id}: {self.list} {self.reference}"
