"""OFAC's legacy CSV: a table of entries with alternate names, addresses and spilled-over remarks beside it.

The files have no headings, and people rename them, so each is known by its shape: twelve columns
are the entries, six the addresses, five the alternate names, two the comments.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import Heading, SourceFile
from comity.lists.table_records import TableForm, first_lines, table_rows
from comity.lists.us_ofac_facts import Facts, Said, add, add_address, turned_name
from comity.lists.us_ofac_part import SAMPLE, part_of
from comity.lists.us_ofac_remarks import add_remarks
from comity.model.entity import Kind, Name, NameKind, Published
from comity.model.errors import BrokenFile

ENTRY = "entry"
ABSENT = "-0-"
VESSEL_COLUMNS = ("Call_Sign", "Vess_type", "Tonnage", "GRT", "Vess_flag", "Vess_owner")
ENTRIES = TableForm(
    ("uid", "SDN_Name", "SDN_Type", "Program", "Title", *VESSEL_COLUMNS, "Remarks"),
    headings_line=0,
)
ADDRESSES = TableForm(("uid", "Add_Num", "Address", "City", "Country", "Add_Remarks"), headings_line=0)
NAMES = TableForm(("uid", "Alt_Num", "Alt_Type", "Alt_Name", "Alt_Remarks"), headings_line=0)
COMMENTS = TableForm(("uid", "Remarks"), headings_line=0)
TABLES = {12: ENTRIES, 6: ADDRESSES, 5: NAMES, 2: COMMENTS}
KINDS = {"": Kind.ORGANISATION, "entity": Kind.ORGANISATION, "individual": Kind.PERSON}
KINDS |= {"vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
ALIASES = {"aka": NameKind.STRONG, "nka": NameKind.STRONG, "fka": NameKind.FORMER}
HINT = "name sdn.csv, alt.csv and add.csv (and sdn_comments.csv), or the cons_ files, together"


@dataclass(frozen=True, slots=True)
class Tables:
    """The files of one set by what they hold."""

    entries: SourceFile
    names: SourceFile
    addresses: SourceFile
    comments: SourceFile | None


def heading(files: Sequence[SourceFile]) -> Heading:
    """Which list the set holds; it carries neither date nor count."""
    tables = recognise(files)
    rows = table_rows(tables.entries, ENTRIES, Reading())
    programmes = (split_programmes(row["Program"]) for (_, row), _ in zip(rows, range(SAMPLE), strict=False))
    return Heading(part=part_of(programmes, tables.entries.name))


def recognise(files: Sequence[SourceFile]) -> Tables:
    """Tell the tables apart by their shape, whatever their names. Raises BrokenFile unless the set is complete."""
    found: dict[int, SourceFile] = {}
    for file in files:
        shape = _shape(file)
        if shape in found:
            raise BrokenFile(file.name, "import", f"the same kind of table as {found[shape].name}", HINT)
        found[shape] = file
    missing = [
        what for shape, what in ((12, "entries"), (5, "alternate names"), (6, "addresses")) if shape not in found
    ]
    if missing:
        names = ", ".join(file.name for file in files)
        raise BrokenFile(names, "import", f"the table of {' and '.join(missing)} is missing", HINT)
    return Tables(found[12], found[5], found[6], found.get(2))


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """Every entry with its names, addresses and comments. Refuses a set whose tables do not belong together."""
    tables = recognise(files)
    parts = {
        "Alt": _grouped(tables.names, NAMES, reading),
        "Add": _grouped(tables.addresses, ADDRESSES, reading),
        "Comment": _grouped(tables.comments, COMMENTS, reading) if tables.comments is not None else {},
    }
    for number, row in table_rows(tables.entries, ENTRIES, reading):
        record = _record(ENTRY, row, f"{tables.entries.name}: line {number}", reading)
        for field, groups in parts.items():
            for part in groups.pop(row["uid"].strip(), ()):
                record.add(field, part)
        yield record
    for groups in parts.values():
        for uid, orphans in groups.items():
            problem = f"it belongs to entry {uid}, which the table of entries does not hold"
            raise BrokenFile(orphans[0].place, f"entry {uid}", problem, "take all files from one edition")


def facts(record: Record) -> tuple[tuple[str, ...], Facts]:
    """Programmes and facts of one entry."""
    kind_text = record.take("SDN_Type") or ""
    kind = KINDS.get(kind_text.lower(), Kind.UNKNOWN)
    if kind is Kind.UNKNOWN:
        record.odd("SDN_Type", kind_text, "unknown kind of entry")
    gathered = Facts(kind)
    gathered.names.append(_name(record, "SDN_Name", kind, NameKind.PRIMARY))
    for other in record.take_records("Alt"):
        gathered.names.append(_name(other, "Alt_Name", kind, _alias_kind(other)))
        gathered.remarks += other.take_published("Alt_Remarks")
        other.done(ignoring=("uid", "Alt_Num"))
    for address in record.take_records("Add"):
        parts = {"street": address.take("Address"), "city": address.take("City"), "country": address.take("Country")}
        add_address(gathered, parts, "add", address)
        gathered.remarks += address.take_published("Add_Remarks")
        address.done(ignoring=("uid", "Add_Num"))
    _add_vessel(gathered, record)
    gathered.positions += [part.strip() for part in (record.take("Title") or "").split(";") if part.strip()]
    # A remark of more than 1,000 characters is cut there and goes on in the comments, mid-word; a full stop ends it.
    comments = (comment for part in record.take_records("Comment") for comment in part.take_all("Remarks"))
    add_remarks(gathered, ((record.take("Remarks") or "") + "".join(comments)).removesuffix("."), record)
    return split_programmes(record.take("Program") or ""), gathered


def split_programmes(text: str) -> tuple[str, ...]:
    """ "IRAN] [SDGT] [IFSR" are three programmes."""
    parts = (part.strip(" []") for part in text.replace(ABSENT, "").split("] ["))
    return tuple(part for part in parts if part)


def _name(record: Record, field: str, kind: Kind, name_kind: NameKind) -> Name:
    text = record.need(field)
    return Name(turned_name(text) if kind is Kind.PERSON else text, name_kind, Published(field, text))


def _alias_kind(record: Record) -> NameKind:
    text = record.take("Alt_Type") or ""
    if text.lower() not in ALIASES:
        record.odd("Alt_Type", text, "unknown type of name; read as a strong alias")
    return ALIASES.get(text.lower(), NameKind.STRONG)


def _add_vessel(gathered: Facts, record: Record) -> None:
    """What the table says of vessels: call sign and flag can be compared, the rest is remarks."""
    for field, label in (
        ("Call_Sign", "Vessel Call Sign"),
        ("Vess_flag", "Vessel Flag"),
        ("Vess_type", "Vessel Type"),
        ("Tonnage", "Vessel Tonnage"),
        ("GRT", "Vessel Gross Registered Tonnage"),
        ("Vess_owner", "Vessel Owner"),
    ):
        text = record.take(field)
        if text is not None:
            whole = text if label in ("Vessel Call Sign", "Vessel Flag") else f"{label} {text}"
            add(gathered, Said(label, text, Published(field, whole)), record)


def _grouped(file: SourceFile, form: TableForm, reading: Reading) -> dict[str, list[Record]]:
    groups: defaultdict[str, list[Record]] = defaultdict(list)
    for number, row in table_rows(file, form, reading):
        groups[row["uid"].strip()].append(_record(file.name, row, f"{file.name}: line {number}", reading))
    return groups


def _record(name: str, row: Mapping[str, str], place: str, reading: Reading) -> Record:
    cells = {key: None if cell.strip() == ABSENT else cell for key, cell in row.items()}
    return Record.of_row(name, cells, place=place, reading=reading)


def _shape(file: SourceFile) -> int:
    """How many columns the first rows have. Raises BrokenFile when it is none of the tables."""
    rows = first_lines(file, TableForm((), headings_line=0), 20)
    shapes = {len(row) for row in rows}
    if len(shapes) != 1 or not shapes <= TABLES.keys() or not all(row[0].isdigit() for row in rows):
        columns = ", ".join(map(str, sorted(shapes))) or "no"
        problem = f"{columns} columns, none of OFAC's CSV tables (12, 6, 5 or 2, the first a number)"
        raise BrokenFile(file.name, "line 1", problem, HINT)
    return shapes.pop()
