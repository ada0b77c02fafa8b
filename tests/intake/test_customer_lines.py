"""No record of a delimited file is lost: not to a stray quote, a wrong count of cells, an encoding or a NUL."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from intake_reading import ReadFile, read

from comity.intake import IntakeOptions
from comity.intake import lines as lines_module
from comity.intake.encoding import encoding_of
from comity.intake.file import InputFile
from comity.intake.lines import line_blocks
from comity.intake.records import record_blocks
from comity.model.errors import BadRequest, ComityError, DoubtfulEncoding, TooLarge


def rows(count: int, start: int = 1) -> list[str]:
    return [f"{number},Name {number},X" for number in range(start, start + count)]


def table(lines: list[str]) -> ReadFile:
    return read("id,name,city\n" + "\n".join(lines) + "\n")


def test_a_lone_quote_costs_nothing_but_a_note() -> None:
    lines = rows(5000)
    lines[2000] = '2001,"Name 2001,X'
    done = table(lines)
    assert done.ids == [str(number) for number in range(1, 5001)]
    assert done.partial == ["line 2002"]
    assert done.subjects[2000].names == ("Name 2001",)


def test_two_lone_quotes_near_each_other_do_not_swallow_what_lies_between() -> None:
    lines = rows(20)
    lines[5] = '6,"Name 6,X'
    lines[9] = '10,Name 10",X'
    done = table(lines)
    assert done.ids == [str(number) for number in range(1, 21)]
    lines[6] = '7,Name 7",X'
    assert table(lines).ids == [str(number) for number in range(1, 21)]


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_breaks() -> None:
    done = table(
        ['1,"Smith, John","A ""B"""', '2,"Line one\nline two","Street\r\n\r\nHouse 5"', "3,Bo,X", '4,X,"Y\nZ"']
    )
    assert done.names == ["Smith, John", "Line one\nline two", "Bo", "X"]
    assert done.subjects[1].addresses == ("Street\n\nHouse 5",)
    assert done.account.screened == 4


def test_quotes_inside_a_cell_that_does_not_begin_with_one_are_characters() -> None:
    done = table(['1,ООО "Ромашка",Osh', '2,5" pipes,Y'])
    assert done.names == ['ООО "Ромашка"', '5" pipes']
    assert done.account.screened == 2


def test_a_record_of_too_many_lines_is_cut_and_what_follows_goes_on() -> None:
    done = table([*rows(2), '3,"begins here', *["and on"] * 500, 'ends here",X', *rows(2, 4)])
    assert [id for id in done.ids if id.isdigit()] == ["1", "2", "3", "4", "5"]
    assert done.account.received == 506
    assert done.account.held == 500


def test_cells_too_many_are_held_and_too_few_are_partial() -> None:
    done = table(["1,Ann,X", "2,Smith, John,X", "3,Bo", "4,Cy,X,,", "5", "6,Dee,X"])
    assert done.ids == ["1", "3", "4", "6"]
    assert done.held == ["line 3", "line 6"]
    assert done.partial == ["line 4"]


def test_rows_that_a_spreadsheet_leaves_empty_are_no_records() -> None:
    assert table(["1,Ann,X", ",,", "", ",", "2,Bo,X", ",,,,"]).account.received == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system_and_the_last_may_lack_its_end(end: str) -> None:
    done = read(end.join(["id,name", "1,Ann", "2,Bo"]))
    assert done.names == ["Ann", "Bo"]
    assert done.account.screened == 2


def test_nul_bytes_are_left_out_and_noted() -> None:
    done = read(b"id,name\n1,Ann\n2,B\x00o\n\x00\x00\x00\n3,Cy\n")
    assert done.names == ["Ann", "Bo", "Cy"]
    assert done.partial == ["line 3"]
    assert done.held == ["line 4"]


def test_a_field_of_50_megabytes_is_held_and_only_a_piece_of_it_is_ever_in_memory() -> None:
    large = b"x" * (50 << 20)
    content = b"id,name\n1,Ann\n2," + large + b'\n3,Bo\n4,"' + large + b'"\n5,Cy\n'
    done = read(content)
    assert done.ids == ["1", "3", "5"]
    assert done.held == ["line 3", "line 5"]
    blocks = line_blocks(InputFile("f", lambda: io.BytesIO(content)), "utf-8")
    assert max(len(block.text) for block in blocks) < 4 << 20


