"""How far the phones of a token and of many listed ones are apart, in a tenth of the time that one by one takes.

The recurrence is that of similarity.phone_distance. All is in one loop, because calling a kernel for each pair
costs more than the recurrence, and what the phones to come cost at least is known for each, so that most pairs
are given up after a row or two.
"""

import numpy as np

from comity.matching.weights import ALIKE, ALIKE_JOINED
from comity.names.japanese import FLAG_READING
from comity.names.kernel import inner, kernel
from comity.names.own_letters import NOT_ASCII
from comity.names.similarity import FIRST_LETTER, MAX_PHONES, TRANSPOSED
from comity.names.tokens import (
    FLAG_ABJAD,
    FLAG_BREATH,
    FLAG_HAN,
    FLAG_HANGUL,
    FLAG_JOINED,
    FLAG_LATIN,
    FLAG_SYLLABLE,
    FLAG_WHOLE,
)

WITHIN_SCRIPT, ACROSS_SCRIPTS, VOWEL_LESS, SYLLABIC, READ, FOREIGN, HEBREW, CYRILLIC = range(8)
WAYS = 8
NO_WORD = FLAG_SYLLABLE | FLAG_HAN | FLAG_HANGUL | FLAG_ABJAD
APART = 99.0
SLACK = np.float32(1e-4)  # of single precision
_TRANSPOSED, _FIRST_LETTER = np.float32(TRANSPOSED), np.float32(FIRST_LETTER)
CARD = 32  # bytes
N_PHONES, N_LETTERS, FLAGS, BAG = MAX_PHONES, MAX_PHONES + 1, MAX_PHONES // 2 + 1, 3  # by size of each
_LETTER_A, _LETTERS, _DIGIT_0, _DIGITS = ord("a"), 26, ord("0"), 10


@inner
def way_of(flags_a: int, flags_b: int) -> int:
    """How the costs are to be read for two tokens so written."""
    if (flags_a ^ flags_b) & FLAG_ABJAD:
        vowel_less, vowelled = (flags_a, flags_b) if flags_a & FLAG_ABJAD else (flags_b, flags_a)
        return HEBREW if vowel_less & FLAG_BREATH else CYRILLIC if vowelled & FLAG_BREATH else VOWEL_LESS
    if (flags_a | flags_b) & (FLAG_HAN | FLAG_HANGUL):
        word = (flags_a ^ flags_b) & FLAG_HANGUL and not (flags_a | flags_b) & (FLAG_HAN | FLAG_SYLLABLE)
        return FOREIGN if word else SYLLABIC
    if (flags_a | flags_b) & FLAG_READING:
        return READ
    if (flags_a ^ flags_b) & FLAG_LATIN:
        return ACROSS_SCRIPTS
    return WITHIN_SCRIPT


@inner
def least_alike(flags, weights):  # type: ignore[no-untyped-def]
    """The share of their length that two tokens must share, by the flags of either."""
    return weights[ALIKE_JOINED] if is_joined(flags) else weights[ALIKE]


@inner
def is_joined(flags: int) -> bool:
    """Is one of two tokens, by the flags of either, made of several words? A word that was cut into syllables is one
    beside a word of letters, but not beside another syllable, ideographs or a script without vowels."""
    return flags & FLAG_JOINED != 0 or (flags & FLAG_WHOLE != 0 and flags & NO_WORD != 0)


@inner
def letter_bag(spelling, i, n):  # type: ignore[no-untyped-def]
    """Which letters a word has: two bits for each of a-z (once, more often), one for each digit. The letters of another
    alphabet share those bits, so that words differ in them by no more than they do."""
    bag = np.uint64(0)
    for k in range(n):
        own = spelling[i, k] >= NOT_ASCII
        letter = np.int64(spelling[i, k]) % _LETTERS if own else np.int64(spelling[i, k]) - _LETTER_A
        if 0 <= letter < _LETTERS:
            bit = np.uint64(1) << np.uint64(2 * letter)
            bag |= bit << np.uint64(1) if bag & bit else bit
        digit = np.int64(spelling[i, k]) - _DIGIT_0
        if 0 <= digit < _DIGITS:
            bag |= np.uint64(1) << np.uint64(2 * _LETTERS + digit)
    return bag


@kernel
def fill_cards(tokens, card, card_flags, bags):  # type: ignore[no-untyped-def]
    """Lay out what is read of each candidate in 32 bytes, which come from memory together.

    Phones, how many, how many letters, flags; then the bag of letters. `card_flags` are the same bytes two by two,
    `bags` eight by eight.
    """
    phones, n_phones, spelling, n_spelling, _, flags = tokens
    for token in range(card.shape[0]):
        for k in range(MAX_PHONES):
            card[token, k] = phones[token, k]
        card[token, N_PHONES], card[token, N_LETTERS] = n_phones[token], n_spelling[token]
        card_flags[token, FLAGS] = flags[token]
        bags[token, BAG] = letter_bag(spelling, token, np.int64(n_spelling[token]))


