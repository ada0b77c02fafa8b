"""Names to tokens: cut, fold, sounded out, a million names in a few seconds.

A token is a run of letters of one name, or a part of it (names.compounds). The kernel reads UTF-8 bytes as
they lie in an Arrow buffer and writes flat arrays; nothing is decoded to Python text.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from comity.names import letters
from comity.names.alphabet import CODE, PHONES
from comity.names.compounds import ALLAH, after_abd, before_allah, before_din, tidy
from comity.names.latin import latin_phones
from comity.names.letters import PLANE
from comity.names.similarity import MAX_PHONES

SEPARATOR, LATIN, ALPHABET, ABJAD, HAN, HANGUL, MARK, DIGIT, JOINER = range(9)
ZERO_WIDTH = 0x200B
RAW = 64  # letters of one raw token that are read; the rest of a longer one is left out
FLAG_ABJAD, FLAG_LATIN, FLAG_HAN, FLAG_HANGUL, FLAG_INITIAL, FLAG_PART, FLAG_NUMBER, FLAG_JOINED = (
    1, 2, 4, 8, 16, 32, 64, 128,
)  # fmt: skip
KIND_FLAG = np.zeros(9, dtype=np.uint8)
KIND_FLAG[LATIN], KIND_FLAG[ABJAD], KIND_FLAG[HAN], KIND_FLAG[HANGUL] = (
    FLAG_LATIN, FLAG_ABJAD, FLAG_HAN, FLAG_HANGUL,
)  # fmt: skip
FNV_BASIS, FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)

_ARTICLE_A, _ARTICLE_L, _DIN_D = CODE["A"], CODE["l"], CODE["d"]
_LEET = np.zeros(128, dtype=np.uint8)
for _digit, _letter in zip("0134579", "oieastg", strict=True):
    _LEET[ord(_digit)] = ord(_letter)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a run of names. `first` has n_names + 1 entries; all others one row per token.

    phones: codes, n_tokens x MAX_PHONES; n_phones their count; spelling: base letters (Latin only, ASCII);
    native: hash of the written form in its own script; sound: hash of the phones; start, stop: bytes
    of the raw token within the names' bytes.
    """

    first: NDArray[np.int64]
    phones: NDArray[np.uint8]
    n_phones: NDArray[np.uint8]
    spelling: NDArray[np.uint8]
    n_spelling: NDArray[np.uint8]
    native: NDArray[np.uint64]
    sound: NDArray[np.uint64]
    flags: NDArray[np.uint8]
    start: NDArray[np.int64]
    stop: NDArray[np.int64]


@njit(cache=True, nogil=True)
def hash_row(row, n, seed):  # type: ignore[no-untyped-def]
    """FNV-1a over bytes, mixed at the end so that low bits are usable as a table index."""
    value = FNV_BASIS ^ np.uint64(seed)
    for i in range(n):
        value = (value ^ np.uint64(row[i])) * FNV_PRIME
    return mix(value)


