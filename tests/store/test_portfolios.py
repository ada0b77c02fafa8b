"""Portfolios on disk: whole or not there, closed to others, gone when deleted."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from comity.intake import IntakeOptions
from comity.model.errors import BadRequest, BrokenFile, NotFound, StoreBusy
from comity.model.subject import Account, SubjectId
from comity.model.subject_columns import subject_at
from comity.operations.import_portfolio import ImportPortfolio, import_portfolio
from comity.operations.update_portfolio import MOST_PARTS, Updated, remove_customers, update_portfolio
from comity.store.portfolio_manifest import LastScreening, Measured, PortfolioManifest
from comity.store.portfolios import PortfolioStore

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECRET = "Zebkovar"  # noqa: S105 - a customer's name, which must not show
KILLS = 12
LOCKS = {".lock", ".screened"}


def write_customers(path: Path, count: int) -> Path:
    lines = (f"C{number},{SECRET} Kvortesh{number},1990-01-01" for number in range(count))
    path.write_text("id,name,birth_date\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def bring(home: Path, path: Path, name: str = "bank", *, wait: float = 30) -> PortfolioManifest:
    order = ImportPortfolio(name, path, IntakeOptions())
    return import_portfolio(order, store=PortfolioStore(home, wait=wait), now=NOW)


@pytest.fixture
def store(tmp_path: Path) -> PortfolioStore:
    bring(tmp_path / "home", write_customers(tmp_path / "customers.csv", 120))
    return PortfolioStore(tmp_path / "home", wait=1)


def test_nobody_else_can_read_what_is_kept_even_in_an_open_home(tmp_path: Path) -> None:
    earlier = os.umask(0)
    try:
        bring(tmp_path / "home", write_customers(tmp_path / "customers.csv", 5))
        remember(PortfolioStore(tmp_path / "home", wait=1))
    finally:
        os.umask(earlier)
    kept = [path for path in (tmp_path / "home" / "portfolios").rglob("*") if path.name not in LOCKS]
    assert len(kept) > 20
    for path in (*kept, tmp_path / "home" / "portfolios"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def ids(batches: Iterable[pa.RecordBatch]) -> list[str]:
    return [subject_at(batch, row).id for batch in batches for row in range(batch.num_rows)]


def test_customers_come_back_as_they_were_brought(store: PortfolioStore) -> None:
    (customers,) = store.customers("bank").columns
    assert customers.count == 120
    assert ids(customers.batches()) == [f"C{number}" for number in range(120)]
    chosen = ids(customers.taken(np.array([0, 7, 119], np.uint32)))
    assert chosen == ["C0", "C7", "C119"]
    assert list(customers.taken(np.zeros(0, np.uint32))) == []


def test_an_import_replaces_the_whole_and_who_reads_the_old_one_reads_on(store: PortfolioStore, tmp_path: Path) -> None:
    before = store.open("bank")
    after = bring(tmp_path / "home", write_customers(tmp_path / "customers.csv", 7))
    assert store.manifest("bank") == after
    assert after.customers == store.customers("bank").columns[0].count == 7
    assert sum(batch.num_rows for batch in before.parts[0].columns.batches()) == 120
    assert len(before.parts[0].customers.shards[0].name_token) == 240
    assert [path.name for path in (store.home / "bank").iterdir() if path.is_dir()] == [after.version]


def test_a_deleted_portfolio_leaves_nothing_behind(store: PortfolioStore) -> None:
    store.delete("bank")
    assert {path.name for path in store.home.rglob("*")} <= LOCKS
    with pytest.raises(NotFound):
        store.manifest("bank")
    with pytest.raises(NotFound):
        store.delete("bank")


@pytest.mark.parametrize("name", ["", ".", "..", "../bank", "a/b", ".lock", "bank\n", "x" * 61, "имя", "-bank"])
def test_a_name_that_cannot_be_a_directory_is_refused(store: PortfolioStore, name: str) -> None:
    with pytest.raises(BadRequest, match="names of portfolios"):
        store.manifest(name)
    with pytest.raises(BadRequest):
        store.delete(name)


def test_what_a_killed_writer_left_is_swept_by_the_next_one(store: PortfolioStore, tmp_path: Path) -> None:
    for left in (store.home / "bank" / "0123.building", store.home / ".deleted-0123"):
        left.mkdir()
        (left / "subjects.arrow").write_text(SECRET)
    assert store.manifest("bank").customers == 120
    bring(tmp_path / "home", write_customers(tmp_path / "other.csv", 3), "other")
    assert not list(store.home.rglob("*.building"))
    assert not list(store.home.glob(".deleted*"))
    assert [manifest.name for manifest in store.portfolios()] == ["bank", "other"]


def test_one_writer_at_a_time(store: PortfolioStore, tmp_path: Path) -> None:
    with store.draft("other"), pytest.raises(StoreBusy):
        bring(tmp_path / "home", write_customers(tmp_path / "third.csv", 3), "third", wait=0.1)
    assert [manifest.name for manifest in store.portfolios()] == ["bank"]
    assert {path.name for path in store.home.iterdir()} == {"bank", ".lock"}


def last_screening() -> LastScreening:
    return LastScreening(Measured(0.7, "0" * 64, "engine", ()), {"un_sc/": "1" * 64})


def remember(store: PortfolioStore) -> str:
    """Remember a screening of the whole portfolio; returns its only part."""
    (part,) = store.manifest("bank").parts
    store.remember_screenings("bank", {part.id: last_screening()})
    return part.id


def test_what_was_screened_is_remembered_until_the_customers_are_replaced(
    store: PortfolioStore, tmp_path: Path
) -> None:
    assert store.last_screenings("bank") == {}
    part = remember(store)
    assert store.last_screenings("bank") == {part: last_screening()}
    bring(tmp_path / "home", write_customers(tmp_path / "customers.csv", 120))
    fresh = remember(store)
    assert fresh != part
    assert store.last_screenings("bank") == {fresh: last_screening()}


def update(home: Path, path: Path) -> Updated:
    return update_portfolio(ImportPortfolio("bank", path, IntakeOptions()), store=PortfolioStore(home, wait=1), now=NOW)


def test_customers_of_a_file_come_anew_or_in_place_of_others(store: PortfolioStore, tmp_path: Path) -> None:
    part = remember(store)
    path = tmp_path / "more.csv"
    path.write_text("id,name\nC7,Amra Testovna\nX1,Leyla Sarvinoz\nC8,???\n", encoding="utf-8")
    found = update(tmp_path / "home", path)
    assert (found.came, found.went, found.manifest.customers) == (2, 1, 121)
    held = store.customers("bank")
    assert ids(held.batches()) == [f"C{number}" for number in range(120) if number != 7] + ["C7", "X1"]
    assert held.manifest.account == Account(122, 121, 0, 1)
    assert [note.subject for note in store.notes("bank")] == ["C8"]  # unreadable: who was known stays
    assert store.last_screenings("bank") == {part: last_screening()}
    assert {each.id for each in held.manifest.parts} > {part}
    path.write_text("id,name\nC8,Orsan Keldenbaev\n", encoding="utf-8")
    assert update(tmp_path / "home", path).manifest.account == Account(121, 121, 0, 0)
    assert list(store.notes("bank")) == []


def test_whoever_goes_is_erased_from_the_columns(store: PortfolioStore) -> None:
    def held_on_disk(text: str) -> bool:
        return any(text.encode() in path.read_bytes() for path in store.home.rglob("*") if path.is_file())

    assert held_on_disk("Kvortesh77")
    before = store.open("bank").parts[0].customers.shards[0].held.tolist()
    found = remove_customers("bank", [SubjectId("C77"), SubjectId("nobody")], store=store)
    assert (found.came, found.went, found.manifest.customers) == (0, 1, 119)
    assert not held_on_disk("Kvortesh77")
    opened = store.open("bank").parts[0]
    assert opened.customers.shards[0].held.tolist() == before  # the others were not compiled anew
    assert "C77" not in ids(opened.columns.batches())
    assert ids(opened.columns.taken(np.array([76, 77, 78], np.uint32))) == ["C76", "C78"]
    assert remove_customers("bank", [SubjectId("C77")], store=store).went == 0


def test_a_part_grown_thin_is_compiled_anew_and_stays_screened(store: PortfolioStore) -> None:
    part = remember(store)
    found = remove_customers("bank", [SubjectId(f"C{number}") for number in range(100)], store=store)
    (left,) = found.manifest.parts
    assert (left.id, left.rows, left.gone, left.compiled.names) == (part, 20, 0, 20)
    assert ids(store.customers("bank").batches()) == [f"C{number}" for number in range(100, 120)]
    assert store.last_screenings("bank") == {part: last_screening()}
    rest = [*map(SubjectId, ids(store.customers("bank").batches()))]
    assert remove_customers("bank", rest, store=store).went == 20
    assert store.manifest("bank").parts == ()
    assert list(store.customers("bank").batches()) == []


def test_many_small_parts_become_one_that_is_screened_like_them(store: PortfolioStore, tmp_path: Path) -> None:
    first, path = remember(store), tmp_path / "more.csv"
    for number in range(MOST_PARTS - 1):
        path.write_text(f"id,name\nX{number},Leyla Sarvinoz\n", encoding="utf-8")
        update(tmp_path / "home", path)
    parts = store.manifest("bank").parts
    assert len(parts) == MOST_PARTS
    store.remember_screenings("bank", {part.id: last_screening() for part in parts})
    path.write_text("id,name\nY1,Leyla Sarvinoz\n", encoding="utf-8")
    manifest = update(tmp_path / "home", path).manifest
    assert sorted(part.customers for part in manifest.parts) == [1, MOST_PARTS - 1, 120]
    merged = next(part for part in manifest.parts if part.customers == MOST_PARTS - 1)
    assert len(merged.sources) == MOST_PARTS - 1
    assert store.last_screenings("bank").keys() >= {first, merged.id}
    assert manifest.customers == 120 + MOST_PARTS


def in_a_process(work: Callable[[], None]) -> int:
    process = os.fork()
    if process == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return process


def test_a_process_killed_at_any_moment_leaves_the_portfolio_that_was_or_the_one_that_is_to_be(tmp_path: Path) -> None:
    home, chance = tmp_path / "home", random.Random(20261122)  # noqa: S311 - a repeatable choice of moments
    paths = [write_customers(tmp_path / f"{count}.csv", count) for count in (400, 900)]
    bring(home, paths[0])
    store = PortfolioStore(home, wait=0)

    def bring_on() -> None:
        for turn in range(1000):
            bring(home, paths[turn % 2])

    for _ in range(KILLS):
        process = in_a_process(bring_on)
        time.sleep(chance.uniform(0.02, 0.25))
        os.kill(process, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(process, 0)[1])
        held = store.open("bank")
        assert held.manifest.customers in (400, 900)
        (part,) = held.parts
        assert sum(batch.num_rows for batch in part.columns.batches()) == held.manifest.customers
        names = sum(shard.n_names for shard in part.customers.shards)
        assert names == part.manifest.compiled.names == held.manifest.customers
        assert len(list(store.notes("bank"))) == 0
    after = bring(home, paths[1])
    assert {path.name for path in (home / "portfolios").iterdir()} == {"bank", ".lock"}
    assert {path.name for path in (home / "portfolios" / "bank").iterdir()} == {"current", after.version}


def test_notes_say_which_records_are_held(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(
        f"id,name,birth_date\n1,{SECRET},1990-01-01\n2,???,1990\n3,{SECRET} B,31.02.1980\n", encoding="utf-8"
    )
    manifest = bring(tmp_path / "home", path)
    account = manifest.account
    assert (account.received, account.screened, account.partial, account.held) == (3, 1, 1, 1)
    notes = list(PortfolioStore(tmp_path / "home", wait=1).notes("bank"))
    assert sorted(note.state.value for note in notes) == ["held", "partial"]
    assert SECRET not in repr(replace(manifest))


@pytest.mark.parametrize("left", [0, 40, -1])
@pytest.mark.parametrize("name", ["owner.npy", "batches.npy", "subjects.arrow", "portfolio.json"])
def test_a_damaged_file_is_named_with_what_to_do(store: PortfolioStore, name: str, left: int) -> None:
    damaged = next((store.home / "bank").rglob(name))
    damaged.write_bytes(damaged.read_bytes()[:left])
    with pytest.raises(BrokenFile, match="import NAME FILE") as told:
        store.open("bank")
    assert told.value.file == str(damaged)
