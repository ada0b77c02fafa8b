"""The entry that an erasure leaves: which entries lost their content, and why (S6).

An entry without content is in order only where a later entry of this kind names it: content that is gone without one
was taken away.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from comity.audit.entry import Entry, Outcome

ERASE = "log.erase"
OWN = "log."  # actions of entries that the log needs for itself; these are never erased

Ranges: TypeAlias = tuple[tuple[int, int], ...]


def erase_entry(indices: Sequence[int], why: str, *, actor: str, at: datetime) -> Entry:
    """The entry that records that the content of these entries was erased."""
    return Entry(at, actor, ERASE, "log", details={"entries": ranges(indices), "why": why})


def erased_by(entry: Entry) -> Ranges:
    """Which entries this one records as erased, as first and last places; none for entries of other kinds."""
    if entry.action != ERASE or entry.outcome is not Outcome.DONE:
        return ()
    named = entry.details.get("entries")
    if not isinstance(named, Sequence) or isinstance(named, str):
        return ()
    runs = [tuple(each) for each in named if isinstance(each, Sequence)]
    return tuple(
        (run[0], run[1]) for run in runs if len(run) == 2 and isinstance(run[0], int) and isinstance(run[1], int)
    )


def ranges(indices: Iterable[int]) -> Ranges:
    """Rising places as first and last of each run."""
    runs: list[tuple[int, int]] = []
    for index in indices:
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return tuple(runs)


def unrecorded(erased: Iterable[int], recorded: Sequence[tuple[int, int]]) -> Iterable[int]:
    """Those of the erased places that no record names."""
    merged: list[list[int]] = []
    for first, last in sorted(recorded):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    firsts = [first for first, _ in merged]
    for index in erased:
        run = bisect_right(firsts, index) - 1
        if run < 0 or merged[run][1] < index:
            yield index
