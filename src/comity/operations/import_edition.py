"""Put one edition of a list in force, from its files as received."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from comity import __version__
from comity.lists.admission import (
    DatedBy,
    carried_over,
    check_change,
    check_claim,
    check_counts,
    date_in_name,
    without_duplicates,
)
from comity.lists.reading import Reading
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile, read_designations
from comity.model.designation import Designation, EditionId, Reference
from comity.model.entity import Kind
from comity.model.errors import RefusedEdition
from comity.model.partial_date import PartialDate
from comity.store.draft import EditionDraft
from comity.store.editions import EditionStore
from comity.store.manifest import Account, ContentFile, EditionManifest
from comity.store.unpack import LIMITS, Limits, Unpacked, unpack


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file as it came: where it lies, and for a fetched one its address and the server's date for it."""

    path: Path
    name: str
    url: str | None = None
    modified_on: date | None = None


@dataclass(frozen=True, slots=True)
class ImportEdition:
    """The order: which list, from which files.

    `dated` counts only where the content has no date; `accept_count` is the officer's word that
    counts are right though they look absurd.
    """

    source: ListSource
    files: tuple[Arrival, ...]
    dated: PartialDate | None = None
    accept_count: bool = False
    limits: Limits = LIMITS


@dataclass(frozen=True, slots=True)
class Imported:
    """The edition now held; `new` is False when the same content was held before and nothing was done."""

    manifest: EditionManifest
    new: bool


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is known of an edition before its records are read."""

    files: tuple[SourceFile, ...]
    content: tuple[ContentFile, ...]
    heading: Heading
    ref: EditionRef
    dated_by: DatedBy
    preceding: EditionManifest | None


@dataclass(frozen=True, slots=True)
class _Written:
    """What reading the records gave: counts of listings in force, and those that were carried over."""

    counts: Mapping[Kind, int]
    carried: tuple[Reference, ...]
    reading: Reading


def arrival(path: Path) -> Arrival:
    """A file that an officer hands in."""
    return Arrival(path, path.name)


def import_edition(
    order: ImportEdition, *, store: EditionStore, now: datetime, progress: Callable[[int], None] = lambda _: None
) -> Imported:
    """Read an edition whole and put it in force; a refused one leaves the store as it was.

    `progress` is told how many records were read so far. Raises UnreadableInput, RefusedEdition,
    NotFound for a missing file, StoreBusy.
    """
    with store.draft() as draft:
        unpacked = _receive(order, draft)
        content = tuple(file.content_file() for file in unpacked)
        held = store.edition(order.source.id, edition_id(content))
        if held is not None:
            return Imported(held, new=False)
        opened = _open(order, unpacked, content, store, now.date())
        written = _write(order, opened, draft, store, progress)
        manifest = _manifest(order, opened, written, draft, now)
        store.publish(draft, manifest, _account(written))
        return Imported(manifest, new=True)


def edition_id(content: Sequence[ContentFile]) -> EditionId:
    """The hash of the one file; of several, the hash of their sorted hashes, one a line.

    So neither names, nor order, nor compression are part of an edition's identity.
    """
    hashes = sorted(file.sha256 for file in content)
    if len(hashes) == 1:
        return EditionId(hashes[0])
    return EditionId(hashlib.sha256("\n".join(hashes).encode()).hexdigest())


def _receive(order: ImportEdition, draft: EditionDraft) -> tuple[Unpacked, ...]:
    received = []
    for file in order.files:
        kept = draft.receive(file.path, name=file.name, url=file.url, limit=order.limits.bytes)
        received.append(Unpacked(kept.name, draft.directory / kept.kept))
    return unpack(received, draft.scratch, order.limits)


def _open(
    order: ImportEdition,
    unpacked: Sequence[Unpacked],
    content: tuple[ContentFile, ...],
    store: EditionStore,
    today: date,
) -> _Opened:
    files = tuple(file.source_file() for file in unpacked)
    heading = order.source.heading(files)
    stood_on, dated_by = _dated(order, heading, unpacked, today)
    preceding = store.preceding(order.source.id, heading.part, stood_on.first())
    return _Opened(files, content, heading, EditionRef(edition_id(content), stood_on), dated_by, preceding)


def _dated(
    order: ImportEdition, heading: Heading, unpacked: Sequence[Unpacked], today: date
) -> tuple[PartialDate, DatedBy]:
    """The edition's date, from the best source that has one, and which that was."""
    in_names = [date_in_name(name) for name in (*(file.name for file in order.files), *(it.name for it in unpacked))]
    in_directories = [date_in_name(file.path.absolute().parent.name) for file in order.files if file.url is None]
    packed = [_whole(file.packed_on) for file in unpacked if file.packed_on is not None]
    served = [_whole(file.modified_on) for file in order.files if file.modified_on is not None]
    for dated_by, dates in (
        (DatedBy.CONTENT, [heading.dated]),
        (DatedBy.OFFICER, [order.dated]),
        (DatedBy.FILE_NAME, in_names),
        (DatedBy.DIRECTORY_NAME, in_directories),
        (DatedBy.ARCHIVE, packed),
        (DatedBy.SERVER, served),
    ):
        known = [found for found in dates if found is not None]
        if known:
            return max(known, key=PartialDate.first), dated_by
    return _whole(today), DatedBy.ARRIVAL


