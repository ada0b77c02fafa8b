"""FollowTheMoney files as a stream of entities: JSON lines, with later changes (delta files) applied.

A delta line is {"op": "ADD" | "MOD" | "DEL", "entity": {...}}; an index names the dataset and its publisher.
Files are told apart by their content, never by their names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import msgspec

from comity.lists.reading import Reading
from comity.lists.source import SourceFile
from comity.model.errors import BrokenFile, TooLarge

MAX_LINE = 32 << 20  # bytes of one entity
MAX_INDEX = 64 << 20
SNIFFED = 1 << 16
VERSION = re.compile(r"(?<!\d)(20\d{12})(?!\d)")
AGAIN = "download it again, or check that it is the right file"

Entity = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FtmFiles:
    """The files of one edition by what they are. Deltas are in the order in which they apply."""

    base: tuple[SourceFile, ...]
    deltas: tuple[SourceFile, ...]
    publishers: Mapping[str, str] = field(default_factory=dict)
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """An entity and where it was read."""

    place: str
    entity: Entity


def sorted_files(files: Sequence[SourceFile]) -> FtmFiles:
    """Tell base, deltas and index apart. Raises BrokenFile when a file is none of them."""
    base: list[SourceFile] = []
    deltas: list[SourceFile] = []
    publishers: dict[str, str] = {}
    updated: str | None = None
    for file in files:
        match _form(file):
            case "index":
                found, updated = _read_index(file)
                publishers.update(found)
            case "delta":
                deltas.append(file)
            case _:
                base.append(file)
    if not base and not deltas:
        raise BrokenFile("no file", "files", "no entities among them", "name the entities file too")
    # their names carry the version (20240528014702-pfh); files without one keep the order given
    deltas.sort(key=lambda file: "".join(VERSION.findall(file.name)[:1]))
    return FtmFiles(tuple(base), tuple(deltas), publishers, updated)


def entities(files: FtmFiles, reading: Reading) -> Iterator[Placed]:
    """Every entity of the full edition, in the order of the base file, added ones last."""
    changes = _changes(files, reading)
    for file in files.base:
        for placed in _lines(file):
            id_ = placed.entity.get("id")
            if isinstance(id_, str) and id_ in changes:
                changed = changes.pop(id_)
                if changed is not None:
                    yield changed
                continue
            yield placed
    for id_, changed in changes.items():
        if changed is not None:
            yield changed
        elif files.base:
            reading.odd(files.deltas[-1].name, "DEL", id_, "removes an entity that is not there")


def texts(value: object) -> tuple[str, ...]:
    """The texts of a property or field, whatever single value or list it was written as."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, int | float):
        return (str(value),)
    if isinstance(value, list | tuple):
        return tuple(text for one in value if not isinstance(one, list | dict) for text in texts(one))
    return ()


def properties(entity: Entity) -> Mapping[str, object]:
    """The properties of an entity; none where the field is missing."""
    found = entity.get("properties")
    return found if isinstance(found, dict) else {}


def _changes(files: FtmFiles, reading: Reading) -> dict[str, Placed | None]:
    """What the deltas leave of each entity that they name: its new form, or None when removed."""
    changes: dict[str, Placed | None] = {}
    added: set[str] = set()
    for file in files.deltas:
        for placed in _lines(file):
            op, entity = placed.entity.get("op"), placed.entity.get("entity")
            id_ = entity.get("id") if isinstance(entity, dict) else None
            if not isinstance(entity, dict) or not isinstance(id_, str):
                raise BrokenFile(file.name, placed.place, "a change without an entity", AGAIN)
            if op == "MOD" and not files.base and changes.get(id_) is None:
                problem = f"changes entity {id_!r}, which no file given holds"
                raise BrokenFile(
                    file.name, placed.place, problem, "import it together with the entities file before it"
                )
            if op == "DEL":
                changes[id_] = None
                if id_ in added:
                    del changes[id_]
                continue
            if op == "ADD" and id_ not in changes:
                added.add(id_)
            elif op not in ("ADD", "MOD"):
                reading.odd(placed.place, "op", str(op), "unknown kind of change, taken as MOD")
            changes[id_] = Placed(placed.place, entity)
    return changes


def _lines(file: SourceFile) -> Iterator[Placed]:
    decode = msgspec.json.Decoder(dict[str, object]).decode
    with closing(file.open()) as stream:
        number = 0
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                raise TooLarge(file.name, f"line {number}", MAX_LINE, "bytes")
            if not line.strip():
                continue
            try:
                yield Placed(f"{file.name}: line {number}", decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
                raise BrokenFile(file.name, f"line {number}", f"cut off or damaged ({problem})", AGAIN) from problem


def _form(file: SourceFile) -> str:
    """What a file is, by its first line: "index", "delta" or "entities"."""
    with closing(file.open()) as stream:
        start = stream.read(SNIFFED).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        # a delta without changes, and an edition without entities, are empty files
        return "delta" if "delta" in file.name else "entities"
    if start.lower().startswith((b"<!doctype html", b"<html")):
        raise BrokenFile(file.name, "line 1", "HTML instead of JSON lines", AGAIN)
    if not start.startswith(b"{"):
        raise BrokenFile(file.name, "line 1", "not JSON lines", AGAIN)
    line = start.split(b"\n", 1)[0].strip()
    if re.match(rb'\{\s*"op"\s*:', line):
        return "delta"
    if re.search(rb'"(?:schema|properties)"\s*:', line) or re.match(rb'\{\s*"(?:id|caption)"\s*:', line):
        return "entities"
    return "index"


def _read_index(file: SourceFile) -> tuple[dict[str, str], str | None]:
    """Publishers by dataset, and the day of a single dataset's index."""
    with closing(file.open()) as stream:
        content = stream.read(MAX_INDEX + 1)
    if len(content) > MAX_INDEX:
        raise TooLarge(file.name, "the index", MAX_INDEX, "bytes")
    try:
        index = msgspec.json.decode(content, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise BrokenFile(file.name, "index", f"neither entities nor an index ({problem})", AGAIN) from problem
    inner = index.get("datasets")
    datasets = [index, *(inner if isinstance(inner, list) else [])]
    publishers = {name: publisher for one in datasets if (found := _publisher(one)) for name, publisher in [found]}
    if not publishers:
        raise BrokenFile(file.name, "index", "neither entities nor an index of datasets", AGAIN)
    updated = index.get("last_export") or index.get("updated_at") or index.get("run_time")
    return publishers, updated if isinstance(updated, str) else None


def _publisher(dataset: object) -> tuple[str, str] | None:
    if not isinstance(dataset, dict) or not isinstance(dataset.get("name"), str):
        return None
    publisher = dataset.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    return dataset["name"], name if isinstance(name, str) else ""
