"""Hits as files: every format holds every hit, and no spreadsheet runs a name."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from comity.model.errors import BadRequest
from comity.model.hit import Bearing, Evidence, Hit
from comity.operations.hit_files import COLUMNS, HitFormat, format_of, hit_file, writer_to
from invented_screening import findings

HITS = tuple(finding.hit for finding in findings())


def written(form: HitFormat, hits: tuple[Hit, ...], language: str = "en") -> bytes:
    target = io.BytesIO()
    writer = writer_to(target, form, language)
    for hit in hits:
        writer.write(hit)
    writer.close()
    return target.getvalue()


def named(name: str) -> Hit:
    return replace(HITS[0], subject_name=name)


def test_a_json_line_holds_a_hit_with_every_reason_in_words() -> None:
    first = json.loads(written(HitFormat.JSONL, HITS).splitlines()[0])
    assert tuple(first) == COLUMNS
    assert (first["subject_id"], first["list"], first["reference"]) == ("C-004417", "un_sc", "QDi.904")
    assert first["reasons"][0] == {
        "feature": "name part", "finding": "same in another script", "bearing": "agrees", "weight": 1.84,
        "subject": "طارق", "listed": "Tarik", "subject_span": [0, 4], "listed_span": [0, 5],
        "words": "“طارق” is “Tarik” in another script",
    }  # fmt: skip


def test_all_formats_hold_the_same_hits() -> None:
    lines = [json.loads(line) for line in written(HitFormat.JSONL, HITS).splitlines()]
    cells = list(csv.DictReader(io.StringIO(written(HitFormat.CSV, HITS).decode("utf-8"), newline="")))
    rows = pq.read_table(io.BytesIO(written(HitFormat.PARQUET, HITS))).to_pylist()
    assert len(lines) == len(cells) == len(rows) == 5
    for line, cell, row in zip(lines, cells, rows, strict=True):
        for column in set(COLUMNS) - {"reasons", "score", "earned"}:
            assert line[column] == cell[column] == row[column]
        assert line["score"] == float(cell["score"]) == row["score"]
        assert cell["reasons"] == row["reasons"]
        assert all(reason["words"] in row["reasons"] for reason in line["reasons"])


def test_no_hits_make_a_file_that_says_so() -> None:
    assert written(HitFormat.JSONL, ()) == b""
    assert written(HitFormat.CSV, ()).decode("utf-8").strip() == ",".join(COLUMNS)
    assert pq.read_table(io.BytesIO(written(HitFormat.PARQUET, ()))).num_rows == 0


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_name_that_a_spreadsheet_would_run_is_text(start: str) -> None:
    name = f'{start}HYPERLINK("http://evil","x")'
    table = csv.DictReader(io.StringIO(written(HitFormat.CSV, (named(name),)).decode("utf-8"), newline=""))
    assert next(iter(table))["subject_name"] == f"'{name}"
    assert json.loads(written(HitFormat.JSONL, (named(name),)))["subject_name"] == name


def test_a_name_of_quotes_lines_and_separators_comes_back_whole() -> None:
    name = 'a"b,c;\nd\r\ne\u2028f\x00'
    table = csv.DictReader(io.StringIO(written(HitFormat.CSV, (named(name),)).decode("utf-8"), newline=""))
    assert next(iter(table))["subject_name"] == name
    assert len(written(HitFormat.JSONL, (named(name),)).splitlines()) == 1


def test_a_weight_of_nothing_has_no_sign() -> None:
    nothing = replace(HITS[0], reasons=(Evidence("kind", "same", Bearing.AGREES, -0.0, "person", "person"),))
    assert "-0.0" not in written(HitFormat.JSONL, (nothing,)).decode("utf-8")
    assert "-0.0" not in written(HitFormat.CSV, (nothing,)).decode("utf-8")


def test_reasons_can_be_written_in_russian() -> None:
    words = json.loads(written(HitFormat.JSONL, HITS[:1], "ru"))["reasons"][0]["words"]
    assert any("а" <= letter <= "я" for letter in words)


def test_more_hits_than_are_kept_together_are_all_in_a_parquet_file() -> None:
    many = tuple(replace(HITS[0], score=number / 25_000) for number in range(25_000))
    table = pq.read_table(io.BytesIO(written(HitFormat.PARQUET, many)))
    assert table.num_rows == 25_000
    assert table.column("score")[24_999].as_py() == round(24_999 / 25_000, 4)


def test_the_form_is_the_one_asked_for_or_the_ending_of_the_file() -> None:
    assert format_of(Path("a.csv"), None) is HitFormat.CSV
    assert format_of(Path("a.csv"), "jsonl") is HitFormat.JSONL
    with pytest.raises(BadRequest, match="jsonl, csv, parquet"):
        format_of(Path("a.docx"), None)


def test_a_screening_that_fails_leaves_no_file_of_hits(tmp_path: Path) -> None:
    path = tmp_path / "hits.csv"
    with pytest.raises(AttributeError), hit_file(path, HitFormat.CSV) as writer:
        writer.write(None)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
