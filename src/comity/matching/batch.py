"""Names of subjects made ready for the kernels: tokens by vocabulary number, with their bits."""

from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.matching.index import name_weights
from comity.matching.name_evidence import Written, written
from comity.matching.table import cut
from comity.matching.vocabulary import Vocabulary
from comity.names.tokens import tokenise


@dataclass(frozen=True, slots=True)
class Names:
    """A run of names. `first`: tokens of each name, n + 1; `token`: vocabulary numbers; `weight`: bits.

    `start`, `stop` are byte positions of the tokens in the run's text, `flags` say how they are written.
    """

    first: NDArray[np.int64]
    token: NDArray[np.uint32]
    weight: NDArray[np.float32]
    start: NDArray[np.int64]
    stop: NDArray[np.int64]
    flags: NDArray[np.uint16]

    def tokens_of(self, name: int) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """Vocabulary numbers and bits of one name's tokens."""
        span = slice(self.first[name], self.first[name + 1])
        return self.token[span], self.weight[span]

    def written(self, name: int, text: NDArray[np.uint8], starts: NDArray[np.int64]) -> Written:
        """One name as its reasons show it."""
        span, begin = slice(self.first[name], self.first[name + 1]), int(starts[name])
        spans = zip((self.start[span] - begin).tolist(), (self.stop[span] - begin).tolist(), strict=True)
        return written(text[begin : starts[name + 1]].tobytes(), spans, self.weight[span], self.flags[span])


def read_names(
    text: NDArray[np.uint8],
    starts: NDArray[np.int64],
    vocabulary: Vocabulary,
    *,
    pool: Executor | None = None,
    threads: int = 1,
) -> Names:
    """Cut, number, link and weigh the names whose UTF-8 bytes lie in `text` between `starts`."""
    tokens = cut(tokenise(text, starts))
    numbers = vocabulary.numbers(tokens, pool, threads)
    weight = np.zeros(len(numbers), np.float32)
    columns = vocabulary.columns
    total = np.zeros(len(starts) - 1, np.float32)
    name_weights(tokens.first, numbers, columns.role, columns.weight, columns.spelling, weight, total)
    return Names(tokens.first, numbers, weight, tokens.start, tokens.stop, tokens.flags)
