"""OFAC's legacy XML, `sdnList`, in whatever namespace it was published over the years."""

from collections.abc import Iterator

from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import Heading, SourceFile
from comity.lists.us_ofac_facts import Facts, Said, add, add_address, turned_name
from comity.lists.us_ofac_part import part_of
from comity.lists.us_ofac_remarks import add_remarks
from comity.lists.xml_records import read_records
from comity.model.date_text import read_date
from comity.model.entity import Kind, Name, NameKind, Published
from comity.model.errors import BrokenFile

ROOT = "sdnList"
ENTRY = "sdnEntry"
PUBLICATION = "publshInformation"  # the publisher's own spelling
KINDS = {"entity": Kind.ORGANISATION, "individual": Kind.PERSON, "vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
ALIASES = {"a.k.a.": NameKind.STRONG, "n.k.a.": NameKind.STRONG, "f.k.a.": NameKind.FORMER}
STREET = ("address1", "address2", "address3")
VESSEL = {
    "callSign": "Vessel Call Sign",
    "vesselFlag": "Vessel Flag",
    "vesselType": "Vessel Type",
    "tonnage": "Vessel Tonnage",
    "grossRegisteredTonnage": "Vessel Gross Registered Tonnage",
    "vesselOwner": "Vessel Owner",
}


def heading(file: SourceFile) -> Heading:
    """Publish_Date, Record_Count, and which list it is by the programmes of its first entries."""
    published = next(read_records(file, (ROOT,), (PUBLICATION,)), None)
    date = published.take("Publish_Date") if published is not None else None
    count = published.take("Record_Count") if published is not None else None
    programmes = (_programmes(entry) for entry in read_records(file, (ROOT,), (ENTRY,)))
    return Heading(
        part=part_of(programmes, file.name),
        dated=read_date(date, day_first=False) if date is not None else None,
        claimed=int(count) if count is not None and count.isdecimal() else None,
    )


def records(file: SourceFile, reading: Reading) -> Iterator[Record]:
    """Every sdnEntry. Raises BrokenFile at the end when they are not as many as the file says."""
    claimed: str | None = None
    count = 0
    for record in read_records(file, (ROOT,), (PUBLICATION, ENTRY), reading):
        if record.name == PUBLICATION:
            claimed = record.take("Record_Count")
            record.done(ignoring=("Publish_Date",))
            continue
        count += 1
        yield record
    if claimed is not None and claimed.isdecimal() and int(claimed) != count:
        problem = f"{count} entries, but the file says that it holds {claimed}"
        raise BrokenFile(file.name, "end", problem, "download it again")


def facts(record: Record) -> tuple[tuple[str, ...], Facts]:
    """Programmes and facts of one entry."""
    kind_text = record.take("sdnType") or ""
    kind = KINDS.get(kind_text.lower(), Kind.UNKNOWN)
    if kind is Kind.UNKNOWN:
        record.odd("sdnType", kind_text, "unknown kind of entry")
    gathered = Facts(kind)
    gathered.names.append(_name(record, kind, NameKind.PRIMARY))
    for alias in _items(record, "akaList", "aka"):
        gathered.names.append(_name(alias, kind, _alias_kind(alias)))
        alias.done(ignoring=("uid",))
    _add_details(gathered, record)
    gathered.positions += [part.strip() for part in (record.take("title") or "").split(";") if part.strip()]
    add_remarks(gathered, _unbracketed(record.take("remarks") or ""), record)
    return _programmes(record), gathered


def _add_details(gathered: Facts, record: Record) -> None:
    for plural, singular, field, label in (
        ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "DOB"),
        ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "POB"),
        ("nationalityList", "nationality", "country", "nationality"),
        ("citizenshipList", "citizenship", "country", "citizen"),
    ):
        for item in _items(record, plural, singular):
            text = item.take(field)
            if text is not None:
                add(gathered, Said(label, text, Published(singular, text)), item)
            item.done(ignoring=("uid", "mainEntry"))
    for item in _items(record, "idList", "id"):
        _add_document(gathered, item)
    for item in _items(record, "addressList", "address"):
        street = ", ".join(part for name in STREET if (part := item.take(name)) is not None)
        parts = {"street": street, "city": item.take("city"), "region": item.take("stateOrProvince")}
        parts |= {"postcode": item.take("postalCode"), "country": item.take("country")}
        add_address(gathered, parts, "address", item)
        item.done(ignoring=("uid",))
    for vessel in record.take_records("vesselInfo"):
        for name, label in VESSEL.items():
            text = vessel.take(name)
            if text is not None:
                whole = text if name in ("callSign", "vesselFlag") else f"{label} {text}"
                add(gathered, Said(label, text, Published(name, whole)), vessel)
        vessel.done()


def _add_document(gathered: Facts, item: Record) -> None:
    label, text = item.take("idType"), item.take("idNumber")
    country, issued, expires = item.take("idCountry"), item.take("issueDate"), item.take("expirationDate")
    item.done(ignoring=("uid",))
    whole = "; ".join(part for part in (label, text, country, issued, expires) if part)
    published = Published("id", whole)
    if text is None:
        gathered.remarks += [published] if whole else []
        return
    if country is not None and label in ("Nationality of Registration",):
        country = None
    add(gathered, Said(label or "", text, published, country, issued, expires), item)


def _name(record: Record, kind: Kind, name_kind: NameKind) -> Name:
    """ "First LAST" for a person; as published "LAST, First". The given name may be all there is."""
    first, last = record.take("firstName"), record.take("lastName")
    if first is None and last is None:
        last = record.need("lastName")
    published = ", ".join(part for part in (last, first) if part is not None)
    text = turned_name(published) if kind is Kind.PERSON else published
    field = "lastName/firstName" if first is not None and last is not None else "lastName"
    return Name(text, name_kind, Published(field, published))


def _alias_kind(alias: Record) -> NameKind:
    kind, category = alias.take("type") or "", (alias.take("category") or "").lower()
    if kind.lower() not in ALIASES:
        alias.odd("type", kind, "unknown type of name; read as a strong alias")
    if category not in ("strong", "weak", ""):
        alias.odd("category", category, "unknown quality of a name; read as strong")
    return NameKind.WEAK if category == "weak" else ALIASES.get(kind.lower(), NameKind.STRONG)


def _programmes(record: Record) -> tuple[str, ...]:
    return tuple(text for part in record.take_records("programList") for text in part.take_all("program"))


def _items(record: Record, plural: str, singular: str) -> tuple[Record, ...]:
    """The records in a list of records; whatever else the list holds is reported with it."""
    found: list[Record] = []
    for part in record.take_records(plural):
        found += part.take_records(singular)
        part.done()
    return tuple(found)


def _unbracketed(remarks: str) -> str:
    """ "(Linked To: X)" stands in brackets here and without them in the CSV."""
    items = (item.strip() for item in remarks.split(";"))
    return "; ".join(item[1:-1] if item.startswith("(Linked To:") and item.endswith(")") else item for item in items)
