"""The plain twin of names.syllables: names cut into Chinese and Korean syllables, and which spell the same."""

from collections.abc import Iterable, Sequence

from comity.names.ideographs import Reading, readings
from comity.names.spellings import ALONE, BESIDE, ELSEWHERE, UNCUT, WITHIN, spellings
from comity.names.syllables import ROMANISED
from comity.names.tokens import FLAG_HAN, FLAG_SYLLABLE

LONGEST, MOST = 8, 4


def own_letter(base: str) -> str:
    """A letter of a script other than Latin as one byte; hiragana and katakana are one."""
    if "ぁ" <= base <= "ヶ":
        return chr(0x80 + ord(base) - ord("ァ" if base >= "ァ" else "ぁ"))
    return chr(0x80 + (ord(base) + ord(base) // 128 * 80) % 128)


def own_letters(word: str) -> str:
    """A word with each Cyrillic letter as the one byte that it is kept in."""
    return "".join(letter if ord(letter) < 256 else own_letter(letter) for letter in word)


_MEANT, _USES = spellings()
MEANT = {own_letters(word): syllables for word, syllables in _MEANT.items()}
USES = {own_letters(word): uses for word, uses in _USES.items()}
STANDARD, OTHER, ELSEWHERE_READ = range(3)


def _code(number: int) -> str:
    """A number in three capitals."""
    return "".join(chr(ord("A") + number // 26**place % 26) for place in (2, 1, 0))


CODES = {char: _code(number) for number, (_, chars) in enumerate(readings(), 1) for char in chars}
READINGS: dict[str, Reading] = {_code(number): reading for number, (reading, _) in enumerate(readings(), 1)}


def romanised(syllable: str) -> str:
    """A Korean syllable by the Revised Romanisation."""
    initial, rest = divmod(ord(syllable) - 0xAC00, 588)
    initials, vowels, finals = (row.replace("-", "\0").split() for row in ROMANISED)
    return (initials[initial] + vowels[rest // 28] + finals[rest % 28]).replace("\0", "")


def use(word: str) -> int:
    return USES.get(word, 0)


def cut(word: str) -> list[str]:
    """A word of one syllable or two, the first as long as can be; nothing for other words."""
    if use(word) & UNCUT:
        return []
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
    """The syllables that a word may spell, or that a character is read."""
    if spelling in READINGS:
        return READINGS[spelling].syllables()
    return {syllable for syllable, _ in MEANT.get(spelling, ())}


def is_character(flags: int) -> bool:
    """Is a token one character of a Chinese name, or several read as one word?"""
    return bool(flags & FLAG_HAN and flags & FLAG_SYLLABLE)


def apart(left: str, right: str, distances: Sequence[float]) -> float | None:
    """How far two spellings of syllables are apart: by standard, by how a character is read elsewhere, by language;
    None for other syllables."""
    found = [
        _relation({one, other}) for syllable, one in _ways(left).items() for same, other in _ways(right).items()
        if same == syllable and {one, other} != {OTHER}
    ]  # fmt: skip
    return distances[min(found)] if found else None


def _relation(ways: set[int]) -> int:
    return 1 if ELSEWHERE_READ in ways else 2 if OTHER in ways else 0


def _ways(spelling: str) -> dict[str, int]:
    """The syllables of a spelling, and how it means them."""
    if spelling in READINGS:
        reading = READINGS[spelling]
        return {each: STANDARD if each == reading.mandarin else ELSEWHERE_READ for each in reading.syllables()}
    return {syllable: int(other) for syllable, other in sorted(MEANT[spelling], reverse=True)}
