"""Which words are names of the stock that people from Morocco to Bengal are called by.

A name there is a chain, a person's own name, the father's and so on, and all its links come from one stock of given
names: so whoever shares two of them with a stranger is nothing unusual, their order tells son from father, and a letter
more or less makes another name of the stock (Khalid, Khalil; Nadeem, Nayeem) oftener than a slip does.

The packaged table holds such words by their sound (build_chain_names says from what); no name can be read back.
"""

from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from comity.names.known import HELD, sound_key
from comity.names.tokens import tokenise_texts


@cache
def load() -> NDArray[np.uint32]:
    """The packaged table: halves of the hashes of sounds, ascending."""
    with files("comity.names").joinpath("chain_names.npz").open("rb") as packed:
        words: NDArray[np.uint32] = np.load(packed)["word"]
        return words


@lru_cache(maxsize=HELD)
def is_chain_name(word: str) -> bool:
    """Is a word in Latin letters a name of the stock?"""
    tokens = tokenise_texts([word])
    if len(tokens.sound) != 1:
        return False
    words, sound = load(), sound_key(tokens.sound[0])
    at = int(np.searchsorted(words, sound))
    return at < len(words) and bool(words[at] == sound)