def test_a_line_of_headings_without_end_is_refused() -> None:
    with pytest.raises(TooLarge, match="headings"):
        read(b"name," * (4 << 20))


def test_headings_may_hold_line_breaks() -> None:
    done = read('"Customer\nID","Full\nname"\n1,Ann\n')
    assert (done.ids, done.names) == (["1"], ["Ann"])
    assert read('"ID","Full\nname"\n1,Ann\n2\n').held == ["line 4"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_yields_known_headings(delimiter: str) -> None:
    done = read(
        delimiter.join(["id", "name", "note"])
        + "\n"
        + delimiter.join(["1", "Ann, B; C|D".replace(delimiter, " "), "x"])
    )
    assert done.recognition.delimiter == delimiter
    assert done.ids == ["1"]


def test_a_delimiter_that_is_none_is_refused() -> None:
    with pytest.raises(BadRequest, match="--delimiter"):
        read("id,name\n1,Ann", options=IntakeOptions(delimiter="::"))


RUSSIAN = ["Иванов Пётр", "КЕЛДЕНБАЕВА АЙГУЛЬ", "Щукин Фёдор Ильич", "Жумабек уулу Эркин", "Сидоренко Яна"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("names", [RUSSIAN[:2], RUSSIAN, [name.upper() for name in RUSSIAN]])
def test_russian_names_are_read_in_every_encoding_of_theirs(encoding: str, names: list[str]) -> None:
    assert read(("ФИО\n" + "\n".join(names) + "\n").encode(encoding)).names == names


def test_text_in_a_code_page_is_seen_however_far_behind_it_begins() -> None:
    ascii_rows = f"1,Name,{'x' * 9_000}\n" * 500
    done = read(("id,name,note\n" + ascii_rows + "x,Иванов Пётр Ильич,\n").encode("cp1251"))
    assert done.names[-1] == "Иванов Пётр Ильич"
    assert done.recognition.encoding == "cp1251"


def test_an_encoding_in_doubt_is_refused_with_the_candidates_and_read_when_named() -> None:
    content = "name\nDvořák\n".encode("cp1250") + b"\xfd\xfe\xf0\n"
    with pytest.raises(DoubtfulEncoding, match="--encoding"):
        read(content)
    assert read(content, options=IntakeOptions(encoding="cp1250")).names[0] == "Dvořák"


def test_an_encoding_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadRequest, match="--encoding"):
        read("name\nAnn\n", options=IntakeOptions(encoding="klingon"))


def test_single_lines_in_another_encoding_are_read_in_it_and_noted() -> None:
    sound = [f"{number},Пётр Иванов" for number in range(10)]
    mixed = "\n".join(["id,name", *sound]).encode() + b"\n" + "10,Фёдор Щукин\n".encode("cp1251")
    done = read(mixed)
    assert done.names[-1] == "Фёдор Щукин"
    assert done.partial == ["line 12"]
    western = "id,name\n1,Jürgen Weiß\n2,Zoë Noël\n".encode("cp1252") + "3,Françoise Böll\n".encode()
    assert read(western).names == ["Jürgen Weiß", "Zoë Noël", "Françoise Böll"]
    other = "\n".join(["id,name", *sound]).encode("cp1251") + b"\n" + "10,Фёдор Щукин\n".encode()
    done = read(other)
    assert done.names[-1] == "Фёдор Щукин"
    assert done.partial == ["line 12"]


def test_a_few_damaged_lines_in_a_plain_file_are_noted_and_never_refuse_it() -> None:
    lines = [f"{number},Name {number}".encode() for number in range(500)]
    lines[100], lines[300] = b"100,N\xfe\xf0\xfd 100", b"300,\xff\xfe\xfd"
    done = read(b"id,name\n" + b"\n".join(lines))
    assert done.account.received == 500
    assert sorted(done.held + done.partial) == ["line 102", "line 302"]


def test_characters_lost_before_the_file_reached_us_make_a_record_partial() -> None:
    done = read("id,name\n1,J\ufffdrg\n2,\ufffd\ufffd\ufffd\n")
    assert done.partial == ["line 2"]
    assert done.held == ["line 3"]


cell = st.text(st.sampled_from('ab ,;"\n\r\tяé'), max_size=8)


@given(st.lists(st.tuples(cell, cell), max_size=12), st.sampled_from([",", ";", "\t"]))
def test_every_id_of_a_well_formed_file_comes_back_in_its_order(cells: list[tuple[str, str]], delimiter: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["id", "name", "city", "alias"])
    for number, (city, alias) in enumerate(cells):
        writer.writerow([f"id{number}", f"Name {number}", city, alias])
    done = read(text.getvalue(), options=IntakeOptions(delimiter=delimiter, encoding="utf-8"))
    seen = [id for id in done.ids if id.startswith("id")]
    assert seen == [f"id{number}" for number in range(len(cells))]


@given(st.lists(st.text(st.sampled_from('1a,"\r\0é '), max_size=12), max_size=30), st.integers(3, 40))
@example(['1,"a', 'b",c', '"'], 5)
def test_the_account_adds_up_and_every_line_is_in_exactly_one_record(lines: list[str], size: int) -> None:
    content = ("name,id\n" + "\n".join(lines) + "\n").encode()
    file = InputFile("f", lambda: io.BytesIO(content))
    blocks = list(record_blocks(line_blocks(file, "utf-8", size=size), ",", 2))
    numbers = [int(line) for block in blocks for line in block.plain_lines]
    numbers += [record.line for block in blocks for record in block.odd]
    assert len(numbers) == len(set(numbers))
    unquoted = [at for at, line in enumerate(lines, start=2) if '"' not in line and line.removesuffix("\r").strip(",")]
    if not any('"' in line for line in lines):
        assert sorted(set(numbers) - {1}) == unquoted
    whole = list(record_blocks(line_blocks(file, "utf-8"), ",", 2))
    assert sorted(numbers) == sorted(
        [int(line) for block in whole for line in block.plain_lines]
        + [record.line for block in whole for record in block.odd]
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 59), st.integers(0, 50), st.sampled_from(list(b'"",\n\r\0\xff\xd0')), st.booleans()),
        max_size=8,
    )
)
def test_a_byte_gone_wrong_in_one_record_costs_no_other_record(changes: list[tuple[int, int, int, bool]]) -> None:
    rows = [
        bytearray(f'{row},Name Nr{row},"Street {row}, Town",1970' if row % 3 else f"{row},Name Nr{row},Road,", "ascii")
        for row in range(60)
    ]
    for row, at, byte, insert in changes:
        rows[row][at : at + (not insert)] = bytes([byte])
    done = read(b"id,name,address,dob\n" + b"\n".join(rows), options=IntakeOptions(encoding="utf-8"))
    found = {(subject.id, subject.names) for subject in done.subjects}
    changed = {row for row, *_ in changes}
    assert {str(row) for row in range(60) if (str(row), (f"Name Nr{row}",)) not in found} <= {str(at) for at in changed}


