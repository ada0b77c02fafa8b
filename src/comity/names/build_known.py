"""Make the packaged table of known names: `python -m comity.names.build_known FORMS.txt.gz`.

FORMS holds a line for each given or family name of Wikidata: its forms in all scripts, comma between, then "=> " and
the number of the item. What is kept is which words share an item, or a form in another script (Hasan and Hassan are
two items, and both are حسن); of Latin words only those that many bear (names.rarity). No name can be read back.
"""

import gzip
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from comity.names import rarity
from comity.names.known import sound_key
from comity.names.tokens import (
    FLAG_HAN,
    FLAG_HANGUL,
    FLAG_INITIAL,
    FLAG_LATIN,
    FLAG_NUMBER,
    FLAG_SYLLABLE,
    Tokens,
    tokenise_texts,
)

NO_WORD = FLAG_HAN | FLAG_HANGUL | FLAG_INITIAL | FLAG_NUMBER | FLAG_SYLLABLE
KANA = (0x3040, 0x30FF)


def main(forms: Path) -> None:
    """Write known.npz beside this module."""
    items = _items(forms)
    words, marks = _marks(items)
    target = Path(__file__).with_name("known.npz")
    count = np.array([len(each) for each in marks], np.uint16)
    mark = np.concatenate([np.array(sorted(each), np.uint32) for each in marks])
    np.savez_compressed(target, word=words, count=count, mark=mark)
    print(f"{target.name}: {len(words):,} words, {len(mark):,} marks")


def _items(forms: Path) -> list[list[str]]:
    """The forms of each item that are one word."""
    with gzip.open(forms, "rt", encoding="utf-8") as lines:
        rows = (line.partition(" => ")[0].split(", ") for line in lines)
        return [[form for form in row if form.strip() and " " not in form] for row in rows]


def _marks(items: list[list[str]]) -> tuple[NDArray[np.uint32], list[set[int]]]:
    """The sounds of the words that are kept, ascending, and for each the numbers of what it shares with others."""
    texts = [form for item in items for form in item]
    tokens = tokenise_texts(texts)
    single = np.flatnonzero(np.diff(tokens.first) == 1)
    row_of = np.full(len(texts), -1)
    row_of[single] = tokens.first[:-1][single]
    kept = _are_words(tokens, texts, row_of)
    found: dict[int, set[str]] = {}
    edges = np.cumsum([0, *(len(item) for item in items)]).tolist()
    for number, (begin, end) in enumerate(pairwise(edges)):
        shared = {f"item {number}"}
        for place in range(begin, end):
            if not _is_latin(texts[place]):
                shared.add(str(tokens.sound[row_of[place]]) if row_of[place] >= 0 else texts[place])
        for place in range(begin, end):
            if kept[place]:
                found.setdefault(int(sound_key(tokens.sound[row_of[place]])), set()).update(shared)
    return _numbered(found)


def _are_words(tokens: Tokens, texts: list[str], row_of: NDArray[np.int64]) -> list[bool]:
    """Which texts are a name that is compared letter by letter, of Latin ones those that many bear."""
    rare = rarity.load()
    common = rare.sound[rare.sound_bits <= 8 * rarity.HEARD_BITS]
    heard = np.isin(tokens.sound, common).tolist()
    flags, kept = tokens.flags.tolist(), []
    for text, row in zip(texts, row_of.tolist(), strict=True):
        word = row >= 0 and not flags[row] & NO_WORD and not KANA[0] <= ord(text[0]) <= KANA[1]
        kept.append(word and (heard[row] or not flags[row] & FLAG_LATIN))
    return kept


def _is_latin(text: str) -> bool:
    return ord(text[0]) < 0x0370 or 0x1E00 <= ord(text[0]) < 0x1F00


def _numbered(found: dict[int, set[str]]) -> tuple[NDArray[np.uint32], list[set[int]]]:
    """The words with their marks as numbers; a mark of one word alone says nothing and is left out."""
    borne: dict[str, int] = {}
    for marks in found.values():
        for mark in marks:
            borne[mark] = borne.get(mark, 0) + 1
    number = {mark: place for place, mark in enumerate(sorted(mark for mark, count in borne.items() if count > 1))}
    words = sorted(found)
    return np.array(words, np.uint32), [{number[mark] for mark in found[word] if mark in number} for word in words]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
