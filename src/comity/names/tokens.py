"""Names to tokens: cut, fold, sounded out, a million names in a few seconds.

A token is a run of letters of one name, or a part of it (names.compounds). The kernel reads UTF-8 bytes as
they lie in an Arrow buffer and writes flat arrays; nothing is decoded to Python text.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.names import ideographs, japanese, letters, syllables
from comity.names.acronyms import DOT, dotted_until, is_own_acronym, joins_two
from comity.names.burmese import begins_syllable
from comity.names.code_points import breathes, decode
from comity.names.compounds import ALLAH, cut_compound, is_article, tidy
from comity.names.full_lines import is_cut_off
from comity.names.geresh import read_geresh
from comity.names.greek import is_greek, read_together
from comity.names.hashes import FNV_BASIS, FNV_PRIME, hash_row, mix
from comity.names.ideographs import in_characters, pinyin_letters, written_solid
from comity.names.japanese import in_kanji
from comity.names.joined_letters import add_letter
from comity.names.kernel import inner, kernel, read_only
from comity.names.latin import digit_in_word, latin_phones, letter_of_phone
from comity.names.legal_forms import form_from
from comity.names.lost_letters import LOST_LETTER, or_lost
from comity.names.numbers import join_numbers
from comity.names.own_letters import own_letters
from comity.names.patronymics import is_patronymic
from comity.names.silent import without_silent
from comity.names.similarity import MAX_PHONES
from comity.names.somali import read_somali
from comity.names.syllables import (
    FIRST_BYTE,
    FIRST_CYRILLIC,
    HARD_SIGN,
    hangul_letters,
    in_hangul,
    in_syllables,
    letter_byte,
    reading_letters,
    second_syllable,
)
from comity.names.turkish import turkish_letter, writes_turkish

SEPARATOR, LATIN, ALPHABET, ABJAD, HAN, HANGUL, MARK, DIGIT, JOINER = range(9)
RAW = 64  # letters of one raw token that are read; the rest of a longer one is left out
FLAG_ABJAD, FLAG_LATIN, FLAG_HAN, FLAG_HANGUL, FLAG_INITIAL, FLAG_PART, FLAG_NUMBER, FLAG_JOINED = (
    1, 2, 4, 8, 16, 32, 64, 128,
)  # fmt: skip
FLAG_SYLLABLE, FLAG_ACRONYM = 256, 512
FLAG_CUT, FLAG_WHOLE = 1024, 4096  # the first of the two syllables of one word; the two read as the word they are
FLAG_PATRONYMIC = 2048
FLAG_BREATH = 16384  # in a script that writes h as kh: Hebrew, Cyrillic
FLAG_HEARD = 8192  # a word in Latin letters that many bear (names.rarity)
KIND_FLAG = np.zeros(9, dtype=np.uint16)
KIND_FLAG[LATIN], KIND_FLAG[ABJAD], KIND_FLAG[HAN], KIND_FLAG[HANGUL] = FLAG_LATIN, FLAG_ABJAD, FLAG_HAN, FLAG_HANGUL
NOT_SPELT = FLAG_LATIN | FLAG_HAN | FLAG_HANGUL | FLAG_NUMBER  # in letters of another alphabet
SOUND, SPELLING = np.int64(1), np.int64(2)  # seeds of hashes


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a run of names. `first` has n_names + 1 entries; all others one row per token.

    phones: codes, n_tokens x MAX_PHONES; n_phones their count; spelling: base letters, of Latin ones ASCII, of another
    alphabet as names.own_letters has them, of a part those that it is written with, if Latin; native: hash of the
    written form in its own script, of a part that of its phones; sound: hash of the phones; start, stop: bytes of the
    raw token within the names' bytes. Behind a name's own tokens stand the readings of a Japanese one (names.japanese).
    """

    first: NDArray[np.int64]
    phones: NDArray[np.uint8]
    n_phones: NDArray[np.uint8]
    spelling: NDArray[np.uint8]
    n_spelling: NDArray[np.uint8]
    native: NDArray[np.uint64]
    sound: NDArray[np.uint64]
    flags: NDArray[np.uint16]
    start: NDArray[np.int64]
    stop: NDArray[np.int64]


