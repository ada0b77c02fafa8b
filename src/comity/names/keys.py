"""Keys that bring together the tokens worth comparing; two tokens without a common key are not alike.

- the written form itself, and the phones;
- the *skeleton*: consonants by group, what abjads and careless spellings leave out dropped;
- the skeleton with all sibilants, affricates and interdentals as one group, where languages take them
  for each other (ذ as d, z or dh; ש as s or sh);
- the skeleton with x taken for h, as Cyrillic writes both with one letter (Хекматьяр, Hekmatyar), the sibilants
  of it too (Азхар, Azhar), and with other letters that languages read otherwise;
- the skeleton with one consonant left out, for long ones: one wrong consonant anywhere, any vowels;
- the phones with one left out, for short tokens: one wrong sound;
- the letters with one left out, for short words in Latin letters: one wrong letter;
- the first and the last letters of long ones, one of which a wrong letter leaves as they were;
- the Chinese and Korean syllables that a word in Latin letters may spell.
Leaving out one symbol on both sides finds every single insertion, deletion, substitution and transposition
(Mor & Fraenkel 1982; Garbe's SymSpell).
"""

import numpy as np
from numpy.typing import NDArray

from comity.names.alphabet import CODE, PHONES
from comity.names.hashes import hash_on, hash_rest, hash_row, hash_start, mix
from comity.names.kernel import inner
from comity.names.similarity import MAX_PHONES
from comity.names.syllables import WAYS, spelling_number
from comity.names.tokens import FLAG_ABJAD, FLAG_BREATH, FLAG_HAN, FLAG_HANGUL, FLAG_JOINED, FLAG_LATIN, FLAG_SYLLABLE

MAX_KEYS = 50
SKELETON_GROUPS = ("bp", "dtTD", "szc", "SZCj", "kqgxG", "f", "l", "r", "m", "n")
LONG_SKELETON = 4
SHORT_TOKEN = 8  # phones
SHORT_WORD = 14  # letters
END = 6  # letters at either end of a long word, which has more than twice as many

GROUP_OF = np.zeros(len(PHONES), dtype=np.uint8)  # 0: not in the skeleton
for _number, _group in enumerate(SKELETON_GROUPS, start=1):
    for _phone in _group:
        GROUP_OF[CODE[_phone]] = _number
for _digit in "0123456789":
    GROUP_OF[CODE[_digit]] = 20 + int(_digit)

SIBILANT_OF = GROUP_OF.copy()
for _phone in "TDszcSZCj":
    SIBILANT_OF[CODE[_phone]] = 19
IS_SIBILANT = SIBILANT_OF == 19

# Kinds of keys, above every symbol: hash_row would mix a smaller number up with a row's first symbol.
_NATIVE, _SKELETON, _FIRM, _LEFT_OUT, _SIBILANT, _LETTERS, _SYLLABLE, _FIRST, _LAST = (
    np.int64(0x100 * kind)  # numba compiles a function for each plain number again
    for kind in (1, 2, 3, 4, 8, 5, 6, 7, 9)
)
# What languages take for each other: x for h, which is in no skeleton; in abjads b for v and p for f, which one letter
# may stand for (ב, פ), j for g, as Egypt reads it (رجب, Ragab), f for v, which Arabic lacks (لافروف), and ة for t
# before another word (هيئة, Hay'at); x for ch, as German and Hebrew have it (Chalid, Khalid; חיים, Chaim), in Hebrew x
# for h with p for f (פתחי, Fathi); in Latin letters j for y, as half of Europe reads it (Jelzin). Each with the
# flags that a word must have for it (0: none), and how many phones.
OTHERS = 0xFFFF
READ_OTHERWISE = (
    ("x", "h", 0, 0), ("bp", "vf", FLAG_ABJAD, 0), ("j", "g", FLAG_ABJAD, 0), ("f", "v", FLAG_ABJAD, 0),
    ("H", "t", FLAG_ABJAD, 0), ("j", "y", FLAG_LATIN, 6),
    ("x", "C", FLAG_BREATH, 0), ("x", "C", FLAG_ABJAD, 0), ("x", "C", FLAG_LATIN, 5),
    ("xbp", "hvf", FLAG_ABJAD | FLAG_BREATH, 0),
    ("b", "v", FLAG_HANGUL, 4), ("p", "f", FLAG_HANGUL, 4), ("r", "l", FLAG_HANGUL, 4), ("j", "z", FLAG_HANGUL, 4),
    ("rbp", "lvf", FLAG_HANGUL, 4), ("bp", "vv", FLAG_HANGUL, 4),
    ("r", "l", OTHERS, 4), ("rb", "lv", OTHERS, 4), ("C", "t", OTHERS, 4), ("rjC", "ldt", OTHERS, 4),
)  # fmt: skip
TAKEN_FOR = np.stack([np.arange(len(PHONES), dtype=np.uint8)] * len(READ_OTHERWISE))
for _row, (_phones, _others, _, _) in enumerate(READ_OTHERWISE):
    for _phone, _other in zip(_phones, _others, strict=True):
        TAKEN_FOR[_row, CODE[_phone]] = CODE[_other]
