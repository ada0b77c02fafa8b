"""The log in the database: entries are appended in the caller's transaction and read back as core values.

Appenders take turns: on SQLite a transaction that writes has the turn from its beginning, on PostgreSQL from its first
entry, until it ends. So an operation appends last, after its other writes, and an entry is there exactly when they are.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max, QuerySet

from comity.audit.commitment import SALT_BYTES, entry_leaf
from comity.audit.entry import Entry, canonical, read
from comity.audit.examination import StoredEntry, columns
from comity.audit.merkle import Frontier, Node, complete_nodes, grow, node_count, position
from comity.model.errors import LogTampered
from comity.store.models import LogEntry, LogNode

TURN = 6962  # the number of PostgreSQL's advisory lock for appenders
CHUNK = 2000  # rows read from the database at a time


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries are meant; None for any. An `action` that ends in a point means all that begin with it."""

    subject: str | None = None
    actor: str | None = None
    action: str | None = None
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """An entry and its place. `entry` is None once its content was erased, and `erased_why` says why."""

    index: int
    at: datetime
    entry: Entry | None
    erased_at: datetime | None = None
    erased_why: str = ""


def append(entry: Entry) -> int:
    """Append the entry in the present transaction; its place in the log."""
    return append_all([entry])[0]


def append_all(entries: Sequence[Entry]) -> range:
    """Append the entries in the present transaction, in this order; their places.

    Reads O(log n) hashes, however long the log is. ValueError outside a transaction: an entry is there
    together with what it tells of, or not at all.
    """
    if not connection.in_atomic_block:
        raise ValueError("an entry is appended in the transaction of what it tells of")
    take_turn()
    frontier = read_frontier(size())
    first, hashes, rows = frontier.size, list[bytes](), list[LogEntry]()
    for index, entry in enumerate(entries, start=first):
        salt, payload = secrets.token_bytes(SALT_BYTES), canonical(entry, index)
        leaf = entry_leaf(salt, payload)
        frontier, completed = grow(frontier, leaf)
        hashes.extend(completed)
        at, actor, action, subject = entry.at, entry.actor, entry.action, entry.subject
        rows.append(
            LogEntry(
                index=index,
                at=at,
                actor=actor,
                action=action,
                subject=subject,
                outcome=entry.outcome.value,
                salt=salt,
                payload=payload,
                leaf=leaf,
            )
        )
    LogEntry.objects.bulk_create(rows)
    LogNode.objects.bulk_create(
        LogNode(position=place, hash=each) for place, each in enumerate(hashes, start=node_count(first))
    )
    return range(first, first + len(rows))


def take_turn() -> None:
    """Wait until no other transaction is appending; nobody else appends until this one ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def size() -> int:
    """How many entries the log has."""
    last: int | None = LogEntry.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def read_frontier(of_size: int) -> Frontier:
    """The tree over the first entries."""
    peaks = complete_nodes(0, of_size)
    hashes = node_hashes(peaks)
    return Frontier(of_size, tuple(hashes[peak] for peak in peaks))


def node_hashes(nodes: Iterable[Node]) -> Mapping[Node, bytes]:
    """The hashes of these nodes, in one query. Raises LogTampered where one is missing."""
    places = {position(node): node for node in nodes}
    found = LogNode.objects.filter(position__in=list(places)).values_list("position", "hash")
    hashes = {places[place]: bytes(each) for place, each in found}
    if len(hashes) != len(places):
        missing = min(place for place, node in places.items() if node not in hashes)
        raise LogTampered(f"node {missing} of the log's tree", "it is missing")
    return hashes


def stored_entries(indices: range | None = None) -> Iterator[StoredEntry]:
    """The entries as they are stored, in order, all or those of a range; few are held at a time."""
    rows = LogEntry.objects.order_by("index")
    if indices is not None:
        rows = rows.filter(index__gte=indices.start, index__lt=indices.stop)
    names = ("index", "leaf", "salt", "payload", "at", "actor", "action", "subject", "outcome")
    for index, leaf, salt, payload, *beside in rows.values_list(*names).iterator(chunk_size=CHUNK):
        yield StoredEntry(index, bytes(leaf), _bytes(salt), _bytes(payload), tuple(beside))


def stored_nodes() -> Iterator[tuple[int, bytes]]:
    """The nodes of the tree as they are stored, in the order of their places."""
    rows = LogNode.objects.order_by("position").values_list("position", "hash")
    for place, each in rows.iterator(chunk_size=CHUNK):
        yield place, bytes(each)


def logged(meant: LogFilter, *, newest_first: bool = True) -> Iterator[LoggedEntry]:
    """The entries meant. Raises LogTampered for content that cannot be read or is not what the columns say."""
    rows = _meant(meant).order_by("-index" if newest_first else "index")
    for row in rows.iterator(chunk_size=CHUNK):
        if row.payload is None:
            yield LoggedEntry(row.index, row.at, None, row.erased_at, row.erased_why)
            continue
        yield LoggedEntry(row.index, row.at, _content(row, bytes(row.payload)))


def places(meant: LogFilter, *, spared: str) -> list[int]:
    """The places of the entries meant that still have their content, rising; without actions that begin so."""
    rows = _meant(meant).filter(payload__isnull=False).exclude(action__startswith=spared).order_by("index")
    return list(rows.values_list("index", flat=True).iterator(chunk_size=CHUNK))


def erase(indices: Sequence[int], why: str, *, now: datetime) -> None:
    """Erase the content of these entries. The caller appends the entry that records it, in the same transaction."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # overwritten in the file, not only unlinked
    for first in range(0, len(indices), CHUNK):
        LogEntry.objects.filter(index__in=indices[first : first + CHUNK]).update(
            payload=None, salt=None, actor="", action="", subject="", outcome="", erased_at=now, erased_why=why
        )


def _content(row: LogEntry, payload: bytes) -> Entry:
    try:
        index, entry = read(payload)
    except ValueError as problem:
        raise LogTampered(f"entry {row.index}", f"its content cannot be read ({problem})") from problem
    if index != row.index or columns(entry) != (row.at, row.actor, row.action, row.subject, row.outcome):
        raise LogTampered(f"entry {row.index}", "it is not as it was logged")
    return entry


def _meant(meant: LogFilter) -> QuerySet[LogEntry]:
    rows = LogEntry.objects.all()
    if meant.action is not None:
        rows = (
            rows.filter(action__startswith=meant.action)
            if meant.action.endswith(".")
            else rows.filter(action=meant.action)
        )
    chosen = {
        "subject": meant.subject,
        "actor": meant.actor,
        "at__gte": meant.since,
        "at__lt": meant.before,
    }
    return rows.filter(**{name: value for name, value in chosen.items() if value is not None})


def _bytes(content: bytes | memoryview | None) -> bytes | None:
    return None if content is None else bytes(content)
