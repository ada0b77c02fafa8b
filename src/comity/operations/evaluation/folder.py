"""The folder of real files: published lists in their official formats, labelled pairs, populations, names.

    lists/un_sc/consolidated-DATE.xml.xz         editions of the UN list
    lists/us_ofac/sdn-DATE/{sdn,alt,add}.csv.xz  editions of the OFAC SDN list
    lists/uk/uksl-DATE-subject{s,_names}.csv.xz  the UK Sanctions List as tables, with its UN references
    lists/uk/ConList-DATE.csv.xz                 the former UK list
    pairs/name_pairs_dev.csv                     labelled pairs of names
    population/, names/                          customers, and names by culture
None of them is part of Comity. What is absent is skipped, and the evaluation says so.
"""

import csv
import gzip
import io
import lzma
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from comity.lists.source import ListSource
from comity.model.designation import Designation
from comity.model.errors import NotFound
from comity.model.partial_date import PartialDate
from comity.operations.import_edition import ImportEdition, arrival, import_edition
from comity.store.editions import EditionStore

MEASURED = datetime(2000, 1, 1, tzinfo=UTC)  # an instant for manifests that nobody keeps


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The folder, and the lists that can be read."""

    path: Path
    sources: tuple[ListSource, ...]

    def need(self, name: str) -> Path:
        """The path of one file. Raises NotFound."""
        path = self.path / name
        if not path.exists():
            raise NotFound("file", name, f"it is not in {self.path}")
        return path

    def newest(self, pattern: str) -> Path:
        """The last of the files or directories that fit a pattern, by name. Raises NotFound."""
        return self.all(pattern)[-1]

    def all(self, pattern: str) -> list[Path]:
        """The files or directories that fit a pattern, by name. Raises NotFound where none does."""
        found = sorted(self.path.glob(pattern))
        if not found:
            raise NotFound("file", pattern, f"it is not in {self.path}")
        return found

    def designations(
        self, list_id: str, files: Sequence[Path], dated: PartialDate | None = None
    ) -> tuple[Designation, ...]:
        """Every listing of one edition, read exactly as `comity lists import` reads it."""
        source = next(source for source in self.sources if source.id == list_id)
        order = ImportEdition(source, tuple(arrival(path) for path in files), dated, accept_count=True)
        with tempfile.TemporaryDirectory() as home:
            store = EditionStore(Path(home))
            imported = import_edition(order, store=store, now=MEASURED)
            return tuple(store.designations(imported.manifest))


def un_newest(folder: DataFolder) -> tuple[Designation, ...]:
    """The newest edition of the UN list."""
    return folder.designations("un_sc", [folder.newest("lists/un_sc/consolidated-*.xml.xz")])


def ofac_newest(folder: DataFolder) -> tuple[Designation, ...]:
    """The newest edition of the OFAC SDN list."""
    directory = folder.newest("lists/us_ofac/sdn-*")
    files = [directory / f"{table}.csv.xz" for table in ("sdn", "alt", "add")]
    year, month = directory.name.removeprefix("sdn-").split("-")[:2]
    return folder.designations("us_ofac", files, PartialDate(int(year), int(month)))


def table(path: Path, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> Iterator[dict[str, str]]:
    """The rows of a table, compressed or not."""
    with _opened(path) as content, io.TextIOWrapper(content, encoding=encoding, newline="") as text:
        for row in csv.DictReader(text, delimiter=delimiter):
            yield {key: value or "" for key, value in row.items() if key is not None}


def lines(path: Path) -> Iterator[str]:
    """The lines of a text, compressed or not, without their ends."""
    with _opened(path) as content, io.TextIOWrapper(content, encoding="utf-8-sig") as text:
        for line in text:
            yield line.rstrip("\n")


def _opened(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path))
    return cast(BinaryIO, lzma.open(path)) if path.suffix == ".xz" else path.open("rb")