@inner
def _describe(kinds, n):  # type: ignore[no-untyped-def]
    """Flags of a raw token by how it is written, and how many of its characters are letters."""
    letter_count = flags = 0
    for i in range(n):
        letter_count += kinds[i] != DIGIT
        flags |= KIND_FLAG[kinds[i]]
    return flags | (FLAG_NUMBER if letter_count == 0 else 0), letter_count


@inner
def _sound_out(points, kinds, n, table, scratch):  # type: ignore[no-untyped-def]
    """Phones (not yet tidied) and base letters of one raw token, to `scratch`; returns both lengths and the flags."""
    length_of, phones_of, base_of = table[1], table[2], table[3]
    phones, spelling, latin = scratch[0], scratch[1], scratch[3]
    flags, n_letters = _describe(kinds, n)
    n_phones = n_spelling = n_latin = np.int64(0)
    turkish = flags & FLAG_LATIN and writes_turkish(points, n)
    for i in range(n + 1):
        in_word = i < n and (kinds[i] == LATIN or (kinds[i] == DIGIT and flags & FLAG_LATIN))
        if in_word:
            point = points[i]
            base = base_of[point]
            if kinds[i] == DIGIT or point == LOST_LETTER:
                base = point if point == LOST_LETTER else digit_in_word((points, kinds, n), i, n_letters, table)
                if n_latin < latin.shape[0]:
                    latin[n_latin] = base
                    n_latin += 1
            elif n_latin + 6 < latin.shape[0]:
                for k in range(length_of[point]):
                    latin[n_latin + k] = turkish_letter(point, phones_of[point, k]) if turkish else phones_of[point, k]
                n_latin += length_of[point]
            if base < 128 and n_spelling < spelling.shape[0]:
                spelling[n_spelling] = base
                n_spelling += 1
            continue
        n_phones = latin_phones(latin, read_somali(latin, n_latin), phones, n_phones)
        n_latin = np.int64(0)
        if i < n and n_phones + 6 < phones.shape[0] - 2:
            n_phones = add_letter(points[i], table, phones, n_phones)
    if is_greek(points[0]):
        n_phones = read_together(phones, n_phones)
    if not flags & NOT_SPELT:
        n_spelling = own_letters(points, n, base_of, spelling)
    return n_phones, (0 if flags & FLAG_ABJAD and flags & FLAG_LATIN else n_spelling), flags


@inner
def _native(points, n, table):  # type: ignore[no-untyped-def]
    """Hash of the written form: base letters in their own script."""
    base_of = table[3]
    value = FNV_BASIS
    for i in range(n):
        value = (value ^ np.uint64(base_of[points[i]])) * FNV_PRIME
    return mix(value)


@inner
def _emit_ideograph(point, kind, span, table, scratch, out, used):  # type: ignore[no-untyped-def]
    """Write one character of a name in Korean syllables or in Chinese characters, with the sounds of its letters."""
    raw, spelled, base = scratch[0], scratch[1], table[3][point]
    phones, n_phones, spelling, n_spelling, native, sound, flags, start, stop = out
    if kind == HANGUL:
        n_raw, flag = np.int64(table[1][point]), FLAG_HANGUL
        n_spelling[used] = hangul_letters(point, spelling[used])
        for i in range(n_raw):
            raw[i] = table[2][point, i]
    else:
        reading, flag = np.int64(table[5][0][base]), FLAG_HAN
        n_raw = latin_phones(spelled, pinyin_letters(table[5][1], reading, spelled), raw, np.int64(0))
        n_spelling[used] = reading_letters(reading, spelling[used])
    n_phones[used] = tidy(raw, np.int64(0), n_raw, phones[used])
    sound[used] = hash_row(phones[used], n_phones[used], SOUND)
    native[used] = mix((FNV_BASIS ^ np.uint64(base)) * FNV_PRIME)
    flags[used] = flag | FLAG_SYLLABLE
    start[used], stop[used] = span
    return used + 1


