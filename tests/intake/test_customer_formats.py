"""The same customers are read from every format and every encoding; what a file is, it shows by its content."""

import io
import json

import pyarrow as pa
import pytest
from golden_files import HERE, as_lines, expected_of, files
from hypothesis import given
from hypothesis import strategies as st
from intake_reading import read
from pyarrow import parquet
from workbook import packed, sheet_xml, workbook

from comity.intake import FORMATS, Field, IntakeOptions
from comity.model.entity import Kind
from comity.model.errors import BadRequest, BrokenFile, TooLarge


@pytest.mark.parametrize("name", sorted(files()))
def test_the_same_customers_are_read_from_every_format_and_encoding(name: str) -> None:
    done = read((HERE / name).read_bytes(), name)
    expected = expected_of(name).read_text(encoding="utf-8")
    assert as_lines(done.subjects) == expected
    assert done.account.screened == done.account.received == len(expected.splitlines())


def test_every_golden_file_is_as_its_writer_writes_it() -> None:
    # Parquet records the version of its writer.
    for name, content in files().items():
        if not name.endswith(".parquet"):
            assert (HERE / name).read_bytes() == content, name


def test_every_format_has_a_golden_file() -> None:
    shown = {read((HERE / name).read_bytes(), name).recognition.format for name in files()}
    assert shown == {format.id for format in FORMATS}


