"""Scores for given pairs of names, each by itself: what the search would earn if the second name alone were listed.

Pairs are searched in blocks, by the search of every screening and no other. A pair's score owes nothing to
the rest of its block, because the search compares whatever it reaches pair by pair.
"""

from collections.abc import Sequence
from concurrent.futures import Executor

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from comity.matching.entries import EntryIndex
from comity.matching.index import build_index
from comity.matching.scorecard import DEFAULT_SCORECARD, Scorecard
from comity.matching.screen import Screener
from comity.model.designation import Designation
from comity.model.entity import Kind
from comity.model.subject import Subject, SubjectId
from comity.model.subject_columns import batch_of

BLOCK = 64  # pairs; so few that a token never has more links than links.MAX_LINKS, and that few others are compared
LEAST = 1e-6  # every pair with linked tokens is looked at


def score_name_pairs(
    left: Sequence[str],
    right: Sequence[str],
    scorecard: Scorecard = DEFAULT_SCORECARD,
    *,
    kinds: Sequence[Kind] | None = None,
    pool: Executor | None = None,
) -> NDArray[np.float64]:
    """The name score 0-1 of each pair; 0 where no token of one side may stand for one of the other.

    `kinds`: what the bearers of each pair are, where that is known.
    """
    of: Sequence[Kind] = [Kind.UNKNOWN] * len(left) if kinds is None else kinds
    if not len(left) == len(right) == len(of):
        raise ValueError(f"{len(left)} names beside {len(right)}, of {len(of)} kinds")
    if not left:
        return np.zeros(0, np.float64)
    blocks = [slice(begin, begin + BLOCK) for begin in range(0, len(left), BLOCK)]
    spread = pool.map if pool is not None else map
    parts = ((left[rows], right[rows], of[rows]) for rows in blocks)
    scores = spread(lambda part: _score_block(part[0], part[1], part[2], scorecard), parts)
    return np.concatenate(list(scores))


def _score_block(
    left: Sequence[str], right: Sequence[str], kinds: Sequence[Kind], scorecard: Scorecard
) -> NDArray[np.float64]:
    listed = list(dict.fromkeys(right))
    place = {name: row for row, name in enumerate(listed)}
    screener, batch = _screener(listed, scorecard), _batch(left, kinds)
    scores = np.zeros(len(left), np.float64)
    for row, other, earned in zip(*screener.search_batch(batch, threshold=LEAST), strict=True):
        if other == place[right[row]]:
            scores[row] = earned
    found = np.flatnonzero(scores).tolist()
    scores[found] *= screener.left_by_wholes(batch, [(row, place[right[row]]) for row in found])
    return scores


def _screener(listed: Sequence[str], scorecard: Scorecard) -> Screener:
    """A screener against names that nobody published: it searches, and makes no hits."""
    encoded = [name.encode("utf-8", "replace") for name in listed]
    starts = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(each) for each in encoded], out=starts[1:])
    text = np.frombuffer(b"".join(encoded), np.uint8)
    count = len(listed)
    none64, none32 = np.zeros(0, np.uint64), np.zeros(0, np.uint32)
    kinds, editions = np.zeros(count, np.uint8), np.zeros(count, np.uint16)
    entries = EntryIndex(text, starts, kinds, none64, none32, editions, np.arange(count, dtype=np.uint32))
    return Screener(
        build_index(text, starts, np.arange(count, dtype=np.uint32)), entries, _unpublished, scorecard=scorecard
    )


def _unpublished(entry: int) -> Designation:
    raise ValueError(f"name {entry} of a pair belongs to no listing")


def _batch(names: Sequence[str], kinds: Sequence[Kind]) -> pa.RecordBatch:
    return batch_of(
        [Subject(SubjectId(str(row)), (name,), kind) for row, (name, kind) in enumerate(zip(names, kinds, strict=True))]
    )
