"""Real processes, killed at any moment or racing each other: the store always opens and is complete."""

import hashlib
import os
import random
import signal
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from comity.model.designation import ListId
from comity.model.errors import StoreBusy
from comity.operations.import_edition import Arrival, ImportEdition, import_edition
from comity.store.editions import EditionStore
from invented_list import SOURCE, file_of, persons

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KILLS = 25


def write_edition(directory: Path, number: int) -> Path:
    path = directory / f"edition{number}"
    path.write_bytes(file_of(*persons(200 + number), dated=f"2026-01-{1 + number % 28:02}"))
    return path


def bring(home: Path, path: Path, *, wait: float = 20) -> None:
    order = ImportEdition(SOURCE, (Arrival(path, path.name),))
    import_edition(order, store=EditionStore(home, wait=wait), now=NOW)


def bring_all(home: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        bring(home, path)


def in_a_process(work: Callable[[], None]) -> int:
    """Start `work` in a process of its own, which ends without a word; gives its id."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return process


def assert_complete(home: Path) -> int:
    """Every edition that can be seen is whole; gives how many there are."""
    store = EditionStore(home)
    editions = store.editions(ListId("invented"))
    for manifest in editions:
        rows = sum(1 for _ in store.designations(manifest))
        assert rows == manifest.total == len(store.references(manifest))
        assert store.designation_at(manifest, rows - 1).listing.reference == f"P{rows}"
        store.account(manifest)
        for received in manifest.received:
            kept = (store.path(manifest) / received.kept).read_bytes()
            assert hashlib.sha256(kept).hexdigest() == received.sha256
    directories = list((home / "lists").glob("*/editions/*"))
    assert len(directories) == len(editions), "half an edition is visible"
    return len(editions)


def test_a_process_killed_at_any_moment_leaves_a_store_that_opens_and_is_complete(tmp_path: Path) -> None:
    home, chance = tmp_path / "home", random.Random(20261122)  # noqa: S311 - a repeatable choice of moments
    paths = [write_edition(tmp_path, number) for number in range(400)]
    seen = 0
    for kill in range(KILLS):
        process = in_a_process(lambda: bring_all(home, paths))
        time.sleep(chance.uniform(0.005, 0.06))
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        assert os.WIFSIGNALED(status), f"kill {kill}: the imports ended before they were killed"
        held = assert_complete(home)
        assert held >= seen, "an edition in force was lost"
        seen = held
    bring(home, write_edition(tmp_path, 500), wait=0)
    assert assert_complete(home) == seen + 1
    assert not (home / "staging").exists()


def test_two_processes_importing_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    home = tmp_path / "home"
    paths = [write_edition(tmp_path, number) for number in range(12)]
    processes = [
        in_a_process(lambda: bring_all(home, paths[:8])),
        in_a_process(lambda: bring_all(home, reversed(paths[4:]))),
    ]
    assert [os.waitpid(process, 0)[1] for process in processes] == [0, 0]
    assert assert_complete(home) == 12


def test_a_writer_that_waits_too_long_is_told_that_the_store_is_busy(tmp_path: Path) -> None:
    home = tmp_path / "home"
    path = write_edition(tmp_path, 1)
    with EditionStore(home).draft(), pytest.raises(StoreBusy, match="another process"):
        bring(home, path, wait=0.1)
    bring(home, path, wait=0)
