"""Names written as one word or as several: Abdulrahman, Abd al-Rahman; Nuruddin, Nour el-Dine; Saifullah.

The parts are cut on phones, so that one rule serves every script. It is the same on both sides of a
comparison, which is all that matters where a cut is wrong for the name's own language.
"""

import numpy as np
from numpy.typing import NDArray

from comity.names.alphabet import CODE, PHONES, merged
from comity.names.kernel import inner

VOWELISH = np.zeros(len(PHONES), dtype=np.bool_)
for _phone in "aeiouAWY":
    VOWELISH[CODE[_phone]] = True

BEFORE_SPOKEN, SPOKEN = np.zeros(len(PHONES), dtype=np.bool_), np.zeros(len(PHONES), dtype=np.bool_)
for _phone in "ueo":
    BEFORE_SPOKEN[CODE[_phone]] = True
for _phone in "rsSnzt":
    SPOKEN[CODE[_phone]] = True

_a, _b, _d, _e, _h, _i, _l, _n, _o, _u, _x = (CODE[phone] for phone in "abdehilnoux")
_A, _E, _H, _W, _Y = (CODE[phone] for phone in "AEHWY")
ALLAH = np.array([_a, _l, _a], dtype=np.uint8)
ZERO = CODE["0"]
MIN_STEM = 3
ABDUL = 5  # phones
LONE = 5  # phones of Ullah and Uddin, written as words of their own
ONE_SOUND = merged()


@inner
def after_abd(phones: NDArray[np.uint8], n: int) -> int:
    """Where the second part of an "abd" compound begins; n for the word abdul alone; 0 for other words."""
    if n < 5 or phones[1] != _b or phones[2] != _d:
        return 0
    if phones[0] != _a and phones[0] != _E and phones[0] != _A:
        return 0
    i = 3
    while i < n and VOWELISH[phones[i]]:
        i += 1
    if i == n:
        return 0
    if _is_ul(phones, i, n):
        return n
    if phones[i] == _l:
        return i + 1
    if i == n - 1 and i == 4 and BEFORE_SPOKEN[phones[3]] and SPOKEN[phones[i]]:
        return n  # the article spoken as the next word begins: Abdur Rahman, Abdus Salam
    if i + 1 < n and phones[i + 1] == phones[i]:
        i += 1
    return i if n - i >= MIN_STEM else 0


@inner
def _is_ul(phones, i, n):  # type: ignore[no-untyped-def]
    """Is all that follows abd, without a vowel between, the ul of Abdul with a letter too many or two exchanged: Abdlu,
    Abddel, Abdlel? What ends as Allah does is that."""
    if i != ABD_SIZE or n - i > MIN_STEM or phones[n - 1] in (_a, _A, _o):
        return False
    found = False
    for k in range(i + 1 if phones[i] == _d else i, n):
        if phones[k] != _l and not VOWELISH[phones[k]]:
            return False
        found |= phones[k] == _l
    return found


@inner
def before_din(phones: NDArray[np.uint8], n: int) -> tuple[int, int]:
    """Where "-uddin" begins and where its "din" does; (0, 0) for other words."""
    end = n
    if end > 2 and phones[end - 1] == _e and phones[end - 2] == _n:
        end -= 1
    if end < MIN_STEM + 4 or phones[end - 1] != _n:
        return 0, 0
    i = end - 2
    while i > 0 and (phones[i] == _i or phones[i] == _Y or phones[i] == _e):
        i -= 1
    if i == end - 2 or phones[i] != _d:
        return 0, 0
    start = i
    firm = False
    if phones[i - 1] == _d or phones[i - 1] == _l:
        firm = True
        i -= 1
    i -= 1
    if i < 1 or not VOWELISH[phones[i]]:
        return 0, 0
    if not firm and phones[i] != _u and phones[i] != _o:
        return 0, 0
    while i > 0 and VOWELISH[phones[i - 1]]:
        i -= 1
    return (i, start) if i >= MIN_STEM else (0, 0)