@inner
def _cyrillic(points, n, table, out):  # type: ignore[no-untyped-def]
    """Write the letters of a word in Cyrillic syllables, in the bytes that they are kept in; returns how many."""
    size = np.int64(0)
    for i in range(n):
        if points[i] != HARD_SIGN and size < out.shape[0]:
            out[size] = letter_byte(table[3][points[i]])
            size += 1
    return size


@inner
def _form(letters, n):  # type: ignore[no-untyped-def]
    """The hash of a syllable's written form (_native), by its letters."""
    value = FNV_BASIS
    for i in range(n):
        shift = FIRST_CYRILLIC - FIRST_BYTE if letters[i] >= FIRST_BYTE else 0
        value = (value ^ np.uint64(letters[i] + shift)) * FNV_PRIME
    return mix(value)


@inner
def _heard(letters, start, end, table, out):  # type: ignore[no-untyped-def]
    """Write the phones of Cyrillic `letters[start:end]`; returns how many."""
    n = np.int64(0)
    for i in range(start, end):
        point = np.int64(letters[i]) - FIRST_BYTE + FIRST_CYRILLIC
        for k in range(table[1][point]):
            out[n] = table[2][point, k]
            n += 1
    return n


@inner
def _emit_syllables(points, kinds, n, span, table, scratch, out, used):  # type: ignore[no-untyped-def]
    """Write the one or two syllables of a raw token of a name in syllables; the next row, or `used` for other words."""
    if kinds[0] in (HAN, HANGUL):
        return _emit_ideograph(points[0], kinds[0], span, table, scratch, out, used)
    latin, raw, spelled = kinds[0] == LATIN, scratch[0], scratch[1]
    n_letters = _sound_out(points, kinds, n, table, scratch)[1] if latin else _cyrillic(points, n, table, spelled)
    phones, n_phones, spelling, n_spelling, native, sound, flags, start, stop = out
    cut = second_syllable(spelled, n_letters, table[4])
    if cut == 0:
        return used
    for begin, end in ((0, cut), (cut, n_letters)):
        if begin == end:
            continue
        size = n_spelling[used] = end - begin
        for i in range(size):
            spelling[used, i] = spelled[begin + i]
        n_raw = (
            latin_phones(spelling[used], size, raw, np.int64(0)) if latin else _heard(spelled, begin, end, table, raw)
        )
        n_phones[used] = tidy(raw, np.int64(0), n_raw, phones[used])
        sound[used] = hash_row(phones[used], n_phones[used], SOUND)
        native[used] = _form(spelling[used], size)
        flags[used] = (FLAG_LATIN if latin else 0) | FLAG_SYLLABLE | (FLAG_CUT if end < n_letters else 0)
        start[used], stop[used] = span
        used += 1
    return used


@inner
def _father(flag, phones, n):  # type: ignore[no-untyped-def]
    """The flag of a patronymic, for a token that is one."""
    vowels = not flag & (FLAG_ABJAD | FLAG_HAN | FLAG_HANGUL | FLAG_NUMBER)
    return FLAG_PATRONYMIC if vowels and is_patronymic(phones, n) else 0


@inner
def _letters_of(part, parts, letters, flag, bounds, scratch):  # type: ignore[no-untyped-def]
    """From where to where the base letters of one part of a raw token go. Parts in other alphabets have none, and an
    abjad's article is no letter of the name."""
    row, n = letters
    begin, end = np.int64(0), np.int64(n)
    if not flag & FLAG_LATIN:
        begin = end if parts > 1 else min(end, np.int64(bounds[0, 0]) if flag & FLAG_ABJAD else begin)
        return begin, end
    if part > 0:
        begin = letter_of_phone(row, n, bounds[part, 0], scratch)
    if part < parts - 1:
        end = letter_of_phone(row, n, bounds[part + 1, 0], scratch)
    return begin, end


