"""How names in kanji are read in Japanese: 高橋健一 is Takahashi Ken'ichi (japanese.npz, by build_japanese).

A character has many readings, and which is meant hangs on the word that it stands in; so the table holds whole family
names and whole given names, each with its likeliest readings. A name is read so where all of it can be cut into a
family name and a given one, or where kana follow a family name. The readings stand beside the characters: whoever is
Chinese is still found by Mandarin.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.names import letters
from comity.names.code_points import decode
from comity.names.hashes import FNV_BASIS, FNV_PRIME, mix
from comity.names.kernel import close, inner, kernel, read_only
from comity.names.letters import HAN, JOINER, MARK, SEPARATOR
from comity.names.lookup import place_of

TABLE = "japanese.npz"
FAMILY, GIVEN = 1, 2  # how a reading is used
LONGEST_WORD = 5  # characters
MOST_READINGS = 3  # of a word
MOST_TOKENS, MOST_WITH_READINGS = 6, 12  # of a name
SYLLABLE = 4  # phones at most
FLAG_READING = 32768
WHICH_READ = 2  # numbers in the place of its letters: the first token that it reads, how many
KANA = (0x3041, 0x30FF)  # code points
FIRST_BYTE, LAST_BYTE = 0xE3, 0xEF  # of ideographs in UTF-8
SOUND = np.int64(1)  # seed of the hash of phones, as in names.tokens


@dataclass(frozen=True, slots=True)
class Readings:
    """How words in kanji are read.

    word: hashes of their base characters, ascending; first: readings of word i are reading[first[i]:first[i + 1]],
    with their `use` (FAMILY, GIVEN or both); phones, n_phones, sound: how each reading sounds.
    """

    word: NDArray[np.uint64]
    first: NDArray[np.int64]
    reading: NDArray[np.uint16]
    use: NDArray[np.uint8]
    phones: NDArray[np.uint8]
    n_phones: NDArray[np.uint8]
    sound: NDArray[np.uint64]

    def words(self) -> tuple[NDArray[np.generic], ...]:
        """The columns that the kernels read."""
        return (self.word, self.first, self.reading, self.use, self.n_phones)


@cache
def load() -> Readings:
    """The packaged table. Words that are one but for the forms of their characters have the readings of the first."""
    with files("comity.names").joinpath(TABLE).open("rb") as file, np.load(file) as packed:
        held = {name: packed[name] for name in packed.files}
    letter, characters = letters.load(), held["characters"]
    value = np.full(len(characters), FNV_BASIS)
    for column in characters.T:
        spoken = (column > 0) & (letter.kind[column] == HAN)
        value = np.where(spoken, (value ^ letter.base[column].astype(np.uint64)) * FNV_PRIME, value)
    word, row = np.unique(_mixed(value), return_index=True)
    begin, count = np.cumsum(held["count"], dtype=np.int64) - held["count"], held["count"][row].astype(np.int64)
    first = np.append(0, np.cumsum(count))
    at = np.arange(first[-1]) + np.repeat(begin[row] - first[:-1], count)
    phones, n_phones = held["phones"], held["n_phones"]
    table = Readings(word, first, held["reading"][at], held["use"][at], phones, n_phones, _sounds(phones, n_phones))
    close((table.word, table.first, table.reading, table.use, table.n_phones))
    return table


def words_for(text: NDArray[np.uint8]) -> tuple[NDArray[np.generic], ...]:
    """The words that the kernels need for names of these UTF-8 bytes: none without ideographs, so that most who ask
    about one name need not wait for the table."""
    return load().words() if len(text) and text.max() >= FIRST_BYTE else _no_words()


@cache
def _no_words() -> tuple[NDArray[np.generic], ...]:
    columns = (np.zeros(0, np.uint64), np.zeros(1, np.int64), np.zeros(0, np.uint16), *np.zeros((2, 0), np.uint8))
    return tuple(map(read_only, columns))


def _sounds(phones: NDArray[np.uint8], n_phones: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The hash of every row of phones, as hashes.hash_row makes it."""
    value = np.full(len(phones), FNV_BASIS ^ np.uint64(SOUND))
    for place, column in enumerate(phones.T):
        value = np.where(place < n_phones, (value ^ column.astype(np.uint64)) * FNV_PRIME, value)
    return _mixed(value)


