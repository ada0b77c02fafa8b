"""Words that correspond in two names of persons, and are two names nevertheless.

Whoever misspells a name seldom writes another one that many bear. So two common words a letter apart are two names if
they are known to be (names.known); two words further apart also if their consonants differ, unless they are known to be
forms of one. Where a script writes no vowels a word is like many others, and only what is known tells them apart.

Where all else that corresponds are names of many (Muhammad, Ahmed, Ali), thousands bear them, each beside a name of his
own, and some of these sound much alike: Selim and Salem, Shaji and Shahji. Beside such a name only one wrong letter or
a spelling that keeps every consonant is the same name.
"""

from collections.abc import Iterator
from functools import lru_cache

from comity.matching.name_evidence import HEBREW, Alignment, Written, fold
from comity.matching.near import OF_WEIGHT
from comity.names.alphabet import CODE
from comity.names.keys import GROUP_OF
from comity.names.known import HELD, are_forms, are_two_names, is_known
from comity.names.tokens import FLAG_ABJAD, FLAG_HANGUL, FLAG_LATIN, FLAG_SYLLABLE, tokenise_texts

A_SPELLING, UNWRITTEN, ANOTHER_LETTER, A_LETTER = 0.3, 0.45, 0.1, 0.5  # distances; spellings of one name are nearer
COMMON, BORNE = 9.25, 13.5  # bits; an error makes such a name seldom, and hardly ever in two letters
FAR_APART, FAR_ACROSS = 0.8, 0.6  # distances, in Latin letters and in others; beside names of many another name
CROWD, LONG_WORD = 19.0, 17.0  # bits; thousands share so many, and few words sound like a longer one
ENOUGH, MOST = 2, 3  # names that correspond
SHORTEST = 3  # letters
SOUNDED = GROUP_OF.copy()
SOUNDED[CODE["j"]] = 0
UNSOUNDED = frozenset(CODE[phone] for phone in "aeiouyj")


def other_names(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """The words, of the subject and of the listed name."""
    pairs = list(zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True))
    names = sum(min(ours.weight(left), theirs.weight(right)) >= OF_WEIGHT for (left, right), _ in pairs)
    crowd = names <= MOST and alignment.matched <= CROWD and _is_else_common(alignment, ours, theirs)
    for (left, right), (distance, bits) in pairs:
        if bits < OF_WEIGHT or distance <= 0.0:
            continue
        weights = ours.weight(left), theirs.weight(right)
        one, other = ours.part(left), theirs.part(right)
        scripts = ours.script(left), theirs.script(right)
        if min(weights) < OF_WEIGHT:
            if _is_no_title(scripts, distance, names):
                yield one, other
        elif (len(pairs) == 1 and _is_one_of_them(scripts, distance, one, other)) or (
            crowd and bits <= LONG_WORD and _is_far(one, other, distance, scripts[0] & scripts[1])
        ):
            yield one, other
        elif ours.is_name(left) and theirs.is_name(right) and max(weights) <= BORNE:
            two = _in_one_script if scripts[0] == scripts[1] else _in_two_scripts
            if two(one, other, distance, max(weights), scripts[0] | scripts[1]):
                yield one, other


def cut_names(alignment: Alignment, ours: Written, theirs: Written) -> Iterator[tuple[str, str]]:
    """The same where a body is listed, which may be called anything: a name of a person, and words of the body's name
    that read as one only sound so."""
    pairs = zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True)
    for (left, right), (distance, _) in pairs if len(alignment.masks) == 1 else ():
        one, other = ours.part(left), theirs.part(right)
        if _is_one_of_them((ours.script(left), theirs.script(right)), distance, one, other) or (
            distance >= FAR_ACROSS and _are_names_cut(one, other)
        ):
            yield one, other


def _are_names_cut(one: str, other: str) -> bool:
    """Are several words known names, each by itself, and is one other word not they without a space: Amir Biton, and
    المرابطون?"""
    if (" " in one) == (" " in other):
        return False
    several, word = (one, other) if " " in one else (other, one)
    return all(is_known(each) for each in several.split()) and not one_letter(fold(several), fold(word))


