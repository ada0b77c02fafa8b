"""Legal forms and ranks in words that alone may belong to a name: Free Zone Establishment, Crown Prince."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from comity.names.kernel import kernel, read_only
from comity.names.lookup import place_of
from comity.names.tokens import FLAG_ACRONYM, Tokens, tokenise_texts


@dataclass(frozen=True, slots=True)
class WrittenForms:
    """Written forms of words by hash. `first`: with what forms begin, ascending; `begin`, one longer: where those that
    begin so stand in `words` (forms x words, 0 behind the last), the longest first."""

    first: NDArray[np.uint64]
    begin: NDArray[np.int64]
    words: NDArray[np.uint64]

    def columns(self) -> tuple[NDArray[np.generic], ...]:
        """The columns that the kernel reads."""
        return read_only(self.first), read_only(self.begin), read_only(self.words)


@cache
def load() -> WrittenForms:
    """The packaged forms of roles.toml."""
    table = tomllib.loads(files("comity.names").joinpath("roles.toml").read_text("utf-8"))
    tokens = tokenise_texts([line for part in ("written", "ranks") for line in table[part].strip().splitlines()])
    forms = {tuple(tokens.native[a:b].tolist()) for a, b in zip(tokens.first[:-1], tokens.first[1:], strict=True)}
    longest = max(map(len, forms))
    ordered = sorted(forms, key=lambda form: (form[0], -len(form), form))
    words = np.array([form + (0,) * (longest + 1 - len(form)) for form in ordered], np.uint64)
    first, begin = np.unique(words[:, 0], return_index=True)
    return WrittenForms(first, np.append(begin, len(words)).astype(np.int64), words)


def mark(tokens: Tokens) -> None:
    """Flag the words of legal forms and ranks, which say as little as a form or title of one word does."""
    _mark(tokens.native, tokens.first, tokens.flags, load().columns())


@kernel
def _mark(native, first, flags, table):  # type: ignore[no-untyped-def]
    """Flag the words of every form that a name holds and is not wholly."""
    known, begin, words = table
    for name in range(first.shape[0] - 1):
        at, stop = first[name], first[name + 1]
        while at < stop - 1:
            place = place_of(known, native[at])
            size = np.int64(0)
            if place >= 0:
                for form in range(begin[place], begin[place + 1]):
                    same = np.int64(1)
                    while words[form, same] and at + same < stop and native[at + same] == words[form, same]:
                        same += 1
                    if not words[form, same] and same < stop - first[name]:
                        size = same
                        break
            for i in range(at, at + size):
                flags[i] |= FLAG_ACRONYM
            at += max(size, np.int64(1))
