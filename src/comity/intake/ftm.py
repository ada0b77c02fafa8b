"""FollowTheMoney entities, one a line, as the field's tools write them. Links between entities are only counted."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources

from comity.intake.encoding import encoding_of
from comity.intake.field import NAME_PARTS, Field
from comity.intake.file import InputFile, IntakeOptions
from comity.intake.json_lines import Gathered, gathered_blocks, texts_in
from comity.intake.lines import line_blocks
from comity.intake.opened import OpenedFile, empty, opened
from comity.intake.recognition import ColumnUse, Noticed
from comity.model.errors import BadRequest
from comity.model.sensitive import is_sensitive

ID = ColumnUse("id", Field.ID)
SCHEMA = ColumnUse("schema", Field.KIND)
NAME = ColumnUse("name", Field.NAME)


@dataclass(frozen=True, slots=True)
class FtmTables:
    """Which schemata are subjects, which are passed over, and the fields that properties feed."""

    kinds: Mapping[str, str]
    passed_over: frozenset[str]
    properties: Mapping[str, ColumnUse]


def open_ftm(file: InputFile, options: IntakeOptions) -> OpenedFile:
    """The subjects among FtM entities. Raises BrokenFile, DoubtfulEncoding, BadRequest."""
    if options.mapping:
        raise BadRequest(f"{file.name}: --map does not apply to FtM, whose properties have fixed meanings")
    with file.open() as stream:
        if not stream.read(1):
            raise empty(file)
    encoding = encoding_of(file, options.encoding)
    noticed = Noticed(file.name, "ftm", encoding)
    read = partial(_read, noticed=noticed)
    return opened(gathered_blocks(line_blocks(file, encoding), read), noticed, options)


def _read(entity: dict[str, object], line: int, problems: list[str], gathered: Gathered, *, noticed: Noticed) -> None:
    tables = ftm_tables()
    schema, properties = entity.get("schema"), entity.get("properties")
    id = entity.get("id")
    id = id if isinstance(id, str) else None
    if not isinstance(schema, str) or not isinstance(properties, dict):
        gathered.hold(line, "no FtM entity: schema or properties are missing", id)
        return
    if schema in tables.passed_over:
        noticed.passed_over[schema] += 1
        return
    kind = tables.kinds.get(schema)
    if kind is None:
        problems.append("the schema is not known")
    known = len(gathered.uses)
    gathered.begin(line, problems)
    gathered.put(SCHEMA, kind or "unknown")
    gathered.put(ID, id)
    if not properties.get("name"):
        gathered.put(NAME, entity.get("caption"))
    for name, value in properties.items():
        use = tables.properties.get(name)
        if use is not None:
            gathered.put(use, _first(value) if use.field in NAME_PARTS else value)
        elif is_sensitive(name):
            noticed.drop(name)
        else:
            noticed.leave_unused(name)
    if len(gathered.uses) > known:
        for column, use in gathered.uses.items():
            noticed.columns.setdefault((column, use.field), use)


def _first(value: object) -> list[str]:
    """The first text that says something."""
    return [text for text in texts_in(value) if text.strip()][:1]


@cache
def ftm_tables() -> FtmTables:
    """The tables of ftm.toml."""
    text = resources.files("comity.intake").joinpath("ftm.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return FtmTables(
        kinds={schema: kind for kind, schemata in table["schema"].items() for schema in schemata},
        passed_over=frozenset(table["passed_over"]["schemata"]),
        properties={
            name: ColumnUse(name, Field(field)) for field, names in table["property"].items() for name in names
        },
    )