@inner
def before_allah(phones: NDArray[np.uint8], n: int) -> int:
    """Where "-ullah" begins; 0 for other words. The double l is still there at this stage."""
    end = n
    if end > 0 and phones[end - 1] == _i:
        end -= 1
    # Cyrillic writes the breath as x: Хабибуллах.
    breath = end > 0 and (phones[end - 1] == _h or phones[end - 1] == _H or phones[end - 1] == _x)
    if breath:
        end -= 1
    if end > 0 and (phones[end - 1] == _a or phones[end - 1] == _o):
        end -= 1
    elif not breath:
        return 0
    if end < LONE or phones[end - 1] != _l or phones[end - 2] != _l:
        return 0
    i = end - 3
    if not VOWELISH[phones[i]]:
        return 0
    if not breath and phones[i] != _u and phones[i] != _o:
        return 0
    while i > 0 and VOWELISH[phones[i - 1]]:
        i -= 1
    return i if i >= MIN_STEM else 0


@inner
def before_abdul(phones: NDArray[np.uint8], n: int) -> int:
    """Where the "abdul" begins that ran into the word before it: Khalidabdul Qadir; 0 for other words."""
    at = n - ABDUL
    if at < MIN_STEM or phones[at] != _a or phones[at + 1] != _b or phones[at + 2] != _d or phones[n - 1] != _l:
        return 0
    return at if BEFORE_SPOKEN[phones[at + 3]] else 0


@inner
def _silent(phone: int, following: int, before: int) -> bool:
    """A glide after i at a word's end or before another, or a final h after a vowel."""
    if phone == CODE_Y:
        return before == _i and following in (0, _i)
    return phone == _h and following == 0 and VOWELISH[before]


@inner
def tidy(phones: NDArray[np.uint8], start: int, end: int, out: NDArray[np.uint8]) -> int:
    """Copy `phones[start:end]` to `out`: doubled sounds once, two that spell one joined, glides settled."""
    size = 0
    i = start
    limit = out.shape[0]
    while i < end and size < limit:
        phone = phones[i]
        following = phones[i + 1] if i + 1 < end else 0
        glide = (following in (_i, CODE_Y) and phone in (_a, _e)) or (phone == _a and following == _e)
        if glide and (i + 2 >= end or not VOWELISH[phones[i + 2]]):
            phone = _e
            i += 1
        elif _silent(phone, following, out[size - 1] if size else 0):
            i += 1
            continue
        if size > 0 and ONE_SOUND[out[size - 1], phone]:
            out[size - 1] = ONE_SOUND[out[size - 1], phone]
        elif size == 0 or out[size - 1] != phone or ZERO <= phone < ZERO + 10:  # 44 is not 4
            out[size] = phone
            size += 1
        i += 1
    return size


@inner
def _behind_article(phones, n, without):  # type: ignore[no-untyped-def]
    """Where a word begins that has its article as it is spoken (Essaadi, Errahmani, Uddin); written as well, that is
    silent (Elsseid). `without`: it has none."""
    if n == LONE:
        return _before_lone_din(phones, n)
    if without or n < LONE or not SHORT_VOWEL[phones[0]]:
        return 0
    if phones[1] == _l and phones[2] == phones[3] and SUN_LETTER[phones[2]]:
        phones[1] = phones[2]
        return 0
    return 2 if phones[1] == phones[2] and SUN_LETTER[phones[1]] else 0


@inner
def is_article(phones, n):  # type: ignore[no-untyped-def]
    """Is a tidied token al, el or ul?"""
    return n == ARTICLE_SIZE and phones[1] == _l and (phones[0] == _a or phones[0] == _e or phones[0] == _u)


@inner
def join_parts(phones_a, n_a, phones_b, n_b, out):  # type: ignore[no-untyped-def]
    """Write the two parts of a compound as one word, with the vowel that most join them by; returns how many phones.

    Whoever mistypes such a name often leaves nothing that could be cut: Abdmlkader, Atiqullmh, Shamsudvin.
    """
    for i in range(n_a):
        out[i] = phones_a[i]
    n, rest = np.int64(n_a), 0
    if is_allah(phones_b, n_b):
        out[n] = _u
        n, rest = n + 1, 1
    elif n_a == ABD_SIZE and phones_a[1] == _b and phones_a[2] == _d:
        out[n], out[n + 1] = _u, _l
        n += 2
    elif n_b == DIN_SIZE and phones_b[0] == _d and phones_b[2] == _n:
        out[n] = _u
        n += 1
    for i in range(rest, n_b):
        out[n] = phones_b[i]
        n += 1
    return n


