import gzip
import io
import lzma
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from comity.lists.admission import NATIONAL, DatedBy
from comity.model.entity import Kind
from comity.model.errors import AbsurdCount, BrokenFile, ComityError, DuplicateReference, NotFound, RefusedEdition
from comity.model.partial_date import PartialDate
from comity.operations.import_edition import Arrival, Imported, ImportEdition, import_edition
from comity.store.editions import EditionStore
from invented_list import SOURCE, file_of, persons

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Desk:
    """An officer's desk: files are written and imported, a minute passing each time."""

    def __init__(self, directory: Path) -> None:
        self.store = EditionStore(directory / "home", wait=0.2)
        self.directory, self.now = directory, NOW
        (directory / "in").mkdir()

    def bring(self, *contents: bytes, names: tuple[str, ...] = (), order: ImportEdition | None = None) -> Imported:
        arrivals = []
        for number, content in enumerate(contents):
            path = self.directory / "in" / (names[number] if names else f"file{number}")
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            arrivals.append(Arrival(path, path.name))
        self.now += timedelta(minutes=1)
        order = replace(order or ImportEdition(SOURCE, ()), files=tuple(arrivals))
        return import_edition(order, store=self.store, now=self.now)

    def tree(self) -> dict[str, bytes]:
        """Every file of the store but the lock."""
        return {
            str(path.relative_to(self.store.home)): path.read_bytes()
            for path in self.store.home.rglob("*")
            if path.is_file() and path.name != "lock"
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_edition_is_kept_as_received_and_put_in_force(desk: Desk) -> None:
    content = file_of("O1|organisation|Invented Ltd||", *persons(3))
    imported = desk.bring(lzma.compress(content), names=("list-x.txt.xz",))
    manifest = imported.manifest
    assert imported.new
    assert manifest.counts == {Kind.ORGANISATION: 1, Kind.PERSON: 3}
    assert (manifest.dated, manifest.dated_by) == (date(2026, 1, 1), DatedBy.CONTENT)
    assert desk.store.in_force() == (manifest,)
    assert [it.listing.reference for it in desk.store.designations(manifest)] == ["O1", "P1", "P2", "P3"]
    assert all(it.edition == manifest.edition for it in desk.store.designations(manifest))
    (received,) = manifest.received
    kept = (desk.store.path(manifest) / received.kept).read_bytes()
    assert lzma.decompress(kept) == content
    assert (received.name, received.bytes) == ("list-x.txt.xz", len(kept))


def test_the_same_content_compressed_otherwise_is_the_same_edition(desk: Desk) -> None:
    content = file_of(*persons(3))
    first = desk.bring(content)
    before = desk.tree()
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("renamed", content)
    for packed in (content, lzma.compress(content), gzip.compress(content), zipped.getvalue()):
        again = desk.bring(packed)
        assert not again.new
        assert again.manifest == first.manifest
    assert desk.tree() == before


def test_the_order_and_names_of_several_files_are_not_part_of_the_identity(desk: Desk) -> None:
    one, two = file_of(*persons(4)), file_of(*persons(2, first=5))
    first = desk.bring(one, two)
    assert first.manifest.total == 6
    assert not desk.bring(two, one, names=("a", "b")).new
    assert desk.bring(one).manifest.edition != first.manifest.edition


@pytest.mark.parametrize(
    ("names", "dated", "expected", "dated_by"),
    [
        (("in/plain.txt",), PartialDate(2020, 2, 3), date(2020, 2, 3), DatedBy.OFFICER),
        (("list-2021-03-04.txt",), None, date(2021, 3, 4), DatedBy.FILE_NAME),
        (("list_20210304_x.txt",), None, date(2021, 3, 4), DatedBy.FILE_NAME),
        (("list-2021-03.txt",), None, date(2021, 3, 1), DatedBy.FILE_NAME),
        (("sdn-2019-01/list.txt",), None, date(2019, 1, 1), DatedBy.DIRECTORY_NAME),
        (("sema-lmes-2020.txt",), None, date(2020, 1, 1), DatedBy.FILE_NAME),
        (("resolution1988-12345678.txt",), None, date(2026, 11, 22), DatedBy.ARRIVAL),
    ],
)
def test_an_edition_without_a_date_is_dated_by_the_best_that_is_known(
    desk: Desk, names: tuple[str, ...], dated: PartialDate | None, expected: date, dated_by: DatedBy
) -> None:
    order = ImportEdition(SOURCE, (), dated=dated)
    manifest = desk.bring(file_of(*persons(1), dated=""), names=names, order=order).manifest
    assert (manifest.dated, manifest.dated_by) == (expected, dated_by)


def test_a_date_in_the_content_counts_more_than_the_officers(desk: Desk) -> None:
    order = ImportEdition(SOURCE, (), dated=PartialDate(1999, 1, 1))
    assert desk.bring(file_of(*persons(1)), order=order).manifest.dated == date(2026, 1, 1)


def test_the_newest_day_of_an_archive_dates_an_edition_that_says_nothing(desk: Desk) -> None:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a", (2024, 5, 6, 0, 0, 0)), file_of(*persons(1), dated=""))
        archive.writestr(zipfile.ZipInfo("b", (2024, 5, 7, 0, 0, 0)), file_of(*persons(1, first=2), dated=""))
    manifest = desk.bring(zipped.getvalue()).manifest
    assert (manifest.dated, manifest.dated_by) == (date(2024, 5, 7), DatedBy.ARCHIVE)


REFUSED = [
    (b"", BrokenFile),
    (b"<!DOCTYPE html><html>", BrokenFile),
    (file_of(*persons(3), dated="2026-02-01")[:-5], BrokenFile),
    (file_of(dated="2026-02-01"), RefusedEdition),
    (file_of("P1|person|||", dated="2026-02-01"), RefusedEdition),
    (file_of("O1|organisation|No Person Ltd||", dated="2026-02-01"), AbsurdCount),
    (file_of(*persons(10), dated="2026-02-01"), AbsurdCount),
    (file_of(*persons(201), dated="2026-02-01"), AbsurdCount),
    (file_of(*persons(20), dated="2026-02-01", claimed="21"), RefusedEdition),
]


@pytest.mark.parametrize(("content", "error"), REFUSED)
def test_a_refused_edition_leaves_the_store_as_it_was(desk: Desk, content: bytes, error: type[ComityError]) -> None:
    desk.bring(file_of(*persons(20)))
    before = desk.tree()
    with pytest.raises(error):
        desk.bring(content)
    assert desk.tree() == before


def test_a_missing_file_is_not_found_and_names_itself(desk: Desk) -> None:
    order = ImportEdition(SOURCE, (Arrival(desk.directory / "nowhere.xml", "nowhere.xml"),))
    with pytest.raises(NotFound, match=r"nowhere\.xml"):
        import_edition(order, store=desk.store, now=NOW)


def test_an_officer_may_accept_a_count_that_looks_absurd(desk: Desk) -> None:
    desk.bring(file_of(*persons(20)))
    shrunk = file_of(*persons(10), dated="2026-02-01")
    order = ImportEdition(SOURCE, (), accept_count=True)
    assert desk.bring(shrunk, order=order).manifest.total == 10


def test_counts_are_compared_with_the_edition_before_in_time_not_in_order_of_import(desk: Desk) -> None:
    desk.bring(file_of(*persons(100), dated="2026-06-01"))
    desk.bring(file_of(*persons(20), dated="2020-01-01"))
    desk.bring(file_of(*persons(35), dated="2021-01-01"))
    with pytest.raises(AbsurdCount, match="10 listings of kind any, expected 11-200"):
        desk.bring(file_of(*persons(10), dated="2020-06-01"))


def test_parts_of_a_list_are_in_force_side_by_side_and_not_compared(desk: Desk) -> None:
    desk.bring(file_of(*persons(100), part="sdn"))
    desk.bring(file_of(*persons(3, first=500), part="consolidated", dated="2026-02-01"))
    assert [manifest.part for manifest in desk.store.in_force()] == ["consolidated", "sdn"]


def test_a_record_that_cannot_be_read_stays_in_force_in_its_last_good_version(desk: Desk) -> None:
    first = desk.bring(file_of(*persons(5))).manifest
    second = desk.bring(file_of(*persons(3), "P4|person|||", "P9|person|||", dated="2026-02-01")).manifest
    assert (second.quarantined, second.carried, second.total) == (2, 1, 4)
    assert desk.store.account(second).carried == ("P4",)
    *_, carried = desk.store.designations(second)
    assert (carried.listing.reference, carried.edition) == ("P4", first.edition)
    assert carried.entity.names[0].text == "Person Number4"

    third = desk.bring(file_of(*persons(3), "P4|person|||", dated="2026-03-01")).manifest
    *_, carried_again = desk.store.designations(third)
    assert carried_again == carried


def test_a_record_without_a_readable_reference_carries_every_listing_that_it_may_be(desk: Desk) -> None:
    desk.bring(file_of(*persons(5)))
    second = desk.bring(file_of(*persons(3), "|person|Nobody Known||", dated="2026-02-01")).manifest
    assert desk.store.account(second).carried == ("P4", "P5")


def test_an_unknown_field_keeps_the_record_in_force_and_is_told(desk: Desk) -> None:
    manifest = desk.bring(file_of("P1|person|Ivan||remark|eyes=grey|religion=none")).manifest
    (designation,) = desk.store.designations(manifest)
    assert [(value.field, value.text) for value in designation.unread] == [("eyes", "grey")]
    assert (manifest.odd, manifest.dropped) == (1, {"religion": 1})
    assert b"none" not in b"".join(content for name, content in desk.tree().items() if "received" not in name).replace(
        b"null", b""
    )


def test_a_listing_repeated_word_for_word_is_kept_once_and_told(desk: Desk) -> None:
    manifest = desk.bring(file_of(*persons(2), *persons(1), claimed="3")).manifest
    assert (manifest.total, manifest.odd) == (2, 1)
    assert "word for word" in desk.store.account(manifest).odd_values[0].problem


def test_two_different_listings_under_one_reference_are_both_in_force_and_told(desk: Desk) -> None:
    manifest = desk.bring(file_of(*persons(2), "P1|person|Somebody Else||")).manifest
    assert desk.store.references(manifest) == ("P1", "P2", "P1")
    assert "two different listings" in desk.store.account(manifest).odd_values[0].problem


def test_two_different_listings_under_one_reference_refuse_a_national_list(desk: Desk) -> None:
    order = ImportEdition(replace(SOURCE, id=NATIONAL), ())
    with pytest.raises(DuplicateReference, match="'P1'"):
        desk.bring(file_of(*persons(2), "P1|person|Somebody Else||"), order=order)
    assert desk.store.list_ids() == ()