IS_TAKEN = np.arange(len(PHONES)) != TAKEN_FOR
WRITTEN = np.array([written for _, _, written, _ in READ_OTHERWISE], np.uint16)
LEAST_PHONES = np.array([least for *_, least in READ_OTHERWISE], np.int64)
AS_H = 0  # row
MOST_LIQUIDS = np.int64(2)  # that are read as either of l and r
IS_LIQUID, IS_LABIAL = (np.array([phone in phones for phone in PHONES]) for phones in ("lr", "bpf"))
_L, _R, _V = (np.uint8(CODE[_phone]) for _phone in "lrv")


def bones_room() -> NDArray[np.uint8]:
    """Scratch of token_keys: two rows of a token's length."""
    return np.zeros((2, MAX_PHONES), np.uint8)


@inner
def skeleton(phones: NDArray[np.uint8], n: int, out: NDArray[np.uint8]) -> int:
    """The consonant groups of a token, those that touch in one group once; returns how many."""
    size: int = _groups(phones, n, GROUP_OF, out)
    return size


@inner
def _taken_for(phones, n, other, bones, taken):  # type: ignore[no-untyped-def]
    """The skeleton's key of a token with some of its phones taken for others, by a row of TAKEN_FOR."""
    for i in range(n):
        taken[i] = other[phones[i]]
    return _whole(bones, skeleton(taken, n, bones), skeleton_seed(taken, n))


@inner
def _has(phones, n, wanted):  # type: ignore[no-untyped-def]
    """Is one of the phones among those wanted?"""
    found = False
    for i in range(n):
        found |= wanted[phones[i]]
    return found


@inner
def _whole(bones, n_bones, seed):  # type: ignore[no-untyped-def]
    """The key of a skeleton; a long one is one whatever its word begins with."""
    return hash_row(bones, n_bones, seed if n_bones < LONG_SKELETON else _SKELETON)


@inner
def _groups(phones, n, group_of, out):  # type: ignore[no-untyped-def]
    size = before = np.int64(0)
    for i in range(n):
        group = group_of[phones[i]]
        if group and group != before:
            out[size] = group
            size += 1
        before = group
    return size


@inner
def skeleton_seed(phones: NDArray[np.uint8], n: int) -> np.int64:
    """Short skeletons of words that begin with a firm consonant are apart from those of the others."""
    return _FIRM if n > 0 and GROUP_OF[phones[0]] else _SKELETON


@inner
def _leave_one_out(row, n, seed, out, at):  # type: ignore[no-untyped-def]
    """Write the keys (hashes.hash_row) of a row with one of its symbols left out, once where the next is the same."""
    before = hash_start(seed)
    for skip in range(n):
        if skip == 0 or row[skip] != row[skip - 1]:
            out[at] = hash_rest(before, row, skip + 1, n)
            at += 1
        before = hash_on(before, row[skip])
    return at


@inner
def syllable_number(token, i, syllables):  # type: ignore[no-untyped-def]
    """The number of the syllable that row `i` of a token table spells (syllables.spelling_number); 0 where it spells
    none, or is a word of another alphabet in a name that is not in syllables."""
    spelt = token[5][i] & (FLAG_LATIN | FLAG_SYLLABLE)
    return spelling_number(token[2][i], np.int64(token[3][i]) if spelt else np.int64(0), syllables)


@inner
def _other_readings(token, i, scratch, out, at):  # type: ignore[no-untyped-def]
    """Write the skeletons of row `i` of a token table as it is READ_OTHERWISE."""
    phones, n, flags = token[0][i], int(token[1][i]), token[5][i]
    bones, taken = scratch[0], scratch[1]
    for row in range(WRITTEN.shape[0]):
        written = flags & WRITTEN[row] == WRITTEN[row]
        if WRITTEN[row] == OTHERS:
            written = not flags & (FLAG_LATIN | FLAG_ABJAD | FLAG_HAN | FLAG_HANGUL | FLAG_BREATH)
        if not written or n < LEAST_PHONES[row] or not _has(phones, n, IS_TAKEN[row]):
            continue
        out[at] = _taken_for(phones, n, TAKEN_FOR[row], bones, taken)
        at += 1
        if (row == AS_H or flags & FLAG_ABJAD) and _has(phones, n, IS_SIBILANT):
            out[at] = hash_row(bones, _groups(taken, n, SIBILANT_OF, bones), _SIBILANT + skeleton_seed(taken, n))
            at += 1
    return at


