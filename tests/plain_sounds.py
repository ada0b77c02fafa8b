"""Plain twins of the kernels that sound names out and measure them: slow, obvious, on Python text.

Phones are written as in `names.alphabet.PHONES`, one character each. Only the tables (what letters stand for,
what mistakes cost) are shared with the kernels; every rule is written here a second time, by its words.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby, product

from comity.names.alphabet import MERGED
from comity.names.latin import GROUPS
from plain_syllables import meant

VOWELISH = "aeiouAWY"
LETTER_VOWELS = "aeiou"
SHORTEST_STEM = 3
LONGEST = 20
SKELETON_GROUPS = ("bp", "dtTD", "szc", "SZCj", "kqgxG", "f", "l", "r", "m", "n")
SIBILANTS = "TDszcSZCj"
GROUP = {phone: group[0] for group in SKELETON_GROUPS for phone in group} | {digit: digit for digit in "0123456789"}

FOREIGN_IN_KOREAN = (("b", "v"), ("p", "f"), ("r", "l"), ("j", "z"), ("rbp", "lvf"), ("bp", "vv"))
FOREIGN_IN_KANA = (("r", "l"), ("rb", "lv"), ("C", "t"), ("rjC", "ldt"))

Cost = Callable[[str, str], float]
Gap = Callable[[str], float]


def phone_distance(left: str, right: str, substitute: Cost, gap: Gap) -> float:
    """The cheapest way to turn one phone string into the other, by its definition."""

    @cache
    def rest(i: int, j: int) -> float:
        """The cost of what is left of both sides from i and j on."""
        ways = [0.0] if i == len(left) and j == len(right) else []
        if i < len(left):
            ways.append(gap(left[i]) + rest(i + 1, j))
        if j < len(right):
            ways.append(gap(right[j]) + rest(i, j + 1))
        if i < len(left) and j < len(right):
            first = 1.25 if i == j == 0 else 1.0
            ways.append(first * substitute(left[i], right[j]) + rest(i + 1, j + 1))
        if left[i : i + 2] == right[j : j + 2][::-1] and len(set(left[i : i + 2])) == 2:
            ways.append(min(0.70, substitute(*left[i : i + 2])) + rest(i + 2, j + 2))
        return min(ways)

    return rest(0, 0)


def letter_distance(left: str, right: str) -> float:
    """Edits between two spellings, a transposition of neighbours counting one."""

    @cache
    def rest(i: int, j: int) -> float:
        if i == len(left) or j == len(right):
            return float(len(left) - i + len(right) - j)
        ways = [rest(i + 1, j + 1) + (left[i] != right[j]), rest(i + 1, j) + 1, rest(i, j + 1) + 1]
        if len(left[i : i + 2]) == 2 and left[i : i + 2] == right[j : j + 2][::-1]:
            ways.append(rest(i + 2, j + 2) + 1)
        return min(ways)

    return rest(0, 0)


def one_apart(left: str, right: str, least: int, most: int) -> bool:
    """Two words of so many symbols, one of them of two at least, that one edit makes the same."""
    sizes = len(left), len(right)
    return least <= min(sizes) and 2 <= max(sizes) <= most and letter_distance(left, right) <= 1


def latin_phones(letters: str) -> str:
    """ASCII letters and digits to phones, the longest group first."""
    if len(letters) > 5:
        letters = re.sub("([ei]j|[oe]v|ski)s$", r"\1", letters)
    if len(letters) >= 8 and re.search("e(dd|tt)in$|^abdulc", letters):
        letters = re.sub("ettin$", "eddin", re.sub("c(?!h|k|z)", "j", letters))
    german = "sch" in letters
    groups = sorted(GROUPS, key=lambda group: -len(group[0]))
    heard, i = [], 0
    while i < len(letters):
        rest = letters[i:]
        following = rest[1:2]
        group = next((pair for pair in groups if rest.startswith(pair[0])), None)
        if re.match("dj[eo][vw]a?$", rest):
            group = None  # Medwedjew
        if i == 0 and rest[0] == "x" and following and following in LETTER_VOWELS:
            heard.append("x" if re.match("xo.|xa[^vbn]", letters) else "S")
        elif group:
            heard.append("x" if german and group[0] == "ch" else group[1])
            i += len(group[0]) - 1
        elif rest[0] == "c":
            serbian = rest == "c" and len(letters) > 4 and re.search("[vzsjcd]ic$", letters)
            heard.append("C" if serbian else "s" if following and following in "eiy" else "k")
        elif rest[0] == "y":
            heard.append("y" if following and following in LETTER_VOWELS else "i")
        elif rest == "j" and re.search("^.{2,}ij$|^.{4,}ej$", letters):
            heard.append("i")
        elif i > 0 and (re.match("j[eo][vw]a?$", rest) or (rest == "ja" and re.search("[^d]ija$", letters))):
            heard.append("y")
        else:
            heard.append(in_german(rest[0]) if german else rest[0])
        i += 1
    return "".join(heard)


def in_german(phones: str) -> str:
    """How German reads letters that are read otherwise elsewhere: j as y, w as v, z as ts."""
    return phones.translate(str.maketrans("jwz", "yvc"))


def tidy(phones: str) -> str:
    """Doubled sounds once but digits, two that spell one joined, glides and breaths at a word's end settled."""
    out = ""
    i = 0
    while i < len(phones) and len(out) < LONGEST:
        phone, following = phones[i], phones[i + 1 : i + 2]
        before = out[-1:]
        if re.match(rf"(?:[ae][iy]|ae)(?![{VOWELISH}])", phones[i:]):
            phone, i = "e", i + 1  # ai, ay, ei, ey, ae
        elif _silent(phone, before, following):
            i += 1
            continue
        if before + phone in MERGED:
            out = out[:-1] + MERGED[before + phone]
        elif phone != before or phone.isdigit():
            out += phone
        i += 1
    return out


