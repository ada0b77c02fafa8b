"""Listed names as flat arrays: made once per set of editions, opened memory-mapped by any number of processes."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.matching.postings import Units, lay_out
from comity.matching.sieve import CARD, fill_cards
from comity.matching.table import TokenTable, cut, identities, token_identities, token_table
from comity.names import syllables
from comity.names.compounds import ABD_SIZE, after_abd, join_parts, tidy
from comity.names.hashes import hash_row
from comity.names.japanese import FLAG_READING
from comity.names.kernel import close, inner, kernel
from comity.names.keys import GROUP_OF, MAX_KEYS, bones_room, token_keys
from comity.names.latin import mend_seam
from comity.names.roles import Role
from comity.names.similarity import MAX_PHONES
from comity.names.tokens import (
    FLAG_ABJAD,
    FLAG_CUT,
    FLAG_HAN,
    FLAG_HANGUL,
    FLAG_INITIAL,
    FLAG_JOINED,
    FLAG_LATIN,
    FLAG_NUMBER,
    FLAG_PART,
    FLAG_SYLLABLE,
    FLAG_WHOLE,
    SOUND,
    Tokens,
    tokenise,
)

NAME, PARTICLE, TITLE, LEGAL, READING = (
    int(role) for role in (Role.NAME, Role.PARTICLE, Role.TITLE, Role.LEGAL, Role.READING)
)
ONE_COMMON_WORD, FEWEST_OWN_BITS = 9.0, 3.0  # bits: at most what one common word says; what the others say then
TITLE_AS_NAME = 5.0  # bits
MOST_JOINED = 12  # tokens of a name whose neighbours are read as one word
GROUPS = 32  # of consonants and digits, more than there are
FULL_OF_GROUPS = np.uint64(2**64 // GROUPS)  # no room for another
SCRIPTS = FLAG_ABJAD | FLAG_LATIN | FLAG_HAN | FLAG_HANGUL


@dataclass(frozen=True, slots=True)
class NameIndex:
    """All listed names. A *unit* is a token of a name, or two or three neighbours read as one word.

    phones ... weight      the distinct tokens (TokenTable), joined ones included
    key_value, key_token   keys of the tokens, ascending; bucket: where keys of one prefix begin
    name_first             units of each name, n_names + 1
    unit_token, unit_mask  token of a unit; the positions that it covers, one bit each
    unit_weight            bits of a unit in its name
    name_weight            bits of each name, its joined units not counted
    name_entry             which entry a name belongs to
    card                   what sieve.phones_apart reads of each token, side by side
    place, posting         names that hold a token, by token (matching.postings)
    """

    phones: NDArray[np.uint8]
    n_phones: NDArray[np.uint8]
    spelling: NDArray[np.uint8]
    n_spelling: NDArray[np.uint8]
    native: NDArray[np.uint64]
    flags: NDArray[np.uint16]
    role: NDArray[np.uint8]
    weight: NDArray[np.float32]
    key_value: NDArray[np.uint64]
    key_token: NDArray[np.uint32]
    bucket: NDArray[np.int64]
    name_first: NDArray[np.int64]
    unit_token: NDArray[np.uint32]
    unit_mask: NDArray[np.uint32]
    unit_weight: NDArray[np.float32]
    name_weight: NDArray[np.float32]
    name_entry: NDArray[np.uint32]
    card: NDArray[np.uint64]
    place: NDArray[np.uint32]
    posting: NDArray[np.uint32]

    def __post_init__(self) -> None:
        close(getattr(self, name) for name in ARRAYS)  # so that kernels are compiled once, see kernel.read_only

    @property
    def n_names(self) -> int:
        """How many names are indexed."""
        return len(self.name_weight)

    def tokens(self) -> tuple[NDArray[np.generic], ...]:
        """The token columns that links.links_of reads, in its order."""
        return (self.phones, self.n_phones, self.spelling, self.n_spelling, self.native, self.flags, self.card)

    def led_to(self) -> tuple[NDArray[np.generic], ...]:
        """Place and posting as the search reads them: as numbers, as bits."""
        return (self.place, self.place.view(np.float32), self.posting, self.posting.view(np.float32))

    def keyed(self) -> tuple[NDArray[np.generic], NDArray[np.generic], NDArray[np.int64], int]:
        """The key columns that links.link_tokens reads."""
        return (self.key_value, self.key_token, self.bucket, 64 - (len(self.bucket) - 2).bit_length())


ARRAYS = tuple(field.name for field in fields(NameIndex))


@kernel
def name_weights(first, token, role, weight, letters, out, total):  # type: ignore[no-untyped-def]
    """Bits of every token in its name, and of every name.

    Titles, legal forms and the like say something where nothing else does: "Al-Haji" and "The Company" are names.
    So do words of a legal form beside one common word: Société Générale. A title at the end of a name and behind its
    article is a family name: Ahmad al-Shaykh. A reading weighs what the tokens do that it reads, and is no more of the
    name's bits.
    """
    for name in range(first.shape[0] - 1):
        own = np.float32(0.0)
        for i in range(first[name], first[name + 1]):
            if role[token[i]] == NAME:
                own += weight[token[i]]
        total[name] = 0.0
        for i in range(first[name], first[name + 1]):
            bits = weight[token[i]]
            if role[token[i]] == READING:
                out[i] = 0.0
                for k in range(letters[token[i], 1]):
                    out[i] += out[first[name] + letters[token[i], 0] + k]
                continue
            if own == 0.0 or (own < ONE_COMMON_WORD and role[token[i]] == LEGAL):
                bits = max(bits, np.float32(FEWEST_OWN_BITS))
            last = i + 1 == first[name + 1] and i > first[name] + 1
            if last and role[token[i]] == TITLE and role[token[i - 1]] == PARTICLE:
                bits = np.float32(TITLE_AS_NAME)
            out[i] = bits
            total[name] += bits


@inner
def joined_phones(phones_a, n_a, phones_b, n_b, compound, seam, both, out):  # type: ignore[no-untyped-def]
    """The phones of two tokens written as one word; returns their count, 0 where that sounds as one of the two.

    `compound`: they are its two parts (is_compound). `seam`: see seam_letters. `both` is scratch for all phones of the
    two. `out` may be the row of one of them.
    """
    if compound:
        n = join_parts(phones_a, n_a, phones_b, n_b, both)
    else:
        for i in range(n_a):
            both[i] = phones_a[i]
        for i in range(n_b):
            both[n_a + i] = phones_b[i]
        n = mend_seam(both, np.int64(n_a), np.int64(n_a + n_b), seam[0], seam[1])
    n = tidy(both, np.int64(0), n, out)
    if n <= max(n_a, n_b):
        return 0
    return ABD_SIZE if not compound and after_abd(out, n) == n else n  # the servant of a compound: Ab dul Hakim


@inner
def seam_letters(letters, n_letters, before, after):  # type: ignore[no-untyped-def]
    """The last letter of one token and the first one of the next, 0 where either has none."""
    if n_letters[before] == 0 or n_letters[after] == 0:
        return np.int64(0), np.int64(0)
    return np.int64(letters[before, n_letters[before] - 1]), np.int64(letters[after, 0])


@inner
def is_compound(left: int, right: int) -> bool:
    """Are two neighbours of such flags the parts of one compound?"""
    return left & right & FLAG_PART != 0 and (left | right) & FLAG_JOINED == 0


@inner
def of_one_script(left: int, right: int) -> bool:
    """May two neighbours of such flags be one word? Numbers are of any script, readings are no neighbours."""
    if (left | right) & FLAG_READING:
        return False
    return (left ^ right) & SCRIPTS == 0 or (left | right) & FLAG_NUMBER != 0


@inner
def joined_flags(left: int, right: int) -> int:
    """Flags of two neighbours read as one word. Two parts of a compound are a word of their own (Habib-ullah), and so
    are the two syllables of one word (Hong-li)."""
    both = (left | right) & ~FLAG_CUT
    if is_compound(left, right):
        return both & ~FLAG_PART
    if left & FLAG_CUT:
        return (both & ~FLAG_SYLLABLE) | FLAG_WHOLE
    return (both & ~FLAG_WHOLE) | FLAG_JOINED


@inner
def joined_letters(out, n, letters, m, flags):  # type: ignore[no-untyped-def]
    """Add the `m` letters of a token to the `n` of the one before it in `out`; returns how many.

    `flags` of the two: only what was cut, a compound or syllables, makes a written word: Ubaiullah for Ubaidullah.
    """
    if not (is_compound(flags[0], flags[1]) or flags[0] & FLAG_CUT):
        return np.int64(0)
    m = min(np.int64(m), out.shape[0] - n)
    for i in range(m):
        out[n + i] = letters[i]
    return n + m


@kernel
def _join(first, token, columns, width, both, out):  # type: ignore[no-untyped-def]
    """Write phones, letters, sound, flags of `width` neighbours read as one word to `out`, by the first of them.

    `columns`: (phones, count, letters, count, flags) of the tokens; `both`: see joined_phones. No phones: no word.
    """
    phones, n_phones, letters, n_letters, flags = columns
    heard, count, written, n_written, sound, flag = out
    for name in range(first.shape[0] - 1):
        if first[name + 1] - first[name] > MOST_JOINED:
            continue
        for i in range(first[name], first[name + 1] - width + 1):
            size = np.int64(n_phones[token[i]])
            for k in range(size):
                heard[i, k] = phones[token[i], k]
            m = np.int64(n_letters[token[i]])
            for k in range(m):
                written[i, k] = letters[token[i], k]
            flag[i] = flags[token[i]]
            for k in range(i + 1, i + width):
                other, before = np.int64(flags[token[k]]), np.int64(flag[i])
                solid = is_compound(before, other)
                n = np.int64(n_phones[token[k]])
                seam = seam_letters(letters, n_letters, token[k - 1], token[k])
                size = joined_phones(heard[i], size, phones[token[k]], n, solid, seam, both, heard[i])
                size = size if of_one_script(before, other) else np.int64(0)
                m = joined_letters(written[i], m, letters[token[k]], n_letters[token[k]], (before, other))
                flag[i] = joined_flags(before, other)
            count[i], n_written[i] = size, m
            sound[i] = hash_row(heard[i], size, SOUND)


def _joined(
    first: NDArray[np.int64], token: NDArray[np.int64], columns: tuple[NDArray[Any], ...], width: int
) -> tuple[NDArray[Any], ...]:
    """Phones, count, letters, count, sound, flags: see _join."""
    n = len(token)
    out = (
        np.zeros((n, MAX_PHONES), np.uint8), np.zeros(n, np.uint8), np.zeros((n, MAX_PHONES), np.uint8),
        np.zeros(n, np.uint8), np.zeros(n, np.uint64), np.zeros(n, np.uint16),
    )  # fmt: skip
    _join(first, token, columns, width, np.zeros(2 * MAX_PHONES, np.uint8), out)
    return out


@kernel
def _all_keys(tokens, syllable, keys, bones, out, owner):  # type: ignore[no-untyped-def]
    """Write the keys of all tokens, and whose they are; returns how many. `keys`, `bones`: scratch of token_keys."""
    at = np.int64(0)
    for token in range(tokens[4].shape[0]):
        for k in range(token_keys(tokens, token, keys, bones, syllable)):
            out[at], owner[at] = keys[k], token
            at += 1
    return at


def cards(table: TokenTable) -> NDArray[np.uint64]:
    """What is read of each token when it is a candidate for a link, in one place (sieve.fill_cards)."""
    card = np.zeros((len(table.native), CARD // 8), np.uint64)
    fill_cards(table.compared(), card.view(np.uint8), card.view(np.uint16), card)
    return card


def _distinct(tokens: Tokens) -> tuple[TokenTable, NDArray[np.int64]]:
    chosen, token = _by_sound(token_identities(tokens), tokens.phones, tokens.n_phones)
    return token_table(tokens, chosen), token


def _by_sound(
    ids: NDArray[np.uint64], phones: NDArray[np.uint8], n_phones: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each of the distinct ids stands first, those of like consonants together; and the place of every id there.

    A token is compared with, and linked to, listed ones that sound alike: lying together they are read at once.
    """
    _, chosen, place = np.unique(ids, return_index=True, return_inverse=True)
    consonants, heard = np.zeros(len(chosen), np.uint64), n_phones[chosen]
    for position in range(phones.shape[1]):
        group = GROUP_OF[np.where(heard > position, phones[chosen, position], 0)]
        more = (group > 0) & (consonants < FULL_OF_GROUPS)
        consonants = np.where(more, consonants * np.uint64(GROUPS) + group, consonants)
    order = np.argsort(consonants, kind="stable")
    new = np.empty(len(order), np.int64)
    new[order] = np.arange(len(order))
    return chosen[order], new[place]


