"""Golden files of the UN and OFAC importers, whose editions may be several files.

`python tests/golden_un_ofac.py` writes every expected.jsonl anew, to be reviewed as a diff.
"""

import io
from collections.abc import Sequence
from pathlib import Path

import msgspec

from comity.lists.reading import Reading
from comity.lists.source import EditionRef, Heading, ListSource, SourceFile, read_designations
from comity.lists.un_sc import SOURCE as UN_SC
from comity.lists.us_ofac import SOURCE as US_OFAC
from comity.model.designation import Designation, EditionId
from comity.model.partial_date import PartialDate

HERE = Path(__file__).parent / "lists"
GOLDEN: tuple[tuple[ListSource, str, tuple[str, ...]], ...] = (
    (UN_SC, "un_sc/expected.jsonl", ("un_sc/edition.xml",)),
    (
        US_OFAC,
        "us_ofac/expected-csv.jsonl",
        tuple(f"us_ofac/csv/{name}.csv" for name in ("add", "alt", "sdn", "sdn_comments")),
    ),
    (US_OFAC, "us_ofac/expected-sdn.jsonl", ("us_ofac/sdn.xml",)),
    (US_OFAC, "us_ofac/expected-enhanced.jsonl", ("us_ofac/enhanced.xml",)),
)


def source_file(name: str, content: bytes) -> SourceFile:
    return SourceFile(name, lambda: io.BytesIO(content))


def edition_files(names: Sequence[str]) -> list[SourceFile]:
    return [source_file(Path(name).name, (HERE / name).read_bytes()) for name in names]


def read(source: ListSource, files: Sequence[SourceFile]) -> tuple[Heading, list[Designation], Reading]:
    """What an edition says of itself, its designations, and what was noticed."""
    reading = Reading()
    heading = source.heading(files)
    ref = EditionRef(EditionId("0" * 64), heading.dated or PartialDate(2000))
    return heading, list(read_designations(source, files, ref, reading)), reading


def lines(designations: Sequence[Designation]) -> str:
    """One designation a line, without what is empty."""
    return "".join(msgspec.json.encode(_filled(msgspec.to_builtins(one))).decode() + "\n" for one in designations)


def _filled(value: object) -> object:
    if isinstance(value, dict):
        kept = {key: _filled(inner) for key, inner in value.items() if key != "edition"}
        return {key: inner for key, inner in kept.items() if inner not in (None, [], {}, False)}
    return [_filled(inner) for inner in value] if isinstance(value, list | tuple) else value


if __name__ == "__main__":
    for source, expected, names in GOLDEN:
        (HERE / expected).write_text(lines(read(source, edition_files(names))[1]), encoding="utf-8")
