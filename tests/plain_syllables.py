"""The plain twin of names.syllables: names cut into Chinese and Korean syllables, and which spell the same."""

from collections.abc import Iterable, Sequence

from comity.names.syllables import ALONE, BESIDE, ELSEWHERE, ROMANISED, WITHIN, spellings

LONGEST, MOST = 8, 4
MEANT, USES = spellings()


def romanised(syllable: str) -> str:
    """A Korean syllable by the Revised Romanisation."""
    initial, rest = divmod(ord(syllable) - 0xAC00, 588)
    initials, vowels, finals = (row.replace("-", "\0").split() for row in ROMANISED)
    return (initials[initial] + vowels[rest // 28] + finals[rest % 28]).replace("\0", "")


def use(word: str) -> int:
    return USES.get(word, 0)


def cut(word: str) -> list[str]:
    """A word of one syllable or two, the first as long as can be; nothing for other words."""
    if use(word) & ALONE:
        return [word]
    for at in range(min(len(word) - 2, LONGEST), 1, -1):
        if use(word[:at]) & WITHIN and use(word[at:]) & WITHIN:
            return [word[:at], word[at:]]
    return []


def in_syllables(words: Iterable[str]) -> bool:
    """Are these the words of a name of two to four syllables, one of them a word that other languages do not have?"""
    counted = [word for word in words if not use(word) & BESIDE]
    cuts = [cut(word) for word in counted]
    sure = any(len(parts) == 1 and not use(word) & ELSEWHERE for word, parts in zip(counted, cuts, strict=True))
    return sure and len(cuts) > 1 and all(cuts) and sum(map(len, cuts)) <= MOST


def meant(spelling: str) -> set[str]:
    """The syllables that a word may spell."""
    return {syllable for syllable, _ in MEANT.get(spelling, ())}


def apart(left: str, right: str, distances: Sequence[float]) -> float | None:
    """How far two spellings of syllables are apart, by standard or by language; None for other syllables."""
    ways = [
        one + other for syllable, one in _ways(left).items() for same, other in _ways(right).items() if same == syllable
    ]
    return distances[min(ways)] if ways and min(ways) < 2 else None


def _ways(spelling: str) -> dict[str, int]:
    """The syllables of a spelling: 0 by a standard, else 1."""
    return {syllable: int(other) for syllable, other in sorted(MEANT[spelling], reverse=True)}