def _whole(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _write(
    order: ImportEdition, opened: _Opened, draft: EditionDraft, store: EditionStore, progress: Callable[[int], None]
) -> _Written:
    """Write the designations into the draft. Raises RefusedEdition when their counts cannot be right."""
    reading, references = Reading(), set[Reference]()
    records = read_designations(order.source, opened.files, opened.ref, reading)
    counted = _Counted(records, progress)
    carried: list[Reference] = []
    with draft.designations() as writer:
        for designation in without_duplicates(order.source, counted, reading):
            writer.add(designation)
            references.add(designation.listing.reference)
        if not references:
            raise _nothing_read(order.source, reading)
        _check(order, opened, writer.counts, counted.count + len(reading.quarantined))
        if opened.preceding is not None:
            for designation in carried_over(store.designations(opened.preceding), reading, references):
                writer.add(designation)
                carried.append(designation.listing.reference)
        return _Written(dict(writer.counts), tuple(carried), reading)


class _Counted:
    """Designations on their way, counted, so that duplicates count as records too."""

    def __init__(self, designations: Iterable[Designation], progress: Callable[[int], None]) -> None:
        self._designations, self._progress, self.count = designations, progress, 0

    def __iter__(self) -> Iterator[Designation]:
        for designation in self._designations:
            self.count += 1
            self._progress(self.count)
            yield designation


def _check(order: ImportEdition, opened: _Opened, counts: Mapping[Kind, int], records: int) -> None:
    if order.accept_count:
        return
    check_claim(order.source, records, opened.heading.claimed)
    check_counts(order.source, counts)
    if opened.preceding is not None:
        check_change(order.source, sum(counts.values()), opened.preceding.total)


def _nothing_read(source: ListSource, reading: Reading) -> RefusedEdition:
    first = next((f", first {record.place}: {record.problem}" for record in reading.quarantined), "")
    found = f"not one listing could be read of {len(reading.quarantined)} records{first}"
    return RefusedEdition(source.id, found)


def _manifest(
    order: ImportEdition, opened: _Opened, written: _Written, draft: EditionDraft, now: datetime
) -> EditionManifest:
    return EditionManifest(
        list=order.source.id,
        edition=opened.ref.id,
        part=opened.heading.part,
        dated=opened.ref.stood_on.first(),
        dated_by=opened.dated_by,
        imported_at=now,
        comity=__version__,
        received=tuple(draft.received),
        content=opened.content,
        counts=written.counts,
        quarantined=len(written.reading.quarantined),
        carried=len(written.carried),
        odd=written.reading.odd_count,
        dropped=dict(written.reading.dropped),
    )


def _account(written: _Written) -> Account:
    return Account(
        odd_values=tuple(written.reading.odd_values),
        quarantined=tuple(written.reading.quarantined),
        carried=written.carried,
    )
