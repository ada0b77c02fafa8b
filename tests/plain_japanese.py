"""The plain twin of names.japanese: which words of a name in kanji are read how."""

from collections.abc import Iterator, Sequence, Set
from functools import cache
from importlib.resources import files

import numpy as np

from comity.names.alphabet import phones_of
from comity.names.letters import Kind, load

FAMILY, GIVEN = 1, 2
MOST_TOKENS, MOST_WITH_READINGS = 6, 12
Read = tuple[str, tuple[int, int]]  # how it sounds; the first token that it reads, how many


@cache
def words() -> dict[str, list[tuple[str, int]]]:
    """Words in kanji, by their base characters, with their readings and how each is used."""
    known: dict[str, list[tuple[str, int]]] = {}
    letter, at = load(), 0
    with files("comity.names").joinpath("japanese.npz").open("rb") as file, np.load(file) as packed:
        heard = [phones_of(row[:n]) for row, n in zip(packed["phones"], packed["n_phones"], strict=True)]
        read, use = packed["reading"].tolist(), packed["use"].tolist()
        for row, count in zip(packed["characters"].tolist(), packed["count"].tolist(), strict=True):
            word = "".join(chr(letter.base[point]) for point in row if point and letter.kind[point] == Kind.HAN)
            known.setdefault(word, [(heard[read[k]], use[k]) for k in range(at, at + count)])
            at += count
    return known


def has_both(word: str) -> bool:
    """Is a word a known family name and a known given name?"""
    cuts = [(word[:cut], word[cut:]) for cut in range(1, len(word))] if len(word) <= MOST_TOKENS else []
    used = [[{use for _, use in words().get(part, [])} for part in cut] for cut in cuts]
    return any(any(use & FAMILY for use in one) and any(use & GIVEN for use in other) for one, other in used)


def readings(tokens: Sequence[Sequence[str]], spaces: Set[int]) -> Iterator[Read]:
    """The readings of a name of these tokens, by their base characters; `spaces`: after how many characters one
    stands."""
    n = 0
    while n < len(tokens) and _kind(tokens[n][0]) is Kind.HAN:
        n += 1
    room = MOST_WITH_READINGS - len(tokens)
    if n == 0 or len(tokens) > MOST_TOKENS or not all("\u3041" <= token[0] <= "\u30ff" for token in tokens[n:]):
        return
    ends = [sum(map(len, tokens[: i + 1])) for i in range(n)]
    parted = [cut for cut in range(1, n) if ends[cut - 1] in spaces]
    cuts = [n] if n < len(tokens) else parted if len(parted) == 1 else range(1, n)
    for cut in cuts:
        least = 5 if n == 2 and cut == 1 else 1
        turned = [(GIVEN, FAMILY)] if len(parted) == 1 and n == len(tokens) else []
        for uses in [(FAMILY, GIVEN), *turned]:
            first = [each for each in _of(tokens, 0, cut, uses[0]) if len(each[0]) >= least][:room]
            second = [each for each in _of(tokens, cut, n, uses[1]) if len(each[0]) >= least][: room - len(first)]
            if first and (second or cut == n):
                room -= len(first) + len(second)
                yield from first
                yield from second
                break


def _of(tokens: Sequence[Sequence[str]], begin: int, end: int, use: int) -> Iterator[Read]:
    word = "".join("".join(token) for token in tokens[begin:end])
    if word and all(_kind(character) is Kind.HAN for character in word):
        for phones, used in words().get(word, []):
            if used & use:
                yield phones, (begin, end - begin)


def _kind(character: str) -> Kind:
    return Kind(int(load().kind[ord(character)]))