@inner
def _by_ear(phones, n, scratch, out, at):  # type: ignore[no-untyped-def]
    """Write the skeletons that a foreign word in Korean letters may have elsewhere: its first l and r each as either,
    its b, p and f as v, which is in none (라브로프, Lavrov), with all sibilants as one where it has some (루카셴코)."""
    bones, taken = scratch[0], scratch[1]
    liquids = np.int64(0)
    for i in range(n):
        liquids += IS_LIQUID[phones[i]]
    labial, hissing = _has(phones, n, IS_LABIAL), _has(phones, n, IS_SIBILANT)
    for way in range(np.int64(2 if labial else 1) << min(liquids, MOST_LIQUIDS)):
        rest = way // 2 if labial else way
        for i in range(n):
            taken[i] = _V if labial and way % 2 and IS_LABIAL[phones[i]] else phones[i]
            if IS_LIQUID[phones[i]]:
                taken[i] = _L if rest % 2 else _R
                rest //= 2
        seed = skeleton_seed(taken, n)
        if hissing:
            out[at] = hash_row(bones, _groups(taken, n, SIBILANT_OF, bones), _SIBILANT + seed)
        else:
            out[at] = _whole(bones, _groups(taken, n, GROUP_OF, bones), seed)
        at += 1
    return at


@inner
def token_keys(token, i, out, scratch, syllables):  # type: ignore[no-untyped-def]
    """Write the keys of row `i` of a token table to `out` (MAX_KEYS long); returns how many. Keys may repeat.

    `token` holds the columns (phones, n_phones, spelling, n_spelling, native, flags), `syllables` those of
    names.syllables; `scratch`: see bones_room. Two neighbours read as one word are found by the whole of it only, not
    with a sound left out.
    """
    phones, n = token[0][i], int(token[1][i])
    bones = scratch[0]
    n_bones = skeleton(phones, n, bones)
    seed = skeleton_seed(phones, n)
    out[0] = mix(token[4][i] ^ np.uint64(_NATIVE))
    out[1] = _whole(bones, n_bones, seed)
    at = 2
    if token[5][i] & FLAG_JOINED:
        if token[5][i] & FLAG_BREATH and _has(phones, n, IS_TAKEN[AS_H]):
            out[at] = _taken_for(phones, n, TAKEN_FOR[AS_H], bones, scratch[1])
            at += 1
        return at
    if _has(phones, n, IS_SIBILANT):
        out[at] = hash_row(bones, _groups(phones, n, SIBILANT_OF, bones), _SIBILANT + seed)
        at += 1
        n_bones = skeleton(phones, n, bones)
    at = _other_readings(token, i, scratch, out, at)
    if token[5][i] & FLAG_HANGUL and not token[5][i] & FLAG_SYLLABLE:
        at = _by_ear(phones, n, scratch, out, at)
    n_bones = skeleton(phones, n, bones)
    if n_bones >= LONG_SKELETON:
        apart = seed if n_bones == LONG_SKELETON else _SKELETON
        at = _leave_one_out(bones, min(n_bones, 10), apart, out, at)
    if n <= SHORT_TOKEN:
        out[at] = hash_row(phones, n, _LEFT_OUT)
        at = _leave_one_out(phones, n, _LEFT_OUT, out, at + 1)
    letters = np.int64(token[3][i])
    if 2 < letters <= SHORT_WORD:
        out[at] = hash_row(token[2][i], letters, _LETTERS)
        at = _leave_one_out(token[2][i], letters, _LETTERS, out, at + 1)
    if letters > 2 * END:
        out[at] = hash_row(token[2][i], END, _FIRST)
        out[at + 1] = hash_rest(hash_start(_LAST), token[2][i], letters - END, letters)
        at += 2
    first, meant = syllables[3], syllables[4]
    spelled = syllable_number(token, i, syllables)
    for k in range(first[spelled], first[spelled + 1]):
        out[at] = mix(np.uint64(meant[k] >> WAYS) ^ (np.uint64(_SYLLABLE) << np.uint64(32)))
        at += 1
    return at
