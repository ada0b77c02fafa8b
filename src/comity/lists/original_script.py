"""Which names stand in their bearer's own script: decided by the characters, for publishers mislabel them."""

import unicodedata

LAST_LATIN = "\u024f"  # end of Latin Extended-B
LATIN_BLOCKS = (
    ("\u1e00", "\u1eff"),
    ("\u2c60", "\u2c7f"),
    ("\ua720", "\ua7ff"),
    ("\ufb00", "\ufb06"),
    ("\uff21", "\uff5a"),
)
MODIFIERS = ("\u02b0", "\u036f")  # ʻ ʼ ʾ and combining marks belong to Latin transliterations too


def is_original_script(name: str) -> bool:
    """Are most of a name's letters outside the Latin script?"""
    if name.isascii():
        return False
    letters = [letter for letter in name if letter.isalpha() and not MODIFIERS[0] <= letter <= MODIFIERS[1]]
    other = sum(not _is_latin(letter) for letter in letters)
    return 2 * other > len(letters)


def _is_latin(letter: str) -> bool:
    if letter <= LAST_LATIN:
        return True
    if any(first <= letter <= last for first, last in LATIN_BLOCKS):
        return True
    return unicodedata.name(letter, "").startswith("LATIN")
