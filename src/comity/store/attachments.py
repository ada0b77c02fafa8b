"""What is said about attachments, in and out of the database."""

from comity.cases.case import Attachment
from comity.cases.ids import AlertId, AttachmentId
from comity.model.errors import NotFound
from comity.model.officer import OfficerId
from comity.store.models import AttachmentRow


def add(alert: AlertId, attachment: Attachment) -> Attachment:
    """Attach a kept content to an alert; the store gives the id. A content that is attached already stays as it is."""
    row, _ = AttachmentRow.objects.get_or_create(
        alert_id=alert,
        sha256=attachment.sha256,
        defaults={
            "name": attachment.name,
            "bytes": attachment.bytes,
            "by_id": attachment.by,
            "at": attachment.at,
        },
    )
    return _attachment(row)


def of_alert(alert: AlertId) -> tuple[Attachment, ...]:
    """The attachments of an alert, oldest first."""
    return tuple(_attachment(row) for row in AttachmentRow.objects.filter(alert=alert).order_by("at", "pk"))


def load(alert: AlertId, id_: AttachmentId) -> Attachment:
    """One attachment of this alert, and of no other. Raises NotFound."""
    row = AttachmentRow.objects.filter(alert=alert, pk=id_).first()
    if row is None:
        raise NotFound(f"attachment of alert/{alert}", str(id_), "open the alert again")
    return _attachment(row)


def _attachment(row: AttachmentRow) -> Attachment:
    return Attachment(AttachmentId(row.pk), row.name, row.sha256, row.bytes, OfficerId(row.by_id), row.at)
