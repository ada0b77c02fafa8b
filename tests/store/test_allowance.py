"""Token buckets: counted exactly, by however many threads and processes at once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from comity.store.allowance import CAPACITY, RECORD, Allowance


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_holds_so_many_calls_and_fills_steadily(tmp_path: Path) -> None:
    clock = Clock()
    allowance = Allowance(tmp_path, clock=clock)
    full = int(60 / 60 * CAPACITY)
    taken = [allowance.take(1, 60) for _ in range(full)]
    assert [each.left for each in taken] == list(range(full - 1, -1, -1))
    assert all(each.wait == 0 for each in taken)
    refused = allowance.take(1, 60)
    assert (refused.left, round(refused.wait, 6)) == (0, 1.0)
    clock.now += 1.0
    assert allowance.take(1, 60).wait == 0
    assert allowance.take(1, 60).wait > 0
    clock.now += 1000
    assert allowance.take(1, 60).left == full - 1


def test_tokens_have_a_bucket_each(tmp_path: Path) -> None:
    allowance = Allowance(tmp_path, clock=Clock())
    assert allowance.take(1, 6).wait == 0
    assert allowance.take(1, 6).wait > 0
    assert allowance.take(2, 6).wait == 0


def test_more_calls_than_a_bucket_holds_wait_for_a_full_one_and_are_paid_for(tmp_path: Path) -> None:
    clock = Clock()
    allowance = Allowance(tmp_path, clock=clock)
    assert allowance.take(1, 60, 25).wait == 0  # it holds 10
    assert round(allowance.take(1, 60).wait, 6) == 16.0
    clock.now += 16
    assert allowance.take(1, 60).wait == 0


def test_a_refused_call_takes_nothing(tmp_path: Path) -> None:
    clock = Clock()
    allowance = Allowance(tmp_path, clock=clock)
    allowance.take(1, 6)
    for _ in range(100):
        allowance.take(1, 6)
    clock.now += 10
    assert allowance.take(1, 6).wait == 0


def test_a_record_from_before_the_machine_started_is_none(tmp_path: Path) -> None:
    late = Clock()
    late.now = 1e6
    Allowance(tmp_path, clock=late).take(1, 6)
    assert Allowance(tmp_path, clock=Clock()).take(1, 6).wait == 0


def test_a_broken_record_is_a_full_bucket(tmp_path: Path) -> None:
    allowance = Allowance(tmp_path, clock=Clock())
    allowance.take(1, 6)
    (tmp_path / "run" / "allowance").write_bytes(RECORD.pack(float("nan"), 1.0) * 2)
    assert allowance.take(1, 6).wait == 0


def test_threads_take_no_call_twice(tmp_path: Path) -> None:
    allowance = Allowance(tmp_path, clock=Clock())
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: allowance.take(1, 600), range(400)))
    assert sum(each.wait == 0 for each in taken) == 100


PROGRAM = """
import sys
from pathlib import Path
from comity.store.allowance import Allowance
allowance = Allowance(Path(sys.argv[1]), clock=lambda: 5.0)
print(sum(allowance.take(7, 600).wait == 0 for _ in range(300)))
"""


def test_processes_take_no_call_twice(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert sum(int(program.communicate(timeout=60)[0]) for program in programs) == 100