def _with_joined(
    table: TokenTable, first: NDArray[np.int64], token: NDArray[np.int64], width: int
) -> tuple[TokenTable, NDArray[np.int64], NDArray[np.int64]]:
    """The table with joined tokens added; where neighbours are joined, and the token that each makes."""
    columns = (table.phones, table.n_phones, table.spelling, table.n_spelling, table.flags)
    phones, count, letters, n_letters, sound, flags = _joined(first, token, columns, width)
    begins = np.flatnonzero(count)
    # Words of one sound from two scripts are two: they are compared with others by other costs.
    same = identities(sound[begins], sound[begins], flags[begins], letters[begins], n_letters[begins])
    chosen, place = _by_sound(same, phones[begins], count[begins])
    rows = begins[chosen]
    extra = len(rows)
    return (
        TokenTable(
            phones=np.concatenate([table.phones, phones[rows]]),
            n_phones=np.concatenate([table.n_phones, count[rows]]),
            spelling=np.concatenate([table.spelling, letters[rows]]),
            n_spelling=np.concatenate([table.n_spelling, n_letters[rows]]),
            native=np.concatenate([table.native, sound[rows]]),
            flags=np.concatenate([table.flags, flags[rows]]),
            role=np.concatenate([table.role, np.zeros(extra, np.uint8)]),
            weight=np.concatenate([table.weight, np.zeros(extra, np.float32)]),
        ),
        begins,
        place + len(table.native),
    )


