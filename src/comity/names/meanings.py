"""Words that stand for each other: translations of what bodies call themselves, short forms of given names."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from comity.names.hashes import mix
from comity.names.kernel import kernel
from comity.names.lookup import place_of
from comity.names.tokens import tokenise_texts

SALT = np.uint64(0x6D65616E696E6773)
MOST_BITS = 8.0  # a word that has translations or short forms is a common one


@dataclass(frozen=True, slots=True)
class MeaningTable:
    """Written forms by hash, ascending, with the number of their group, from 1; `common`: so many groups are of
    common words."""

    native: NDArray[np.uint64]
    group: NDArray[np.uint16]
    common: int


@cache
def load() -> MeaningTable:
    """The packaged groups of meanings.toml. A word in two groups belongs to the first."""
    texts = tomllib.loads(files("comity.names").joinpath("meanings.toml").read_text("utf-8"))
    parts = [[line.split() for line in texts[part].strip().splitlines()] for part in ("words", "given", "forms")]
    lines = [words for part in parts for words in part]
    found: dict[int, int] = {}
    for group, words in enumerate(lines, start=1):
        tokens = tokenise_texts(words)
        for native in tokens.native[tokens.first[:-1][np.diff(tokens.first) == 1]]:
            found.setdefault(int(native), group)
    native = np.array(sorted(found), dtype=np.uint64)
    return MeaningTable(native, np.array([found[int(value)] for value in native], dtype=np.uint16),
                        len(parts[0]) + len(parts[1]))  # fmt: skip


@kernel
def unify(native, table, out, grouped):  # type: ignore[no-untyped-def]
    """Write to `out` one written form for all words of a group, others as they are; `grouped` says which are of one of
    the groups of common words. `table`: the columns of a MeaningTable."""
    known, known_group, common = table
    for i in range(native.shape[0]):
        at = place_of(known, native[i])
        grouped[i] = at >= 0 and known_group[at] <= common
        out[i] = mix(SALT ^ np.uint64(known_group[at])) if at >= 0 else native[i]
