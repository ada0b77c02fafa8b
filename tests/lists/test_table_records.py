"""Delimited files: what is read, what is reported, what is refused."""

import io

import pytest

from comity.lists.reading import Reading
from comity.lists.source import SourceFile
from comity.lists.table_records import COLUMN_LIMIT, FIELD_LIMIT, TableForm, first_lines, table_rows
from comity.model.errors import BrokenFile, TooLarge

FORM = TableForm(required=("Name", "Group ID"))


def file_of(content: bytes) -> SourceFile:
    return SourceFile("list.csv", lambda: io.BytesIO(content))


def rows_of(content: bytes, form: TableForm = FORM) -> tuple[list[tuple[int, dict[str, str]]], Reading]:
    reading = Reading()
    return list(table_rows(file_of(content), form, reading)), reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_reads_alike_in_every_encoding_that_publishers_use(encoding: str) -> None:
    rows, reading = rows_of("Name,Group ID\r\nAÑÓN,7\r\n".encode(encoding))
    assert rows == [(2, {"Name": "AÑÓN", "Group ID": "7"})]
    assert reading.odd_count == 0


def test_lines_of_two_encodings_in_one_file_are_each_read_right_and_reported() -> None:
    rows, reading = rows_of("Name,Group ID\nAÑÓN,7\n".encode() + "ÉTÉ,8\n".encode("cp1252"))
    assert [row["Name"] for _, row in rows] == ["AÑÓN", "ÉTÉ"]
    assert [odd.field for odd in reading.odd_values] == ["encoding"]


def test_the_line_number_is_that_of_the_rows_first_line() -> None:
    rows, _ = rows_of(b'Name,Group ID\n"two\nlines",1\n\nnext,2\n')
    assert [number for number, _ in rows] == [2, 5]
    assert rows[0][1]["Name"] == "two\nlines"


def test_headings_may_stand_below_other_lines_and_may_repeat() -> None:
    form = TableForm(required=("Name",), headings_line=2)
    content = b"Last Updated,13/04/2018\nName,Id,Id\nX,1,2\n"
    assert rows_of(content, form)[0] == [(3, {"Name": "X", "Id": "1", "Id (2)": "2"})]
    assert first_lines(file_of(content), form, 1) == (("Last Updated", "13/04/2018"),)


def test_a_file_without_headings_gets_the_columns_of_its_form() -> None:
    rows, reading = rows_of(b"36,X\n\x1a\r\n", TableForm(required=("number", "name"), headings_line=0))
    assert rows == [(1, {"number": "36", "name": "X"})]
    assert reading.odd_count == 0


def test_a_missing_heading_refuses_the_file_and_names_it() -> None:
    with pytest.raises(BrokenFile, match=r"list\.csv: line 1: the headings 'Group ID' were expected.*; check"):
        rows_of(b"Name,Id\nX,1\n")


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenFile, match="expected"):
        rows_of(content)


def test_a_web_page_is_refused_as_such() -> None:
    with pytest.raises(BrokenFile, match="a web page instead of a table"):
        rows_of(b"\xef\xbb\xbf \n<!DOCTYPE html><html>Sign in</html>")


def test_surplus_cells_are_kept_under_their_column_number() -> None:
    rows, _ = rows_of(b"Name,Group ID\nX,1,extra,\n")
    assert rows[0][1] == {"Name": "X", "Group ID": "1", "column 3": "extra"}


def test_a_short_row_is_read_and_reported() -> None:
    rows, reading = rows_of(b"Name,Group ID\nX\nY,2\n")
    assert rows[0][1] == {"Name": "X", "Group ID": ""}
    assert [odd.place for odd in reading.odd_values] == ["list.csv line 2"]


@pytest.mark.parametrize("content", [b'Name,Group ID\nX,1\nY,"cut', b"Name,Group ID\nX,1\nY"])
def test_a_file_that_ends_within_a_row_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenFile, match="line 3: the file ends within a row"):
        rows_of(content)


def test_nul_bytes_are_replaced_and_reported() -> None:
    rows, reading = rows_of(b"Name,Group ID\nX\x00Y,1\n")
    assert rows[0][1]["Name"] == "X�Y"
    assert reading.odd_count == 1


@pytest.mark.parametrize(
    "content",
    [
        b"Name,Group ID\n" + b"x" * (FIELD_LIMIT + 1) + b",1\n",
        b"Name,Group ID\n" + b"x" * 50_000_000 + b",1\n",
        b'Name,Group ID\n"' + b"xxxxxxx\n" * 200_000 + b'",1\n',
        b"Name,Group ID" + b"," * COLUMN_LIMIT + b"\n",
        b"Name,Group ID\n" + b'"a\n",' * 2_000_000 + b"1\n",
    ],
    ids=["field", "line", "field of many lines", "columns", "row of many lines"],
)
def test_what_is_over_a_limit_is_refused(content: bytes) -> None:
    with pytest.raises(TooLarge):
        rows_of(content)