def _silent(phone: str, before: str, following: str) -> bool:
    if phone == "y":
        return before == "i" and following in ("", "i")
    return phone == "h" and following == "" and before != "" and before in VOWELISH


def after_abd(phones: str) -> int:
    """Where what follows "abd", "abdul", "abdur" begins; the whole length for "abdul" alone; 0 for other words."""
    abd = re.match(rf"[aEA]bd[{VOWELISH}]*", phones)
    if len(phones) < 5 or not abd or abd.end() == len(phones):
        return 0
    rest = phones[abd.end() :]
    exchanged = rest.removeprefix("d")
    short = rest == phones[3:] and len(rest) <= 3 and rest[-1] not in "aAo"
    if short and "l" in exchanged and set(exchanged) <= {"l", *VOWELISH}:
        return len(phones)
    if rest[0] == "l":
        return abd.end() + 1
    if re.fullmatch("[aEA]bd[ueo][rsSnzt]", phones):
        return len(phones)
    if len(rest) > 1 and rest[0] == rest[1]:
        rest = rest[1:]
    return len(phones) - len(rest) if len(rest) >= SHORTEST_STEM else 0


def before_din(phones: str) -> tuple[int, int]:
    """Where "-uddin" begins and where its "din" does; (0, 0) for other words."""
    found = re.search(rf"(?<=[^{VOWELISH}])([{VOWELISH}]+)([dl]?)(d[iYe]+ne?)$", phones)
    if not found or found.start() < SHORTEST_STEM:
        return 0, 0
    vowels, article, _ = found.groups()
    return (found.start(), found.start(3)) if article or vowels[-1] in "uo" else (0, 0)


def before_allah(phones: str) -> int:
    """Where "-ullah" begins; 0 for other words."""
    found = re.search(rf"(?<=[^{VOWELISH}])([{VOWELISH}]+)ll(?:[ao][hHx]?|[hHx])i?$", phones)
    if not found or found.start() < SHORTEST_STEM:
        return 0
    breath = phones.removesuffix("i")[-1] in "hHx"
    return found.start() if breath or found.group(1)[-1] in "uo" else 0


