"""A screener that stands ready uses the newest edition, and lends no screener twice at once."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from comity.model.errors import NotFound
from comity.operations import standing_screener
from comity.operations.compile_index import compile_index
from comity.operations.import_edition import Arrival, ImportEdition, import_edition
from comity.operations.standing_screener import StandingScreener
from comity.store.editions import EditionStore
from comity.store.index_files import OpenIndex, open_index
from invented_list import SOURCE, file_of
from small_list import subject

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def publish(store: EditionStore, day: int, *entries: str, compiled: bool = True) -> None:
    """As the importing commands do; not compiled: as one leaves it that is at work or was killed."""
    path = store.home / f"{NOW + timedelta(days=day):%Y-%m-%d}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(file_of(*entries, dated=path.stem))
    import_edition(ImportEdition(SOURCE, (Arrival(path, path.name),)), store=store, now=datetime.now(UTC))
    if compiled:
        compile_index(store)


def references(standing: StandingScreener, name: str) -> list[str]:
    with standing.lent() as opened:
        return [hit.reference for hit in opened.screener.screen(subject(name))]


def wait_for_the_index() -> None:
    """Until the thread that compiles it is done with everything, also with letting it stand ready."""
    for thread in threading.enumerate():
        if thread.name == "comity-index":
            thread.join(60)
            assert not thread.is_alive()


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


def test_while_an_index_is_not_compiled_nobody_waits_for_it_and_then_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = EditionStore(tmp_path)
    publish(store, 1, "P1|person|Gulbuddin Hekmatyar||")
    standing = StandingScreener(store)
    assert references(standing, "Gulbuddin Hekmatyar") == ["P1"]
    assert not standing.stale()
    let_go = Event()

    def slowly(*asked: Any) -> OpenIndex:
        assert let_go.wait(60)
        return open_index(*asked)

    publish(store, 2, "P1|person|Gulbuddin Hekmatyar||", "P2|person|Viktor Zherebtsov||", compiled=False)
    with monkeypatch.context() as slow:
        slow.setattr(standing_screener, "open_index", slowly)
        assert references(standing, "Viktor Zherebtsov") == []  # at once, by the editions before
        assert references(standing, "Gulbuddin Hekmatyar") == ["P1"]
        assert standing.stale()
        let_go.set()
        wait_for_the_index()
    assert references(standing, "Viktor Zherebtsov") == ["P2"]
    assert not standing.stale()


def test_an_index_that_cannot_be_compiled_leaves_the_last_one_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = EditionStore(tmp_path)
    publish(store, 1, "P1|person|Gulbuddin Hekmatyar||")
    standing = StandingScreener(store)
    assert references(standing, "Gulbuddin Hekmatyar") == ["P1"]
    tried = []

    def full(*_: Any) -> OpenIndex:
        tried.append(1)
        raise OSError(28, "No space left on device")

    publish(store, 2, "P2|person|Viktor Zherebtsov||", compiled=False)
    with monkeypatch.context() as broken:
        broken.setattr(standing_screener, "open_index", full)
        assert references(standing, "Gulbuddin Hekmatyar") == ["P1"]
        wait_for_the_index()
        assert tried
        assert references(standing, "Gulbuddin Hekmatyar") == ["P1"]
    compile_index(store)
    assert references(standing, "Viktor Zherebtsov") == ["P2"]
