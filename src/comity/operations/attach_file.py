"""Attach a file to an alert as evidence, and read it again."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from comity.cases.case import LARGEST_ATTACHMENT, Attachment, check_attachment
from comity.cases.ids import AlertId, AttachmentId
from comity.cases.workflow import Step, officer_of
from comity.model.officer import Actor
from comity.operations.case_entries import case_entry
from comity.operations.gate import gated, viewing
from comity.store import alerts, attachment_files, attachments, log


@dataclass(frozen=True, slots=True)
class AttachFile:
    """The order. `name` is what the sender calls the file: it is shown, never used as a path. `home` is the node's."""

    alert: AlertId
    name: str
    content: BinaryIO
    home: Path


@dataclass(frozen=True, slots=True)
class ReadAttachment:
    """The order: an attachment of this alert."""

    alert: AlertId
    attachment: AttachmentId
    home: Path


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """An attachment with its content."""

    attachment: Attachment
    content: bytes


@gated("alerts.attach")
def attach_file(order: AttachFile, /, *, actor: Actor, now: datetime) -> Attachment:
    """The attachment as it is kept. Raises NotFound, BadRequest, TooLarge."""
    officer = officer_of(actor, Step.ATTACH)
    alert = alerts.load(order.alert)
    sha256, size = attachment_files.keep(order.home, order.content, limit=LARGEST_ATTACHMENT)
    name = check_attachment(order.name, size)
    kept = attachments.add(alert.id, Attachment(AttachmentId(0), name, sha256, size, officer, now))
    log.append(case_entry("alerts.attach", alert, actor, now, {"attachment": kept.id, "sha256": sha256}))
    return kept


@viewing("alerts.see")
def read_attachment(order: ReadAttachment, /, *, actor: Actor, now: datetime) -> AttachedFile:  # noqa: ARG001
    """An attachment with its content. Raises NotFound, BrokenFile."""
    attachment = attachments.load(order.alert, order.attachment)
    return AttachedFile(attachment, attachment_files.read(order.home, attachment.sha256, attachment.name))
