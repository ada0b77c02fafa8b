"""Hits on disk: JSON lines, CSV or Parquet, written as they are found and put in place when whole.

Text of a list or a customer file that a spreadsheet would take for a formula gets a leading apostrophe
in CSV (OWASP, "CSV injection"); JSON lines and Parquet keep it as it is.
"""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Protocol

import msgspec
import pyarrow as pa

from comity.lists.national_csv import FORMULA
from comity.matching.explain import in_words
from comity.model.errors import BadRequest
from comity.model.hit import Evidence, Hit
from comity.store.whole_file import whole_file

COLUMNS = (
    "subject_id", "subject_name", "list", "reference", "listed_name", "listed_name_kind", "score", "earned",
    "reasons", "edition", "scorecard", "engine",
)  # fmt: skip
ROWS_TOGETHER = 10_000


class HitFormat(StrEnum):
    """What hits are written as."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


class HitWriter(Protocol):
    """Takes hits one by one."""

    def write(self, hit: Hit) -> None:
        """Write one hit."""

    def close(self) -> None:
        """Write what is left."""


def record(hit: Hit, language: str = "en") -> dict[str, Any]:
    """A hit as plain values, its reasons with their words."""
    return {
        "subject_id": hit.subject_id,
        "subject_name": hit.subject_name,
        "list": hit.list,
        "reference": hit.reference,
        "listed_name": hit.listed_name,
        "listed_name_kind": hit.listed_name_kind.value,
        "score": round(hit.score, 4),
        "earned": round(hit.earned, 4),
        "reasons": [_reason(evidence, language) for evidence in hit.reasons],
        "edition": hit.edition,
        "scorecard": hit.scorecard,
        "engine": hit.engine,
    }


def readable_reasons(hit: Hit, language: str = "en") -> str:
    """All reasons as one text, for a cell."""
    return "; ".join(f"{in_words(evidence, language)} ({evidence.weight + 0.0:+.2f})" for evidence in hit.reasons)


def format_of(path: Path, asked: str | None) -> HitFormat:
    """The format asked for, or the one that a file's name ends in. Raises BadRequest."""
    name = asked or path.suffix.lstrip(".").lower()
    try:
        return HitFormat(name)
    except ValueError as unknown:
        known = ", ".join(HitFormat)
        raise BadRequest(f"cannot write hits as {name!r}; known: {known}, chosen with --format") from unknown


@contextmanager
def hit_file(path: Path, format_: HitFormat, language: str = "en") -> Iterator[HitWriter]:
    """A writer of hits to `path`; the file appears whole at the end, or not at all."""
    with whole_file(path) as target:
        writer = writer_to(target, format_, language)
        yield writer
        writer.close()


def writer_to(target: IO[bytes], format_: HitFormat, language: str = "en") -> HitWriter:
    """A writer of hits to an open file; closing the writer leaves the file open."""
    if format_ is HitFormat.JSONL:
        return _Lines(target, language)
    return _Table(target, language) if format_ is HitFormat.CSV else _Columns(target, language)


class _Lines:
    """JSON lines."""

    def __init__(self, target: IO[bytes], language: str) -> None:
        self._target, self._language = target, language

    def write(self, hit: Hit) -> None:
        self._target.write(msgspec.json.encode(record(hit, self._language)) + b"\n")

    def close(self) -> None:
        self._target.flush()


class _Table:
    """CSV in UTF-8, a heading line first."""

    def __init__(self, target: IO[bytes], language: str) -> None:
        self._target, self._language = target, language
        self._line = csv.writer(_Encoded(target), lineterminator="\r\n")  # RFC 4180
        self._line.writerow(COLUMNS)

    def write(self, hit: Hit) -> None:
        cells = record(hit, self._language) | {"reasons": readable_reasons(hit, self._language)}
        self._line.writerow([safe_cell(cells[column]) for column in COLUMNS])

    def close(self) -> None:
        self._target.flush()


class _Columns:
    """Parquet, reasons as readable text."""

    def __init__(self, target: IO[bytes], language: str) -> None:
        import pyarrow.parquet as pq  # only here: one name is screened sooner without

        fields = [(name, pa.float64() if name in ("score", "earned") else pa.string()) for name in COLUMNS]
        self._schema, self._language = pa.schema(fields), language
        self._writer, self._rows = pq.ParquetWriter(target, self._schema), list[Mapping[str, Any]]()

    def write(self, hit: Hit) -> None:
        self._rows.append(record(hit, self._language) | {"reasons": readable_reasons(hit, self._language)})
        if len(self._rows) == ROWS_TOGETHER:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()


class _Encoded:
    """What csv.writer writes to: text, encoded."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target

    def write(self, text: str) -> int:
        return self._target.write(text.encode("utf-8", "replace"))


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _reason(evidence: Evidence, language: str) -> dict[str, Any]:
    return {
        "feature": evidence.feature,
        "finding": evidence.finding,
        "bearing": evidence.bearing.value,
        "weight": round(evidence.weight, 4) + 0.0,  # never -0.0
        "subject": evidence.subject,
        "listed": evidence.listed,
        "subject_span": evidence.subject_span,
        "listed_span": evidence.listed_span,
        "words": in_words(evidence, language),
    }