def skeleton(phones: str) -> str:
    """The consonants of a token by group, those that touch in one group once."""
    return "".join(group for group, _ in groupby(GROUP.get(phone, "") for phone in phones))


def one_left_out(row: str) -> Iterator[str]:
    """The row with each of its symbols left out in turn."""
    for skip in range(len(row)):
        yield row[:skip] + row[skip + 1 :]


Key = tuple[str, bool, str]


def skeleton_key(phones: str) -> Key:
    """The key of a word's skeleton; short ones are apart by whether the word begins with a firm consonant."""
    bones = skeleton(phones)
    return "bones", len(bones) < 4 and phones[:1] in GROUP, bones


def hissing_key(phones: str) -> Key:
    """The key of a word's skeleton with all sibilants as one."""
    groups = (" " if phone in SIBILANTS else GROUP.get(phone, "") for phone in phones)
    return "sibilants", phones[:1] in GROUP, "".join(group for group, _ in groupby(groups))


def read_otherwise(phones: str, *, abjad: bool, latin: bool, korean: bool, other: bool, breath: bool) -> Iterator[str]:
    """The phones with what languages take for each other."""
    readings = [(True, "x", "h"), (abjad, "f", "v"), (abjad, "H", "t"), (abjad, "bp", "vf"), (abjad, "j", "g")]
    readings += [(breath or abjad or (latin and len(phones) > 4), "x", "C"), (abjad and breath, "xbp", "hvf")]
    readings.append((latin and len(phones) > 5, "j", "y"))
    readings += [(korean and len(phones) > 3, *pair) for pair in FOREIGN_IN_KOREAN]
    readings += [(other and len(phones) > 3, *pair) for pair in FOREIGN_IN_KANA]
    for may_be, letters, others in readings:
        if may_be and set(phones) & set(letters):
            yield phones.translate(str.maketrans(letters, others))


def by_ear(phones: str) -> Iterator[Key]:
    """The keys of what a foreign word in Korean letters may be: its first two l or r either, b, p, f perhaps v."""
    key = hissing_key if set(phones) & set(SIBILANTS) else skeleton_key
    liquids = [i for i, phone in enumerate(phones) if phone in "lr"][:2]
    for read in product("lr", repeat=len(liquids)):
        way = list(phones.translate(str.maketrans("l", "r")))
        for i, liquid in zip(liquids, read, strict=True):
            way[i] = liquid
        yield from (key("".join(way)), key(re.sub("[bpf]", "v", "".join(way))))


def token_keys(
    phones: str, spelling: str = "", *, abjad: bool = False, latin: bool = True, spelt: bool = True,
    korean: bool = False, other: bool = False, breath: bool = False,
) -> set[Key]:  # fmt: skip
    """What a token is found by, besides its written form: skeleton, sounds, letters, those with one out, syllables."""
    bones, firm = skeleton(phones), phones[:1] in GROUP
    keys = {skeleton_key(phones)}
    if set(phones) & set(SIBILANTS):
        keys |= {hissing_key(phones), hissing_key(phones.replace("x", "h"))}
    hissing = abjad and set(phones) & set(SIBILANTS)
    for read in read_otherwise(phones, abjad=abjad, latin=latin, korean=korean, other=other, breath=breath):
        keys |= {skeleton_key(read), hissing_key(read)} if hissing else {skeleton_key(read)}
    if len(bones) >= 4:
        keys |= {("bones", firm and len(bones) == 4, rest) for rest in one_left_out(bones[:10])}
    if len(phones) <= 8:
        keys |= {("phones", False, rest) for rest in (phones, *one_left_out(phones))}
    if 2 < len(spelling) <= 14:
        keys |= {("letters", False, rest) for rest in (spelling, *one_left_out(spelling))}
    if len(spelling) > 12:
        keys |= {("beginning", False, spelling[:6]), ("end", False, spelling[-6:])}
    return keys | {("syllable", False, syllable) for syllable in meant(spelling) if spelt}
