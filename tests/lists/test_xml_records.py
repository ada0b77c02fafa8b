"""XML as records: nothing expanded, nothing fetched, nothing lost, bounded memory."""

import io
import resource
from pathlib import Path

import pytest

from comity.lists.reading import Reading
from comity.lists.record import Record
from comity.lists.source import SourceFile
from comity.lists.xml_records import read_records, read_root
from comity.model.errors import BrokenFile, TooLarge


def file_of(content: bytes) -> SourceFile:
    return SourceFile("list.xml", lambda: io.BytesIO(content))


def records(content: bytes, reading: Reading | None = None) -> list[Record]:
    return list(read_records(file_of(content), ("LIST",), ("ENTRY",), reading))


def test_elements_become_records_with_local_names() -> None:
    content = (
        b'<l:LIST xmlns:l="urn:x" date="2026"><l:ENTRY id="7"><l:NAME>A &amp; B</l:NAME><l:NAME lang="ar">C</l:NAME>'
        b"<l:DATE><l:YEAR>1957</l:YEAR> about</l:DATE><l:EMPTY/></l:ENTRY></l:LIST>"
    )
    (record,) = records(content)
    assert record.take("@id") == "7"
    assert record.take_all("NAME") == ("A & B",)
    (other,) = record.take_records("NAME")
    assert (other.take("@lang"), other.take("#text")) == ("ar", "C")
    (date,) = record.take_records("DATE")
    assert (date.take("YEAR"), date.take("#text")) == ("1957", "about")
    assert record.done() == ()
    root = read_root(file_of(content))
    assert (root.name, root.namespace, root.attributes) == ("LIST", "urn:x", {"date": "2026"})


def test_a_control_character_costs_no_listing_and_is_reported() -> None:
    reading = Reading()
    content = b"<LIST>\n<ENTRY><NAME>A\x0bB\x00C&#11;D&#x1f;E&#10;\xd0\x96</NAME></ENTRY>\n</LIST>"
    (record,) = records(content, reading)
    assert record.take("NAME") == "A B C D E\nЖ"
    assert [odd.text for odd in reading.odd_values] == ["0x0b", "0x00", "&#11;", "&#x1f;"]
    assert {odd.place for odd in reading.odd_values} == {"list.xml: line 2"}


def test_a_reference_cut_by_a_chunk_is_still_replaced() -> None:
    for padding in range(65_490, 65_540):
        content = b"<LIST><ENTRY><NAME>" + b"x" * padding + b"&#x0b;y</NAME></ENTRY></LIST>"
        (record,) = records(content)
        assert record.take("NAME") == "x" * padding + " y"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_utf16_is_read_like_utf8(encoding: str) -> None:
    reading = Reading()
    text = '<?xml version="1.0" encoding="UTF-16"?><LIST><ENTRY><NAME>Усама\x0bЖ𐎠</NAME></ENTRY></LIST>'
    if encoding == "utf-8-sig":
        text = text.replace("UTF-16", "UTF-8")
    (record,) = records(text.encode(encoding), reading)
    assert record.take("NAME") == "Усама Ж𐎠"
    assert reading.odd_count == 1


BOMB = b'<!DOCTYPE LIST [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><LIST><ENTRY><NAME>&b;</NAME></ENTRY></LIST>'
OUTSIDE = b'<!DOCTYPE LIST [<!ENTITY a SYSTEM "file:///etc/passwd">]><LIST><ENTRY><NAME>&a;</NAME></ENTRY></LIST>'
UNEXPLAINED = b'<!DOCTYPE LIST SYSTEM "file:///etc/x.dtd"><LIST><ENTRY><NAME>&a;</NAME></ENTRY></LIST>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "entities"),
        (OUTSIDE, "entities"),
        (UNEXPLAINED, "entity"),
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body><p>Not found</body></html>", "HTML instead of XML"),
        (b"<html><body/></html>", "HTML instead of XML"),
        (b'{"error": 404}', "not XML"),
        (b"<OTHER/>", "outermost element is OTHER, not LIST"),
        (b"<LIST><ENTRY><NAME>A</NAME></ENTRY>\n<ENTRY><NA", "cut off or damaged"),
        (b"<LIST><ENTRY><NAME>\xff\xfe</NAME></ENTRY></LIST>", "cut off or damaged"),
        ("<LIST><ENTRY/></LIST>".encode("utf-16")[:-1], "cut off or damaged"),
    ],
)
def test_what_is_not_the_list_is_refused_by_name(content: bytes, said: str) -> None:
    with pytest.raises(BrokenFile, match=said) as refused:
        records(content)
    assert "list.xml" in str(refused.value)


def test_a_cut_file_gives_its_line_and_the_next_step() -> None:
    with pytest.raises(BrokenFile, match=r"line 2.*download it again"):
        records(b"<LIST><ENTRY><NAME>A</NAME></ENTRY>\n<ENTRY><NA")


@pytest.mark.parametrize(
    "inner",
    [
        b"<NAME>" + b"x" * ((1 << 20) + 1) + b"</NAME>",
        b"<NAME>" + b"x" * (11 << 20) + b"</NAME>",
        b"<A>" * 40 + b"</A>" * 40,
        b"<A>" * 5000 + b"</A>" * 5000,
    ],
)
def test_endless_texts_and_depths_are_refused(inner: bytes) -> None:
    with pytest.raises(TooLarge, match="list"):
        records(b"<LIST><ENTRY>" + inner + b"</ENTRY></LIST>")


class Endless(io.RawIOBase):
    """A file that goes on without ever holding a record."""

    def __init__(self, start: bytes, more: bytes) -> None:
        self.start, self.more = start, more

    def read(self, _size: int = -1) -> bytes:
        start, self.start = self.start, b""
        return start or self.more


def test_a_file_without_records_does_not_fill_the_memory() -> None:
    file = SourceFile("list.xml", lambda: Endless(b"<LIST>", b" " * 65_536))  # type: ignore[arg-type,return-value]
    with pytest.raises(TooLarge):
        list(read_records(file, ("LIST",), ("ENTRY",)))


class Repeated(io.RawIOBase):
    """A long file that is nowhere held whole: a start, an entry many times, an end."""

    def __init__(self, entry: bytes, times: int) -> None:
        self.parts = iter([b"<LIST>", *(entry for _ in range(times)), b"</LIST>"])

    def read(self, _size: int = -1) -> bytes:
        return next(self.parts, b"")


def test_memory_stays_that_of_one_record() -> None:
    entry = b"<ENTRY><NAME>" + b"x" * 50_000 + b"</NAME></ENTRY>\n"
    file = SourceFile("list.xml", lambda: Repeated(entry, 3_000))  # type: ignore[arg-type,return-value]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(record.take("NAME") is not None for record in read_records(file, ("LIST",), ("ENTRY",))) == 3_000
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 30_000  # kilobytes; the file has 150,000


def test_the_file_is_closed_when_reading_stops_early(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes(b"<LIST>" + b"<ENTRY><A>1</A></ENTRY>" * 9 + b"</LIST>")
    opened = []

    def opening() -> io.BufferedReader:
        opened.append(path.open("rb"))
        return opened[-1]

    stream = read_records(SourceFile("list.xml", opening), ("LIST",), ("ENTRY",))
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert all(file.closed for file in opened)
