"""Between an alert and its rows: keys, columns, JSON."""

import hashlib
from functools import cache, lru_cache
from typing import Any, TypeVar

import msgspec

from comity.cases.alert import WORK, Alert, AlertHit, EditionClock, Escalation, HitState, Origin
from comity.cases.ids import AlertId, CaseId, DispositionId, HitId, RunId
from comity.cases.material import Change
from comity.cases.pair import ListingKey, Pair, SubjectKey
from comity.lists.admission import fingerprint
from comity.model.designation import Designation
from comity.model.hit import Hit
from comity.model.officer import Door, OfficerId
from comity.model.subject import Subject
from comity.store.models import AlertHitRow, AlertRow

SEARCHED = 4_000  # characters of an alert that a search looks through
NAMED = 500

ValueT = TypeVar("ValueT")
_ENCODER = msgspec.json.Encoder()


def encoded(value: object) -> str:
    """A core value as JSON text."""
    return _ENCODER.encode(value).decode()


def decoded(text: str, kind: type[ValueT]) -> ValueT:
    """A core value read back."""
    named: Any = kind
    decoder: msgspec.json.Decoder[ValueT] = _decoder(named)
    return decoder.decode(text)


def key_of(*parts: str) -> str:
    """A key of fixed length for texts of any length."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def subject_key(key: SubjectKey) -> str:
    """The key of a subject."""
    return key_of(key.portfolio, key.subject)


def listing_key(listing: ListingKey) -> str:
    """The key of a listing."""
    return key_of(listing.list, listing.reference)


def pair_key(pair: Pair) -> str:
    """The key of a pair."""
    return key_of(pair.subject.portfolio, pair.subject.subject, pair.listing.list, pair.listing.reference)


def listed_digest(listed: tuple[Designation, ...]) -> str:
    """A digest of what a list says of one listing, whatever the edition and the order of its parts."""
    digests = sorted(fingerprint(each) for each in listed)
    return digests[0].hex() if len(digests) == 1 else hashlib.blake2b(b"".join(digests), digest_size=16).hexdigest()


def column(text: str, length: int | None = None) -> str:
    """A text as every database keeps it (PostgreSQL knows no NUL), cut to a column's length."""
    plain = text.replace("\x00", "�").encode("utf-8", "replace").decode()
    return plain if length is None else plain[:length]


def searchable(text: str) -> str:
    """A text as searches compare it."""
    return column(text).casefold()


def alert_columns(alert: Alert) -> dict[str, Any]:
    """Every column of an alert, except its id, its runs and its version."""
    found = [hit for hit in alert.hits if hit.open] or list(alert.hits)
    words = [alert.key.subject, *alert.subject.names]
    words += [word for hit in found for word in (hit.hit.listed_name, hit.hit.reference)]
    return {
        "key": subject_key(alert.key),
        "portfolio": alert.key.portfolio,
        "subject_id": column(alert.key.subject),
        "subject": encoded(alert.subject),
        "name": column(alert.subject.names[0] if alert.subject.names else "", NAMED),
        "search": searchable("\n".join(words))[:SEARCHED],
        "state": alert.state.value,
        "closed": alert.state not in WORK,
        "score": alert.score,
        "unjudged": sum(hit.open and hit.state is HitState.UNJUDGED for hit in alert.hits),
        "hits_count": len(alert.hits),
        "run": alert.origin.run,
        "door": alert.origin.door.value,
        "by": column(alert.origin.by, 200),
        "opened_at": alert.opened_at,
        "due_at": alert.due_at,
        "closed_at": alert.closed_at,
        "dated": alert.edition and alert.edition.dated,
        "imported_at": alert.edition and alert.edition.imported_at,
        "assignee_id": alert.assignee,
        "case_id": alert.case,
        "escalated_at": alert.escalation and alert.escalation.at,
        "escalated_by_id": alert.escalation and alert.escalation.by,
        "escalated_why": alert.escalation.reason if alert.escalation else "",
    }


def hit_columns(hit: AlertHit, listed: int) -> dict[str, Any]:
    """Every column of a hit, except its id and its alert; `listed` is the id of the row of what is listed."""
    return {
        "listing": listing_key(hit.listing),
        "list": hit.hit.list,
        "reference": column(hit.hit.reference),
        "name": column(hit.hit.listed_name, NAMED),
        "hit": encoded(hit.hit),
        "score": hit.hit.score,
        "listed_id": listed,
        "state": hit.state.value,
        "disposition_id": hit.disposition,
        "changes": encoded(hit.changes),
        "found_at": hit.found_at,
        "gone_at": hit.gone_at,
        "dated": hit.edition and hit.edition.dated,
        "imported_at": hit.edition and hit.edition.imported_at,
    }


def alert_of(row: AlertRow, hits: tuple[AlertHit, ...]) -> Alert:
    """The alert of a row and its hits."""
    subject = decoded(row.subject, Subject)
    return Alert(
        id=AlertId(row.pk),
        key=SubjectKey(row.portfolio, subject.id),
        subject=subject,
        origin=Origin(RunId(row.run), Door(row.door), row.by),
        hits=hits,
        opened_at=row.opened_at,
        due_at=row.due_at,
        version=row.version,
        edition=clock_of(row),
        assignee=None if row.assignee_id is None else OfficerId(row.assignee_id),
        case=None if row.case_id is None else CaseId(row.case_id),
        escalation=escalation_of(row),
        closed_at=row.closed_at,
    )


def escalation_of(row: AlertRow) -> Escalation | None:
    """Whether somebody asked for a supervisor."""
    if row.escalated_at is None or row.escalated_by_id is None:
        return None
    return Escalation(row.escalated_at, OfficerId(row.escalated_by_id), row.escalated_why)


def hit_of(row: AlertHitRow) -> AlertHit:
    """The hit of a row that was read together with what is listed."""
    return AlertHit(
        hit=decoded(row.hit, Hit),
        listed=_listed(row.listed.content),
        digest=row.listed.digest,
        found_at=row.found_at,
        edition=clock_of(row),
        state=HitState(row.state),
        disposition=None if row.disposition_id is None else DispositionId(row.disposition_id),
        changes=decoded(row.changes, tuple[Change, ...]),
        gone_at=row.gone_at,
        id=HitId(row.pk),
    )


def clock_of(row: AlertRow | AlertHitRow) -> EditionClock | None:
    """When what led to a row was published, if an edition did."""
    if row.dated is None or row.imported_at is None:
        return None
    return EditionClock(row.dated, row.imported_at)


@lru_cache(maxsize=512)
def _listed(content: str) -> tuple[Designation, ...]:
    """What a list said. Many subjects are hit by the same listings."""
    return decoded(content, tuple[Designation, ...])


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
