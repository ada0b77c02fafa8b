"""The plain twin of letters read together with those before them: kana, Burmese, Korean (names.joined_letters)."""

import re
import unicodedata


def with_letter(phones: str, char: str, sounds: str) -> str:
    """Sounds with those of one more letter, `char`; some kana are read with the one before."""
    if char in "ぁぃぅぇぉァィゥェォ" and phones[-1:] and phones[-1] in "aeiou":
        if len(phones) > 1 and phones[-2] not in "aeiou":
            return phones[:-1] + sounds
        if phones[-1] == "u":
            return phones[:-1] + "w" + sounds
    if char in "うおウオ" and phones.endswith("o"):
        return phones[:-1] + "W"  # a long o
    if char in "ゃゅょャュョ" and phones.endswith("i") and len(phones) > 1:
        phones = phones[:-1] + ("" if phones[-2] in "SCj" else "y")
    if phones.endswith("l") and unicodedata.normalize("NFD", char).startswith("\u1105"):
        return phones + sounds[1:]  # 알라: two rieul are an l
    return in_burmese(phones, char) or phones + sounds


def in_burmese(phones: str, char: str) -> str:
    """Sounds with those of a Burmese letter that is read with what is before it; none for other letters."""
    if (char in "\u102b\u102c" and phones.endswith("e")) or (char == "\u102f" and phones.endswith("i")):
        return phones[:-1] + "o"
    if char == "\u1004" and phones and phones[-1] not in "aeiou":
        return phones + "n"
    if char == "\u103e" and phones:
        if re.search("yw?$", phones):
            return re.sub("y(w?)$", r"S\1", phones)
        return phones[:-1] + "h" + phones[-1]
    return ""
