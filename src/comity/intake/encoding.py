"""Which text encoding a file is written in: by its mark, by strict decoding, then by how its letters lie.

UTF-8 says of itself whether it fits. The single-byte code pages do not: every byte is some letter
in each of them. So every candidate decodes the same lines, and each word is judged as a reader
would: one script, capitals only where capitals stand, letters in the language's usual proportion.
Where two candidates read differently and equally well, the officer must say.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from comity.intake.file import InputFile
from comity.model.errors import BadRequest, DoubtfulEncoding

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґўңөүқғәҳҷ"
ARABIC = "اليمنوتربعدهسحكفقجةشصطأخضغىزءثئإذظؤآپچژگيک"
LATIN_WEST = "éáíóüöçøèñúäãëåïôæßâêàšòîõžðùìœÿýûþ"
LATIN_CENTRAL = "áéíóšłčćżřýńăöěžśőąęüňúůşţźëâçľđîťűďäôßĺŕ"
LATIN_TURKISH = "ıüçöşğéâîäáíóñèãåøúêôàæëïßõòìûù"
# In order of preference where the readings agree.
CANDIDATES = (
    ("cp1252", LATIN_WEST),
    ("cp1251", CYRILLIC),
    ("cp1256", ARABIC),
    ("cp1254", LATIN_TURKISH),
    ("cp1250", LATIN_CENTRAL),
    ("koi8-r", CYRILLIC),
    ("cp866", CYRILLIC),
)
EVIDENCE_BYTES = 1 << 16
CHUNK = 1 << 21
RARE = 50  # one line in so many is a damaged line, not a sign of the file's encoding
PLAUSIBLE = 0.55  # mean word score that a right reading exceeds; wrong ones stay below 0.45 on real names
MARGIN = 0.25  # readings nearer to the best one than this are compared letter by letter
SURE = 2.0  # natural logarithm of how much likelier the best reading must be than any other (7 times)
TURN = 0.7  # how often a vowel stands next to a consonant rather than to another vowel
VOWELS = "aeiouyæøœı"
UNUSUAL = 0.002  # share of a letter that the language does not use

_WORD = re.compile(r"[^\W\d_]+")


def encoding_of(file: InputFile, asked: str | None = None) -> str:
    """The encoding of a text file, as a Python codec's name. Raises DoubtfulEncoding, BadRequest."""
    with file.open() as stream:
        head = stream.read(1 << 16)
    if asked is not None:
        return _known_codec(asked, head)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    wide = _utf16_without_mark(head)
    if wide is not None:
        return wide
    with file.open() as stream:
        evidence = _evidence(stream)
    lines = evidence.lines
    if not lines:
        return "utf-8"
    sound = sum(decodes(line, "utf-8") for line in lines)
    # Text of a code page is almost never valid UTF-8 by chance, so a file with many such lines is
    # UTF-8 with damaged ones; those are read line by line.
    if sound * 2 >= len(lines):
        return "utf-8"
    damaged = [line for line in lines if not decodes(line, "utf-8")]
    try:
        return likeliest(damaged, file=file.name)
    except DoubtfulEncoding:
        # A few damaged lines in a file that is otherwise sound are judged, and noted, one by one.
        if sound or len(lines) * RARE <= evidence.seen:
            return "utf-8"
        raise


def decodes(line: bytes, encoding: str) -> bool:
    """Does the line decode without an error?"""
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def likeliest(lines: Iterable[bytes], *, file: str) -> str:
    """The code page in which these lines read best. Raises DoubtfulEncoding."""
    text = b"\n".join(sorted(set(lines)))
    readings = [_Reading(encoding, letters, text.decode(encoding, "replace")) for encoding, letters in CANDIDATES]
    scores = [plausibility(reading.text, reading.letters) for reading in readings]
    best = max(scores)
    if best < PLAUSIBLE:
        raise DoubtfulEncoding(file, "whole file", tuple(reading.encoding for reading in readings))
    near = [reading for reading, score in zip(readings, scores, strict=True) if score > best - MARGIN]
    likelihoods = _likelihoods(near)
    # The first of those that read the same is preferred.
    ranked = sorted(zip(near, likelihoods, strict=True), key=lambda pair: -pair[1])
    winner, likelihood = ranked[0]
    rivals = [other for other, its in ranked[1:] if likelihood - its < SURE and not _same(winner, other)]
    if rivals:
        raise DoubtfulEncoding(file, "whole file", (winner.encoding, *(rival.encoding for rival in rivals)))
    return next(reading.encoding for reading in near if _same(reading, winner))


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: str
    letters: str
    text: str


def _same(left: _Reading, right: _Reading) -> bool:
    return left.text == right.text or _folded(left.text) == _folded(right.text)