@inner
def _emit(points, kinds, n, span, syllabic, table, scratch, out, first_row, used):  # type: ignore[no-untyped-def]
    """Write the tokens of one raw token of `n` letters to row `used` and following; returns the next row.

    The name's first token is in `first_row`.
    """
    if syllabic:
        following = _emit_syllables(points, kinds, n, span, table, scratch, out, used)
        if following > used:
            return following
    raw, letters_row, bounds = scratch[0], scratch[1], scratch[2]
    phones, n_phones, spelling, n_spelling, native, sound, flags, start, stop = out
    n_raw, n_base, flag = _sound_out(points, kinds, n, table, scratch)
    flag |= FLAG_BREATH if breathes(points[0]) or breathes(points[n - 1]) else 0
    plain = not flag & (FLAG_HAN | FLAG_HANGUL | FLAG_NUMBER)
    if n == 1 and plain:
        flag |= FLAG_INITIAL
    parts = 1
    bounds[0, 0], bounds[0, 1], bounds[0, 2] = 0, n_raw, 0
    if n > 3 and plain:
        articled = used > first_row and is_article(phones[used - 1], n_phones[used - 1])
        parts = cut_compound(raw, n_raw, flag & FLAG_ABJAD, articled, bounds)
    whole = _native(points, n, table)
    for part in range(parts):
        if bounds[part, 2]:
            n_phones[used] = ALLAH.shape[0]
            for i in range(ALLAH.shape[0]):
                phones[used, i] = ALLAH[i]
        else:
            n_phones[used] = tidy(raw, bounds[part, 0], bounds[part, 1], phones[used])
        if n_phones[used] == 0:
            continue
        sound[used] = hash_row(phones[used], n_phones[used], SOUND)
        flags[used] = flag | (FLAG_PART if parts > 1 else 0) | _father(flag, phones[used], n_phones[used])
        native[used] = whole if parts == 1 else sound[used]
        begin, end = _letters_of(part, parts, (letters_row, n_base), flag, bounds, scratch[3])
        n_spelling[used] = end - begin
        for i in range(begin, end):
            spelling[used, i - begin] = letters_row[i]
        start[used], stop[used] = span
        used += 1
    return used


@inner
def _mark_acronyms(text, name, rows, out):  # type: ignore[no-untyped-def]
    flags, start, stop = out[6], out[7], out[8]
    for row in range(rows[0], rows[1]):
        if flags[row] == FLAG_LATIN and is_own_acronym(text, name[0], name[1], start[row], stop[row]):
            flags[row] |= FLAG_ACRONYM
        elif flags[row] == FLAG_LATIN | FLAG_INITIAL and joins_two(text, name[0], name[1], start[row], stop[row]):
            flags[row] ^= FLAG_INITIAL