def _mixed(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of hashes.mix, for a column."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@inner
def _word_of(text, at, end, letter):  # type: ignore[no-untyped-def]
    """The hash of the base characters of a run of ideographs; 0 where something else stands in it."""
    value = FNV_BASIS
    while at < end:
        point, at = decode(text, at, end)
        kind = letter[0][point]
        if kind == HAN:
            value = (value ^ np.uint64(letter[1][point])) * FNV_PRIME
        elif kind not in (MARK, JOINER, SEPARATOR):
            return np.uint64(0)
    return mix(value)


@inner
def _has(place, use, table):  # type: ignore[no-untyped-def]
    """Has the word in a row of the table, -1 for none, a reading of this use?"""
    found = False
    if place >= 0:
        for k in range(table[1][place], table[1][place + 1]):
            found |= table[3][k] & use != 0
    return found


@inner
def in_kanji(text, at, end, letter, table):  # type: ignore[no-untyped-def]
    """Is a name of more ideographs than a Chinese one has, with a space or none, a known family name and a given one?
    Then each ideograph is a token."""
    kind_of, begin, n = letter[0], at, np.int64(0)
    if at == end or not FIRST_BYTE <= text[at] <= LAST_BYTE:
        return False
    while at < end:
        point, at = decode(text, at, end)
        if kind_of[point] not in (HAN, MARK, JOINER, SEPARATOR):
            return False
        n += kind_of[point] == HAN
        if n > MOST_TOKENS:
            return False
        if n < MOST_TOKENS and kind_of[point] == HAN and n > 0:
            family = place_of(table[0], _word_of(text, begin, at, letter))
            if _has(family, FAMILY, table) and _has(place_of(table[0], _word_of(text, at, end, letter)), GIVEN, table):
                return True
    return False


@inner
def _is_parted(text, at, end, kind_of):  # type: ignore[no-untyped-def]
    """Does a space or the like stand here?"""
    while at < end:
        point, at = decode(text, at, end)
        if kind_of[point] == SEPARATOR:
            return True
    return False


@inner
def _ideographs(text, begin, end, start, letter):  # type: ignore[no-untyped-def]
    """How many tokens of ideographs a name begins with, all before kana or nothing; else 0."""
    n = np.int64(0)
    for i in range(begin, end):
        point, _ = decode(text, start[i], start[i] + 4)
        if letter[0][point] == HAN:
            if n < i - begin:
                return np.int64(0)
            n += 1
        elif not KANA[0] <= letter[1][point] <= KANA[1]:
            return np.int64(0)
    return n


@inner
def _write(place, use, span, least, table, out, at, most):  # type: ignore[no-untyped-def]
    """Write (reading, first token, how many tokens) of a word's readings of one use and so many phones at least, to row
    `most` at most of `out`; the next row."""
    _, first, reading, used, n_phones = table
    for k in range(first[place], first[place + 1]):
        if used[k] & use and at < most and n_phones[reading[k]] >= least:
            out[at, 0], out[at, 1], out[at, 2] = reading[k], span[0], span[1]
            at += 1
    return at


@inner
def _cut(text, span, cut, uses, words, letter, table, out, at, most):  # type: ignore[no-untyped-def]
    """Write the readings of a name's first `cut` tokens and of the others, by how either are used; the next row, `at`
    where one of the two is not known. `words`: (start, stop) of all tokens; kana need not be known.

    A name of two characters is a Chinese or Korean one before all: its syllables are no reading in Japanese.
    """
    begin, end = span
    least = SYLLABLE + 1 if end - begin == 2 and cut == 1 else 1
    first = place_of(table[0], _word_of(text, words[0][begin], words[1][begin + cut - 1], letter))
    if first < 0:
        return at
    after = _write(first, uses[0], (0, cut), least, table, out, at, most)
    if after == at or begin + cut == end:
        return after
    second = place_of(table[0], _word_of(text, words[0][begin + cut], words[1][end - 1], letter))
    last = _write(second, uses[1], (cut, end - begin - cut), least, table, out, after, most) if second >= 0 else after
    return last if last > after else at


@kernel
def _read(text, first, start, stop, letter, table, out, name_of):  # type: ignore[no-untyped-def]
    """Write the readings of all names to `out`, and whose they are to `name_of`; returns how many.

    `letter`: kinds and bases by code point; `table`: Readings.words. A name with one space is
    cut there and nowhere else, and may have its given name first.
    """
    used = np.int64(0)
    for name in range(first.shape[0] - 1):
        begin, end = first[name], first[name + 1]
        if end == begin or end - begin > MOST_TOKENS or not FIRST_BYTE <= text[start[begin]] <= LAST_BYTE:
            continue
        n, before = _ideographs(text, begin, end, start, letter), used
        kana, most = n < end - begin, before + MOST_WITH_READINGS - (end - begin)
        gaps = np.int64(0)
        for i in range(begin + 1, begin + n):
            gaps += _is_parted(text, stop[i - 1], start[i], letter[0])
        for cut in range(n if kana else 1, n + 1 if kana else n):
            at_gap = kana or _is_parted(text, stop[begin + cut - 1], start[begin + cut], letter[0])
            if cut and (gaps != 1 or at_gap):
                span, words, found = (begin, begin + n), (start, stop), used
                used = _cut(text, span, cut, (FAMILY, GIVEN), words, letter, table, out, used, most)
                if used == found and gaps == 1 and not kana:
                    used = _cut(text, span, cut, (GIVEN, FAMILY), words, letter, table, out, used, most)
        name_of[before:used] = name
    return used


def with_readings(
    text: NDArray[np.uint8], first: NDArray[np.int64], columns: tuple[NDArray[Any], ...]
) -> tuple[NDArray[Any], ...]:
    """The tokens of names with the readings of those in kanji behind them; `first`, `columns`: those of tokens.Tokens.

    A reading is a token with FLAG_READING; in the place of its letters stands which tokens it reads: the number of the
    first, and how many.
    """
    start, stop = columns[7:]
    begins = text[start[first[:-1][np.diff(first) > 0]]]
    size = MOST_WITH_READINGS * np.count_nonzero((begins >= FIRST_BYTE) & (begins <= LAST_BYTE))
    if size == 0:
        return first, *columns
    letter, table = letters.load(), load()
    out, name_of = np.zeros((size, 3), np.int64), np.zeros(size, np.int64)
    letter_of = (letter.kind, letter.base)
    used = _read(read_only(text), first, start, stop, letter_of, table.words(), out, name_of)
    return _behind(first, columns, out[:used], name_of[:used]) if used else (first, *columns)


def _behind(
    first: NDArray[np.int64], columns: tuple[NDArray[Any], ...], found: NDArray[np.int64], name_of: NDArray[np.int64]
) -> tuple[NDArray[Any], ...]:
    """The columns of tokens with the readings found behind those of their names."""
    table, n = load(), len(found)
    row = first[name_of] + found[:, 1]
    phones, spelling = (np.zeros((n, column.shape[1]), np.uint8) for column in (columns[0], columns[2]))
    phones[:, : table.phones.shape[1]], spelling[:, :2] = table.phones[found[:, 0]], found[:, 1:]
    sound = table.sound[found[:, 0]]
    native = _mixed(sound ^ (found[:, 1] * 64 + found[:, 2]).astype(np.uint64))
    readings = (
        phones, table.n_phones[found[:, 0]], spelling, np.zeros(n, np.uint8), native, sound,
        np.full(n, FLAG_READING, np.uint16), columns[7][row], columns[8][row + found[:, 2] - 1],
    )  # fmt: skip
    count = np.bincount(name_of, minlength=len(first) - 1)
    order = np.argsort(np.concatenate([np.repeat(np.arange(len(count)), np.diff(first)), name_of]), kind="stable")
    merged = (np.concatenate(pair)[order] for pair in zip(columns, readings, strict=True))
    return first + np.append(0, np.cumsum(count)), *merged
