"""Syllables of Chinese and Korean names, by their spellings in Latin and Cyrillic letters (names.spellings).

A syllable has three or four sounds, and most that are one sound apart are other names: Song and Sung may be one
name, Song and Son are two. So two spellings that are both in the table are taken for each other by the table
alone, never for being alike; and a name written in such syllables only is cut into them (Hongli, Hong-li).
One in Korean script is cut the same, and a syllable of it stands for what its romanisation stands for; one in
Chinese characters, too, and each stands for what it is read in Mandarin, Cantonese and Korean (names.ideographs).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from comity.names.code_points import decode
from comity.names.ideographs import readings
from comity.names.kernel import inner
from comity.names.legal_forms import form_from
from comity.names.letters import HANGUL, JOINER, MARK, SEPARATOR
from comity.names.own_letters import NOT_ASCII, own_letter
from comity.names.spellings import ALONE, BESIDE, ELSEWHERE, FIRST_HANGUL, UNCUT, WITHIN, spellings

LONGEST_SYLLABLE = 8  # a family name of two is in the table as one
MOST_SYLLABLES = 4  # of a name
MOST_MEANT = 16  # what one spelling may stand for
NOT_ALIKE, BY_STANDARD, BY_READING, BY_LANGUAGE = range(4)
OTHER, ELSEWHERE_READ, WAYS = 1, 2, 2  # how a syllable is meant, in so many bits
CODE_LETTERS, FIRST_CODE, CODES = 3, ord("A"), 26  # capitals, which no spelling has, number a reading
LAST_HANGUL = 0xD7A3
# The Revised Romanisation of 2000, letter by letter: initials, vowels, finals in the order of Unicode.
ROMANISED = (
    "g kk n d tt r m b pp s ss - j jj ch k t p h",
    "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
    "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t",
)
LETTERS = 26 + 32  # of the two alphabets
FIRST_CYRILLIC, LAST_CYRILLIC, HARD_SIGN = 0x430, 0x44F, 0x44A  # code points, of base letters
FIRST_BYTE = own_letter.py_func(FIRST_CYRILLIC)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class SyllableTable:
    """Spellings as a tree of letters, and the syllables that each stands for.

    step: int16[nodes, 58], the node after a letter (letter_place), 0 where no spelling goes on; spelled: int16[nodes],
    the number of the spelling that ends there; use: uint8[nodes], ALONE, WITHIN, ELSEWHERE, BESIDE, UNCUT. first,
    meant: the syllables of spelling i are meant[first[i]:first[i + 1]], ascending; each is four times its number,
    plus OTHER where the spelling is of another Chinese language than the standard's. Spelling 0 has none; those that
    follow are the readings of Chinese characters (names.ideographs), plus ELSEWHERE_READ where not of Mandarin.
    """

    step: NDArray[np.int16]
    spelled: NDArray[np.int16]
    use: NDArray[np.uint8]
    first: NDArray[np.int32]
    meant: NDArray[np.int32]

    def tree(self) -> tuple[NDArray[np.generic], ...]:
        """The columns, in the order that the kernels read."""
        return (self.step, self.spelled, self.use, self.first, self.meant)


@cache
def load() -> SyllableTable:
    """The packaged table."""
    meant, uses = spellings()
    read = [reading.ways(ELSEWHERE_READ) for reading, _ in readings()]
    known = sorted({syllable for row in meant.values() for syllable, _ in row}.union(*read))
    numbers = {syllable: number for number, syllable in enumerate(known)}
    nodes: list[dict[int, int]] = [{}]
    spelled, use = [0], [0]
    rows = [[], *(sorted((numbers[syllable] << WAYS) + way for syllable, way in row.items()) for row in read)]
    for spelling in sorted(uses):
        node = 0
        for place in map(letter_place, spelling):
            if place not in nodes[node]:
                nodes[node][place] = len(nodes)
                nodes.append({})
                spelled.append(0)
                use.append(0)
            node = nodes[node][place]
        use[node] = uses[spelling]
        if spelling not in meant:
            continue
        spelled[node] = len(rows)
        nearest = dict(sorted(meant[spelling], reverse=True))
        rows.append(sorted((numbers[syllable] << WAYS) + other for syllable, other in nearest.items()))
        if len(rows[-1]) > MOST_MEANT:
            raise ValueError(f"syllables.toml: {spelling!r} stands for {len(rows[-1])} syllables, at most {MOST_MEANT}")
    step = np.zeros((len(nodes), LETTERS), np.int16)
    for node, following in enumerate(nodes):
        for number, child in following.items():
            step[node, number] = child
    arrays = SyllableTable(
        step, np.array(spelled, np.int16), np.array(use, np.uint8),
        np.cumsum([0, *map(len, rows)]).astype(np.int32), np.array([m for row in rows for m in row], np.int32),
    )  # fmt: skip
    for array in (arrays.step, arrays.spelled, arrays.use, arrays.first, arrays.meant):
        array.flags.writeable = False
    return arrays


def letter_place(letter: str) -> int:
    """The place of a base letter in the two alphabets."""
    return ord(letter) - ord("a") if letter.isascii() else ord(letter) - FIRST_CYRILLIC + 26


@inner
def follow(letters, start, end, step):  # type: ignore[no-untyped-def]
    """The node that `letters[start:end]` (letter_byte) lead to; 0 where no spelling begins so."""
    node = np.int64(0)
    for i in range(start, end):
        letter = np.int64(letters[i])
        least, most, place = (97, 122, 0) if letter < NOT_ASCII else (FIRST_BYTE, FIRST_BYTE + 31, 26)
        if letter < least or letter > most:
            return np.int64(0)
        letter += place - least
        node = np.int64(step[node, letter])
        if node == 0:
            break
    return node


@inner
def spelling_number(letters, n, tree):  # type: ignore[no-untyped-def]
    """The number of a spelling of one syllable, or of a character's reading (reading_letters); else 0."""
    step, spelled = tree[0], tree[1]
    if n == 0 or n > LONGEST_SYLLABLE:
        return 0
    if n == CODE_LETTERS and FIRST_CODE <= letters[0] < FIRST_CODE + CODES:
        number = np.int64(0)
        for i in range(CODE_LETTERS):
            number = number * CODES + np.int64(letters[i]) - FIRST_CODE
        return number
    return np.int64(spelled[follow(letters, np.int64(0), n, step)])


