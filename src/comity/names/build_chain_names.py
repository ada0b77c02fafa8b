"""Make the packaged table of chain names: `python -m comity.names.build_chain_names NAMES.tsv.xz`.

NAMES holds a person's name a line, then a tab and the nationality of the person. A word is kept that FEWEST of the
people of LANDS bear at least, and they are SHARE at least of all who bear it; those of ALIKE, who took many such names
over, are not counted. SHARE is what such a word has among people all over the world, for others move there: a name of
elsewhere has far less. No name can be read back, and no nationality is kept.
"""

import lzma
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from comity.names.known import sound_key
from comity.names.tokens import tokenise_texts

FEWEST, SHARE = 4, 0.25
LANDS = frozenset((
    "Egyptian", "Algerian", "Saudi", "Moroccan", "Iraqi", "Lebanese", "Tunisian", "Syrian", "Emirati", "Qatari",
    "Palestinian", "Jordanian", "Kuwaiti", "Sudanese", "Yemeni", "Libyan", "Bahraini", "Omani", "Mauritanian",
    "Iranian", "Afghan", "Uzbek", "Tajik", "Turkmen", "Indian", "Pakistani", "Bangladeshi", "Nepalese", "Sri Lankan",
))  # fmt: skip
ALIKE = frozenset((
    "Indonesian", "Malaysian", "Filipino", "Thai", "Nigerian", "Ghanaian", "Kenyan", "Ugandan", "Senegalese",
    "Ethiopian", "Tanzanian", "Malian", "Gambian", "Guinean", "Somali",
))  # fmt: skip


def main(names: Path) -> None:
    """Count and write chain_names.npz beside this module."""
    with lzma.open(names, "rt", encoding="utf-8") as text:
        lines = [line.rstrip("\n").partition("\t")[::2] for line in text]
    words = _words([name for name, _ in lines], [nationality for _, nationality in lines])
    target = Path(__file__).with_name("chain_names.npz")
    np.savez_compressed(target, word=words)
    print(f"{target.name}: {len(words):,} words")


def _words(names: list[str], nationalities: list[str]) -> NDArray[np.uint32]:
    """The words that are kept, by their sound, ascending."""
    tokens = tokenise_texts(names)
    per_name = np.diff(tokens.first)
    sound, word = np.unique(tokens.sound, return_inverse=True)
    inside = np.repeat([nationality in LANDS for nationality in nationalities], per_name)
    counted = np.repeat([nationality not in ALIKE for nationality in nationalities], per_name)
    borne = np.bincount(word[inside], minlength=len(sound))
    by_all = np.bincount(word[counted], minlength=len(sound))
    kept = (borne >= FEWEST) & (borne >= SHARE * by_all)
    return np.unique([sound_key(each) for each in sound[kept]])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