@inner
def is_allah(phones, n):  # type: ignore[no-untyped-def]
    """Is a tidied part of a compound Allah?"""
    return n == ALLAH.shape[0] and phones[0] == ALLAH[0] and phones[1] == ALLAH[1] and phones[2] == ALLAH[2]


CODE_Y = CODE["y"]
ABD_SIZE = DIN_SIZE = 3
ARTICLE_SIZE = 2


@inner
def _is_ullah(phones, n):  # type: ignore[no-untyped-def]
    """Is a word the Ullah of Habib Ullah, as Urdu and Dari names are written in two words?"""
    if n != LONE or phones[0] != _u or phones[1] != _l or phones[2] != _l or phones[3] != _a:
        return False
    return phones[4] == _h or phones[4] == _x


@inner
def _before_lone_din(phones, n):  # type: ignore[no-untyped-def]
    """Where "din" begins in the Uddin of Nasir Uddin, as Bengali names are written; 0 for other words."""
    if n != LONE or phones[0] != _u or phones[1] != _d or phones[2] != _d or phones[3] != _i:
        return 0
    return 2 if phones[4] == _n else 0


@inner
def cut_compound(phones, n, abjad, articled, bounds):  # type: ignore[no-untyped-def]
    """Cut a raw token into parts: rows of `bounds` are (start, end, is_allah). Returns how many.

    `articled`: the word before is the article, so that this one does not begin with it (al-Azzawi).
    """
    start = 0
    parts = 0
    if abjad and n > 4 and phones[0] == _W and phones[1] == _A and phones[2] == _l:
        start = 3
    elif abjad and n > 3 and phones[0] == _A and phones[1] == _l:
        start = 2
        if n <= 5 and phones[2] == _l and before_lah(phones, start, n):
            bounds[0, 0], bounds[0, 1], bounds[0, 2] = 0, n, 1
            return 1
    elif _is_ullah(phones, n):
        bounds[0, 0], bounds[0, 1], bounds[0, 2] = 0, n, 1
        return 1
    else:
        start = _behind_article(phones, n, abjad or articled)
    abd = after_abd(phones[start:], n - start)
    if abd:
        bounds[parts, 0], bounds[parts, 1], bounds[parts, 2] = start, start + 3, 0
        parts += 1
        start += abd
        if start >= n:
            return parts
        if abjad and n - start > 3 and phones[start] == _A and phones[start + 1] == _l:
            start += 2
        if n - start <= 4 and phones[start] == _l and before_lah(phones, start, n):
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
    stem = 0 if abjad or parts else before_abdul(phones[start:], n - start)
    if stem:
        bounds[0, 0], bounds[0, 1], bounds[0, 2] = start, start + stem, 0
        start += stem
        parts, n = 1, start + ABD_SIZE
    bounds[parts, 0], bounds[parts, 1], bounds[parts, 2] = start, n, 0
    return parts + 1


@inner
def before_lah(phones, start, n):  # type: ignore[no-untyped-def]
    """Is the rest "lah", "la", "lo", "lahi" or lām-hāʾ, as after Abdul-?"""
    found = True
    for i in range(start + 1, n):
        found &= LAH[phones[i]]
    return found


SHORT_VOWEL, SUN_LETTER = np.zeros(len(PHONES), dtype=np.bool_), np.zeros(len(PHONES), dtype=np.bool_)
for _phone in "ae":
    SHORT_VOWEL[CODE[_phone]] = True
for _phone in "tTdDrzsSn":
    SUN_LETTER[CODE[_phone]] = True
LAH = np.zeros(len(PHONES), dtype=np.bool_)
for _phone in "aohHilx":  # x as Cyrillic writes the breath
    LAH[CODE[_phone]] = True