@inner
def reading_letters(reading, out):  # type: ignore[no-untyped-def]
    """Write the number of a character's reading in letters, as a token's spelling; returns how many."""
    for i in range(CODE_LETTERS - 1, -1, -1):
        out[i] = FIRST_CODE + reading % CODES
        reading //= CODES
    return CODE_LETTERS


@inner
def second_syllable(letters, n, tree):  # type: ignore[no-untyped-def]
    """Where the second syllable of a word of two begins, the first as long as can be; n for a word of one; else 0."""
    step, _, use = tree[0], tree[1], tree[2]
    if n > 2 * LONGEST_SYLLABLE or use[follow(letters, np.int64(0), n, step)] & UNCUT:
        return 0
    if n <= LONGEST_SYLLABLE and use[follow(letters, np.int64(0), n, step)] & ALONE:
        return n
    for at in range(min(n - 2, LONGEST_SYLLABLE), 1, -1):
        if use[follow(letters, np.int64(0), at, step)] & WITHIN and use[follow(letters, at, n, step)] & WITHIN:
            return at
    return 0


@inner
def taken_for_each_other(left: int, right: int, tree) -> int:  # type: ignore[no-untyped-def]
    """May two spellings be of one syllable: NOT_ALIKE, BY_STANDARD, BY_READING where one is a Chinese character read
    so elsewhere, or BY_LANGUAGE where one is of another language.

    Two that are both of other languages are not: Cantonese Chun and Hokkien Kim are both 金, and nobody's name.
    """
    first, meant = tree[3], tree[4]
    a, b = np.int64(first[left]), np.int64(first[right])
    found = NOT_ALIKE
    while a < first[left + 1] and b < first[right + 1]:
        one, other = meant[a] >> WAYS, meant[b] >> WAYS
        if one == other:
            ways = meant[a] | meant[b]
            if not ways & (OTHER | ELSEWHERE_READ):
                return BY_STANDARD
            if ways & ELSEWHERE_READ:
                found = BY_READING
            elif found == NOT_ALIKE and not meant[a] & meant[b] & OTHER:
                found = BY_LANGUAGE
        a += one <= other
        b += other <= one
    return found