@pytest.mark.parametrize("name", ["cyrillic-utf8.csv", "cyrillic.xlsx", "cyrillic.parquet", "cyrillic.jsonl"])
def test_a_misleading_file_name_does_not_matter(name: str) -> None:
    content = (HERE / name).read_bytes()
    assert read(content, "upload.bin").ids == read(content, name).ids


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b"\n\n \r\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"\x1f\x8b\x08\x00rest", "gzip"),
        (b"<!DOCTYPE html><html><table>", "HTML"),
        (b'[{"name": "A"}]', "JSON array"),
        (b"%PDF-1.7", "PDF"),
        (b"PAR1 but not really", "not a sound Parquet file"),
        (b"PK\x03\x04 but not really", "not a sound XLSX workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_reason(content: bytes, problem: str) -> None:
    with pytest.raises(BrokenFile, match=problem):
        read(content)


def test_an_unknown_format_is_refused_with_the_formats_there_are() -> None:
    with pytest.raises(BadRequest, match="parquet, xlsx, ftm, jsonl, tsv, csv"):
        read("id,name\n1,A", options=IntakeOptions(format="dbase"))


def test_a_json_line_that_is_no_object_is_held_and_the_others_are_screened() -> None:
    done = read('{"id": 1, "name": "Ann"}\n{"id": 2, "name": \n[1]\n\n{"id": 3, "name": ["Bo", "Bob"]}\n', "a.jsonl")
    assert done.ids == ["1", "3"]
    assert done.subjects[1].names == ("Bo", "Bob")
    assert done.held == ["line 2", "line 3"]
    assert done.account.received == 4


def test_a_key_that_first_appears_late_is_used_and_a_sensitive_one_is_dropped_and_counted() -> None:
    late = '{"id": 1, "name": "Ann"}\n{"id": 2, "name": "Bo", "birthDate": "1970-01-02", "religion": "x", "shoe": 44}\n'
    done = read(late)
    assert str(done.subjects[1].births[0]) == "1970-01-02"
    assert [(each.column, each.values) for each in done.recognition.dropped] == [("religion", 1)]
    assert done.recognition.unused == ("shoe",)


def test_half_a_surrogate_in_json_costs_no_other_record() -> None:
    done = read(b'{"id": 1, "name": "A\\ud800nn"}\n{"id": 2, "name": "Bo"}\n', "a.jsonl")
    assert done.names[-1] == "Bo"
    assert done.account.received == 2
    assert done.held + done.partial == ["line 1"]


def test_deeply_nested_json_is_held() -> None:
    bomb = '{"name": ' + "[" * 100_000 + "]" * 100_000 + "}"
    done = read('{"name": "Ann"}\n' + bomb + '\n{"name": "Bo"}\n')
    assert done.names == ["Ann", "Bo"]
    assert done.held == ["line 2"]


def test_links_between_ftm_entities_are_counted_and_unknown_schemata_screened_as_partial() -> None:
    lines = [
        {"id": "a", "schema": "Vessel", "properties": {"name": ["Ship"], "imoNumber": ["9074729"], "flag": ["pa"]}},
        {"id": "b", "schema": "Ownership", "properties": {"owner": ["x"]}},
        {"id": "c", "schema": "Starship", "properties": {"name": ["Enterprise"]}},
        {"id": "d", "schema": "Person", "properties": {"ethnicity": ["x"], "political": ["y"]}},
        {"id": "e", "schema": "Person", "caption": "Ann", "properties": {"weakAlias": ["A"], "religion": ["z"]}},
    ]
    done = read("\n".join(json.dumps(line) for line in lines))
    assert done.ids == ["a", "c", "e"]
    assert done.subjects[0].kind is Kind.VESSEL
    assert done.subjects[0].nationalities == ("PA",)
    assert done.held == ["line 4"]
    assert done.partial == ["line 3"]
    assert done.recognition.passed_over == (("Ownership", 1),)
    assert {each.column for each in done.recognition.dropped} == {"ethnicity", "political", "religion"}


def test_every_visible_sheet_with_names_is_read_and_the_others_are_reported() -> None:
    content = workbook(
        {
            "Notes": [["Read me first"], ["nothing here"]],
            "Persons": [["", ""], ["ID", "Full name"], [1, "Ann"], ["", ""], [2.0, "Bo"]],
            "Firms": [["Company"], ["Silver Stork Ltd"]],
            "Old": [["name"], ["Zed"]],
        },
        hidden=["Old"],
    )
    done = read(content, "book.xlsx")
    assert done.ids == ["1", "2", "row 3"]
    assert done.names == ["Ann", "Bo", "Silver Stork Ltd"]
    assert done.recognition.unused == ("sheet 'Old' (hidden, or no worksheet)", "sheet 'Notes'")


def test_a_row_of_a_workbook_is_named_by_its_sheet_and_number() -> None:
    done = read(workbook({"S": [["id", "name", "dob"], [], [7, "", ""], [8, "Bo", "soon"]]}), "book.xlsx")
    assert done.held == ["row 3"]
    assert done.partial == ["row 4"]


def test_a_cell_at_the_far_corner_of_a_sheet_is_refused_before_memory_is_claimed() -> None:
    far = sheet_xml([["name"]]).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    with pytest.raises(TooLarge, match="area of a sheet"):
        read(packed({"S": far}), "book.xlsx")


def test_a_workbook_that_swells_is_refused_whatever_sizes_it_claims() -> None:
    bomb = packed({"S": sheet_xml([["name"], ["A"]]) + " " * (64 << 20)})
    with pytest.raises(TooLarge, match="the compression of xl"):
        read(bomb, "bomb.xlsx")
    # The same archive, claiming in its directory that the sheet is small.
    size = (64 << 20) + len(sheet_xml([["name"], ["A"]]))
    lying = bomb.replace(size.to_bytes(4, "little"), (999).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(TooLarge, match="the compression of xl"):
        read(lying, "bomb.xlsx")


def test_parquet_columns_of_other_types_are_read_as_texts() -> None:
    table = pa.table(
        {
            "id": pa.array([10, 11], pa.int64()),
            "name": pa.array(["Ann", "Bo"]).dictionary_encode(),
            "aliases": pa.array([["A", "N"], None], pa.list_(pa.string())),
            "birth_date": pa.array(["1970-02-03", None]).cast(pa.date32()),
            "tax_number": pa.array([12.0, 7.5]),
            "extra": pa.array([{"a": 1}, None]),
        }
    )
    buffer = io.BytesIO()
    parquet.write_table(table, buffer)
    done = read(buffer.getvalue(), "p.parquet")
    assert done.ids == ["10", "11"]
    assert done.subjects[0].names == ("Ann", "A", "N")
    assert [str(span) for span in done.subjects[0].births] == ["1970-02-03"]
    assert [subject.identifiers[0].value for subject in done.subjects] == ["12", "7.5"]
    assert done.recognition.unused == ("extra",)


def test_a_parquet_value_of_50_megabytes_repeated_is_held_in_bounded_memory() -> None:
    large = pa.DictionaryArray.from_arrays(pa.array([1] + [0] * 20_000), pa.array(["x" * (50 << 20), "Ann"]))
    buffer = io.BytesIO()
    parquet.write_table(pa.table({"name": large}), buffer, compression="zstd")
    done = read(buffer.getvalue(), "p.parquet")
    assert done.names == ["Ann"]
    assert done.account.held == 20_000


def test_a_parquet_text_that_is_no_utf8_is_partial() -> None:
    broken = pa.array([b"Ann", b"J\xf6rg"], pa.binary()).cast(pa.binary())
    texts = pa.Array.from_buffers(pa.string(), 2, broken.buffers())
    buffer = io.BytesIO()
    parquet.write_table(pa.table({"name": texts}), buffer, use_dictionary=False)
    done = read(buffer.getvalue(), "p.parquet")
    assert done.names == ["Ann", "J\ufffdrg"]
    assert done.partial == ["row 2"]


def test_a_parquet_file_cut_short_is_refused() -> None:
    content = (HERE / "cyrillic.parquet").read_bytes()
    with pytest.raises(BrokenFile, match="Parquet"):
        read(content[:-200], "p.parquet")


@given(st.binary(max_size=300), st.sampled_from(["", "PAR1", "PK\x03\x04", '{"name": "', "name,id\n", "\ufeff"]))
def test_arbitrary_bytes_are_refused_by_our_own_errors_or_accounted_for(content: bytes, start: str) -> None:
    try:
        done = read(start.encode() + content, options=IntakeOptions(encoding="utf-8"))
    except (BrokenFile, TooLarge, BadRequest):
        return
    assert done.account.received == len(done.subjects) + len(done.held)


def test_a_mapping_replaces_recognition_for_its_field_in_every_format() -> None:
    options = IntakeOptions(mapping={Field.NAME: ("Titular",)})
    rows = [["id", "Titular", "name"], ["1", "Ann", "no one"]]
    for content in (
        b"id,Titular,name\n1,Ann,no one\n",
        workbook({"S": rows}),
        b'{"id": "1", "Titular": "Ann", "name": "no one"}\n',
    ):
        done = read(content, options=options)
        assert done.only.names == ("Ann",)
        assert done.recognition.unused == ("name",)
