"""The lists of the US Treasury's Office of Foreign Assets Control, in their three formats (docs/lists/us_ofac.md)."""

from collections.abc import Iterator, Sequence
from contextlib import closing

from comity.lists import us_ofac_csv, us_ofac_enhanced, us_ofac_xml
from comity.lists.reading import Reading
from comity.lists.record import Record, UnreadableRecord
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile
from comity.lists.us_ofac_facts import DEFAULT_BASIS, legal_basis
from comity.lists.xml_records import read_root
from comity.model.designation import Designation, ListId, Listing, Reference
from comity.model.entity import Kind
from comity.model.errors import BrokenFile

EXPORTS = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"
FACTS = {
    us_ofac_csv.ENTRY: us_ofac_csv.facts,
    us_ofac_xml.ENTRY: us_ofac_xml.facts,
    us_ofac_enhanced.ENTRY: us_ofac_enhanced.facts,
}
XML_ROOTS = (us_ofac_xml.ROOT, us_ofac_enhanced.ROOT)


def heading(files: Sequence[SourceFile]) -> Heading:
    """Date, count and part: "sdn", "consolidated", or a subset under a name of its own."""
    root = _root(files)
    if root is None:
        return us_ofac_csv.heading(files)
    return us_ofac_xml.heading(files[0]) if root == us_ofac_xml.ROOT else us_ofac_enhanced.heading(files[0])


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """Every entry, whole, from the one XML file or joined from the CSV set."""
    root = _root(files)
    if root is None:
        return us_ofac_csv.records(files, reading)
    read = us_ofac_xml.records if root == us_ofac_xml.ROOT else us_ofac_enhanced.records
    return read(files[0], reading)


def designation(record: Record, ref: EditionRef) -> Designation:
    """One entry of any of the formats."""
    uid = record.need("uid")
    if not uid.isdecimal():
        raise UnreadableRecord("uid", uid, "not a number")
    programmes, facts = FACTS[record.name](record)
    enhanced = record.name == us_ofac_enhanced.ENTRY
    authorities = us_ofac_enhanced.authorities(record) if enhanced else ()
    listing = Listing(
        list=SOURCE.id,
        reference=Reference(uid),
        authority=SOURCE.authority,
        legal_basis="; ".join(authorities) or legal_basis(programmes, record),
        stood_on=ref.stood_on,
        listed_on=us_ofac_enhanced.listed_on(record) if enhanced else None,
        programmes=programmes,
        url=f"https://sanctionssearch.ofac.treas.gov/Details.aspx?id={uid}",
    )
    return Designation(listing, facts.entity(), ref.id, record.place, record.done())


def _root(files: Sequence[SourceFile]) -> str | None:
    """The XML format of the one file, or None for a set of tables. Raises BrokenFile for anything else."""
    if not files:
        raise BrokenFile("no file", "import", "nothing to read", us_ofac_csv.HINT)
    marked = [file for file in files if _starts_as_xml(file)]
    if not marked:
        return None
    if len(files) > 1:
        names = ", ".join(file.name for file in files)
        raise BrokenFile(names, "import", "an XML edition is one file", "import one XML file at a time")
    return read_root(files[0], XML_ROOTS).name


def _starts_as_xml(file: SourceFile) -> bool:
    with closing(file.open()) as stream:
        start = stream.read(64)
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


SOURCE = ListSource(
    id=ListId("us_ofac"),
    title="OFAC Specially Designated Nationals and Consolidated Sanctions Lists",
    authority="Office of Foreign Assets Control, US Department of the Treasury",
    basis=DEFAULT_BASIS,
    urls=((f"{EXPORTS}/SDN_ENHANCED.ZIP",), (f"{EXPORTS}/CONS_ENHANCED.ZIP",)),
    heading=heading,
    records=records,
    designation=designation,
    expect={
        Kind.PERSON: range(20, 50_000),
        Kind.ORGANISATION: range(20, 50_000),
        Kind.VESSEL: range(10_000),
        Kind.AIRCRAFT: range(10_000),
        Kind.UNKNOWN: range(1_000),
    },
    reference_field="uid",
)
