"""The British list: the UK Sanctions List (XML, CSV), and the Consolidated List that it replaced in 2026.

Both are one list to whoever screens: the same people, designated under the same law.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from comity.lists import uk_conlist, uk_sanctions_list
from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile
from comity.lists.table_records import TableForm, first_lines
from comity.model.designation import Designation, ListId
from comity.model.entity import Kind
from comity.model.errors import BrokenFile

REFERENCE = "UniqueID"


@dataclass(frozen=True, slots=True)
class _Format:
    heading: Callable[[SourceFile], Heading]
    records: Callable[[SourceFile, Reading], Iterator[Record]]


CONSOLIDATED = _Format(uk_conlist.heading, uk_conlist.records)
TABLE = _Format(uk_sanctions_list.table_heading, uk_sanctions_list.table_records)
XML = _Format(uk_sanctions_list.xml_heading, uk_sanctions_list.xml_records)


def heading(files: Sequence[SourceFile]) -> Heading:
    """The date of the one file that an edition has. Raises BrokenFile when it is none of the three formats."""
    file = _only(files)
    return _format(file).heading(file)


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """The entries of the file, whichever of the formats it has."""
    file = _only(files)
    return _format(file).records(file, reading)


def designation(record: Record, ref: EditionRef) -> Designation:
    """One entry of either list."""
    read = uk_conlist.designation if record.name == uk_conlist.ROWS.name else uk_sanctions_list.designation
    return read(record, ref)


def _only(files: Sequence[SourceFile]) -> SourceFile:
    if len(files) != 1:
        names = ", ".join(file.name for file in files) or "no file"
        raise BrokenFile(names, "the files", "an edition of this list is one file", "import one file at a time")
    return files[0]


def _format(file: SourceFile) -> _Format:
    with file.open() as stream:
        start = stream.read(200)
    if start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<"):
        return XML
    cells = {cell for line in first_lines(file, TableForm(()), 2) for cell in line}
    if "Group ID" in cells:
        return CONSOLIDATED
    if "Unique ID" in cells:
        return TABLE
    raise BrokenFile(
        file.name,
        "line 1",
        "neither the UK Sanctions List (with a column 'Unique ID') nor the former Consolidated List ('Group ID')",
        "fetch UK-Sanctions-List.xml or UK-Sanctions-List.csv from its publisher",
    )


SOURCE = ListSource(
    id=ListId("uk"),
    title="UK Sanctions List",
    authority=uk_sanctions_list.AUTHORITY,
    basis="Sanctions and Anti-Money Laundering Act 2018",
    urls=(
        ("https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml",),
        ("https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv",),
    ),
    heading=heading,
    records=records,
    designation=designation,
    expect={
        Kind.PERSON: range(20_001),
        Kind.ORGANISATION: range(20_001),
        Kind.VESSEL: range(10_001),
        Kind.AIRCRAFT: range(2_001),
        Kind.UNKNOWN: range(501),
    },
    reference_field=REFERENCE,
)
