"""The plain twin of what links two words: how far they are apart, by the words of the rules (matching.links)."""

from comity.matching.links import SYLLABLE_APART, link_costs
from comity.matching.weights import NameWeights
from comity.names.alphabet import CODE
from comity.names.family_endings import ENDINGS
from comity.names.japanese import FLAG_READING
from comity.names.tokens import (
    FLAG_ABJAD,
    FLAG_BREATH,
    FLAG_HAN,
    FLAG_HANGUL,
    FLAG_HEARD,
    FLAG_LATIN,
    FLAG_SYLLABLE,
)
from plain_sounds import Key, by_ear, letter_distance, one_apart, phone_distance, skeleton_key, token_keys
from plain_syllables import apart as apart_as_syllables
from plain_syllables import is_character, meant
from plain_units import Unit

WITH_A_FLAG = FLAG_LATIN | FLAG_ABJAD | FLAG_HAN | FLAG_HANGUL | FLAG_BREATH
WITHIN_SCRIPT, ACROSS_SCRIPTS, VOWEL_LESS, SYLLABIC, READ, FOREIGN, HEBREW, CYRILLIC = range(8)


def distance(left: Unit, right: Unit, least: float) -> float | None:
    """How far two words are apart; None where they share less than `least` of their length."""
    if left.reads and right.reads:
        return None
    if left.native == right.native:
        return 0.0
    if left.flags & right.flags & FLAG_HAN:
        return None
    if _spelt(left) and meant(left.spelling) and _spelt(right) and meant(right.spelling):
        scripts = {flags & (FLAG_LATIN | FLAG_HAN | FLAG_HANGUL) for flags in (left.flags, right.flags)}
        chosen = len(scripts) == 2 and bool(scripts & {0, FLAG_HANGUL})  # 0: Cyrillic
        distances = (0.05, 0.05, SYLLABLE_APART[3]) if chosen else SYLLABLE_APART[1:]
        return apart_as_syllables(left.spelling, right.spelling, distances)
    if _other_letters(left, right):
        return None
    substitute, gap, lengths, _ = link_costs()
    sizes = [sum(float(lengths[CODE[phone]]) for phone in unit.phones) for unit in (left, right)]
    found: float | None = None
    if all(sizes):
        way = _way(left.flags, right.flags)
        apart = phone_distance(
            left.phones, right.phones,
            lambda a, b: float(substitute[way][CODE[a], CODE[b]]), lambda a: float(gap[way][CODE[a]]),
        )  # fmt: skip
        korean = left if left.flags & FLAG_HANGUL else right
        most = 0.12 if way == FOREIGN and len(korean.phones) <= 5 else 99.0
        if apart <= min(most, (1.0 - least) * sum(sizes) / 2):
            ending = {left.phones[-1], right.phones[-1]} == {"a", "o"} and way == WITHIN_SCRIPT
            ukrainian = all(len(unit.phones) > 5 and unit.phones[-3:-1] == "nk" for unit in (left, right))
            found = apart + 0.5 * (ending and not ukrainian)
        if (
            found != 0.0
            and (left.flags | right.flags) & FLAG_LATIN
            and (is_character(left.flags) or is_character(right.flags))
        ):
            return None
    if left.spelling and right.spelling and (found is None or found > 0.05):
        edits = letter_distance(left.spelling, right.spelling)
        most = max((1.0 - least) * (len(left.spelling) + len(right.spelling)) / 2, 1.0 * is_slip(left, right))
        if edits <= most and (found is None or edits <= found):
            found = edits
    if found is None:
        return None
    return _by_length(found, left, right, min(sizes))


def _by_length(found: float, left: Unit, right: Unit, size: float) -> float | None:
    """The distance of two words by where they end and how short they are; None where it is too much for them."""
    if len(left.spelling) != len(right.spelling) and (
        _has_more_i(left.phones, right.phones) or _has_more_i(right.phones, left.phones)
    ):
        found += 0.5
    if found > _of_stem(left.phones, right.phones):
        return None
    size = max(size, 0.6 * min(len(left.spelling), len(right.spelling)))
    return max(0.05, found * (3.5 / size if 0 < size < 3.5 and not is_slip(left, right) else 1.0))


