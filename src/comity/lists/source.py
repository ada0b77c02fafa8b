"""What Comity knows of a publisher's list, and the one way in which every list is read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from comity.lists.reading import Reading
from comity.lists.record import Record, UnreadableRecord
from comity.model.designation import Designation, EditionId, ListId, Reference
from comity.model.entity import Kind
from comity.model.errors import IncompleteListing
from comity.model.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of an edition, unpacked. `open` gives its bytes from the start, as often as asked."""

    name: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Heading:
    """What an edition says of itself before its records.

    `part` names the sub-list where a publisher splits one list over several files that are in force
    side by side (OFAC: "sdn", "consolidated"); "" otherwise. `dated` is None when the content has
    no date. `claimed` is the publisher's own count of records, None when not stated.
    """

    part: str = ""
    dated: PartialDate | None = None
    claimed: int | None = None


@dataclass(frozen=True, slots=True)
class EditionRef:
    """What every record of an edition shares: the edition's id, and the date it stood on the list."""

    id: EditionId
    stood_on: PartialDate


@dataclass(frozen=True, slots=True)
class ListSource:
    """A publisher's list: whose, on what legal basis, where, and how it is read.

    heading(files)            reads dates, counts and part from the content; raises BrokenFile when
                              the files are not this list's.
    records(files, reading)   streams the entries, joined from all files; raises BrokenFile on a
                              broken structure.
    designation(record, ref)  reads one entry; raises UnreadableRecord, IncompleteListing or
                              ValueError when its names or reference cannot be read.
    urls                      each inner tuple is one complete set of files for one edition.
    expect                    plausible counts by kind; outside, the edition is refused.
    """

    id: ListId
    title: str
    authority: str
    basis: str
    urls: tuple[tuple[str, ...], ...]
    heading: Callable[[Sequence[SourceFile]], Heading]
    records: Callable[[Sequence[SourceFile], Reading], Iterator[Record]]
    designation: Callable[[Record, EditionRef], Designation]
    expect: Mapping[Kind, range]
    reference_field: str


def read_designations(
    source: ListSource, files: Sequence[SourceFile], ref: EditionRef, reading: Reading
) -> Iterator[Designation]:
    """Every entry that can be read, in the publisher's order; the others are quarantined in `reading`."""
    for record in source.records(files, reading):
        reference = record.peek(source.reference_field)
        try:
            yield source.designation(record, ref)
        except (UnreadableRecord, IncompleteListing, ValueError) as problem:
            known = Reference(reference.strip()) if reference and reference.strip() else None
            reading.quarantine(record.place, known, str(problem))
