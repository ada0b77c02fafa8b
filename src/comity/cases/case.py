"""A case: alerts investigated together; notes; and attachments, of which only what is said about them is here."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.disposition import check_text
from comity.cases.ids import AlertId, AttachmentId, CaseId, NoteId
from comity.model.errors import BadRequest, TooLarge
from comity.model.officer import OfficerId

LONGEST_TITLE = 200
LARGEST_ATTACHMENT = 20 << 20
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Case:
    """Alerts that belong together, under a title that says why."""

    id: CaseId
    title: str
    opened_by: OfficerId
    opened_at: datetime
    alerts: tuple[AlertId, ...]
    version: int

    def __str__(self) -> str:
        return f"case/{self.id}"


@dataclass(frozen=True, slots=True)
class Note:
    """What an officer wrote down. Notes are added, never changed."""

    id: NoteId
    by: OfficerId
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept as evidence. `name` is what its sender called it: text to be shown, never a path."""

    id: AttachmentId
    name: str
    sha256: str
    bytes: int
    by: OfficerId
    at: datetime


def check_title(title: str) -> str:
    """A case's title, trimmed. Raises BadRequest."""
    trimmed = " ".join(title.split())
    if not trimmed or len(trimmed) > LONGEST_TITLE:
        raise BadRequest("a case needs a title of 1-{most} characters", most=LONGEST_TITLE)
    check_text(trimmed, what="the title")
    return trimmed


def check_note(text: str) -> str:
    """A note's text, trimmed. Raises BadRequest."""
    if not text.strip():
        raise BadRequest("the note is empty")
    check_text(text, what="the note")
    return text.strip()


def check_attachment(name: str, size: int) -> str:
    """The name under which an attachment is shown: one plain line. Raises BadRequest, TooLarge."""
    if size > LARGEST_ATTACHMENT:
        raise TooLarge(name[:LONGEST_NAME], "the attachment", LARGEST_ATTACHMENT >> 20, "MiB")
    if size == 0:
        raise BadRequest("the attached file is empty")
    plain = "".join(letter for letter in name if letter.isprintable()).strip()
    return plain[-LONGEST_NAME:] or "file"
