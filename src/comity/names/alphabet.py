"""The phones: one code for each sound that spellings of names tell apart, and what it costs to mistake one.

Code 0 is padding. Lower-case letters sound roughly as in English romanisations of names; capitals are
the digraphs (S "sh", Z "zh", C "ch", x "kh", G "gh", T "th", D "dh"), c is "ts". Five codes exist
for letters of abjads that may stand for a vowel or for nothing: A alif, W wāw, Y yāʾ, H tāʾ marbūṭa or
final hāʾ, E ʿayn and hamza.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

PHONES = "\0aeioubpdtkgqfvwhxGszSZcCjTDlrmnyAWYHE0123456789"
CODE = {phone: code for code, phone in enumerate(PHONES)}
VOWELS = "aeiou"
SOFT = "AWYHE"

# Cost of taking one phone for another, where it is less than a whole one (1.0). Both directions.
# The values follow what changes between romanisations of one name in the UN, EU and UK lists.
CLOSE: dict[float, tuple[str, ...]] = {
    0.05: ("vw", "kq", "cC", "TD"),
    0.10: ("ae", "ei", "ou", "iy", "uw", "GG", "xk", "hx", "hH"),
    0.15: ("ai", "ao", "sz", "cs", "zD", "sT", "gG", "SC", "Zj", "ZS"),
    0.20: ("au", "eo", "tT", "dD", "dT", "tD", "jy", "kx", "gk", "pb", "jC", "jg", "ZG", "zZ", "cz", "zj"),
    0.25: ("eu", "io", "iu", "dt", "fv", "fp", "gq", "Gr", "Gq", "hG", "sS", "wf", "zs", "ct", "cS", "vb"),
    0.35: ("CS", "Cs", "Ck", "Cx", "xS", "xG", "gh", "qC", "jz", "jd", "Cq", "jS", "kh", "Ct", "gy"),
    0.50: ("Th", "ks", "kC", "fT", "bw", "pf", "hy", "mn", "lr", "gd"),
}
# What an abjad's ambiguous letter may stand for, at almost no cost.
STANDS_FOR = {"A": "aeiouyE", "W": "uowvaW", "Y": "iyeaj", "H": "ahtei", "E": "aeiouAHg"}

GAP_VOWEL = 0.30
GAP_WEAK = {"h": 0.30, "y": 0.30, "w": 0.35, "H": 0.10, "E": 0.05, "A": 0.10, "W": 0.30, "Y": 0.25}
GAP_SOFT_VOWEL = 0.03  # against an abjad, which does not write short vowels
GAP_ABJAD_DOUBLE = 0.10


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
        for left, right in pairs:
            costs[CODE[left], CODE[right]] = costs[CODE[right], CODE[left]] = cost
    for left in VOWELS:
        for right in VOWELS:
            if costs[CODE[left], CODE[right]] == 1.0:
                costs[CODE[left], CODE[right]] = 0.30
    for soft, sounds in STANDS_FOR.items():
        for sound in sounds:
            costs[CODE[soft], CODE[sound]] = costs[CODE[sound], CODE[soft]] = 0.04
    np.fill_diagonal(costs, 0.0)
    costs.flags.writeable = False
    return costs


@cache
def gap_costs() -> NDArray[np.float32]:
    """Cost of a phone that the other side lacks; row 0 between vowelled scripts, row 1 against an abjad."""
    gaps = np.ones((2, len(PHONES)), dtype=np.float32)
    for vowel in VOWELS:
        gaps[0, CODE[vowel]], gaps[1, CODE[vowel]] = GAP_VOWEL, GAP_SOFT_VOWEL
    for weak, cost in GAP_WEAK.items():
        gaps[:, CODE[weak]] = cost
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
    sizes[0] = 0.0
    sizes.flags.writeable = False
    return sizes
