import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model.errors import BrokenFile, TooLarge
from comity.store.unpack import LIMITS, Limits, Unpacked, unpack

TEXT = "Усама, أسامة, Usama\n".encode() * 500


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, (2026, 8, 1, 10, 0, 0))
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def opened(tmp_path: Path, content: bytes, name: str = "list.xml", limits: Limits = LIMITS) -> list[tuple[str, bytes]]:
    path = tmp_path / "received"
    path.write_bytes(content)
    (tmp_path / "scratch").mkdir()
    return [
        (file.name, file.source_file().open().read())
        for file in unpack([Unpacked(name, path)], tmp_path / "scratch", limits)
    ]


@pytest.mark.parametrize(
    ("content", "name", "inner"),
    [
        (TEXT, "list.xml", "list.xml"),
        (lzma.compress(TEXT), "list.xml.xz", "list.xml"),
        (lzma.compress(TEXT[:100]) + bytes(8) + lzma.compress(TEXT[100:]), "list.xml.xz", "list.xml"),
        (gzip.compress(TEXT), "list.xml.gz", "list.xml"),
        (gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), "list", "list"),
        (zipped(inner=TEXT), "list.zip", "inner"),
        (lzma.compress(TEXT), "misnamed.zip", "misnamed.zip"),
        (zipped(inner=lzma.compress(gzip.compress(TEXT))), "list.zip", "inner"),
    ],
)
def test_every_compression_gives_the_same_content_whatever_its_suffix(
    tmp_path: Path, content: bytes, name: str, inner: str
) -> None:
    assert opened(tmp_path, content, name) == [(inner, TEXT)]


def test_a_zip_of_several_files_is_those_files_in_order(tmp_path: Path) -> None:
    packed = zipped(**{"sdn": b"1", "alt": lzma.compress(b"2"), "__MACOSX/sdn": b"litter", "x/": b"", "add": b"3"})
    assert opened(tmp_path, packed) == [("sdn", b"1"), ("alt", b"2"), ("add", b"3")]


def test_a_path_in_an_archive_is_only_a_name(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("../../escaped.xml", "/etc/absolute.xml", "..\\..\\windows.xml"):
            archive.writestr(name, "x")
    (tmp_path / "in").mkdir()
    names = [name for name, _ in opened(tmp_path / "in", packed.getvalue())]
    assert names == ["escaped.xml", "absolute.xml", "windows.xml"]
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["0001", "0002", "0003", "received"]


def test_a_workbook_stays_as_it_is(tmp_path: Path) -> None:
    workbook = zipped(**{"[Content_Types].xml": b"<Types/>", "xl/sheet1.xml": TEXT})
    assert opened(tmp_path, workbook, "list.xlsx") == [("list.xlsx", workbook)]


def nested(layers: int) -> bytes:
    content = TEXT
    for _ in range(layers):
        content = zipped(inner=content)
    return content


def test_archives_in_archives_are_opened_to_the_stated_depth(tmp_path: Path) -> None:
    assert opened(tmp_path, nested(LIMITS.depth)) == [("inner", TEXT)]


def test_ten_archives_in_one_another_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="depth of archives in archives is over the limit of 3 layers"):
        opened(tmp_path, nested(10))


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, lambda content: zipped(inner=content)])
def test_an_archive_that_unpacks_a_thousandfold_is_refused(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(bytes(40 << 20))
    assert (40 << 20) / len(packed) > 900
    with pytest.raises(TooLarge, match="200 times its packed size"):
        opened(tmp_path, packed)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 15 << 20


def test_a_workbook_that_unpacks_a_thousandfold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="200 times its packed size"):
        opened(tmp_path, zipped(**{"[Content_Types].xml": b"", "xl/sheet1.xml": bytes(40 << 20)}))


def test_a_thousandfold_archive_is_refused_through_layers_that_are_each_modest(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="200 times its packed size"):
        opened(tmp_path, gzip.compress(gzip.compress(bytes(40 << 20))))


def test_content_over_the_limit_in_bytes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="limit of 1,000 bytes"):
        opened(tmp_path, gzip.compress(TEXT), limits=Limits(bytes=1000))


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="100 files"):
        opened(tmp_path, zipped(**{f"f{number}": b"" for number in range(101)}))


def test_an_archive_with_a_huge_directory_is_refused_before_it_is_read(tmp_path: Path) -> None:
    many = zipped(**{f"f{number}": b"" for number in range(2000)})
    with pytest.raises(TooLarge, match="directory of the archive"):
        opened(tmp_path, many, limits=Limits(directory=50_000))


@pytest.mark.parametrize(
    "broken",
    [
        lzma.compress(TEXT)[:-20],
        gzip.compress(TEXT)[:-9],
        gzip.compress(TEXT)[:-4] + b"\x00\x00\x00\x01",
        gzip.compress(TEXT) + b"and more",
        zipped(inner=TEXT)[:-30],
        zipped(inner=TEXT)[:60] + b"!!!!!!!!" + zipped(inner=TEXT)[68:],
        b"PK\x03\x04 and nothing of a zip",
        b"\xfd7zXZ\x00 and nothing of an xz",
        zipped(),
    ],
)
def test_a_damaged_or_cut_off_archive_is_refused_by_name(tmp_path: Path, broken: bytes) -> None:
    with pytest.raises(BrokenFile, match=r"list\.xml: archive"):
        opened(tmp_path, broken)


@given(cut=st.integers(1, 400))
@settings(deadline=None, max_examples=50)
def test_no_cut_of_an_archive_gives_anything_but_a_refusal(cut: int) -> None:
    for packed in (lzma.compress(TEXT), gzip.compress(TEXT), zipped(inner=TEXT)):
        with TemporaryDirectory() as directory, pytest.raises(BrokenFile):
            opened(Path(directory), packed[: max(8, len(packed) - cut)])


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    packed = bytearray(zipped(inner=b"secret"))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BrokenFile, match="encrypted"):
        opened(tmp_path, bytes(packed))


def test_an_xz_that_asks_for_gigabytes_of_memory_is_refused(tmp_path: Path) -> None:
    greedy = lzma.compress(b"x", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 16 << 20}])
    at = greedy.index(b"\x21\x01", 12) + 2
    block = bytearray(greedy[12 : 12 + (greedy[12] + 1) * 4])
    block[at - 12] = 40  # the code of 4 GiB - 1 (.xz format 5.3.1)
    block[-4:] = zlib.crc32(block[:-4]).to_bytes(4, "little")
    with pytest.raises(BrokenFile, match=r"Memory"):
        opened(tmp_path, greedy[:12] + bytes(block) + greedy[12 + len(block) :])


def test_the_day_of_an_archive_member_is_known(tmp_path: Path) -> None:
    path = tmp_path / "list.zip"
    path.write_bytes(zipped(inner=TEXT))
    (file,) = unpack([Unpacked("list.zip", path)], tmp_path)
    assert file.packed_on == date(2026, 8, 1)
