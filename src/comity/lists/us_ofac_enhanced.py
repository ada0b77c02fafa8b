"""OFAC's enhanced XML, `sanctionsData`: names by script, features by type, documents, legal authorities, dates."""

from collections.abc import Iterator

from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import Heading, SourceFile
from comity.lists.us_ofac_enhanced_dates import day_of, span_of
from comity.lists.us_ofac_facts import Facts, Said, add, add_address, add_birth, lookups, spelling
from comity.lists.us_ofac_part import part_of_filters
from comity.lists.us_ofac_remarks import add_remarks
from comity.lists.xml_records import read_records
from comity.model.date_text import read_date, read_dates
from comity.model.entity import Kind, Name, NameKind, Published
from comity.model.partial_date import PartialDate

ROOT = "sanctionsData"
ENTRY = "entity"
PUBLICATION = "publicationInfo"
KINDS = {"entity": Kind.ORGANISATION, "individual": Kind.PERSON, "vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
ALIASES = {"A.K.A.": NameKind.STRONG, "N.K.A.": NameKind.STRONG, "F.K.A.": NameKind.FORMER}
DIRECTION = " \u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"  # invisible marks around a name
ADDRESS_PARTS = {
    "ADDRESS1": "street",
    "ADDRESS2": "street",
    "ADDRESS3": "street",
    "CITY": "city",
    "STATE/PROVINCE": "region",
    "REGION": "region",
    "POSTAL CODE": "postcode",
}


def heading(file: SourceFile) -> Heading:
    """dataAsOf, and the part that the publication's own filters name."""
    published = next(read_records(file, (ROOT,), (PUBLICATION,)), None)
    if published is None:
        return Heading(part=_part_of_entries(file))
    date = published.take("dataAsOf")
    lists: list[str] = []
    others: list[str] = []
    for filters in published.take_records("filters"):
        for group in filters.take_records("sanctionsLists"):
            lists += _texts(group, "sanctionsList")
        others += [published_part.text for published_part in filters.done() if "/@" not in published_part.field]
    part = part_of_filters(lists, others) if lists or others else _part_of_entries(file)
    return Heading(part=part, dated=read_date(date) if date is not None else None)


def records(file: SourceFile, reading: Reading) -> Iterator[Record]:
    """Every entity. Its `@id` is the uid of the other formats."""
    for record in read_records(file, (ROOT,), (ENTRY,), reading):
        uid = record.take("@id")
        if uid is not None:
            record.add("uid", uid)
        yield record


def facts(record: Record) -> tuple[tuple[str, ...], Facts]:
    """Programmes and facts of one entity."""
    gathered = Facts(Kind.UNKNOWN)
    _general(gathered, record)
    for name in _items(record, "names", "name"):
        _add_name(gathered, name)
    gathered.names.sort(key=lambda name: name.kind is not NameKind.PRIMARY)
    for address in _items(record, "addresses", "address"):
        _add_address(gathered, address)
    for feature in _items(record, "features", "feature"):
        _add_feature(gathered, feature)
    for document in _items(record, "identityDocuments", "identityDocument"):
        _add_document(gathered, document)
    for relation in _items(record, "relationships", "relationship"):
        _add_relation(gathered, relation)
    programmes = tuple(_texts_of(record, "sanctionsPrograms", "sanctionsProgram"))
    measures = _texts_of(record, "sanctionsTypes", "sanctionsType")
    gathered.remarks += [Published("sanctionsType", measure) for measure in measures]
    return programmes, gathered


def authorities(record: Record) -> tuple[str, ...]:
    """The legal authorities that the entry itself names."""
    return tuple(dict.fromkeys(_texts_of(record, "legalAuthorities", "legalAuthority")))


def listed_on(record: Record) -> PartialDate | None:
    """The day of the entry's first publication on any of OFAC's lists."""
    days = []
    for item in _items(record, "sanctionsLists", "sanctionsList"):
        text = item.take("@datePublished")
        date = read_date(text) if text is not None else None
        if date is not None:
            days.append(date)
        elif text is not None:
            item.odd("datePublished", text, "not a date")
        item.done(ignoring=("@id", "@refId", "#text"))
    return min(days, default=None)


def _general(gathered: Facts, record: Record) -> None:
    for general in record.take_records("generalInfo"):
        text = _text(general, "entityType") or ""
        gathered.kind = KINDS.get(text.lower(), Kind.UNKNOWN)
        if gathered.kind is Kind.UNKNOWN:
            general.odd("entityType", text, "unknown kind of entry")
        gathered.positions += [part.strip() for part in (general.take("title") or "").split(";") if part.strip()]
        add_remarks(gathered, general.take("remarks") or "", general)
        for field in ("livingStatus", "isUsPerson", "isUsCitizen"):
            said = _text(general, field)
            gathered.remarks += [Published(field, said)] if said is not None else []
        general.done(ignoring=("identityId",))


def _add_name(gathered: Facts, name: Record) -> None:
    primary, low = name.take("isPrimary") == "true", name.take("isLowQuality") == "true"
    alias = _text(name, "aliasType")
    if alias is not None and alias.upper() not in ALIASES:
        name.odd("aliasType", alias, "unknown type of name; read as a strong alias")
    own = NameKind.PRIMARY if primary else ALIASES.get((alias or "").upper(), NameKind.STRONG)
    own = NameKind.WEAK if low and not primary else own
    for translation in _items(name, "translations", "translation"):
        first, last = translation.take("formattedFirstName"), translation.take("formattedLastName")
        full = translation.take("formattedFullName")
        text = " ".join(part for part in (first, last) if part) if gathered.kind is Kind.PERSON else full or last
        script = _text(translation, "script")
        original = script not in (None, "Latin") and own in (NameKind.PRIMARY, NameKind.STRONG)
        if text or full:
            published = Published("name", full or text or "")
            bare = (text or full or "").strip(DIRECTION)
            gathered.names.append(Name(bare, NameKind.ORIGINAL if original else own, published))
        # The parts repeat, one by one, what the formatted name says.
        translation.done(ignoring=("@id", "isPrimary", "nameParts"))
    name.done(ignoring=("@id",))


def _add_address(gathered: Facts, address: Record) -> None:
    country = _text(address, "country")
    for translation in _items(address, "translations", "translation"):
        parts: dict[str, str | None] = dict.fromkeys(("street", "city", "region", "postcode"))
        for part in _items(translation, "addressParts", "addressPart"):
            kind, value = _text(part, "type") or "", part.take("value")
            if kind not in ADDRESS_PARTS:
                part.odd("type", kind, "unknown part of an address, kept with the street")
            key = ADDRESS_PARTS.get(kind, "street")
            parts[key] = ", ".join(text for text in (parts[key], value) if text) or None
            part.done(ignoring=("@id",))
        add_address(gathered, parts | {"country": country}, "address", address)
        translation.done(ignoring=("@id", "isPrimary", "script"))
    address.done(ignoring=("@id",))


def _add_feature(gathered: Facts, feature: Record) -> None:
    label, text = _text(feature, "type") or "", feature.take("value")
    comment, reliability = feature.take("comments"), _text(feature, "reliability")
    dates = feature.take_records("valueDate")
    text = text or next((str(span) for date in dates if (span := span_of(date)) is not None), None)
    if text is not None:
        note = "; ".join(part for part in (comment, reliability if reliability != "Confirmed" else None) if part)
        published = Published("feature", f"{label} {text}" + (f" ({note})" if note else ""))
        said = Said(label, text, published, note=note or None)
        read = read_dates(text, day_first=False)
        if read is None and lookups().meanings.get(spelling(label)) in ("birth", "made"):
            add_birth(gathered, next(map(span_of, dates), None), said, feature)
        else:
            add(gathered, said, feature)
    feature.done(ignoring=("@id", "versionId", "valueRefId", "isPrimary"))


def _add_document(gathered: Facts, document: Record) -> None:
    label, number = _text(document, "type") or "", document.take("documentNumber")
    country = _text(document, "issuingCountry")
    issued, expires = (day_of(document, field) for field in ("issueDate", "expirationDate"))
    place, authority = _text(document, "issuingLocation"), _text(document, "issuingAuthority")
    valid = document.take("isValid")
    notes = (place, authority, document.take("comments"), "not valid" if valid == "false" else None)
    note = "; ".join(part for part in notes if part)
    whole = "; ".join(part for part in (label, number, country, issued, expires, note) if part)
    published = Published("identityDocument", whole)
    if number is None:
        gathered.remarks.append(published)
    else:
        add(gathered, Said(label, number, published, country, issued, expires, note or None), document)
    # The name in which it was issued is one of the entry's names; idFeatures repeat a feature.
    document.done(ignoring=("@id", "name", "idFeatures"))


def _add_relation(gathered: Facts, relation: Record) -> None:
    kind = _text(relation, "type") or "related to"
    others = [_related(other) for other in relation.take_records("relatedEntity")]
    quality, comment = _text(relation, "quality"), relation.take("comments")
    said = " ".join(part for part in (kind, *others) if part)
    notes = "; ".join(part for part in (quality, comment) if part)
    gathered.remarks.append(Published("relationship", said + (f" ({notes})" if notes else "")))
    relation.done(ignoring=("@id", "dateRange"))


def _related(other: Record) -> str:
    """Who the other is: by name, or by its uid where the file leaves the name out."""
    name, uid = other.take("#text"), other.take("@entityId")
    other.done()
    return name or f"entity {uid}"


def _part_of_entries(file: SourceFile) -> str:
    """The part of a file that names no filters: the lists that all its entries stand on."""
    common: set[str] | None = None
    for record in read_records(file, (ROOT,), (ENTRY,)):
        lists = set(_texts_of(record, "sanctionsLists", "sanctionsList"))
        common = lists if common is None else common & lists
    named = sorted(common or ())
    return part_of_filters(named, ()) if named else part_of_filters(("SDN List", "Consolidated List"), ())


def _items(record: Record, plural: str, singular: str) -> tuple[Record, ...]:
    found: list[Record] = []
    for part in record.take_records(plural):
        found += part.take_records(singular)
        part.done()
    return tuple(found)


def _text(record: Record, field: str) -> str | None:
    """The text of a field, whether it carries attributes (reference ids, which repeat it) or not."""
    plain = record.take(field)
    if plain is not None:
        return plain
    texts = [_own_text(part) for part in record.take_records(field)]
    return next((text for text in texts if text), None)


def _texts(record: Record, field: str) -> list[str]:
    return [*record.take_all(field), *(text for part in record.take_records(field) if (text := _own_text(part)))]


def _texts_of(record: Record, plural: str, singular: str) -> list[str]:
    found: list[str] = []
    for part in record.take_records(plural):
        found += _texts(part, singular)
        part.done()
    return found


def _own_text(part: Record) -> str | None:
    text = part.take("#text")
    part.done(ignoring=("@refId", "@id", "@featureTypeId", "@entityId", "@datePublished"))
    return text