def _likelihoods(readings: Sequence[_Reading]) -> list[float]:
    """The logarithm of how likely each reading is: by its letters, and by vowels and consonants taking turns."""
    texts = [reading.text for reading in readings]
    totals = [0.0] * len(readings)
    for column, count in Counter(zip(*texts, strict=True)).items():
        if not column[0].isascii():
            for at, (reading, character) in enumerate(zip(readings, column, strict=True)):
                totals[at] += count * math.log(_share(character.lower(), reading.letters))
    for at, reading in enumerate(readings):
        if reading.letters[0] < CYRILLIC[0]:
            totals[at] += sum(map(_turns, _WORD.findall(reading.text)))
        else:
            # Names begin with a capital: capitals in cp1251 look like small letters in koi8-r.
            totals[at] -= sum(word.islower() for word in _WORD.findall(reading.text) if not word.isascii())
    return totals


def _turns(word: str) -> float:
    """The logarithm of how likely the letters beyond ASCII stand where they do, next to vowels and consonants."""
    if word.isascii():
        return 0.0
    vowels = [_folded(character)[0].lower() in VOWELS for character in word]
    pairs = zip(vowels, vowels[1:], word, word[1:], strict=False)
    return sum(
        math.log(TURN if left != right else 1 - TURN)
        for left, right, before, behind in pairs
        if not (before.isascii() and behind.isascii())
    )


def _share(letter: str, letters: str) -> float:
    """How much of a language's letters one is, by its rank (Zipf)."""
    rank = letters.find(letter[0])  # the small İ of Turkish is an i with a dot above, two characters
    return UNUSUAL if rank < 0 else 1 / ((rank + 2) * math.log(len(letters) + 2))


def plausibility(text: str, letters: str) -> float:
    """How well the words of a decoded text look like words of a language that uses `letters`; 0-1."""
    scores = [_word_score(word, letters) for word in _WORD.findall(text) if not word.isascii()]
    odd = sum(1 for character in text if ord(character) > 127 and _is_odd(character))
    return sum(scores) / (len(scores) + odd) if scores else 0.0


def _word_score(word: str, letters: str) -> float:
    foreign = [character for character in word if not character.isascii()]
    ascii_letters = len(word) - len(foreign)
    latin = letters[0] < CYRILLIC[0]
    if latin != (ascii_letters > 0) and len(word) > 1:
        return 0.0  # an all-accented Latin word, or Latin letters inside a Cyrillic or Arabic one
    if not _capitals_fit(word):
        return 0.1
    ranks = [letters.find(character.lower()) for character in foreign]
    usual = sum(1 - rank / len(letters) if rank >= 0 else -0.5 for rank in ranks) / len(ranks)
    return max(0.0, min(1.0, 0.2 + usual))


def _capitals_fit(word: str) -> bool:
    return word.isupper() or word[1:].islower() or word.lower() == word.upper()


def _is_odd(character: str) -> bool:
    """A replaced byte, control or symbol where names have letters."""
    return character == "\ufffd" or (
        unicodedata.category(character) in {"Cc", "Sm", "So", "Sk", "Sc", "No"} and character != "№"
    )


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Lines with bytes beyond ASCII, and among how many lines they stand."""

    lines: list[bytes]
    seen: int


def _evidence(stream: BinaryIO) -> _Evidence:
    """Up to EVIDENCE_BYTES of lines with bytes beyond ASCII, from wherever in the file they begin."""
    lines: list[bytes] = []
    size = seen = 0
    rest = b""
    while size < EVIDENCE_BYTES and (chunk := stream.read(CHUNK)):
        cut = chunk.rfind(b"\n") + 1
        if not cut:
            rest = (rest + chunk)[-CHUNK:]
            continue
        whole, rest = rest + chunk[:cut], chunk[cut:]
        seen += whole.count(b"\n")
        if whole.isascii():
            continue
        for line in whole.split(b"\n"):
            if not line.isascii() and size < EVIDENCE_BYTES:
                lines.append(line)
                size += len(line)
    # A piece of a line too long to be read shows nothing: it may begin inside a character.
    if size < EVIDENCE_BYTES and len(rest) < CHUNK and not rest.isascii():
        lines.extend(line for line in rest.split(b"\n") if not line.isascii())
    return _Evidence(lines, seen)


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 shows itself by NUL bytes that stand on one side only."""
    half = max(1, len(head) // 2)
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.1 and even < 0.01:
        return "utf-16-le"
    if even > 0.1 and odd < 0.01:
        return "utf-16-be"
    return None


def _known_codec(asked: str, head: bytes) -> str:
    try:
        "".encode(asked)
    except LookupError as problem:
        raise BadRequest(f"--encoding {asked}: no such encoding; for example utf-8, cp1251, cp1256") from problem
    plain = asked.lower().replace("_", "-")
    if plain in {"utf-16", "utf16"}:
        return "utf-16-be" if head.startswith(b"\xfe\xff") else "utf-16-le"
    return "utf-8" if plain in {"utf8", "utf-8-sig"} else plain
