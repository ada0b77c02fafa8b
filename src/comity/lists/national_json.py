"""A national list as JSON: the heading's fields, then "entries", a list of objects."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import msgspec

from comity.lists.national_form import BY_FIELD, FORMAT, HEADER_FIELDS, NEXT_STEP, VERSION, NationalHeader
from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import SourceFile
from comity.model.errors import BrokenFile, TooLarge

MAX_BYTES = 256 << 20
MAX_DEPTH = 8


def json_header(file: SourceFile) -> dict[str, str]:
    """The heading's fields as texts; "entries" is the publisher's own count."""
    content = _content(file)
    fields = {name: str(value) for name, value in content.items() if isinstance(value, str | int)}
    if content.get("format") != FORMAT:
        raise BrokenFile(file.name, "heading", f"its format is not {FORMAT}", NEXT_STEP)
    return fields | {"entries": str(content.get("count", ""))}


def json_records(file: SourceFile, reading: Reading) -> Iterator[Record]:
    """One record for each object in "entries". Raises BrokenFile for anything else there."""
    content = _content(file)
    entries = content.get("entries")
    if not isinstance(entries, list):
        raise BrokenFile(file.name, "entries", "no list of entries", NEXT_STEP)
    for number, entry in enumerate(entries, start=1):
        place = f"{file.name}: entry {number}"
        if not isinstance(entry, dict):
            raise BrokenFile(file.name, f"entry {number}", "not an object", NEXT_STEP)
        yield _record("entry", entry, place, reading)


def json_bytes(header: NationalHeader, entries: Sequence[dict[str, object]]) -> bytes:
    """The list as JSON in UTF-8, indented, fields in the documented order."""
    fields: dict[str, object] = {"format": FORMAT, "version": int(VERSION)}
    fields |= {name: str(getattr(header, name)) for name in HEADER_FIELDS}
    content = {**fields, "count": len(entries), "entries": list(entries)}
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def _content(file: SourceFile) -> dict[str, object]:
    with closing(file.open()) as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TooLarge(file.name, "the list", MAX_BYTES, "bytes")
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise BrokenFile(file.name, "JSON", f"cut off or damaged ({problem})", NEXT_STEP) from problem


def _record(name: str, fields: dict[str, object], place: str, reading: Reading, depth: int = 0) -> Record:
    if depth > MAX_DEPTH:
        raise TooLarge(place, "the nesting of objects", MAX_DEPTH, "levels")
    record = Record(name, {}, place=place, reading=reading)
    for field, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                record.add(field, _record(field, one, place, reading, depth + 1))
            elif isinstance(one, list):
                record.add(field, _record(field, {field: one}, place, reading, depth + 1))
            elif one is not None:
                record.add(field, _plain(field, str(one), place, reading))
    return record


def _plain(field: str, text: str, place: str, reading: Reading) -> str | Record:
    """A text; where the form has an object ("names": ["Ivan"]), an object with that text."""
    repeated = BY_FIELD.get(field)
    if repeated is None or repeated.main is None:
        return text
    return Record(field, {repeated.main: [text]}, place=place, reading=reading)