@inner
def _count(bits):  # type: ignore[no-untyped-def]
    """How many bits are set (Warren, Hacker's Delight, 5-1)."""
    bits -= (bits >> np.uint64(1)) & np.uint64(0x5555555555555555)
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@inner
def fewest_edits(left, right):  # type: ignore[no-untyped-def]
    """Edits that words of these bags are apart at least: none changes either side by more than one letter."""
    return max(_count(left & ~right), _count(right & ~left))


@inner
def _cheapest(phones, i, n, way, costs, out):  # type: ignore[no-untyped-def]
    """What each phone of another word costs at least beside token `i`: dropped, or taken for one of its phones."""
    substitute, gap, _, _ = costs
    for other in range(out.shape[1]):
        out[way, other] = gap[way, other]
    for k in range(n):
        phone = phones[i, k]
        for other in range(out.shape[1]):
            cost = substitute[way, phone, other]
            out[way, other] = cost if cost < out[way, other] else out[way, other]


@inner
def _fetch(candidate, n, cards, out):  # type: ignore[no-untyped-def]
    """Copy the cards of the candidates side by side: the waits for memory overlap in so short a loop."""
    for k in range(n):
        for part in range(CARD // 8):
            out[k, part] = cards[candidate[k], part]


@inner
def phones_apart(a, i, listed, n, costs, weights, room):  # type: ignore[no-untyped-def]
    """How far the phones of token `i` of table `a` and those of the first `n` of `room.candidate` are apart.

    Written to `room.apart`: APART where more than the two tokens may differ, or where one has no length.
    Returns the length of the token; `room.size` holds those of the candidates, `room.card` their cards.
    """
    substitute, gap, length, _ = costs
    phones_a, n_a, flags_a = a[0], np.int64(a[1][i]), a[5][i]
    card, apart, sizes = room.card, room.apart, room.size
    _fetch(room.candidate, n, listed[6], room.bag)
    cheapest, rest, rows = room.cheapest, room.rest, room.rows
    size_a, known = np.float32(0.0), np.int64(0)
    for x in range(n_a):
        size_a += length[phones_a[i, x]]
    for k in range(n):
        flags_b, n_b = room.flags[k, FLAGS], np.int64(card[k, N_PHONES])
        way = np.int64(way_of(flags_a, flags_b))
        if not known >> way & 1:  # most tokens have candidates of one way of writing only
            _cheapest(phones_a, i, n_a, way, costs, cheapest)
            known |= np.int64(1) << way
        size, total = np.float32(0.0), np.float32(0.0)
        rest[n_b] = 0.0
        for j in range(n_b - 1, -1, -1):
            phone = card[k, j]
            size += length[phone]
            total += cheapest[way, phone]
            rest[j] = total
        apart[k], sizes[k] = APART, size
        most = np.float32((1.0 - least_alike(flags_a | flags_b, weights)) * 0.5 * (size_a + size))
        if total > most + SLACK or size == 0.0 or size_a == 0.0:
            continue
        total = np.float32(0.0)
        for j in range(n_b):
            rows[1, j] = total
            total += gap[way, card[k, j]]
        rows[1, n_b] = total
        before, above, row = 0, 1, 2
        before_least, p, factor = np.float32(0.0), np.uint8(0), _FIRST_LETTER
        near = True
        for x in range(n_a):
            phone = phones_a[i, x]
            dropped = gap[way, phone]
            corner = rows[above, 0]
            here = corner + dropped
            rows[row, 0] = here
            least, q = here + rest[0], np.uint8(0)
            for j in range(n_b):
                other = card[k, j]
                cost = substitute[way, phone, other]
                over = rows[above, j + 1]
                best = min(corner + cost * factor, over + dropped)
                if phone == q and other == p and phone != other:
                    best = min(best, rows[before, j - 1] + min(cost, _TRANSPOSED))
                corner, q, factor = over, other, np.float32(1.0)
                here = min(best, here + gap[way, other])
                rows[row, j + 1] = here
                least = min(least, here + rest[j + 1])
            if least > most + SLACK and before_least > most + SLACK:
                near = False
                break
            before_least, p = least, phone
            before, above, row = above, row, before
        if near and rows[above, n_b] <= most:
            apart[k] = rows[above, n_b]
    return size_a
