"""The EU's consolidated list of financial sanctions: Financial Sanctions Files (FSF) 1.1, and the older 1.0.

Each as XML and as a table (CSV). An entry is known by its EU reference number (EU.27.28); where a file has
none, as the XML 1.0, by its logical id (13), which all formats share.
"""

from collections.abc import Iterator, Sequence

from comity.lists import eu_fsd_entity, eu_fsf_csv, eu_fsf_entity
from comity.lists.eu_text import AUTHORITY
from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile
from comity.lists.xml_records import read_records, read_root
from comity.model.designation import Designation, ListId
from comity.model.entity import Kind
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate, parse_iso

ROOTS = {"export": "sanctionEntity", "WHOLE": "ENTITY"}
REFERENCES = ("@euReferenceNumber", "@EU_ref_num", "@logicalId", "@Id")
DATES = {"export": "generationDate", "WHOLE": "Date"}
SERVER = "https://webgate.ec.europa.eu/fsd/fsf/public/files"


def heading(files: Sequence[SourceFile]) -> Heading:
    """The day on which the one file of an edition was generated. Raises BrokenFile when it is not this list's."""
    file = _only(files)
    if not _is_xml(file):
        return eu_fsf_csv.table_heading(file)
    root = read_root(file, ROOTS)
    return Heading(dated=_generated(file, root.attributes.get(DATES[root.name], "")))


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """The entities of the file, each with its `reference`."""
    file = _only(files)
    found = read_records(file, ROOTS, ROOTS.values(), reading) if _is_xml(file) else None
    for record in found if found is not None else eu_fsf_csv.table_records(file, reading):
        references = (record.peek(field) for field in REFERENCES)
        record.add("reference", next((text for text in references if text and text.strip()), ""))
        yield record


def designation(record: Record, ref: EditionRef) -> Designation:
    """One entity of either format."""
    read = eu_fsd_entity.designation if record.name == ROOTS["WHOLE"] else eu_fsf_entity.designation
    return read(record, ref)


def _only(files: Sequence[SourceFile]) -> SourceFile:
    if len(files) != 1:
        names = ", ".join(file.name for file in files) or "no file"
        raise BrokenFile(names, "the files", "an edition of this list is one file", "import one file at a time")
    return files[0]


def _is_xml(file: SourceFile) -> bool:
    with file.open() as stream:
        start = stream.read(200)
    return start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")


def _generated(file: SourceFile, text: str) -> PartialDate:
    day, _, rest = text.partition("/")
    try:
        if rest:
            month, _, year = rest.partition("/")
            return PartialDate(int(year), int(month), int(day))
        return parse_iso(text[:10])
    except ValueError as problem:
        raise BrokenFile(
            file.name, "its first element", f"{text!r} is not the date on which it was generated", "fetch it again"
        ) from problem


SOURCE = ListSource(
    id=ListId("eu_fsf"),
    title="EU consolidated list of persons, groups and entities subject to financial sanctions",
    authority=AUTHORITY,
    basis="Treaty on the Functioning of the European Union, Articles 75 and 215",
    urls=(
        (f"{SERVER}/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",),
        (f"{SERVER}/csvFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",),
    ),
    heading=heading,
    records=records,
    designation=designation,
    expect={
        Kind.PERSON: range(30_001),
        Kind.ORGANISATION: range(30_001),
        Kind.VESSEL: range(5_001),
        Kind.AIRCRAFT: range(2_001),
        Kind.UNKNOWN: range(501),
    },
    reference_field="reference",
)
