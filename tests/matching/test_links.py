"""The token graph: tokens measured many at a time are linked as they are one by one."""

import numpy as np
import pytest
from numpy.typing import NDArray

from comity.matching.links import link_costs, token_distance
from comity.matching.scorecard import DEFAULT_SCORECARD
from comity.matching.sieve import APART
from comity.matching.table import token_table
from comity.matching.vocabulary import Vocabulary
from comity.names.kernel import whole
from comity.names.keys import MAX_KEYS, bones_room, token_keys
from comity.names.tokens import FLAG_JOINED, tokenise_texts
from invented_names import names
from small_list import list_of_names

WEIGHTS = DEFAULT_SCORECARD.names


def keys_of(columns: tuple[NDArray[np.generic], ...], row: int) -> set[int]:
    out = np.zeros(MAX_KEYS, np.uint64)
    return set(out[: whole(token_keys)(columns[:6], row, out, bones_room(), link_costs()[3])].tolist())


@pytest.mark.parametrize(("listed_names", "subjects"), [(names(61, 150), names(62, 120)), (["Al"], ["Al", "Ali"])])
def test_a_token_is_linked_to_those_that_share_a_key_and_are_near_enough(
    listed_names: list[str], subjects: list[str]
) -> None:
    index = list_of_names(listed_names).screener._names
    listed = index.tokens()
    tokens = tokenise_texts(subjects)
    vocabulary = Vocabulary(index, WEIGHTS.array())
    numbers = vocabulary.numbers(tokens)
    columns = token_table(tokens, np.arange(len(numbers))).compared()
    keys = [keys_of(listed, row) for row in range(len(index.native))]
    rows = np.zeros((3, columns[0].shape[1] + 1), np.float32)
    count = 0
    for i in np.unique(numbers, return_index=True)[1].tolist():
        mine, expected = keys_of(columns, i), {}
        for j in range(len(keys)):
            joined = bool(index.flags[j] & FLAG_JOINED)
            least = np.float32(WEIGHTS.alike_joined if joined else WEIGHTS.alike)
            distance = token_distance(columns, i, listed, j, link_costs(), least, rows) if mine & keys[j] else APART
            if distance < APART:
                expected[j] = distance + WEIGHTS.joined * joined
        span = slice(*vocabulary.columns.link_first[numbers[i] : numbers[i] + 2])
        found = dict(zip(vocabulary.link_token[span].tolist(), vocabulary.link_distance[span].tolist(), strict=True))
        assert found == pytest.approx(expected, abs=1e-5), subjects
        count += len(expected)
    assert count