def _is_no_title(scripts: tuple[int, int], distance: float, names: int) -> bool:
    """Are a title, or a part that thousands of compounds share, and a name only alike without vowels: سيد, Sayyid, and
    Saeed; the Abd of عبد الحميد and Abid? Beside two `names` that correspond, Sayyid may well be spelt so."""
    unwritten = (scripts[0] ^ scripts[1]) & FLAG_ABJAD
    return bool(unwritten) and (distance >= A_SPELLING or names < ENOUGH)


def _is_one_of_them(scripts: tuple[int, int], distance: float, one: str, other: str) -> bool:
    """Is all that corresponds a known name without vowels and several words that only sound so: ياسر, Yas Air?"""
    unwritten = (scripts[0] ^ scripts[1]) & FLAG_ABJAD
    apart = (" " in one) != (" " in other)
    return bool(unwritten) and apart and distance > A_SPELLING and is_known(one if " " in other else other)


def _is_else_common(alignment: Alignment, ours: Written, theirs: Written) -> bool:
    """Are all names that correspond in the same spelling, but for a habit, names of many, and is there one?"""
    exact = []
    for (left, right), (distance, bits) in zip(alignment.masks.tolist(), alignment.apart.tolist(), strict=True):
        if min(ours.weight(left), theirs.weight(right)) < OF_WEIGHT:
            continue
        if (ours.flags[left.bit_length() - 1] | theirs.flags[right.bit_length() - 1]) & (FLAG_SYLLABLE | FLAG_HANGUL):
            return False
        if distance < A_SPELLING:
            exact.append(bits)
    return 0.0 < max(exact, default=0.0) <= COMMON


def _is_far(one: str, other: str, distance: float, script: int) -> bool:
    """Are two words too far apart to be one name where nothing but names of many stands beside them?"""
    if distance < A_SPELLING or script & FLAG_ABJAD or one_letter(fold(one), fold(other)):
        return False  # of two words without vowels the letters say little: القضاري, القادري
    if not script & FLAG_LATIN:
        return distance >= FAR_ACROSS and not are_forms(one, other)
    return distance >= FAR_APART or consonants(one, True) != consonants(other, True)


def _in_one_script(one: str, other: str, distance: float, most: float, script: int) -> bool:
    if distance < A_SPELLING:
        return False
    if one_letter(fold(one), fold(other)):
        left_over = min(len(fold(one)), len(fold(other))) < SHORTEST  # Li may be what an error left of Ali
        return not left_over and most <= COMMON and are_two_names(one, other)
    exact = distance >= A_LETTER
    if script & FLAG_LATIN and consonants(one, exact) != consonants(other, exact):
        return not are_forms(one, other)
    return are_two_names(one, other)


def _in_two_scripts(one: str, other: str, distance: float, most: float, scripts: int) -> bool:
    """Hebrew words are short, and in the table as they are written; Arabic and Persian ones are in it in part."""
    least = A_SPELLING
    if scripts & FLAG_ABJAD and scripts & HEBREW != HEBREW:
        least = ANOTHER_LETTER if most <= COMMON else UNWRITTEN
    elif scripts & FLAG_ABJAD:
        least = ANOTHER_LETTER
    return distance > least and are_two_names(one, other)


def one_letter(one: str, other: str) -> bool:
    """Does one letter make one word of the other: added, left out, changed, swapped with its neighbour?"""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


@lru_cache(maxsize=HELD)
def consonants(word: str, exact: bool) -> tuple[int, ...]:
    """The consonants of a word, those that touch once, each by its group (names.keys) or, `exact`, as it sounds; j,
    which half of Europe reads as y, is none."""
    tokens = tokenise_texts([word])
    phones = [int(phone) for row, n in zip(tokens.phones, tokens.n_phones, strict=True) for phone in row[:n]]
    groups = [phone * (phone not in UNSOUNDED) if exact else int(SOUNDED[phone]) for phone in phones]
    kept = [group for place, group in enumerate(groups) if not place or groups[place - 1] != group]
    return tuple(group for group in kept if group)
