"""Spelling rules of names in Latin letters: ASCII letters to phones.

Romanisations of the same name differ by language (Shoigu, Schoigu, Choïgou); the rules bring the usual
spellings of one sound together and leave the rest to the costs of `alphabet`.
"""

import numpy as np
from numpy.typing import NDArray

from comity.names.alphabet import CODE, PHONES
from comity.names.kernel import inner
from comity.names.letters import LATIN
from comity.names.turkish import in_turkish, turkish_compound

ONE = np.zeros(128, dtype=np.uint8)  # the phone of a letter without neighbours
for _letter in "abdefghijklmnoprstuvwz":
    ONE[ord(_letter)] = CODE[_letter]
ONE[ord("q")], ONE[ord("c")], ONE[ord("x")], ONE[ord("y")] = CODE["q"], CODE["k"], CODE["k"], CODE["y"]
for _sign in "0123456789?":
    ONE[ord(_sign)] = CODE[_sign]

# Letter groups, the longest first; the second column is the sound.
GROUPS = (
    ("shch", "SC"), ("tsch", "C"), ("dsch", "j"), ("sch", "S"), ("tch", "C"), ("dzh", "j"), ("tsh", "C"),
    ("sh", "S"), ("ch", "C"), ("kh", "x"), ("gh", "G"), ("zh", "Z"), ("th", "T"), ("dh", "D"), ("ph", "f"),
    ("ck", "k"), ("cz", "C"), ("sz", "S"), ("ts", "c"), ("tz", "c"), ("dj", "j"), ("wh", "w"), ("rh", "r"), ("bh", "b"),
    ("jh", "j"), ("xh", "j"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("oe", "o"), ("qu", "ku"), ("x", "ks"),
)  # fmt: skip


def _group_table() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    spelled = np.zeros((len(GROUPS), 5), dtype=np.uint8)  # length, then up to four letters
    sounds = np.zeros((len(GROUPS), 3), dtype=np.uint8)  # length, then up to two phones
    for row, (letters, phones) in enumerate(GROUPS):
        spelled[row, 0], sounds[row, 0] = len(letters), len(phones)
        spelled[row, 1 : 1 + len(letters)] = [ord(letter) for letter in letters]
        sounds[row, 1 : 1 + len(phones)] = [CODE[phone] for phone in phones]
    return spelled, sounds


SPELLED, SOUNDS = _group_table()
FIRST_GROUP = np.zeros(128, dtype=np.int16)  # where the groups of a first letter may begin; -1: none
FIRST_GROUP[:] = -1
for _row in range(len(GROUPS) - 1, -1, -1):
    FIRST_GROUP[ord(GROUPS[_row][0][0])] = _row

SEAM = np.zeros((128, 128), dtype=np.uint8)  # the one sound of two letters, 0 where they are two
for _letters, _phones in GROUPS:
    if len(_letters) == 2 and len(_phones) == 1:
        SEAM[ord(_letters[0]), ord(_letters[1])] = CODE[_phones]
SEAM_VOWEL = np.zeros(len(PHONES), dtype=np.bool_)
SEAM_VOWEL[[CODE[_phone] for _phone in "aeiou"]] = True
_H, _H_PHONE, _K_PHONE = ord("h"), CODE["h"], CODE["k"]

_A, _E, _I, _O, _U, _Y = (ord(letter) for letter in "aeiouy")
_C, _S, _X = ord("c"), CODE["s"], ord("x")
_B, _J, _V, _K, _LOWER_S, _D, _W, _N = (ord(letter) for letter in "bjvksdwn")
_I_PHONE, _SH_PHONE, _CH_PHONE, _Y_PHONE, _X_PHONE = (CODE[_phone] for _phone in "iSCyx")
_IN_GERMAN = np.arange(len(PHONES), dtype=np.uint8)  # how German reads what other languages read so
for _other, _phone in zip("jwz", "yvc", strict=True):
    _IN_GERMAN[CODE[_other]] = CODE[_phone]
BEFORE_IC = np.zeros(128, dtype=np.bool_)  # Milosevic, Karadzic, Vucic: family names that lost their accent
BEFORE_IC[[ord(_letter) for _letter in "vzsjcd"]] = True


_LEET = np.zeros(128, dtype=np.uint8)
for _digit, _letter in zip("0134579", "oieastg", strict=True):
    _LEET[ord(_digit)] = ord(_letter)
_ZERO = CODE["0"]


@inner
def _is_vowel(letter: int) -> bool:
    return letter in (_A, _E, _I, _O, _U)


@inner
def _is_german(letters, n):  # type: ignore[no-untyped-def]
    """Is a word spelt as in German, with sch for one sound: Chruschtschow, Janukowytsch?"""
    found = False
    for i in range(2, n):
        found |= letters[i] == _H and letters[i - 1] == _C and letters[i - 2] == _LOWER_S
    return found


@inner
def _is_slavic_j(letters, i, n):  # type: ignore[no-untyped-def]
    """Is the j of -jev, -jow, -jewa, or of -ija (but -dija: Khadija), which is read as y in every language?"""
    if i == 0 or i + 2 > n:
        return False
    vowel, rest = letters[i + 1], n - i
    if rest == 2:
        return vowel == _A and letters[i - 1] == _I and n > 3 and letters[i - 2] != _D
    ends = rest == 3 or (rest == 4 and letters[n - 1] == _A)
    return ends and vowel in (_E, _O) and letters[i + 2] in (_V, _W)


@inner
def _one_sound(letters, i, n, following):  # type: ignore[no-untyped-def]
    """The phone of a letter that belongs to no group, by what stands around it."""
    letter = letters[i]
    if letter == _C and following in (_E, _I, _Y):
        return _S
    if letter == _C and i == n - 1 and n > 4 and letters[i - 1] == _I and BEFORE_IC[letters[i - 2]]:
        return _CH_PHONE
    if letter == _Y and not _is_vowel(following):
        return _I_PHONE
    if letter == _J and i == n - 1 and n > 3 and (letters[i - 1] == _I or (letters[i - 1] == _E and n > 5)):
        return _I_PHONE  # Sergej, Dmitrij
    if letter == _J and _is_slavic_j(letters, i, n):
        return _Y_PHONE
    return ONE[letter]


@inner
def _is_breath(letters, n):  # type: ignore[no-untyped-def]
    """Is the x that a word begins with kh, as in Uzbek, Azerbaijani and Kurdish (Xolid, Xalid)? Not that of Xavier and
    Xander; before e, i and u it is Chinese more often."""
    if letters[1] == _O:
        return n > 2
    return letters[1] == _A and n > 2 and letters[2] not in (_V, _B, _N)


@inner
def _in_language(letters, i, n, german, turkish):  # type: ignore[no-untyped-def]
    """The phone of a letter that belongs to no group, in the language that the word is spelt in."""
    heard = in_turkish(letters, i, n) if turkish else np.int64(letters[i])
    phone = _one_sound(letters, i, n, letters[i + 1] if i + 1 < n else 0) if heard == letters[i] else ONE[heard]
    return _IN_GERMAN[phone] if german else phone


@inner
def _without_baltic_ending(letters, n):  # type: ignore[no-untyped-def]
    """How many letters a Slavic name has without the ending that Latvian adds: Sergejs, Lavrovs, Lisovskis."""
    if n < 6 or letters[n - 1] != _LOWER_S:
        return n
    last, before = letters[n - 2], letters[n - 3]
    glide = last == _J and before in (_E, _I)
    surname = last == _V and before in (_O, _E)
    return n - 1 if glide or surname or (last == _I and before == _K and letters[n - 4] == _LOWER_S) else n


@inner
def latin_phones(letters: NDArray[np.uint8], n: int, out: NDArray[np.uint8], at: int) -> int:
    """Write the phones of `letters[:n]` (ASCII a-z, 0-9, ?) to `out` from `at`; returns where they end."""
    i = 0
    limit = out.shape[0] - 2
    n = _without_baltic_ending(letters, n)
    german, turkish = _is_german(letters, n), turkish_compound(letters, n)
    while i < n and at < limit:
        letter = letters[i]
        following = letters[i + 1] if i + 1 < n else 0
        if letter == _X and i == 0 and _is_vowel(following):
            out[at] = _X_PHONE if _is_breath(letters, n) else _SH_PHONE
            at += 1
            i += 1
            continue
        taken = 0
        row = FIRST_GROUP[letter]
        while 0 <= row < SPELLED.shape[0]:
            size = SPELLED[row, 0]
            if SPELLED[row, 1] == letter and i + size <= n:
                same = True
                for k in range(1, size):
                    if letters[i + k] != SPELLED[row, 1 + k]:
                        same = False
                        break
                if letter == _D and following == _J and size == 2:
                    same = same and not _is_slavic_j(letters, i + 1, n)  # Medwedjew
                if same:
                    for k in range(SOUNDS[row, 0]):
                        out[at] = SOUNDS[row, 1 + k]
                        at += 1
                    if german and size == 2 and letter == _C and following == _H:
                        out[at - 1] = _X_PHONE
                    taken = size
                    break
            row += 1
        if taken:
            i += taken
            continue
        out[at] = _in_language(letters, i, n, german, turkish)
        at += 1
        i += 1
    return at


@inner
def letter_of_phone(letters, n, phone, scratch):  # type: ignore[no-untyped-def]
    """Which of `letters[:n]` the phone of this place begins with: the one before which there are too few phones."""
    for k in range(1, n + 1):
        if latin_phones(letters, k, scratch, np.int64(0)) > phone:
            return np.int64(k - 1)
    return np.int64(n)


@inner
def mend_seam(phones, seam, size, last, first):  # type: ignore[no-untyped-def]
    """Read `size` phones of two words, the second of which begins at `seam`, as those of one word; returns how many.

    `last`, `first`: the letters that meet, 0 for none. What was two sounds may be the two letters of one (As-hraf), a
    silent h is spoken (Ibrah-im), and a c is soft (Innoc-ent).
    """
    if not 0 < last < 128 or not 0 < first < 128 or seam == 0 or seam == size:
        return size
    sound = SEAM[last, first]
    if sound and phones[seam - 1] == ONE[last] and phones[seam] == ONE[first]:
        phones[seam - 1] = sound
        for i in range(seam, size - 1):
            phones[i] = phones[i + 1]
        return size - 1
    if last == _C and first in (_E, _I, _Y) and phones[seam - 1] == _K_PHONE:
        phones[seam - 1] = _S
    if last == _H and phones[seam - 1] != _H_PHONE and SEAM_VOWEL[phones[seam - 1]] and size < phones.shape[0]:
        for i in range(size, seam, -1):
            phones[i] = phones[i - 1]
        phones[seam] = _H_PHONE
        return size + 1
    return size


@inner
def digit_in_word(word, i, n_letters, table):  # type: ignore[no-untyped-def]
    """The ASCII letter or digit that a digit within a Latin word stands for (S3chin, Ig0r); of a circled number of two
    digits the first does.

    `word`: code points, their kinds, how many; `n_letters` of them are letters.
    """
    points, kinds, n = word
    digit = table[2][points[i], 0] - _ZERO + 48
    inner = 0 < i < n - 1 and kinds[i - 1] == LATIN and kinds[i + 1] == LATIN
    return _LEET[digit] if inner and n_letters >= 3 and _LEET[digit] else digit
