"""Builds `han_readings.txt`: python -m comity.names.build_han [TABLE]

How each Chinese character is read in names: in Mandarin (pypinyin), in Cantonese (ToJyutping), in Korean. TABLE is
the table of Korean readings of the library hanja ("character": "reading", a line each); without it, the Korean
readings are kept as they are packaged. Needed only when a reading changes.
"""

import re
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path

from pypinyin import Style, pinyin
from ToJyutping import get_jyutping_candidates

from comity.names import letters
from comity.names.build_letters import in_a_charset, table
from comity.names.ideographs import READINGS, Reading, readings
from comity.names.spellings import FIRST_HANGUL

IN_USE = ("gb2312", "big5", "euc_kr", "shift_jis")  # a character that none of them has is in hardly any name
A_ROW = re.compile(r'"?(?:\\u([0-9A-Fa-f]{4})|(.))"?:\s*"?(?:\\u([0-9A-Fa-f]{4})|(.))"?\s*$')
VOWELS_WITH_Y = (2, 3, 6, 7, 12, 17, 20)  # ya yae yeo ye yo yu i, in Unicode's order
N, R, SILENT = 2, 5, 11  # initials, in Unicode's order
# As families are called, where a character is read otherwise elsewhere.
KOREAN_FAMILIES = {"金": "김", "沈": "심", "葉": "섭", "叶": "섭"}
CANTONESE_FAMILIES = {
    "區": "au", "区": "au", "單": "sin", "单": "sin", "仇": "kau", "查": "caa", "曾": "zang", "翟": "zaak", "任": "jam",
    "解": "haai", "蓋": "goi", "盖": "goi", "樂": "ngok", "乐": "ngok", "石": "sek", "盛": "sing",
}  # fmt: skip


def build(korean: dict[str, str]) -> str:
    """The whole table: a line for each group of characters that are read alike.

    Forms of one character have all its readings, and one row, that of the form which names are compared by.
    """
    known: dict[str, list[Reading]] = {}
    base_of = letters.load().base
    for point in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)):
        char = chr(point)
        if mandarin(char) and in_a_charset(char, IN_USE):
            base = chr(base_of[point])
            reading = Reading(mandarin(char), korean.get(char) or korean.get(base, ""), cantonese(char))
            known.setdefault(base, []).append(reading)
    groups: dict[Reading, list[str]] = {}
    for char, found in known.items():
        reading = Reading(found[0].mandarin, *(_all(column) for column in list(zip(*found, strict=True))[1:]))
        groups.setdefault(reading, []).append(char)
    lines = (f"{each.mandarin} {each.korean or '-'} {each.cantonese or '-'} {''.join(sorted(groups[each]))}"
             for each in sorted(groups))  # fmt: skip
    return "\n".join([*lines, ""])


def _all(column: tuple[str, ...]) -> str:
    """All readings of several forms, comma between."""
    return ",".join(sorted({each for readings in column for each in readings.split(",") if each}))


def mandarin(char: str) -> str:
    """The pinyin of a character in names, without tone; v for the letter u with diaeresis."""
    known = _in_names().get(char)
    if known:
        return known
    found = pinyin(char, style=Style.NORMAL, errors="ignore", v_to_u=False)
    return found[0][0].replace("ê", "e") if found else ""


@cache
def _in_names() -> dict[str, str]:
    return dict(table("han")["readings"])


def cantonese(char: str) -> str:
    """The first Cantonese reading of a character in Jyutping, without tone, and that of families, comma between."""
    ((_, found),) = get_jyutping_candidates(char)
    own = next((each.rstrip("123456") for each in found if " " not in each), "")  # not a unit, read as two words
    return ",".join(sorted({each for each in (own, CANTONESE_FAMILIES.get(char, "")) if each}))


def korean_readings(lines: list[str]) -> dict[str, str]:
    """The readings of a table of hanja, with what each becomes at the beginning of a word, comma between."""
    found = {}
    for line in lines:
        row = A_ROW.match(line.strip())
        if row:
            char, reading = (row[place + 1] or chr(int(row[place], 16)) for place in (1, 3))
            ways = {reading, at_the_beginning(reading), KOREAN_FAMILIES.get(char, reading)}
            found[char] = ",".join(sorted(ways))
    return found


def at_the_beginning(syllable: str) -> str:
    """A Korean syllable as the South writes it at the beginning of a word: 리 is 이, 로 is 노, 녀 is 여."""
    initial, rest = divmod(ord(syllable) - FIRST_HANGUL, 588)
    with_y = rest // 28 in VOWELS_WITH_Y
    if initial == R:
        initial = SILENT if with_y else N
    elif initial == N and with_y:
        initial = SILENT
    return chr(FIRST_HANGUL + initial * 588 + rest)


def packaged_korean() -> dict[str, str]:
    """The Korean readings of the packaged table."""
    return {char: reading.korean for reading, chars in readings() for char in chars if reading.korean}


def main(korean: dict[str, str]) -> None:
    """Write the packaged table."""
    path = Path(str(files("comity.names").joinpath(READINGS)))
    path.write_text(build(korean), "utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes, {len(readings())} readings")


if __name__ == "__main__":
    named = sys.argv[1:2]
    main(korean_readings(Path(named[0]).read_text("utf-8").splitlines()) if named else packaged_korean())
