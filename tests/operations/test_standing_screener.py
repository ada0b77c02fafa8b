"""A screener that stands ready uses the newest edition, and lends no screener twice at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from comity.model.errors import NotFound
from comity.operations.import_edition import Arrival, ImportEdition, import_edition
from comity.operations.standing_screener import StandingScreener
from comity.store.editions import EditionStore
from invented_list import SOURCE, file_of
from small_list import subject

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def publish(store: EditionStore, day: int, *entries: str) -> None:
    path = store.home / f"{NOW + timedelta(days=day):%Y-%m-%d}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(file_of(*entries, dated=path.stem))
    import_edition(ImportEdition(SOURCE, (Arrival(path, path.name),)), store=store, now=datetime.now(UTC))


def references(standing: StandingScreener, name: str) -> list[str]:
    with standing.lent() as opened:
        return [hit.reference for hit in opened.screener.screen(subject(name))]


def test_where_no_list_is_held_there_is_nothing_to_screen_against(tmp_path: Path) -> None:
    standing = StandingScreener(EditionStore(tmp_path))
    with pytest.raises(NotFound, match="lists update"), standing.lent():
        pass


def test_an_edition_put_in_force_is_used_by_the_next_screening(tmp_path: Path) -> None:
    store = EditionStore(tmp_path)
    publish(store, 1, "P1|person|Gulbuddin Hekmatyar||")
    standing = StandingScreener(store)
    assert references(standing, "Gulbuddin Hekmatyar") == ["P1"]
    before = standing.editions()
    publish(store, 2, "P1|person|Gulbuddin Hekmatyar||", "P2|person|Viktor Zherebtsov||")
    assert references(standing, "Viktor Zherebtsov") == ["P2"]
    assert standing.editions() != before


def test_no_screener_is_lent_twice_at_once_and_one_given_back_is_lent_again(tmp_path: Path) -> None:
    store = EditionStore(tmp_path)
    publish(store, 1, "P1|person|Gulbuddin Hekmatyar||")
    standing = StandingScreener(store)
    with standing.lent() as first, standing.lent() as second:
        assert first.screener is not second.screener
    with standing.lent() as again:
        assert again.screener in (first.screener, second.screener)
