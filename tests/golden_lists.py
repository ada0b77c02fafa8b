"""Golden files of importers: an invented edition in the publisher's format, and what is read from it.

`python tests/golden_lists.py` writes every expected file anew, to be reviewed as a diff.
"""

import io
import lzma
from dataclasses import dataclass
from pathlib import Path

import msgspec

from comity.lists.ch_seco import SOURCE as CH_SECO
from comity.lists.eu_fsf import SOURCE as EU_FSF
from comity.lists.reading import Reading
from comity.lists.source import EditionRef, ListSource, SourceFile, read_designations
from comity.lists.uk import SOURCE as UK
from comity.model.designation import Designation, EditionId
from comity.model.partial_date import PartialDate

HERE = Path(__file__).parent / "lists"
EDITION = EditionId("0" * 64)


@dataclass(frozen=True, slots=True)
class Golden:
    """One invented edition; the expected file stands beside it."""

    source: ListSource
    path: str

    def file(self) -> Path:
        return HERE / self.path

    def expected(self) -> Path:
        return self.file().with_suffix(self.file().suffix + ".expected.jsonl")


GOLDEN = (
    Golden(EU_FSF, "eu_fsf/fsf-1.1.xml"),
    Golden(EU_FSF, "eu_fsf/fsf-1.1.csv"),
    Golden(EU_FSF, "eu_fsf/fsd-1.0.xml"),
    Golden(EU_FSF, "eu_fsf/fsd-1.0.csv"),
    Golden(UK, "uk/UK-Sanctions-List.xml"),
    Golden(UK, "uk/UK-Sanctions-List.csv"),
    Golden(UK, "uk/ConList-2018.csv"),
    Golden(UK, "uk/ConList-2022.csv"),
    Golden(CH_SECO, "ch_seco/swiss-sanctions-list.xml"),
)


def source_file(name: str, content: bytes) -> SourceFile:
    return SourceFile(name, lambda: io.BytesIO(content))


def read(source: ListSource, file: SourceFile) -> tuple[list[Designation], Reading]:
    """Every designation of a file, and what was noticed."""
    reading = Reading()
    dated = source.heading([file]).dated
    ref = EditionRef(EDITION, dated or PartialDate(2000))
    return list(read_designations(source, [file], ref, reading)), reading


def read_path(source: ListSource, path: Path) -> tuple[list[Designation], Reading]:
    content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    return read(source, source_file(path.name, content))


def lines(designations: list[Designation]) -> str:
    """One designation a line, as JSON without empty fields."""
    return "".join(f"{_compact(one)}\n" for one in designations)


def _compact(designation: Designation) -> str:
    plain = msgspec.to_builtins(designation)
    plain.pop("edition")
    return msgspec.json.encode(_without_empty(plain)).decode()


def _without_empty(value: object) -> object:
    if isinstance(value, dict):
        kept = {key: _without_empty(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, [], {}, "", False)}
    if isinstance(value, list | tuple):
        return [_without_empty(inner) for inner in value]
    return value


def main() -> None:
    for golden in GOLDEN:
        designations, _ = read_path(golden.source, golden.file())
        golden.expected().write_text(lines(designations), encoding="utf-8")


if __name__ == "__main__":
    main()
