"""A table of distinct tokens: how they sound, how they are written, what they weigh."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.names import family_names, meanings, rarity, roles, written_forms
from comity.names.hashes import hash_row, mix
from comity.names.japanese import FLAG_READING
from comity.names.kernel import kernel, read_only
from comity.names.tokens import SPELLING, Tokens

MAX_TOKENS = 31  # tokens of one name that are compared; a mask of them fits 32 bits


@dataclass(frozen=True, slots=True)
class TokenTable:
    """One row per distinct token; arrays as in names.tokens, with `role` and `weight` (bits).

    `native` is one for all words of one meaning (names.meanings).
    """

    phones: NDArray[np.uint8]
    n_phones: NDArray[np.uint8]
    spelling: NDArray[np.uint8]
    n_spelling: NDArray[np.uint8]
    native: NDArray[np.uint64]
    flags: NDArray[np.uint16]
    role: NDArray[np.uint8]
    weight: NDArray[np.float32]

    def compared(self) -> tuple[NDArray[Any], ...]:
        """The columns that links.token_similarity reads, in its order."""
        return (
            read_only(self.phones), read_only(self.n_phones), read_only(self.spelling), read_only(self.n_spelling),
            read_only(self.native), read_only(self.flags),
        )  # fmt: skip


@kernel
def _identify(native, sound, flags, spelling, n_spelling, out):  # type: ignore[no-untyped-def]
    """Write to `out` one hash per token for its written form, its phones and its flags together; never 0.

    Parts of compounds have no written form but their phones: in two scripts, or in other letters, they are two tokens.
    """
    for i in range(native.shape[0]):
        value = mix(mix(native[i] ^ (sound[i] << np.uint64(1))) ^ np.uint64(flags[i]))
        if native[i] == sound[i]:
            value = mix(value ^ hash_row(spelling[i], n_spelling[i], SPELLING))
        out[i] = value if value != 0 else np.uint64(1)


def identities(
    native: NDArray[np.uint64], sound: NDArray[np.uint64], flags: NDArray[np.uint16], letters: NDArray[np.uint8],
    n_letters: NDArray[np.uint8],
) -> NDArray[np.uint64]:  # fmt: skip
    """The identity of tokens by their columns."""
    out = np.empty(len(native), np.uint64)
    _identify(native, sound, flags, letters, n_letters, out)
    return out


def token_identities(tokens: Tokens) -> NDArray[np.uint64]:
    """The identity of every token of a run of names."""
    return identities(tokens.native, tokens.sound, tokens.flags, tokens.spelling, tokens.n_spelling)


def token_table(tokens: Tokens, rows: NDArray[np.int64]) -> TokenTable:
    """The table of the chosen rows of `tokens`, with their roles and weights."""
    phones, n_phones = tokens.phones[rows], tokens.n_phones[rows]
    native, flags = tokens.native[rows], tokens.flags[rows]
    spelling, n_spelling = tokens.spelling[rows], tokens.n_spelling[rows]
    known = roles.load()
    role = np.zeros(len(rows), np.uint8)
    table = (known.native, known.role, known.letters, known.n_letters)
    roles.assign_roles((native, flags, spelling, n_spelling), table, role)
    rare = rarity.load()
    weight = np.zeros(len(rows), np.float32)
    bits = (rare.sound, rare.sound_bits, rare.bones, rare.bones_bits, family_names.sounds())
    bones = np.empty((2, phones.shape[1]), np.uint8)
    rarity.weigh(phones, n_phones, tokens.sound[rows], flags, role, bits, rarity.ROLE_BITS, bones, weight)
    meaning = meanings.load()
    unified, grouped = np.empty(len(rows), np.uint64), np.empty(len(rows), np.bool_)
    meanings.unify(native, (meaning.native, meaning.group, meaning.common), unified, grouped)
    weight[grouped] = np.minimum(weight[grouped], meanings.MOST_BITS)
    role[flags & FLAG_READING != 0] = roles.Role.READING
    return TokenTable(phones, n_phones, spelling, n_spelling, unified, flags, role, weight)


def cut(tokens: Tokens, most: int = MAX_TOKENS) -> Tokens:
    """The tokens with at most `most` of each name; the rest of a longer name is not compared. Legal forms written out
    are marked as such."""
    written_forms.mark(tokens)
    counts = np.diff(tokens.first)
    if not len(counts) or counts.max() <= most:
        return tokens
    kept = np.minimum(counts, most)
    first = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(kept, out=first[1:])
    rows = np.arange(first[-1]) + np.repeat(tokens.first[:-1] - first[:-1], kept)
    return Tokens(first, *(getattr(tokens, column.name)[rows] for column in fields(Tokens)[1:]))
