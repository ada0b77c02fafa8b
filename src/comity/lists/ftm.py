"""FollowTheMoney entities as a list: what an aggregator (OpenSanctions and others) says of designations elsewhere.

Only what the file itself marks as listed is an entry: by a Sanction that points at it, or by a topic. Authority,
programme, date and reasons come from the Sanction; where the file has none, the listing says so and names the
dataset (docs/lists/ftm.md). Several datasets are in force side by side: each is a part.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files as resources
from typing import Any

from comity.lists.ftm_entity import entity_of
from comity.lists.ftm_stream import Entity, FtmFiles, Placed, entities, properties, sorted_files, texts
from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile
from comity.model.date_text import read_dates
from comity.model.designation import Designation, ListId, Listing, Reference
from comity.model.entity import Kind, Published
from comity.model.errors import BrokenFile
from comity.model.partial_date import PartialDate, parse_iso

LISTED_TOPIC = re.compile(r"sanction(?!\.linked)|debarment|wanted|crime\.terror|export\.control|asset\.frozen")
NOT_STATED = "not stated by the publisher"
# What goes from an entity's Sanctions into its listing.
SANCTION_FIELDS = (
    *("authority", "program", "programId", "reason", "summary", "description"),
    *("listingDate", "startDate", "endDate", "status", "provisions", "sourceUrl"),
)
GENERIC_NAME = re.compile(r"20\d{6,12}(-[a-z]{3})?|entities|targets|nested|dataset|delta|ftm|json|\.")


def heading(files: Sequence[SourceFile]) -> Heading:
    """Part: the dataset, when there is but one; else the file's name. Dated by the index or the last observation."""
    sorted_ = sorted_files(files)
    datasets: set[str] = set()
    newest, marked = "", False
    for placed in entities(sorted_, Reading()):
        entity = placed.entity
        datasets.update(texts(entity.get("datasets")))
        newest = max(newest, *(day for key in ("last_seen", "last_change") for day in ("", *texts(entity.get(key)))))
        marked = marked or entity.get("schema") == "Sanction" or _is_listed(entity, sanctioned=False)
    if not marked:
        file = (*sorted_.base, *sorted_.deltas)[0]
        raise BrokenFile(
            file.name, "entities", "none is marked as listed, by a Sanction or a topic", "import a dataset of sanctions"
        )
    return Heading(part=_part(datasets, sorted_), dated=_iso((sorted_.updated or newest)[:10]))


def records(files: Sequence[SourceFile], reading: Reading) -> Iterator[Record]:
    """The listed entities, each with the Sanctions, documents and addresses that point at it or it points at."""
    sorted_ = sorted_files(files)
    joined, addresses = _joined(sorted_)
    kinds, ignored = _tables()["kind"], {*_tables()["joined"], *_tables()["ignored"]["schemata"], "Address"}
    for placed in entities(sorted_, reading):
        schema, id_ = placed.entity.get("schema"), placed.entity.get("id")
        mine = joined.get(id_, ()) if isinstance(id_, str) else ()
        if schema not in kinds:
            if schema not in ignored:
                reading.odd(placed.place, "schema", str(schema), "unknown schema, not screened")
            continue
        if _is_listed(placed.entity, sanctioned=any(one.entity.get("schema") == "Sanction" for one in mine)):
            yield _record(placed, mine, addresses, sorted_.publishers, reading)
        else:
            topics = ", ".join(texts(properties(placed.entity).get("topics")))
            reading.odd(placed.place, "topics", topics, "mentioned, not marked as listed: no entry of the list")


def designation(record: Record, ref: EditionRef) -> Designation:
    """One listed entity with its listing."""
    reference = record.need("@id")
    datasets = ", ".join(record.take_all("@datasets")) or "unnamed"
    sanctions = record.take_records("Sanction")
    taken = {name: _of_sanctions(sanctions, name) for name in SANCTION_FIELDS}
    programmes = (*taken["program"], *taken["programId"], *record.take_all("programId"), *record.take_all("program"))
    authorities = taken["authority"] or record.take_all("@publisher")
    reasons = taken["reason"] or (*taken["summary"], *taken["description"])
    urls = (*taken["sourceUrl"], *record.take_all("sourceUrl"))
    ends = tuple(
        Published(f"Sanction/{name}", text) for name in ("status", "provisions", "endDate") for text in taken[name]
    )
    listing = Listing(
        list=SOURCE.id,
        reference=Reference(reference),
        authority="; ".join(authorities) or f"{NOT_STATED} (dataset {datasets})",
        legal_basis="; ".join(taken["program"] or programmes) or f"{NOT_STATED} (dataset {datasets})",
        stood_on=ref.stood_on,
        listed_on=_earliest(taken["listingDate"]) or _earliest(taken["startDate"]),
        amended_on=tuple(day for text in record.take_all("modifiedAt") if (day := _iso(text[:10])) is not None),
        programmes=tuple(dict.fromkeys(programmes)),
        reasons=reasons,
        url=urls[0] if urls else None,
    )
    unread = [left for one in sanctions for left in one.done(ignoring=_tables()["ignored_of_sanction"]["properties"])]
    entity = entity_of(record, ends)
    ignored = (*_tables()["ignored_of_entity"]["properties"], *_tables()["ignored_top"]["fields"])
    return Designation(listing, entity, ref.id, record.place, (*unread, *record.done(ignoring=ignored)))