def _read_by(table: TokenTable, token: NDArray[np.int64]) -> NDArray[np.int64]:
    """The positions that each of a run of tokens reads, one bit each: none but for readings."""
    begin, width = table.spelling[:, 0].astype(np.int64), table.spelling[:, 1].astype(np.int64)
    mask = np.where(table.flags & FLAG_READING != 0, ((1 << width) - 1) << begin, 0)
    return mask[token]


def keyed_tokens(table: TokenTable) -> tuple[NDArray[np.uint64], NDArray[np.uint32], NDArray[np.int64]]:
    n = len(table.native)
    values, owner = np.empty(n * MAX_KEYS, np.uint64), np.empty(n * MAX_KEYS, np.uint32)
    keys, bones = np.zeros(MAX_KEYS, np.uint64), bones_room()
    used = _all_keys(table.compared(), syllables.load().tree(), keys, bones, values, owner)
    order = np.argsort(values[:used], kind="stable")
    values, owner = values[:used][order], owner[:used][order]
    same = np.zeros(used, bool)
    same[1:] = (values[1:] == values[:-1]) & (owner[1:] == owner[:-1])
    values, owner = values[~same], owner[~same]
    bits = max(8, min(24, used.bit_length()))
    prefixes = np.arange((1 << bits) + 1, dtype=np.uint64)
    edges = prefixes[:-1] << np.uint64(64 - bits)
    bucket = np.append(np.searchsorted(values, edges), len(values)).astype(np.int64)
    return values, owner, bucket


