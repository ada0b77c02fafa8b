"""Builds `japanese.npz`: python -m comity.names.build_japanese NAMES.tsv.xz FORMS ...

FORMS are files of the forms that one name has, a line each: "takahashi, takahasi, たかはし, 高橋 => Q16884188" (from
Wikidata, CC0), compressed by gzip or xz. NAMES holds a person's name a line, then a tab and a label; from those
labelled Japanese it is learnt how many bear a name, and whether as a family name, which comes last. Needed only when
a reading changes.
"""

import gzip
import lzma
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from comity.names import letters
from comity.names.alphabet import CODE
from comity.names.japanese import FAMILY, GIVEN, LONGEST_WORD, MOST_READINGS, TABLE
from comity.names.tokens import tokenise_texts

LABEL = "Japanese"
LONGEST_SOUND = 20  # phones
SURELY = 4  # a name is a family name alone where it stands last so many times more often, or a given one alone
SURE_LENGTH, SURE_BEARERS = 4, 3  # letters, people: of a Japanese name without kana
HIRAGANA, KANJI = re.compile("[ぁ-ゖー]{2,}"), re.compile("[㐀-䶿一-鿿][㐀-䶿一-鿿々]*")
BY_VOWEL = """
- あいうえお k かきくけこ s さしすせそ t たちつてと n なにぬねの h はひふへほ m まみむめも r らりるれろ
g がぎぐげご z ざじずぜぞ d だぢづでど b ばびぶべぼ p ぱぴぷぺぽ w わゐ・ゑを
"""
OTHERWISE = """
し shi ち chi つ tsu ふ fu じ ji ぢ ji づ zu ゐ i ゑ e を o
や ya ゆ yu よ yo ゃ ya ゅ yu ょ yo ん n ゔ vu ぁ a ぃ i ぅ u ぇ e ぉ o
"""
# Kunrei and older spellings as Hepburn has them; long vowels as short ones.
ONE_SPELLING = (
    (r"[^a-z]", ""), (r"([kgnhbpmr])iy", r"\1y"), (r"s[iy]y?(?=[auo])", "sh"), (r"si", "shi"),
    (r"t[iy]y?(?=[auo])", "ch"), (r"ti", "chi"), (r"tu", "tsu"), (r"[zdj][iy]y?(?=[auo])", "j"),
    (r"[zd]i", "ji"), (r"d[zu]u?", "zu"),
    (r"dz?u", "zu"), (r"hu", "fu"), (r"m(?=[bp])", "n"), (r"oh(?![aiueo])", "o"), (r"o[ou]+", "o"), (r"uu+", "u"),
)  # fmt: skip


Borne = tuple[int, bool, int, str]  # people who bear a reading; kana say it? words of its line; how it is spelled


@dataclass(frozen=True, slots=True)
class Bearers:
    """How many people bear a name, by how it is read (one_spelling): as family name, as given name."""

    family: Counter[str]
    given: Counter[str]


def _hepburn() -> dict[str, str]:
    """The letters of every hiragana."""
    rows, signs = BY_VOWEL.split(), OTHERWISE.split()
    known = {
        kana: consonant.strip("-") + vowel
        for consonant, row in zip(rows[::2], rows[1::2], strict=True)
        for kana, vowel in zip(row, "aiueo", strict=True)
    }
    return known | dict(zip(signs[::2], signs[1::2], strict=True))


def in_hepburn(kana: str) -> str:
    """A name in hiragana as Hepburn's romanisation spells it; long vowels as they are written."""
    spelled, letters_of = "", _hepburn()
    for place, sign in enumerate(kana):
        if sign in "ゃゅょ" and spelled.endswith("i"):
            hard = spelled.endswith(("shi", "chi", "ji"))
            spelled = spelled[:-1] + (letters_of[sign][1:] if hard else letters_of[sign])
        elif sign == "っ":
            following = letters_of.get(kana[place + 1 : place + 2], "")
            spelled += "t" if following.startswith("ch") else following[:1]
        else:
            spelled += letters_of.get(sign, "")
    return spelled


def one_spelling(name: str) -> str:
    """What all romanisations of a Japanese name have in common."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if sign.isascii())
    for pattern, spelled in ONE_SPELLING:
        bare = re.sub(pattern, spelled, bare)
    return bare


def bearers(names: Path) -> Bearers:
    """Of a file of people's names in Latin letters, the Japanese ones."""
    found = Bearers(Counter(), Counter())
    for line in _lines(names):
        name, _, label = line.rstrip("\n").partition("\t")
        words = [one_spelling(word) for word in name.split()]
        if label == LABEL and len(words) == 2:
            found.given[words[0]] += 1
            found.family[words[1]] += 1
    return found


def _lines(path: Path) -> Iterator[str]:
    opened = {".xz": lzma.open, ".gz": gzip.open}.get(path.suffix, open)
    with opened(path, "rt", encoding="utf-8") as file:  # type: ignore[operator]
        yield from file


