"""A screener is opened over the editions in force, and an amendment takes effect at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from comity.matching.screen import Screener
from comity.model.designation import ListId
from comity.model.errors import NotFound
from comity.operations.import_edition import Arrival, Imported, ImportEdition, import_edition
from comity.operations.open_screener import open_screener
from comity.store.editions import EditionStore
from invented_list import SOURCE, file_of
from small_list import subject

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Office:
    """A store that editions are imported into, a day passing each time."""

    def __init__(self, directory: Path) -> None:
        self.store, self.directory, self.now = EditionStore(directory / "home", wait=0.2), directory, NOW

    def publish(self, *entries: str) -> Imported:
        self.now += timedelta(days=1)
        path = self.directory / f"{self.now:%Y-%m-%d}.txt"
        path.write_bytes(file_of(*entries, dated=f"{self.now:%Y-%m-%d}"))
        order = ImportEdition(SOURCE, (Arrival(path, path.name),))
        return import_edition(order, store=self.store, now=self.now)

    def screener(self) -> Screener:
        return open_screener(self.store).screener


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def references(screener: Screener, name: str) -> list[str]:
    return [hit.reference for hit in screener.screen(subject(name))]


def test_a_store_without_lists_opens_no_screener(office: Office) -> None:
    with pytest.raises(NotFound):
        office.screener()
    office.publish("P1|person|Gulbuddin Hekmatyar||")
    with pytest.raises(NotFound):
        open_screener(office.store, [ListId("un_sc")])


def test_an_amendment_takes_effect_at_once(office: Office) -> None:
    office.publish("P1|person|Gulbuddin Hekmatyar||", "P2|person|Usama bin Laden||")
    before = office.screener()
    assert references(before, "Gulbuddin Hekmatyar") == ["P1"]
    amended = office.publish("P1|person|Viktor Zherebtsov||", "P2|person|Usama bin Laden|Gulbuddin Hekmatyar|")
    after = office.screener()
    assert references(after, "Gulbuddin Hekmatyar") == ["P2"]
    assert references(after, "Viktor Zherebtsov") == ["P1"]
    assert {hit.edition for hit in after.screen(subject("Viktor Zherebtsov"))} == {amended.manifest.edition}


def test_a_removed_listing_is_released_at_once(office: Office) -> None:
    others = ("P2|person|Usama bin Laden||", "P3|person|Viktor Zherebtsov||")
    office.publish("P1|person|Gulbuddin Hekmatyar||", *others)
    assert references(office.screener(), "Gulbuddin Hekmatyar") == ["P1"]
    office.publish(*others)
    assert references(office.screener(), "Gulbuddin Hekmatyar") == []


def test_a_screener_opened_before_an_amendment_stays_with_its_edition(office: Office) -> None:
    """One run is screened against one state of the lists, and its hits say which."""
    first = office.publish("P1|person|Gulbuddin Hekmatyar||")
    before = office.screener()
    warm = before.screen(subject("Gulbuddin Hekmatyar"))
    office.publish("P1|person|Viktor Zherebtsov||")
    assert before.screen(subject("Gulbuddin Hekmatyar")) == warm
    assert {hit.edition for hit in warm} == {first.manifest.edition}


def test_the_same_edition_scores_the_same_whenever_it_is_opened(office: Office) -> None:
    office.publish("P1|person|Gulbuddin Hekmatyar||", "P2|person|Gulbudin Hikmatyar||")
    assert office.screener().screen(subject("Gulbuddin Hekmatiar")) == office.screener().screen(
        subject("Gulbuddin Hekmatiar")
    )


def test_a_wiped_index_is_built_again(office: Office) -> None:
    office.publish("P1|person|Gulbuddin Hekmatyar||")
    expected = office.screener().screen(subject("Gulbuddin Hekmatyar"))
    for directory in (office.store.home / "index").iterdir():
        for file in directory.iterdir():
            file.unlink()
        directory.rmdir()
    assert office.screener().screen(subject("Gulbuddin Hekmatyar")) == expected


@pytest.mark.parametrize("left", [None, 0, 40, -1])
@pytest.mark.parametrize("array", ["key_value", "text", "posting"])
def test_an_index_that_a_disk_damaged_is_built_again(office: Office, array: str, left: int | None) -> None:
    office.publish("P1|person|Gulbuddin Hekmatyar||")
    office.screener()
    (path,) = (office.store.home / "index").glob(f"*/{array}.npy")
    whole = path.read_bytes()
    if left is None:
        path.unlink()
    else:
        path.write_bytes(whole[:left])
    assert references(office.screener(), "Gulbuddin Hekmatyar") == ["P1"]
    assert path.read_bytes() == whole