def build_index(text: NDArray[np.uint8], starts: NDArray[np.int64], entry: NDArray[np.uint32]) -> NameIndex:
    """The index of the names whose UTF-8 bytes lie in `text` between `starts`; `entry` says whose they are."""
    tokens = cut(tokenise(text, starts))
    first = tokens.first
    table, token = _distinct(tokens)
    n_names = len(first) - 1
    weights, totals = np.zeros(len(token), np.float32), np.zeros(n_names, np.float32)
    name_weights(first, token.astype(np.uint32), table.role, table.weight, table.spelling, weights, totals)
    table, pairs, of_pair = _with_joined(table, first, token, 2)
    table, threes, of_three = _with_joined(table, first, token, 3)

    name_of = np.repeat(np.arange(n_names), np.diff(first))
    position = np.arange(len(token)) - first[name_of]
    unit_name = np.concatenate([name_of, name_of[pairs], name_of[threes]])
    unit_token = np.concatenate([token, of_pair, of_three])
    own = (1 << position) | _read_by(table, token)
    unit_mask = np.concatenate([own, 3 << position[pairs], 7 << position[threes]]).astype(np.uint32)
    both = weights[pairs] + weights[pairs + 1]
    unit_weight = np.concatenate([weights, both, weights[threes] + weights[threes + 1] + weights[threes + 2]])
    order = np.argsort(unit_name, kind="stable")
    name_first = np.zeros(n_names + 1, np.int64)
    np.cumsum(np.bincount(unit_name, minlength=n_names), out=name_first[1:])
    initial = np.zeros(n_names, bool)
    initial[name_of[(table.flags[token] & FLAG_INITIAL) != 0]] = True
    key_value, key_token, bucket = keyed_tokens(table)
    units = Units(name_first, unit_token[order].astype(np.uint32), unit_mask[order],
                  unit_weight[order].astype(np.float32))  # fmt: skip
    place, posting = lay_out(units, table, initial, totals)
    return NameIndex(
        phones=table.phones, n_phones=table.n_phones, spelling=table.spelling, n_spelling=table.n_spelling,
        native=table.native, flags=table.flags, role=table.role, weight=table.weight,
        key_value=key_value, key_token=key_token, bucket=bucket, name_first=name_first,
        unit_token=units.token, unit_mask=units.mask, unit_weight=units.weight, name_weight=totals, name_entry=entry,
        card=cards(table), place=place, posting=posting,
    )  # fmt: skip
