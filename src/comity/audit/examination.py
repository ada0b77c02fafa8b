"""A whole stored log against itself, its tree, its checkpoints and their keys.

Everything is kept more than once: an entry's content, the hash beside it, the nodes of the tree above it, the signed
roots. So what was changed can mostly be named exactly. Two trees are grown side by side, one from the entries as they
stand and one from the stored hashes; where they differ, the next signed root tells which of the two is as logged.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from comity.audit.checkpoint import SignedCheckpoint, read_checkpoint
from comity.audit.commitment import SALT_BYTES, entry_leaf
from comity.audit.entry import Entry, read
from comity.audit.erasure import erased_by, ranges, unrecorded
from comity.audit.merkle import Frontier, Node, grow, node_count, position, root
from comity.audit.note import PublicKey, signed_by
from comity.audit.signers import KeyChange, key_change, signer, untrusted

MOST_FINDINGS = 1000  # told one by one; the rest is counted
EMPTY_LOG = Frontier()


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as a store keeps it. Salt and payload are None once erased.

    columns  what the store keeps beside the payload for searching: at, actor, action, subject, outcome
    """

    index: int
    leaf: bytes
    salt: bytes | None
    payload: bytes | None
    columns: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something is not as it was logged."""

    place: str
    problem: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What was examined and what was found. `covered`: how many entries the last good checkpoint covers."""

    entries: int
    erased: int
    checkpoints: int
    covered: int
    findings: tuple[Finding, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a log is examined against.

    stored   its own checkpoints, as (size, note)
    kept     notes of checkpoints that someone kept elsewhere
    trusted  the keys that the examiner knows to be the log's
    """

    stored: Sequence[tuple[int, str]]
    kept: Sequence[str]
    trusted: Sequence[PublicKey]


@dataclass(slots=True)
class _Walk:
    """How far the examination has come."""

    by_tree: Frontier = EMPTY_LOG
    by_rows: Frontier = EMPTY_LOG
    size: int = 0
    whole: bool = True  # no hash was missing so far, so roots can be told
    covered: int = 0
    entries: int = 0
    suspects: list[int] = field(default_factory=list)
    missing: list[tuple[int, int]] = field(default_factory=list)
    erased: list[int] = field(default_factory=list)
    recorded: list[tuple[int, int]] = field(default_factory=list)
    changes: list[KeyChange] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    def find(self, place: str, problem: str) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(place, problem))
        else:
            self.more += 1

    def miss(self, first: int, last: int) -> None:
        if self.missing and self.missing[-1][1] == first - 1:
            first = self.missing.pop()[0]
        self.missing.append((first, last))


def examine(entries: Iterable[StoredEntry], nodes: Iterable[tuple[int, bytes]], evidence: Evidence) -> Examination:
    """Examine a whole log. Entries and nodes come in rising order; nothing is held, so a log may be of any size."""
    walk = _Walk()
    signed = _readable(evidence, walk)
    due = sorted(signed, key=lambda each: each[1].checkpoint.size, reverse=True)
    for index, row, hashes in _places(_in_order(entries, walk), nodes):
        if index > walk.size:
            walk.miss(walk.size, index - 1)
            walk.whole = False
        walk.size = index + 1
        _examine_place(walk, index, row, hashes)
        while due and due[-1][1].checkpoint.size <= walk.size:
            _examine_checkpoint(walk, *due.pop())
    for each in reversed(due):
        _examine_checkpoint(walk, *each)
    _tell_rest(walk)
    if walk.changes or signed:
        for change, problem in untrusted(walk.changes, (each for _, each in signed), evidence.trusted):
            walk.find("keys" if change is None else f"entry {change.index}", problem)
    return Examination(walk.entries, len(walk.erased), len(signed), walk.covered, tuple(walk.findings), walk.more)


def _tell_rest(walk: _Walk) -> None:
    """What only the end of the log shows."""
    _tell_suspects(walk, "it and its hash in the tree disagree, and no sound checkpoint tells which was changed")
    for first, last in walk.missing:
        walk.find(_named(first, last), "missing: removed after it was logged")
    for first, last in ranges(unrecorded(walk.erased, walk.recorded)):
        walk.find(_named(first, last), "its content is gone, and no entry of the log records why")


def _readable(evidence: Evidence, walk: _Walk) -> list[tuple[str, SignedCheckpoint]]:
    """Every checkpoint that can be read, with what to call it; what cannot is found."""
    offered: list[tuple[str, int | None, str]] = [(f"checkpoint {size}", size, note) for size, note in evidence.stored]
    offered += [(f"kept checkpoint {number}", None, note) for number, note in enumerate(evidence.kept, start=1)]
    signed = []
    for place, size, note in offered:
        try:
            read_one = read_checkpoint(note)
        except ValueError as problem:
            walk.find(place, f"cannot be read: {problem}")
            continue
        if size not in (None, read_one.checkpoint.size):
            walk.find(place, f"its note is of size {read_one.checkpoint.size}: it was changed")
        elif read_one.checkpoint.size == 0:
            walk.find(place, "is of an empty log, which is never signed")
        else:
            signed.append((place, read_one))
    return signed


def _places(
    entries: Iterable[StoredEntry], nodes: Iterable[tuple[int, bytes]]
) -> Iterator[tuple[int, StoredEntry | None, tuple[bytes | None, ...]]]:
    """Each place where an entry or a hash of the tree stands: the entry, and the stored hashes that it completed."""
    rows, hashes = iter(entries), iter(nodes)
    row, node = next(rows, None), next(hashes, None)
    index = 0
    while row is not None or node is not None:
        nearest = [row.index] if row is not None else []
        nearest += [_completed_by(node[0])] if node is not None else []
        index = max(index, min(nearest))
        first = position(Node(0, index))
        beyond = position(Node(0, index + 1))
        found: dict[int, bytes] = {}
        while node is not None and node[0] < beyond:
            found[node[0]] = node[1]
            node = next(hashes, None)
        here = row if row is not None and row.index == index else None
        yield index, here, tuple(found.get(each) for each in range(first, beyond))
        if here is not None:
            row = next(rows, None)
        index += 1


def _in_order(entries: Iterable[StoredEntry], walk: _Walk) -> Iterator[StoredEntry]:
    """The entries without those that stand before the beginning or twice in a place."""
    last = -1
    for row in entries:
        if row.index > last:
            last = row.index
            yield row
        else:
            walk.find(f"entry {row.index}", "no entry was logged in this place: it was added")


def _completed_by(place: int) -> int:
    """Which leaf completes the node in this place of the order of completion."""
    return bisect_right(range(max(place, 0) + 1), place, key=node_count) - 1


def _examine_place(walk: _Walk, index: int, row: StoredEntry | None, hashes: tuple[bytes | None, ...]) -> None:
    """One place: its entry, its hash in the tree, and the nodes that it completes."""
    stored = hashes[0]
    if row is None:
        walk.miss(index, index)
        own = stored
    else:
        walk.entries += 1
        own = _examine_entry(walk, index, row, stored)
    if stored is None and row is not None:
        walk.find(f"tree over entry {index}", "missing: removed after it was logged")
    in_tree = stored if stored is not None else own
    if own != in_tree:
        walk.suspects.append(index)
    if own is None or in_tree is None or not walk.whole:
        walk.whole = False
        return
    same = own == in_tree and walk.by_rows is walk.by_tree
    walk.by_tree, completed = grow(walk.by_tree, in_tree)
    walk.by_rows, otherwise = (walk.by_tree, completed) if same else grow(walk.by_rows, own)
    for level in range(1, len(completed)):
        if hashes[level] not in (completed[level], otherwise[level]):
            problem = "missing: removed" if hashes[level] is None else "changed"
            walk.find(f"tree over {_named(index + 1 - (1 << level), index)}", f"{problem} after it was logged")


def _examine_entry(walk: _Walk, index: int, row: StoredEntry, stored: bytes | None) -> bytes:
    """One entry against the hash beside it and the columns beside it; the leaf hash that its content gives."""
    place = f"entry {index}"
    if row.payload is None and row.salt is None:
        walk.erased.append(index)
        return row.leaf
    if row.payload is None or row.salt is None or len(row.salt) != SALT_BYTES:
        walk.find(place, "its salt or content is gone without the other: it was changed after it was logged")
        return row.leaf
    own = entry_leaf(row.salt, row.payload)
    if own != row.leaf and own == stored:
        walk.find(place, "the hash beside it was changed after it was logged; its content is as logged")
    _examine_payload(walk, place, row)
    return own


def _examine_payload(walk: _Walk, place: str, row: StoredEntry) -> None:
    """What an entry says, against its place and its columns; what it says of keys and erasures is noted."""
    try:
        index, entry = read(row.payload or b"")
        change = key_change(index, entry)
    except ValueError as problem:
        walk.find(place, f"its content cannot be read: {problem}")
        return
    if index != row.index:
        walk.find(place, f"what stands here was logged as entry {index}")
        return
    if row.columns != columns(entry):
        walk.find(place, "what is kept for searching is not what its content says: it was changed after it was logged")
    walk.recorded.extend(each for each in erased_by(entry) if each[1] < index)
    if change is not None:
        walk.changes.append(change)


def columns(entry: Entry) -> tuple[object, ...]:
    """What a store keeps of an entry beside its payload, for searching."""
    return entry.at, entry.actor, entry.action, entry.subject, entry.outcome.value


def _examine_checkpoint(walk: _Walk, place: str, signed: SignedCheckpoint) -> None:
    """A checkpoint against the key in force and against both trees."""
    checkpoint = signed.checkpoint
    key = signer(walk.changes, checkpoint.size)
    if key is None:
        walk.find(place, "no entry before it puts a key in force")
        return
    if checkpoint.origin != key.name or not signed_by(signed.note, key):
        walk.find(place, f"is not signed by the key in force, {key}: it was changed, or another key signed it")
        return
    if checkpoint.size > walk.size:
        gone = _named(walk.size, checkpoint.size - 1)
        walk.find(place, f"was signed over {checkpoint.size} entries, and the log ends before: {gone} were removed")
    elif not walk.whole:
        walk.find(place, f"its root cannot be checked: entries before {checkpoint.size} are missing with their hashes")
    elif checkpoint.root == root(walk.by_tree):
        _tell_suspects(walk, "was changed after it was logged")
        walk.by_rows, walk.covered = walk.by_tree, checkpoint.size
    elif checkpoint.root == root(walk.by_rows):
        _tell_suspects(walk, "its hash in the tree was changed after it was logged; the entry is as logged")
        walk.by_tree, walk.covered = walk.by_rows, checkpoint.size
    else:
        entries = _named(walk.covered, checkpoint.size - 1)
        walk.find(place, f"was signed over another log: of {entries}, something was changed, added or removed")


def _tell_suspects(walk: _Walk, problem: str) -> None:
    for index in walk.suspects:
        walk.find(f"entry {index}", problem)
    walk.suspects.clear()


def _named(first: int, last: int) -> str:
    return f"entry {first}" if first == last else f"entries {first}-{last}"