def readings(forms: list[Path], borne: Bearers) -> dict[str, list[tuple[str, int]]]:
    """How each word in kanji is read: the likeliest readings first, in Latin letters, each with its use.

    A reading counts only where the same line has it in Latin letters too: others are of Chinese names.
    """
    items = {line for path in forms for line in _lines(path) if re.search("[㐀-䶿一-鿿]", line)}
    known: dict[str, dict[str, Borne]] = defaultdict(dict)
    usual: dict[str, Counter[str]] = defaultdict(Counter)
    for item in sorted(items):
        words = [word.strip() for word in item.rpartition("=>")[0].split(",")]
        for read in _read(words, borne):
            many, (spelled, sure) = max(borne.family[read], borne.given[read]), _spelled(read, words)
            usual[read][spelled] += sure
            for kanji in filter(KANJI.fullmatch, words):
                known[kanji][read] = max(known[kanji].get(read, (0, False, 0, "")), (many, sure, len(words), spelled))
    for found in known.values():
        for read, (many, sure, size, spelled) in found.items():
            most = (usual[read] + Counter([spelled])).most_common(1)[0][0]
            found[read] = (many, sure, size, spelled if sure else most)
    return {kanji: _likeliest(found, borne) for kanji, found in known.items()}


def _read(words: list[str], borne: Bearers) -> set[str]:
    """How the name of a line is read: in kana and in Latin letters; or in two romanisations of a Japanese name, where
    the line has no kana."""
    spelled = Counter(one_spelling(word) for word in words if re.fullmatch("[a-z'-]+", word))
    macrons = {one_spelling(word) for word in words if re.fullmatch("[a-zāēīōū'-]+", word)}
    kana = {one_spelling(in_hepburn(word)) for word in words if HIRAGANA.fullmatch(word)}
    if kana:
        return kana & macrons
    several = (read for read, count in spelled.items() if count > 1 and len(read) >= SURE_LENGTH)
    return {read for read in several if max(borne.family[read], borne.given[read]) >= SURE_BEARERS}


def _spelled(read: str, words: list[str]) -> tuple[str, bool]:
    """How a reading is mostly spelled, a long o with its macron: itō, kenichi, inoue; whether kana say so."""
    spelled = [word for word in words if re.fullmatch("[a-z']+", word) and one_spelling(word) == read]
    plain = min((word.replace("'", "") for word in spelled), key=lambda word: (_strange(word), len(word)), default=read)
    kana = (re.sub("o[ou]", "ō", in_hepburn(word)) for word in words if HIRAGANA.fullmatch(word))
    return next(((word, True) for word in kana if word.replace("ō", "o") == plain), (plain, False))


def _strange(word: str) -> bool:
    """Is a word not in Hepburn's spelling?"""
    return bool(re.search("s[iy]|t[iuy]|hu|z[iy]|d[iuy]|oh(?![aiueo])|o[ou]|uu|l|c(?!h)", word))


def _likeliest(found: dict[str, Borne], borne: Bearers) -> list[tuple[str, int]]:
    """The readings that most people bear, with their use: so many as family names, as many as given names; one that
    nobody bears only where there is no other."""
    kept: list[tuple[str, int]] = []
    for read, (many, _, _, spelled) in sorted(found.items(), key=lambda one: (-one[1][0], -one[1][2], one[0])):
        use = use_of(read, borne)
        if kept and not many:
            break
        if any(use & each and sum(bool(other & each) for _, other in kept) < MOST_READINGS for each in (FAMILY, GIVEN)):
            kept.append((spelled, use))
    return kept


def use_of(read: str, borne: Bearers) -> int:
    """Is a reading one of a family name, of a given name, or of either?"""
    family, given = borne.family[read], borne.given[read]
    if family > SURELY * given:
        return FAMILY
    return GIVEN if given > SURELY * family else FAMILY | GIVEN


def write(known: dict[str, list[tuple[str, int]]]) -> None:
    """Write the packaged table."""
    spelled = sorted({read for found in known.values() for read, _ in found})
    number = {read: place for place, read in enumerate(spelled)}
    tokens = tokenise_texts([read.replace("ō", "o") for read in spelled])
    sounds, n_sounds = tokens.phones[tokens.first[:-1], :LONGEST_SOUND], tokens.n_phones[tokens.first[:-1]]
    for row, read in enumerate(spelled):
        _lengthen(sounds[row], [vowel == "ō" for vowel in read if vowel in "oō"])
    words = sorted(word for word in known if len(word) <= LONGEST_WORD)
    characters = np.zeros((len(words), LONGEST_WORD), np.uint16)
    for row, word in enumerate(words):
        characters[row, : len(word)] = [ord(char) for char in word]
    pairs = [pair for word in words for pair in known[word]]
    path = Path(__file__).with_name(TABLE)
    np.savez_compressed(
        path, characters=characters, count=np.array([len(known[word]) for word in words], np.uint8),
        reading=np.array([number[read] for read, _ in pairs], np.uint16),
        use=np.array([use for _, use in pairs], np.uint8), phones=sounds, n_phones=n_sounds,
    )  # fmt: skip
    print(f"{path.name}: {path.stat().st_size} bytes, {len(words)} words, {len(pairs)} of {len(spelled)} readings")


def _lengthen(sounds: NDArray[np.uint8], long: list[bool]) -> None:
    """Make those o long that are."""
    places = np.flatnonzero(sounds == CODE["o"])
    if len(places) == len(long):
        sounds[places[long]] = CODE["W"]


def main(names: Path, forms: list[Path]) -> None:
    """Write the packaged table from these files."""
    letters.load()
    write(readings(forms, bearers(names)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]])