def _other_letters(left: Unit, right: Unit) -> bool:
    """Two or three Latin letters beside others, where not both are names of many, and one not the other's slip."""
    for unit in (left, right):
        if unit.joined or unit.whole or not unit.flags & FLAG_LATIN or not 0 < len(unit.spelling) <= 3:
            return False
    known = [bool(unit.flags & (FLAG_HEARD | FLAG_SYLLABLE)) for unit in (left, right)]
    return known == [False, False] or (known[0] != known[1] and not one_apart(left.spelling, right.spelling, 2, 3))


def _of_stem(left: str, right: str) -> float:
    """How far words of one family ending may be apart: one slip, or a third a phone of what stands before it."""
    shared = [each for each in ENDINGS if left.endswith(each) and right.endswith(each)]
    stems = [min(len(left), len(right)) - len(each) for each in shared]
    stem = next((each for each in stems if each >= 2), None)
    return max(1.0, 0.34 * stem) if stem is not None else 99.0


def is_slip(left: Unit, right: Unit) -> bool:
    """Two short Latin words of which one is a name of many, or a syllable, and the other not."""
    known = [bool(unit.flags & (FLAG_HEARD | FLAG_SYLLABLE)) for unit in (left, right)]
    letters = sorted(len(unit.spelling) for unit in (left, right))
    several = left.joined or left.whole or right.joined or right.whole
    latin = left.flags & right.flags & FLAG_LATIN
    return bool(latin) and not several and known[0] != known[1] and letters[0] > 1 and 2 < letters[1] <= 5


def _has_more_i(phones: str, other: str) -> bool:
    return min(len(phones), len(other)) > 2 and phones[-1] in "iY" and phones[-2] == other[-1]


def _way(left: int, right: int) -> int:
    if (left ^ right) & FLAG_ABJAD:
        hebrew = FLAG_ABJAD | FLAG_BREATH
        if hebrew in (left & hebrew, right & hebrew):
            return HEBREW
        return CYRILLIC if FLAG_BREATH in (left & hebrew, right & hebrew) else VOWEL_LESS
    if (left | right) & (FLAG_HAN | FLAG_HANGUL):
        one_in_korean = bool((left ^ right) & FLAG_HANGUL)
        return FOREIGN if one_in_korean and not (left | right) & (FLAG_HAN | FLAG_SYLLABLE) else SYLLABIC
    if (left | right) & FLAG_READING:
        return READ
    return ACROSS_SCRIPTS if (left ^ right) & FLAG_LATIN else WITHIN_SCRIPT


def linked(left: Unit, right: Unit, weights: NameWeights) -> float | None:
    """The distance of two units that may stand for each other: words with a common key, at most one of them joined."""
    if (left.joined or left.whole) and (right.joined or right.whole):
        return None
    keys = [_keys(unit) for unit in (left, right)]
    if left.native != right.native and not keys[0] & keys[1]:
        return None
    own = FLAG_SYLLABLE | FLAG_HAN | FLAG_HANGUL | FLAG_ABJAD
    joined = left.joined or right.joined or bool((left.whole or right.whole) and (left.flags | right.flags) & own)
    apart = distance(left, right, weights.alike_joined if joined else weights.alike)
    return None if apart is None else apart + weights.joined * joined


def _keys(unit: Unit) -> set[Key]:
    if unit.joined:
        breath = unit.flags & FLAG_BREATH and "x" in unit.phones
        return {skeleton_key(unit.phones)} | ({skeleton_key(unit.phones.replace("x", "h"))} if breath else set())
    keys = set(by_ear(unit.phones)) if unit.flags & FLAG_HANGUL and not unit.flags & FLAG_SYLLABLE else set()
    return keys | token_keys(unit.phones, unit.spelling, abjad=bool(unit.flags & FLAG_ABJAD),
                      latin=bool(unit.flags & FLAG_LATIN), spelt=_spelt(unit),
                      korean=bool(unit.flags & FLAG_HANGUL), other=not unit.flags & WITH_A_FLAG,
                      breath=bool(unit.flags & FLAG_BREATH))  # fmt: skip


def _spelt(unit: Unit) -> bool:
    """May the letters of a word be those of a syllable?"""
    return bool(unit.flags & (FLAG_LATIN | FLAG_SYLLABLE))