@given(st.binary(max_size=400))
def test_arbitrary_bytes_behind_headings_are_accounted_for(content: bytes) -> None:
    try:
        done = read(b"id,name,dob,nationality\n" + content)
    except ComityError:
        return
    account = done.account
    assert account.screened + account.partial + account.held == account.received
    assert account.screened + account.partial == len(done.subjects)
    if b'"' not in content and b"\0" not in content and b"\r" not in content:
        full = [line for line in content.split(b"\n") if line.strip(b",")]
        assert account.received == len(full) or done.recognition.encoding != "utf-8"


def test_a_hostile_file_of_quotes_costs_no_more_than_its_size() -> None:
    lines = ['1,"' + '""' * (number * 7 % 41) + "x" for number in range(20_000)]
    done = read("id,name\n" + "\n".join(lines) + "\n")
    assert done.account.received == 20_000


def test_the_blocks_of_a_file_do_not_depend_on_the_size_of_the_pieces_read() -> None:
    content = ("id,name\n" + '1,"a\nb"\n2,c\n' * 50).encode()
    file = InputFile("f", lambda: io.BytesIO(content))
    assert encoding_of(file) == "utf-8"
    for size in (7, 64, lines_module.BLOCK_BYTES):
        blocks = record_blocks(line_blocks(file, "utf-8", size=size), ",", 2)
        assert sum(len(block.plain_lines) + len(block.odd) for block in blocks) == 101
