"""The plain twin of the tokeniser: a name cut, sounded out and parted by the words of its rules.

For names whose tokens are short enough to be read whole (20 letters).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

import plain_japanese
import plain_syllables
from comity.names.alphabet import PHONES
from comity.names.legal_forms import FORMS
from comity.names.letters import PLANE, Kind, load
from comity.names.numbers import TENS, UNITS
from plain_joined import with_letter
from plain_sounds import LONGEST, after_abd, before_allah, before_din, latin_phones, tidy
from plain_syllables import cut, own_letter, romanised

LEET = dict(zip("0134579", "oieastg", strict=True))
IDEOGRAPHS = {Kind.HAN, Kind.HANGUL}
GERESH = dict(zip("גזצץ", "جژچچ", strict=True))
GERESH_WITHIN = dict(zip("חדתטער", "خذثظغغ", strict=True))  # where a letter follows


@dataclass(frozen=True, slots=True)
class Letter:
    """One character of a name, as the table reads it."""

    char: str
    kind: Kind
    sounds: str
    base: str
    form: int = 0  # which legal form it belongs to
    begins: bool = False  # a syllable of a Burmese name
    joins: bool = False  # two words between two hyphens: Lashkar-e-Tayyiba


@dataclass(frozen=True, slots=True)
class PlainToken:
    """A token: its phones, its base letters (Latin), the raw token it is or is a part of, whether it is a part."""

    phones: str
    spelling: str
    raw: tuple[str, ...]
    part: bool
    initial: bool
    abjad: bool
    syllable: bool = False
    cut: bool = False
    reads: tuple[int, int] | None = None  # of a reading: the first token that it reads, how many

    @property
    def patronymic(self) -> bool:
        """Ends as a Russian patronymic does."""
        word = not (self.abjad or self.syllable) and len(self.phones) >= 6
        return word and re.search("([oe]viC|[oe]vna|iCna)$", self.phones) is not None


def read(char: str) -> Letter:
    """A character by the packaged table; styled letters and digits as plain ones, pictures as spaces."""
    point = ord(char)
    if 0x1D400 <= point < 0x1D6A4:
        char = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[(point - 0x1D400) % 52]
    elif 0x1D7CE <= point < 0x1D800:
        char = "0123456789"[(point - 0x1D7CE) % 10]
    elif point >= PLANE:
        char = " " if 0x1F000 <= point < 0x1FB00 else "\u200b"
    table, point = load(), ord(char)
    row = table.phones[point, : table.length[point]].tolist()
    kind = Kind(int(table.kind[point]))
    return Letter(
        char, kind, "".join(map(chr, row) if kind is Kind.LATIN else [PHONES[code] for code in row]),
        chr(int(table.base[point])),
    )  # fmt: skip


def raw_tokens(text: str) -> Iterator[list[Letter]]:
    """Runs of letters. Of a name in Chinese or Korean syllables each by itself; of a longer one written solid the
    first, then by twos."""
    each = in_syllables(text) or in_kanji(text)
    run: list[Letter] = []
    ideographs = 0
    letters = with_forms([*with_syllables(text), read(" ")])
    sounding = without_silent(iter(with_geresh([*with_lost(letters)])))
    solid = sum(has for has, _ in groupby(letter.kind in IDEOGRAPHS and not letter.form for letter in sounding)) == 1
    for letter in sounding:
        ideograph = letter.kind in IDEOGRAPHS
        changed = bool(run) and (ideograph != (run[-1].kind in IDEOGRAPHS) or letter.form != run[-1].form)
        breaks = letter.begins or (ideograph and not letter.form and (each or (solid and ideographs % 2 == 1)))
        if run and (letter.kind is Kind.SEPARATOR or changed or breaks):
            yield run
            run = []
        ideographs = ideographs + 1 if ideograph and not letter.form else 0
        if letter.kind is not Kind.SEPARATOR:
            run.append(letter)


def with_syllables(text: str) -> Iterator[Letter]:
    """The letters of a name, those marked that begin a syllable of a Burmese one or join two words."""
    joins = {found.start() for found in re.finditer("(?<=-)[AaEe](?=-)", text.encode("utf-8", "replace").decode())}
    begins = {
        found.start() for found in re.finditer(r"(?<!\u1039)[\u1000-\u102a\u103f](?!\u1037?[\u1039\u103a])", text)
    }
    for place, char in enumerate(text.encode("utf-8", "replace").decode()):
        yield replace(read(char), begins=place in begins, joins=place in joins)


def with_geresh(letters: list[Letter]) -> list[Letter]:
    """Letters, with Hebrew ones that have an apostrophe behind them as the Arabic or Persian one that sounds so."""
    found = list(letters)
    for place, letter in enumerate(letters):
        before = [i for i in range(place) if letters[i].kind not in (Kind.MARK, Kind.JOINER)][-1:]
        if letter.kind is not Kind.JOINER or letter.char == "\u05f4" or not before:
            continue
        within = letters[place + 1 : place + 2] and letters[place + 1].kind is Kind.ABJAD
        meant = GERESH | (GERESH_WITHIN if within else {})
        if found[before[0]].char in meant:
            found[before[0]] = read(meant[found[before[0]].char])
    return found


def without_silent(letters: Iterator[Letter]) -> list[Letter]:
    """Letters without marks, and without those that a mark silences, of Thai with their sign of i or u."""
    sounding: list[Letter] = []
    for letter in letters:
        if letter.kind not in (Kind.MARK, Kind.JOINER):
            sounding.append(letter)
        word = [*takewhile(lambda one: one.kind is not Kind.SEPARATOR, reversed(sounding))]
        if letter.char in "์໌៍" and len(word) > 1:
            del sounding[-2 if len(word) > 2 and "ิ" <= word[0].char <= "ู" else -1 :]
    return sounding


def with_forms(letters: list[Letter]) -> list[Letter]:
    """Letters of the legal forms that runs of ideographs begin or end with, each form with a number of its own."""
    marked = list(letters)
    kinds = [letter.kind in IDEOGRAPHS for letter in letters]
    before, place = False, 0  # an ideograph; marks do not count
    while place < len(letters):
        form = next((form for form in LONGEST_FORMS if _is_form(letters, kinds, place, form, before)), "")
        for at in range(place, place + len(form)):
            marked[at] = replace(letters[at], form=place + 1)
        if form or letters[place].kind not in (Kind.MARK, Kind.JOINER):
            before = not form and kinds[place]
        place += len(form) or 1
    return marked


def _is_form(letters: list[Letter], kinds: list[bool], place: int, form: str, before: bool) -> bool:
    after = place + len(form)
    begins, ends = not before, after >= len(letters) or not kinds[after]
    written = "".join(letter.char for letter in letters[place:after])
    return written == form and ((begins and ends) or (len(form) > 1 and (begins or ends)))


LONGEST_FORMS = sorted(FORMS.split(), key=lambda form: len(form.encode()), reverse=True)


def with_lost(letters: list[Letter]) -> Iterator[Letter]:
    """Question marks in or before Latin letters as one lost letter."""
    before: Letter | None = None  # of the same word
    for place, letter in enumerate(letters):
        following = next((other for other in letters[place + 1 :] if other.char not in "?\ufffd"), None)
        word = before is None or before.kind is Kind.LATIN
        lost = letter.char == "?" if before is None else letter.char in "?\ufffd"
        if lost and word and following is not None and following.kind is Kind.LATIN:
            if before is None or before.char != "?":
                before = Letter("?", Kind.LATIN, "?", "?")
                yield before
            continue
        yield letter
        if letter.kind is Kind.SEPARATOR:
            before = None
        elif letter.kind not in (Kind.MARK, Kind.JOINER):
            before = letter


def sounded_out(raw: list[Letter]) -> tuple[str, str]:
    """Phones, not yet tidied, and base letters of a raw token."""
    phones = latin = spelling = ""
    has_latin = any(letter.kind is Kind.LATIN for letter in raw)
    letters = sum(letter.kind is not Kind.DIGIT for letter in raw)
    turkish = any(letter.char in "ğĞıİəƏ" for letter in raw)
    for i, letter in enumerate(raw):
        if letter.kind is Kind.LATIN or (letter.kind is Kind.DIGIT and has_latin):
            base, sounds = letter.base, "j" if turkish and letter.char in "cC" else letter.sounds
            if letter.kind is Kind.DIGIT:
                sounds = sounds[0]  # of a circled number of two digits
                around = [raw[k].kind for k in (i - 1, i + 1) if 0 <= k < len(raw)]
                if around == [Kind.LATIN, Kind.LATIN] and letters >= 3:
                    sounds = LEET.get(sounds, sounds)
                base = sounds
            latin += sounds
            spelling += base if base.isascii() else ""
            continue
        if not has_latin and not {Kind.HAN, Kind.HANGUL} & {each.kind for each in raw} and letters:
            spelling += own_letter(letter.base)
        phones = with_letter(phones + latin_phones(as_others_write(latin)), letter.char, letter.sounds)
        latin = ""
    return phones + latin_phones(as_others_write(latin)), spelling[:LONGEST]


def as_others_write(latin: str) -> str:
    """A Somali word without its x and c."""
    own = re.search("x(?!h)|(?<![^aeiou])c(?![^aeiou])", latin.replace("saac", "saak"))
    somali = re.search("^cabd|ax(m|am)", latin) or (own and re.search("aa|ii|uu", latin))
    return re.sub("c(?![hk])", "", latin.replace("x", "h")) if somali and len(latin) > 3 else latin


def behind_article(phones: str) -> tuple[int, str]:
    """Where a word begins behind an article written as it is spoken; one that is written too is silent."""
    if len(phones) <= 5:
        return 2 * (phones == "uddin"), phones
    spoken = re.match(r"[ae]([tTdDrzsSn])\1", phones)
    return 2 * bool(spoken), re.sub(r"^([ae])l([tTdDrzsSn])\2", r"\1\2\2\2", phones)


def parted(phones: str, *, abjad: bool) -> list[tuple[int, str]]:
    """The parts of a word of several: without its article, "abd", the stem, "din" or Allah's name ("ALLAH").

    Each with where it begins.
    """
    start = 0
    if re.fullmatch("ulla[hx]", phones):
        return [(0, "ALLAH")]
    if abjad and len(phones) > 4 and phones.startswith("WAl"):
        start = 3
    elif abjad and len(phones) > 3 and phones.startswith("Al"):
        if re.fullmatch("All[aohHilx]{0,2}", phones):
            return [(0, "ALLAH")]
        start = 2
    elif not abjad:
        start, phones = behind_article(phones)
    parts = []
    abd = after_abd(phones[start:])
    if abd:
        parts.append((start, phones[start : start + 3]))
        start += abd
        if start == len(phones):
            return parts
        if abjad and len(phones) - start > 3 and phones.startswith("Al", start):
            start += 2
        rest = phones[start:]
        if len(rest) <= 4 and rest[0] == "l" and set(rest[1:]) <= set("aohHilx"):
            return [*parts, (start, "ALLAH")]
    rest = phones[start:]
    stem, din = before_din(rest)
    if stem:
        return [*parts, (start, rest[:stem]), (start + din, rest[din:])]
    stem = before_allah(rest)
    if stem:
        return [*parts, (start, rest[:stem]), (start + stem, "ALLAH")]
    return [*parts, *([(start, rest)] if abjad or parts else without_abdul(start, rest))]


def without_abdul(start: int, rest: str) -> list[tuple[int, str]]:
    """A word, and the "abdul" that ran into it."""
    at = len(rest) - 5
    if at >= 3 and re.search("abd[ueo]l$", rest):
        return [(start, rest[:at]), (start + at, "abd")]
    return [(start, rest)]


def letters_from(spelling: str, start: int) -> int:
    """Where the letters of a part begin whose phones begin at `start`."""
    enough = (size for size in range(1, len(spelling) + 1) if len(latin_phones(spelling[:size])) > start)
    return next(enough, len(spelling) + 1) - 1


def read_together(phones: str) -> str:
    """Greek letters that are read together."""
    patterns = (r"^mp", "b"), (r"^nt", "d"), (r"tz", "j"), (r"ou", "u"), (r"gi(?=[aeiou])", "y")
    whole = "|".join(f"({pattern})" for pattern, _ in patterns)
    return re.sub(whole, lambda found: patterns[(found.lastindex or 1) - 1][1], phones)


def in_syllables(text: str) -> bool:
    """Is the name written in Chinese or Korean syllables, all in Latin letters, in Korean script or in characters?"""
    letters = with_forms([*map(read, text.encode("utf-8", "replace").decode())])
    between = (replace(letter, kind=Kind.SEPARATOR) if letter.form else letter for letter in letters)
    sounding = [letter for letter in between if letter.kind not in (Kind.MARK, Kind.JOINER)]
    korean = [letter for letter in sounding if letter.kind is not Kind.SEPARATOR]
    if all("\uac00" <= letter.char <= "\ud7a3" for letter in korean):
        lengths = [len(word) for word in "".join(" " if a.kind is Kind.SEPARATOR else a.char for a in sounding).split()]
        return 2 <= len(korean) <= plain_syllables.MOST and (len(lengths) == 1 or 1 in lengths)
    if all(letter.base in plain_syllables.CODES for letter in korean):
        lengths = [len(word) for word in "".join(" " if a.kind is Kind.SEPARATOR else a.char for a in sounding).split()]
        return 2 <= len(korean) <= plain_syllables.MOST and (len(lengths) <= 2 or max(lengths) == 1)
    others = (letter for letter in sounding if letter.kind is not Kind.SEPARATOR)
    if any(letter.form for letter in letters) or not all(re.fullmatch("[a-zа-я]", letter.base) for letter in others):
        return False
    words = "".join(" " if letter.kind is Kind.SEPARATOR else letter.base for letter in sounding).split()
    words = [plain_syllables.own_letters(word.replace("ъ", "")) for word in words]
    return plain_syllables.in_syllables(words)


def with_numbers(found: list[PlainToken]) -> list[PlainToken]:
    """Forty-Four, Forty-Fourth and Forty 4 as 44."""
    joined: list[PlainToken] = []
    for token in found:
        before = joined[-1].spelling if joined else ""
        unit = next((row.index(token.spelling) + 1 for row in UNITS if token.spelling in row), 0)
        if token.raw == tuple(token.phones) and token.phones in set("123456789"):
            unit = int(token.phones)
        if before in TENS and unit:
            number = f"{TENS.index(before) + 2}{unit}"
            joined[-1] = PlainToken(number, "", tuple(number), part=False, initial=False, abjad=False)
        else:
            joined.append(token)
    return joined


def in_cuts(form: str, cuts: list[str], *, latin: bool) -> Iterator[PlainToken]:
    """The syllables of one word, by its base letters and by the bytes of each syllable."""
    for place, spelling in enumerate(cuts):
        begin = sum(map(len, cuts[:place]))
        own = form[begin : begin + len(spelling)]
        phones = latin_phones(own) if latin else "".join(read(char).sounds for char in own)
        yield PlainToken(tidy(phones), spelling, tuple(own), part=False, initial=False, abjad=False, syllable=True,
                         cut=place + 1 < len(cuts))  # fmt: skip


def tokens(text: str) -> list[PlainToken]:
    """The tokens of one name."""
    found = []
    syllabic = in_syllables(text)
    for raw in raw_tokens(text):
        phones, spelling = sounded_out(raw)
        if re.match(r"[\u0370-\u03ff\u1f00-\u1fff]", raw[0].char):
            phones = read_together(phones)
        if syllabic and raw[0].kind is Kind.HAN and not raw[0].form:
            code = plain_syllables.CODES[raw[0].base]
            heard = tidy(latin_phones(plain_syllables.READINGS[code].mandarin))
            found.append(PlainToken(heard, code, (raw[0].base,), part=False, initial=False, abjad=False, syllable=True))
            continue
        if syllabic and raw[0].kind is Kind.HANGUL and not raw[0].form:
            found += [
                PlainToken(tidy(letter.sounds), romanised(letter.char), (letter.base,), part=False, initial=False,
                           abjad=False, syllable=True)
                for letter in raw
            ]  # fmt: skip
            continue
        latin = raw[0].kind is Kind.LATIN
        form = "".join(letter.base for letter in raw).replace("ъ", "")
        if syllabic and (cuts := cut(spelling if latin else plain_syllables.own_letters(form))):
            found += in_cuts(form, cuts, latin=latin)
            continue
        kinds = {letter.kind for letter in raw}
        abjad = Kind.ABJAD in kinds
        plain = not kinds & IDEOGRAPHS and kinds != {Kind.DIGIT}
        parts = parted(phones, abjad=abjad) if len(raw) > 3 and plain else [(0, phones)]
        latin = Kind.LATIN in kinds
        if not latin and len(parts) > 1:
            spelling = ""
        spelling = "" if abjad and latin else spelling
        if abjad and len(parts) == 1:
            spelling = spelling[parts[0][0] :]
        begins = [0, *(letters_from(spelling, start) for start, _ in parts[1:]), len(spelling)]
        for place, (_, part) in enumerate(parts):
            heard = "ala" if part == "ALLAH" else tidy(part)
            if heard:
                base = tuple(letter.base for letter in raw)
                own = spelling[begins[place] : begins[place + 1]]
                initial = plain and len(raw) == 1 and not raw[0].joins
                found.append(PlainToken(heard, own, base, len(parts) > 1, initial, abjad))
    found = with_numbers(found)
    document = len(text) in (30, 31, 39) and re.fullmatch("(?=.*<)[A-Z<]+[A-Z]", text)
    payment = len(text) == 35 and re.fullmatch("[A-Z ]+[A-Z]", text) and text.count(" ") >= 3
    if found and (document or payment):
        found[-1] = replace(found[-1], initial=True)  # the line is full
    return [*found, *in_japanese(text, found)]


def in_kanji(text: str) -> bool:
    """Is a name of at most six ideographs and nothing else a known family name and a given name?"""
    letters = [letter for letter in map(read, text) if letter.kind not in (Kind.MARK, Kind.JOINER)]
    kanji = [letter for letter in letters if letter.kind is not Kind.SEPARATOR]
    written = bool(letters) and text[0] >= "\u3000" and all(letter.kind is Kind.HAN for letter in kanji)
    return written and plain_japanese.has_both("".join(letter.base for letter in kanji))


def in_japanese(text: str, found: list[PlainToken]) -> Iterator[PlainToken]:
    """The readings of a name in kanji."""
    spaces, letters = set(), 0
    for letter in map(read, text.encode("utf-8", "replace").decode()):
        if letter.kind is Kind.SEPARATOR:
            spaces.add(letters)
        letters += letter.kind not in (Kind.SEPARATOR, Kind.MARK, Kind.JOINER)
    for phones, reads in plain_japanese.readings([token.raw for token in found], spaces):
        yield PlainToken(phones, "", (), part=False, initial=False, abjad=False, reads=reads)