def _is_listed(entity: Entity, *, sanctioned: bool) -> bool:
    """Does the file itself say that this entity is listed?"""
    if sanctioned:
        return True
    topics = texts(properties(entity).get("topics"))
    if topics:
        return any(LISTED_TOPIC.match(topic) for topic in topics)
    return bool(properties(entity).get("sanctions"))


def _joined(files: FtmFiles) -> tuple[Mapping[str, Sequence[Placed]], Mapping[str, Placed]]:
    """What points at an entity (Sanctions, documents, wallets), by the entity's id; addresses by their own."""
    joined: dict[str, list[Placed]] = defaultdict(list)
    addresses: dict[str, Placed] = {}
    pointers = _tables()["joined"]
    for placed in entities(files, Reading()):
        schema, id_ = placed.entity.get("schema"), placed.entity.get("id")
        if schema == "Address" and isinstance(id_, str):
            addresses[id_] = placed
        elif schema in pointers:
            for target in texts(properties(placed.entity).get(pointers[schema])):
                joined[target].append(placed)
    return joined, addresses


def _record(
    placed: Placed,
    joined: Sequence[Placed],
    addresses: Mapping[str, Placed],
    publishers: Mapping[str, str],
    reading: Reading,
) -> Record:
    record = _fields(placed, reading)
    for one in joined:
        record.add(str(one.entity["schema"]), _fields(one, reading))
    for id_ in texts(properties(placed.entity).get("addressEntity")):
        if id_ in addresses:
            record.add("Address", _fields(addresses[id_], reading))
    for dataset in texts(placed.entity.get("datasets")):
        if publishers.get(dataset):
            record.add("@publisher", publishers[dataset])
    return record


def _fields(placed: Placed, reading: Reading) -> Record:
    """An entity as a record: "@id" and the like, then its properties; nested entities under their schema."""
    entity = placed.entity
    fields: dict[str, list[str | Record]] = {
        f"@{key}": list(texts(value)) for key, value in entity.items() if key != "properties"
    }
    record = Record(str(entity.get("schema", "entity")), fields, place=placed.place, reading=reading)
    for name, value in properties(entity).items():
        for text in texts(value):
            record.add(name, text)
        for nested in value if isinstance(value, list) else ():
            if isinstance(nested, dict):
                record.add(str(nested.get("schema", name)), _fields(Placed(placed.place, nested), reading))
    return record


def _of_sanctions(sanctions: Sequence[Record], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for one in sanctions for text in one.take_all(name)))


def _earliest(dates: Sequence[str]) -> PartialDate | None:
    spans = [span for text in dates if (span := read_dates(text)) is not None and span.start is not None]
    starts = [span.start for span in spans if span.start is not None]
    return min(starts, key=PartialDate.first, default=None)


def _part(datasets: set[str], files: FtmFiles) -> str:
    if len(datasets) == 1:
        return next(iter(datasets))
    name = (*files.base, *files.deltas)[0].name
    return "-".join(word for word in re.split(r"[_\W]+", GENERIC_NAME.sub(" ", name)) if word)


def _iso(text: str) -> PartialDate | None:
    try:
        return parse_iso(text)
    except ValueError:
        return None


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(resources("comity.lists").joinpath("ftm.toml").read_text("utf-8"))


SOURCE = ListSource(
    id=ListId("ftm"),
    title="FollowTheMoney entities (OpenSanctions and others)",
    authority="the authority that each entry names",
    basis="the programme that each entry names",
    urls=(),
    heading=heading,
    records=records,
    designation=designation,
    expect={kind: range(5_000_000) for kind in Kind},
    reference_field="@id",
)
