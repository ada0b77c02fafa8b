"""A small list of nobody's, read like every other: what the tests of editions import.

A file is `LIST|DATE|PART|CLAIMED` (any but LIST may be empty), then one entry a line:
`REFERENCE|KIND|NAME|ALIASES;...|REMARK|FIELD=VALUE|...`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile
from comity.model.designation import Designation, EditionId, ListId, Listing, Reference
from comity.model.entity import Entity, Kind, Name, NameKind, Published
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate, parse_iso

COLUMNS = ("reference", "kind", "name", "aliases", "remark")


def heading(files: Sequence[SourceFile]) -> Heading:
    """Date, part and claimed count of the first file; every file must begin as an invented list does."""
    headings = []
    for file in files:
        with file.open() as content:
            first = content.readline(200).decode("utf-8", "replace").strip().split("|")
        if first[0] != "LIST" or len(first) != 4:
            raise BrokenFile(file.name, "line 1", "not an invented list", "begin it with LIST|DATE|PART|CLAIMED")
        headings.append(first)
    _, dated, part, claimed = headings[0]
    return Heading(part, parse_iso(dated) if dated else None, int(claimed) if claimed else None)


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """The entries of all files, in order."""
    for file in files:
        with file.open() as content:
            content.readline()
            for number, line in enumerate(content, start=2):
                if not line.endswith(b"\n"):
                    raise BrokenFile(file.name, f"line {number}", "the file is cut off", "fetch it again")
                cells = line.decode().rstrip("\n").split("|")
                row = dict(zip(COLUMNS, cells, strict=False)) | dict(
                    cell.split("=", 1) for cell in cells[len(COLUMNS) :]
                )
                yield Record.of_row("entry", row, place=f"{file.name} line {number}", reading=reading)


def designation(record: Record, ref: EditionRef) -> Designation:
    """One entry; ValueError when its kind or name cannot be read."""
    reference = Reference(record.need("reference"))
    kind = Kind(record.need("kind"))
    primary = record.need("name")
    aliases = tuple(alias for alias in (record.take("aliases") or "").split(";") if alias)
    entity = Entity(
        kind,
        (
            Name(primary, NameKind.PRIMARY, Published("name", primary)),
            *(Name(alias, NameKind.STRONG, Published("aliases", alias)) for alias in aliases),
        ),
        remarks=record.take_published("remark"),
    )
    listing = Listing(SOURCE.id, reference, SOURCE.authority, SOURCE.basis, ref.stood_on)
    return Designation(listing, entity, ref.id, record.place, record.done())


SOURCE = ListSource(
    id=ListId("invented"),
    title="A list of nobody's",
    authority="Nobody",
    basis="Resolution 0, paragraph 0",
    urls=(),
    heading=heading,
    records=records,
    designation=designation,
    expect={Kind.PERSON: range(1, 10_000)},
    reference_field="reference",
)


def file_of(*entries: str, dated: str = "2026-01-01", part: str = "", claimed: str = "") -> bytes:
    """An edition in the invented format."""
    return "".join(f"{line}\n" for line in (f"LIST|{dated}|{part}|{claimed}", *entries)).encode()


def persons(count: int, *, first: int = 1) -> tuple[str, ...]:
    """That many entries, P1, P2, ..."""
    return tuple(f"P{number}|person|Person Number{number}||" for number in range(first, first + count))


def invented_designation(reference: str, name: str = "Ivan Invented", *, edition: str = "0" * 64) -> Designation:
    """One designation of the invented list, not read from any file."""
    listing = Listing(SOURCE.id, Reference(reference), "Nobody", "Resolution 0", PartialDate(2026, 1, 1))
    entity = Entity(Kind.PERSON, (Name(name, NameKind.PRIMARY, Published("name", name)),))
    return Designation(listing, entity, EditionId(edition), f"line of {reference}")


def with_urls(*urls: tuple[str, ...]) -> ListSource:
    """The invented list, published at these addresses."""
    return replace(SOURCE, urls=urls)
