"""The phones: one code for each sound that spellings of names tell apart, and what it costs to mistake one.

Code 0 is padding. Lower-case letters sound roughly as in English romanisations of names; capitals are
the digraphs (S "sh", Z "zh", C "ch", x "kh", G "gh", T "th", D "dh"), c is "ts". Five codes exist
for letters of abjads that may stand for a vowel or for nothing: A alif, W wāw, Y yāʾ, H tāʾ marbūṭa or
final hāʾ, E ʿayn and hamza. A question mark is a letter that was lost on the way (telex, a wrong encoding).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

PHONES = "\0aeioubpdtkgqfvwhxGszSZcCjTDlrmnyAWYHE0123456789?"
CODE = {phone: code for code, phone in enumerate(PHONES)}
VOWELS = "aeiou"
SOFT = "AWYHE"
LOST, ANY_FOR_LOST, GAP_LOST = "?", 0.12, 0.30

# Two sounds in a row that are the spelling of one: Arabic تش, Greek τσ, Cyrillic дж, дз, and цз, чж for pinyin j, zh.
# Not "tz": a vowel is unwritten between the two in معتز, Mutazz.
MERGED = {"tS": "C", "tC": "C", "dZ": "j", "dz": "j", "cz": "j", "CZ": "j", "ts": "c", "gk": "g"}

# Cost of taking one phone for another, where it is less than a whole one (1.0). Both directions.
# Fitted to 43,000 pairs of spellings of one name (Latin, Arabic, Cyrillic, Hebrew and eight more scripts), at
# equal shares of false pairs; then rounded, and bounded where a sound tells common names apart (Khan, Chan).
CLOSE: dict[float, tuple[str, ...]] = {
    0.05: ("vw", "TD", "hx", "tT", "cC", "hH", "Zj"),
    0.08: ("ae", "ei", "ou", "iy", "uw", "kq", "gG", "gq", "fv", "cs", "zZ", "zD"),
    0.15: ("dD", "bp", "sS", "sz", "zj", "ZS", "sT", "cz"),
    0.20: ("xC", "kx", "gj", "gh", "ij", "jy", "pf", "fT"),
    0.27: ("SC", "Cj", "kg", "Gr", "Gq", "bv", "wf", "xS", "Ct"),
    0.35: ("dt", "tc", "uv", "jx", "Cs", "cS", "Cq", "jS", "gZ", "gy", "xG", "kc", "jd", "zT", "kG"),
    0.50: ("kC", "hG", "Th", "gx", "fh", "bw", "hy", "zS", "ks", "lr", "ZC"),
}
UNLIKE_VOWELS = 0.45
# What an abjad's ambiguous letter may stand for, by cost.
STANDS_FOR: dict[float, dict[str, str]] = {
    0.03: {"A": "aeE", "W": "uowvW", "Y": "iyej", "H": "aheA", "E": "aeiouAH"},
    0.12: {"A": "iouy", "H": "ti", "E": "g"},
    0.25: {"W": "aA", "Y": "aA"},
}

GAP_VOWEL = 0.27
GAP_WEAK = {"h": 0.35, "y": 0.25, "w": 0.20, "j": 0.50}
# Against an abjad: short vowels are unwritten, long i, o, u are not; a letter of its own is seldom without sound.
GAP_ABJAD = {"a": 0.06, "e": 0.05, "i": 0.10, "o": 0.12, "u": 0.12, "h": 0.28, "y": 0.25, "w": 0.30, "j": 0.50}
GAP_SOFT = {"H": 0.10, "E": 0.08, "A": 0.17, "W": 0.45, "Y": 0.35}


def codes(phones: str) -> NDArray[np.uint8]:
    """The codes of a phone string, e.g. codes("usama")."""
    return np.array([CODE[phone] for phone in phones], dtype=np.uint8)


def phones_of(code_row: NDArray[np.uint8]) -> str:
    """The phone string of a row of codes, without padding."""
    return "".join(PHONES[code] for code in code_row if code)


@cache
def substitution_costs() -> NDArray[np.float32]:
    """Cost 0-1 of taking the row's phone for the column's; n_phones x n_phones, symmetric, zero diagonal."""
    size = len(PHONES)
    costs = np.ones((size, size), dtype=np.float32)
    for cost, pairs in CLOSE.items():
        for pair in pairs:
            costs[CODE[pair[0]], CODE[pair[1]]] = costs[CODE[pair[1]], CODE[pair[0]]] = cost
    for left in VOWELS:
        for right in VOWELS:
            if costs[CODE[left], CODE[right]] == 1.0:
                costs[CODE[left], CODE[right]] = UNLIKE_VOWELS
    for cost, letters in STANDS_FOR.items():
        for soft, sounds in letters.items():
            for sound in sounds:
                costs[CODE[soft], CODE[sound]] = costs[CODE[sound], CODE[soft]] = cost
    for phone in PHONES[1:]:
        if not phone.isdigit():
            costs[CODE[LOST], CODE[phone]] = costs[CODE[phone], CODE[LOST]] = ANY_FOR_LOST
    np.fill_diagonal(costs, 0.0)
    costs.flags.writeable = False
    return costs


@cache
def merged() -> NDArray[np.uint8]:
    """The one phone that the row's phone followed by the column's stands for; 0 where they are two sounds."""
    table = np.zeros((len(PHONES), len(PHONES)), dtype=np.uint8)
    for pair, phone in MERGED.items():
        table[CODE[pair[0]], CODE[pair[1]]] = CODE[phone]
    table.flags.writeable = False
    return table


@cache
def gap_costs() -> NDArray[np.float32]:
    """Cost of a phone that the other side lacks; row 0 between vowelled scripts, row 1 against an abjad."""
    gaps = np.ones((2, len(PHONES)), dtype=np.float32)
    for row, weak in enumerate((dict.fromkeys(VOWELS, GAP_VOWEL) | GAP_WEAK | GAP_SOFT, GAP_ABJAD | GAP_SOFT)):
        for phone, cost in weak.items():
            gaps[row, CODE[phone]] = cost
        gaps[row, CODE[LOST]] = GAP_LOST
    gaps.flags.writeable = False
    return gaps


@cache
def lengths() -> NDArray[np.float32]:
    """How much of a token one phone is: 1 a consonant, 0.5 a vowel, 0.25 a letter that may be silent."""
    sizes = np.ones(len(PHONES), dtype=np.float32)
    for phone in VOWELS:
        sizes[CODE[phone]] = 0.5
    for phone in SOFT:
        sizes[CODE[phone]] = 0.4
    sizes[CODE[LOST]] = 0.5
    sizes[0] = 0.0
    sizes.flags.writeable = False
    return sizes
