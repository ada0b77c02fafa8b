"""Subscriptions to events, and what is still to be sent."""

from typing import ClassVar

from django.db import models

from comity.store.models.officer import Officer


class WebhookRow(models.Model):
    """One subscription. `next_entry` is the entry of the log that it is told of next: the log is the outbox."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    url = models.CharField(max_length=500)
    events = models.CharField(max_length=500)  # separated by spaces
    secret = models.BinaryField()  # encrypted with the node's own key
    created_at = models.DateTimeField()
    next_entry = models.PositiveBigIntegerField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "comity_webhook"

    def __str__(self) -> str:
        return f"webhook/{self.pk}"


class WebhookMessageRow(models.Model):
    """One event for one subscription, until it was delivered or given up."""

    webhook = models.ForeignKey(WebhookRow, on_delete=models.CASCADE, related_name="messages")
    entry = models.PositiveBigIntegerField()
    event = models.CharField(max_length=40)
    content = models.TextField()
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)  # null: delivered or given up
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "comity_webhook_message"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "entry", "event"], name="one_message_an_event")
        ]

    def __str__(self) -> str:
        return f"{self.event} of entry {self.entry}"