@njit(cache=True, nogil=True)
def mix(value: np.uint64) -> np.uint64:
    """Finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@njit(cache=True, nogil=True)
def _decode(text: NDArray[np.uint8], at: int, end: int) -> tuple[int, int]:
    """The code point at a byte, and where the next begins. Broken bytes read as U+FFFD, one each."""
    byte = text[at]
    if byte < 0x80:
        return byte, at + 1
    size = 2 if byte >> 5 == 6 else 3 if byte >> 4 == 14 else 4 if byte >> 3 == 30 else 0
    if size == 0 or at + size > end:
        return 0xFFFD, at + 1
    point = byte & (0x7F >> size)
    for i in range(1, size):
        if text[at + i] >> 6 != 2:
            return 0xFFFD, at + 1
        point = (point << 6) | (text[at + i] & 0x3F)
    return (point if point < PLANE else _in_plane(point)), at + size


@njit(cache=True, nogil=True)
def _in_plane(point: int) -> int:
    """The letter or digit that a mathematical one is a style of; a space for pictures; else nothing to a name."""
    if 0x1D400 <= point < 0x1D6A4:  # thirteen styles of A-Z a-z
        return ord("A") + (point - 0x1D400) % 52 if (point - 0x1D400) % 52 < 26 else ord("a") + (point - 0x1D400) % 26
    if 0x1D7CE <= point < 0x1D800:  # five styles of 0-9
        return ord("0") + (point - 0x1D7CE) % 10
    return ord(" ") if 0x1F000 <= point < 0x1FB00 else ZERO_WIDTH


@njit(cache=True, nogil=True)
def _digit_in_word(points, kinds, i, n, n_letters, table):  # type: ignore[no-untyped-def]
    """The ASCII letter or digit that a digit within a Latin word stands for (S3chin, Ig0r)."""
    digit = table[2][points[i], 0] - CODE_ZERO + 48
    inner = 0 < i < n - 1 and kinds[i - 1] == LATIN and kinds[i + 1] == LATIN
    return _LEET[digit] if inner and n_letters >= 3 and _LEET[digit] else digit


@njit(cache=True, nogil=True)
def _describe(kinds, n):  # type: ignore[no-untyped-def]
    """Flags of a raw token by how it is written, and how many of its characters are letters."""
    letter_count = flags = 0
    for i in range(n):
        letter_count += kinds[i] != DIGIT
        flags |= KIND_FLAG[kinds[i]]
    return flags | (FLAG_NUMBER if letter_count == 0 else 0), letter_count


@njit(cache=True, nogil=True)
def _sound_out(points, kinds, n, table, phones, spelling):  # type: ignore[no-untyped-def]
    """Phones (not yet tidied) and base letters of one raw token; returns both lengths and the flags."""
    _, length_of, phones_of, base_of = table
    latin = np.zeros(RAW * 2, np.uint8)
    flags, n_letters = _describe(kinds, n)
    n_phones = n_spelling = n_latin = 0
    for i in range(n + 1):
        in_word = i < n and (kinds[i] == LATIN or (kinds[i] == DIGIT and flags & FLAG_LATIN))
        if in_word:
            point = points[i]
            base = base_of[point]
            if kinds[i] == DIGIT:
                base = _digit_in_word(points, kinds, i, n, n_letters, table)
                if n_latin < latin.shape[0]:
                    latin[n_latin] = base
                    n_latin += 1
            elif n_latin + 6 < latin.shape[0]:
                latin[n_latin : n_latin + length_of[point]] = phones_of[point, : length_of[point]]
                n_latin += length_of[point]
            if base < 128 and n_spelling < spelling.shape[0]:
                spelling[n_spelling] = base
                n_spelling += 1
            continue
        n_phones = latin_phones(latin, n_latin, phones, n_phones)
        n_latin = 0
        if i < n and n_phones + 6 < phones.shape[0] - 2:
            size = length_of[points[i]]
            phones[n_phones : n_phones + size] = phones_of[points[i], :size]
            n_phones += size
    return n_phones, (0 if flags & FLAG_ABJAD else n_spelling), flags


CODE_ZERO = CODE["0"]


@njit(cache=True, nogil=True)
def _native(points, n, table):  # type: ignore[no-untyped-def]
    """Hash of the written form: base letters in their own script."""
    base_of = table[3]
    value = FNV_BASIS
    for i in range(n):
        value = (value ^ np.uint64(base_of[points[i]])) * FNV_PRIME
    return mix(value)


@njit(cache=True, nogil=True)
def _cut(phones, n, abjad, bounds):  # type: ignore[no-untyped-def]
    """Cut a raw token into parts: rows of `bounds` are (start, end, is_allah). Returns how many."""
    start = 0
    parts = 0
    if abjad and n > 4 and phones[0] == CODE_W and phones[1] == _ARTICLE_A and phones[2] == _ARTICLE_L:
        start = 3
    elif abjad and n > 3 and phones[0] == _ARTICLE_A and phones[1] == _ARTICLE_L:
        start = 2
        if n <= 5 and phones[2] == _ARTICLE_L and before_lah(phones, 2, n):
            bounds[0, 0], bounds[0, 1], bounds[0, 2] = 0, n, 1
            return 1
    elif not abjad and n > 5 and SHORT_VOWEL[phones[0]] and phones[1] == phones[2] and SUN_LETTER[phones[1]]:
        start = 2  # the article, written as it is spoken: Essaadi, Errahmani
    abd = after_abd(phones[start:], n - start)
    if abd:
        bounds[parts, 0], bounds[parts, 1], bounds[parts, 2] = start, start + 3, 0
        parts += 1
        start += abd
        if start >= n:
            return parts
        if abjad and n - start > 3 and phones[start] == _ARTICLE_A and phones[start + 1] == _ARTICLE_L:
            start += 2
        if n - start <= 4 and phones[start] == _ARTICLE_L and before_lah(phones, start, n):
            bounds[parts, 0], bounds[parts, 1], bounds[parts, 2] = start, n, 1
            return parts + 1
    stem, din = before_din(phones[start:], n - start)
    if stem:
        bounds[parts, 0], bounds[parts, 1], bounds[parts, 2] = start, start + stem, 0
        bounds[parts + 1, 0], bounds[parts + 1, 1], bounds[parts + 1, 2] = start + din, n, 0
        return parts + 2
    stem = before_allah(phones[start:], n - start)
    if stem:
        bounds[parts, 0], bounds[parts, 1], bounds[parts, 2] = start, start + stem, 0
        bounds[parts + 1, 0], bounds[parts + 1, 1], bounds[parts + 1, 2] = start + stem, n, 1
        return parts + 2
    bounds[parts, 0], bounds[parts, 1], bounds[parts, 2] = start, n, 0
    return parts + 1


CODE_W = CODE["W"]


@njit(cache=True, nogil=True)
def before_lah(phones, start, n):  # type: ignore[no-untyped-def]
    """Is the rest "lah", "la", "lo", "lahi" or lām-hāʾ, as after Abdul-?"""
    return np.all(LAH[phones[start + 1 : n]])


SHORT_VOWEL, SUN_LETTER = np.zeros(len(PHONES), dtype=np.bool_), np.zeros(len(PHONES), dtype=np.bool_)
for _phone in "ae":
    SHORT_VOWEL[CODE[_phone]] = True
for _phone in "tTdDrzsSn":
    SUN_LETTER[CODE[_phone]] = True
LAH = np.zeros(len(PHONES), dtype=np.bool_)
for _phone in "aohHil":
    LAH[CODE[_phone]] = True


@njit(cache=True, nogil=True)
def _emit(points, kinds, n, span, table, scratch, out, used):  # type: ignore[no-untyped-def]
    """Write the tokens of one raw token of `n` letters to row `used` and following; returns the next row."""
    raw, letters_row, bounds = scratch
    phones, n_phones, spelling, n_spelling, native, sound, flags, start, stop = out
    n_raw, n_base, flag = _sound_out(points, kinds, n, table, raw, letters_row)
    plain = not flag & (FLAG_HAN | FLAG_HANGUL | FLAG_NUMBER)
    if n == 1 and plain:
        flag |= FLAG_INITIAL
    parts = 1
    bounds[0, 0], bounds[0, 1], bounds[0, 2] = 0, n_raw, 0
    if n > 3 and plain:
        parts = _cut(raw, n_raw, flag & FLAG_ABJAD, bounds)
    whole = _native(points, n, table)
    for part in range(parts):
        if bounds[part, 2]:
            n_phones[used] = ALLAH.shape[0]
            phones[used, : ALLAH.shape[0]] = ALLAH
        else:
            n_phones[used] = tidy(raw, bounds[part, 0], bounds[part, 1], phones[used])
        if n_phones[used] == 0:
            continue
        sound[used] = hash_row(phones[used], n_phones[used], 1)
        if parts == 1:
            flags[used] = flag
            native[used] = whole
            n_spelling[used] = n_base
            spelling[used, :n_base] = letters_row[:n_base]
        else:
            flags[used] = flag | FLAG_PART
            native[used] = sound[used]
        start[used], stop[used] = span
        used += 1
    return used


@njit(cache=True, nogil=True)
def _written_solid(text, at, end, kind_of):  # type: ignore[no-untyped-def]
    """Are the ideographs from here on one run, so that nobody has cut family from given name?"""
    runs = 0
    inside = False
    while at < end:
        point, at = _decode(text, at, end)
        kind = kind_of[point]
        if kind in (MARK, JOINER):
            continue
        ideograph = kind in (HAN, HANGUL)
        if ideograph and not inside:
            runs += 1
        inside = ideograph
    return runs == 1


@njit(cache=True, nogil=True)
def _tokenise(text, starts, table, first, out, capacity):  # type: ignore[no-untyped-def]
    kind_of = table[0]
    points, kinds = np.zeros(RAW, np.int64), np.zeros(RAW, np.uint8)
    scratch = (np.zeros(RAW * 3, np.uint8), np.zeros(MAX_PHONES, np.uint8), np.zeros((6, 3), np.int64))
    used = 0
    for name in range(starts.shape[0] - 1):
        at, end = starts[name], starts[name + 1]
        n = ideographs = 0
        begin = finish = at
        solid = undecided = True
        while at <= end and used < capacity - 6:
            here, kind, point = at, SEPARATOR, 0
            if at < end:
                point, at = _decode(text, at, end)
                kind = kind_of[point]
            else:
                at += 1
            if kind in (MARK, JOINER):
                continue
            ideograph = kind in (HAN, HANGUL)
            if ideograph and undecided:
                solid, undecided = _written_solid(text, here, end, kind_of), False
            breaks = kind == SEPARATOR
            if n and not breaks:
                # Written solid: a family name of one character, then given names of two.
                changed = ideograph != (kinds[n - 1] in (HAN, HANGUL))
                breaks = changed or (ideograph and solid and ideographs % 2 == 1)
            if breaks and n:
                used = _emit(points, kinds, n, (begin, finish), table, scratch, out, used)
                n = 0
            ideographs = ideographs + 1 if ideograph else 0
            if kind != SEPARATOR:
                if n == 0:
                    begin = here
                if n < RAW:
                    points[n], kinds[n] = point, kind
                    n += 1
                finish = at
        first[name + 1] = used
    return used


def tokenise(text: NDArray[np.uint8], starts: NDArray[np.int64]) -> Tokens:
    """The tokens of names whose UTF-8 bytes lie in `text` between consecutive `starts`."""
    letter = letters.load()
    table = (letter.kind, letter.length, letter.phones, letter.base)
    capacity = int(starts[-1] - starts[0]) // 2 + 2 * len(starts) + 16
    first = np.zeros(len(starts), np.int64)
    out: tuple[NDArray[Any], ...] = (
        np.empty((capacity, MAX_PHONES), np.uint8),
        np.zeros(capacity, np.uint8),
        np.empty((capacity, MAX_PHONES), np.uint8),
        np.zeros(capacity, np.uint8),
        np.empty(capacity, np.uint64),
        np.empty(capacity, np.uint64),
        np.zeros(capacity, np.uint8),
        np.empty(capacity, np.int64),
        np.empty(capacity, np.int64),
    )
    used = _tokenise(text, starts, table, first, out, capacity)
    phones, n_phones, spelling, n_spelling, native, sound, flags, start, stop = (column[:used] for column in out)
    return Tokens(first, phones, n_phones, spelling, n_spelling, native, sound, flags, start, stop)


def tokenise_texts(texts: list[str]) -> Tokens:
    """The tokens of a few names given as Python text."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum([len(name) for name in encoded], out=starts[1:])
    return tokenise(np.frombuffer(b"".join(encoded), dtype=np.uint8), starts)