@kernel
def _tokenise(text, starts, table, first, out, capacity, scratch):  # type: ignore[no-untyped-def]
    kind_of = table[0]
    points, kinds, word = scratch[4], scratch[5], scratch[3]
    used = np.int64(0)  # a plain 0 is another type, for which numba compiles all again
    for name in range(starts.shape[0] - 1):
        at, end = starts[name], starts[name + 1]
        n = ideographs = np.int64(0)
        begin = finish = formed = at
        solid = undecided = True
        syllabic = in_syllables(text, at, end, (kind_of, table[3], table[4]), word)
        syllabic = syllabic or in_hangul(text, at, end, kind_of)
        syllabic = syllabic or in_characters(text, at, end, kind_of, (table[3], table[5][0]))
        apart = syllabic or in_kanji(text, at, end, (kind_of, table[3]), table[6])
        while at <= end and used < capacity - 6:
            here, kind, point = at, SEPARATOR, 0
            if at < end:
                point, at = decode(text, at, end)
                kind = kind_of[point]
                point, kind = or_lost((point, kind), text, (at, end), kind_of, (points, kinds, n))
            else:
                at += 1
            n = without_silent((point, kind), points, n)
            read_geresh((point, kind), text, (at, end), kind_of, (points, n))
            if kind in (MARK, JOINER) or (point == DOT and n and at < dotted_until(text, begin, end)):
                continue
            ideograph = kind in (HAN, HANGUL)
            if ideograph and undecided:
                solid, undecided = written_solid(text, here, end, kind_of), False
            changed = n == 0 or ideograph != (kinds[n - 1] in (HAN, HANGUL))
            begins = changed or begin < formed
            form = form_from(text, here, end, begins, kind_of) if ideograph and here >= formed else np.int64(0)
            breaks = bool(kind == SEPARATOR or begins_syllable(text, here, at, end, point))
            if n and not breaks:
                # Written solid: a family name of one character, then given names of two; in syllables, each.
                solid_on = ideograph and (apart or (solid and ideographs % 2 == 1))
                breaks = bool(changed or form > 0 or begin < formed <= here or (solid_on and here >= formed))
            if breaks and n:
                each = syllabic and begin >= formed
                used = _emit(points, kinds, n, (begin, finish), each, table, scratch, out, first[name], used)
                n = np.int64(0)
            formed = here + form if form else formed
            ideographs = ideographs + 1 if ideograph and here >= formed else np.int64(0)
            if kind != SEPARATOR:
                if n == 0:
                    begin = here
                if n < RAW:
                    points[n], kinds[n] = point, kind
                    n += 1
                finish = at
        used = join_numbers(first[name], used, out, FLAG_NUMBER)
        _mark_acronyms(text, (starts[name], end), (first[name], used), out)
        if used > first[name] and is_cut_off(text, starts[name], end):
            out[6][used - 1] |= FLAG_INITIAL  # of whatever the word was
        first[name + 1] = used
    return used


def tokenise(text: NDArray[np.uint8], starts: NDArray[np.int64]) -> Tokens:
    """The tokens of names whose UTF-8 bytes lie in `text` between consecutive `starts`."""
    letter = letters.load()
    read = syllables.load().tree(), ideographs.load().columns(), japanese.words_for(text)
    table = (letter.kind, letter.length, letter.phones, letter.base, *read)
    capacity = int(starts[-1] - starts[0]) // 2 + 2 * len(starts) + 16
    first = np.zeros(len(starts), np.int64)
    out: tuple[NDArray[Any], ...] = (
        np.empty((capacity, MAX_PHONES), np.uint8),
        np.zeros(capacity, np.uint8),
        np.empty((capacity, MAX_PHONES), np.uint8),
        np.zeros(capacity, np.uint8),
        np.empty(capacity, np.uint64),
        np.empty(capacity, np.uint64),
        np.zeros(capacity, np.uint16),
        np.empty(capacity, np.int64),
        np.empty(capacity, np.int64),
    )
    used = _tokenise(read_only(text), starts, table, first, out, capacity, _scratch())
    return Tokens(*japanese.with_readings(text, first, tuple(column[:used] for column in out)))


def _scratch() -> tuple[NDArray[Any], ...]:
    """Room for one raw token: phones not yet tidied, base letters, parts, Latin letters, code points, kinds."""
    return (
        np.zeros(RAW * 3, np.uint8), np.zeros(MAX_PHONES, np.uint8), np.zeros((6, 3), np.int64),
        np.zeros(RAW * 2, np.uint8), np.zeros(RAW, np.int64), np.zeros(RAW, np.uint8),
    )  # fmt: skip


def tokenise_texts(texts: list[str]) -> Tokens:
    """The tokens of a few names given as Python text."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum([len(name) for name in encoded], out=starts[1:])
    return tokenise(np.frombuffer(b"".join(encoded), dtype=np.uint8), starts)