@inner
def in_syllables(text, at, end, letter, word):  # type: ignore[no-untyped-def]
    """Is a name written in such syllables only, two to four, one of them a word that other languages do not have?

    `letter` holds the letters' kinds and bases and the syllables (Syllables.tree); `word` is scratch. Titles beside the
    name do not count.
    """
    kind_of, base_of, tree = letter
    step, use = tree[0], tree[2]
    n = np.int64(0)  # a plain 0 is another type, for which numba compiles all again
    words = syllables = 0
    sure = False
    while at <= end:
        kind, point = SEPARATOR, 0
        if at < end:
            point, at = decode(text, at, end)
            kind = kind_of[point]
        else:
            at += 1
        if kind in (MARK, JOINER):
            continue
        if kind != SEPARATOR:
            letter = letter_byte(base_of[point])
            if letter == 0 or n == 2 * LONGEST_SYLLABLE:
                return False
            word[n] = letter
            n += base_of[point] != HARD_SIGN  # it only parts the two syllables
            continue
        if n and not use[follow(word, np.int64(0), n, step)] & BESIDE:
            cut = second_syllable(word, n, tree)
            if cut == 0:
                return False
            words += 1
            syllables += 1 + (cut < n)
            if syllables > MOST_SYLLABLES:
                return False
            sure = sure or (cut == n and not use[follow(word, np.int64(0), n, step)] & ELSEWHERE)
        n = np.int64(0)
    return sure and words > 1


@inner
def letter_byte(base: int) -> int:
    """The byte that a base letter is kept in, Latin or Cyrillic; 0 for others."""
    if base < 128:
        return base if 97 <= base <= 122 else 0
    return own_letter(base) if FIRST_CYRILLIC <= base <= LAST_CYRILLIC else 0


def _romanised() -> NDArray[np.uint8]:
    """Letters of the parts of a Korean syllable, 3 x 28 x 3, zeros after the last."""
    letters = np.zeros((3, 28, 3), np.uint8)
    for part, row in enumerate(ROMANISED):
        for number, spelled in enumerate(row.split()):
            for place, letter in enumerate(spelled.replace("-", "")):
                letters[part, number, place] = ord(letter)
    return letters


HANGUL_LETTERS = _romanised()


@inner
def hangul_letters(point, out):  # type: ignore[no-untyped-def]
    """Write the Revised Romanisation of a Korean syllable; returns its length."""
    n = 0
    number = point - FIRST_HANGUL
    for part, place in enumerate((number // 588, number % 588 // 28, number % 28)):
        for letter in HANGUL_LETTERS[part, place]:
            if letter:
                out[n] = letter
                n += 1
    return n


@inner
def in_hangul(text, at, end, kind_of):  # type: ignore[no-untyped-def]
    """Is a name written in two to four Korean syllables and nothing else, solid or with one that stands alone?"""
    syllables = words = run = np.int64(0)
    alone = False
    while at < end:
        form = form_from(text, at, end, run == 0, kind_of)
        if form:
            alone = alone or run == 1
            at, run = at + form, np.int64(0)
            continue
        point, at = decode(text, at, end)
        if kind_of[point] in (MARK, JOINER):
            continue
        if kind_of[point] == SEPARATOR:
            alone = alone or run == 1
            run = np.int64(0)
            continue
        words += run == 0
        run += 1
        syllables += 1
        if kind_of[point] != HANGUL or not FIRST_HANGUL <= point <= LAST_HANGUL or syllables > MOST_SYLLABLES:
            return False
    return syllables > 1 and (words == 1 or alone or run == 1)
