"""What a token is in a name: a part of the name itself, or a particle, title, legal form, joining word."""

import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from comity.names.kernel import kernel
from comity.names.lookup import place_of
from comity.names.similarity import MAX_PHONES, one_apart
from comity.names.tokens import FLAG_ACRONYM, FLAG_INITIAL, FLAG_NUMBER, FLAG_SYLLABLE, tokenise_texts

LONG = 10  # letters of a legal form that is still known with one of them wrong


class Role(IntEnum):
    """What a token is in a name. The numbers are written into compiled indexes."""

    NAME = 0
    PARTICLE = 1
    TITLE = 2
    LEGAL = 3
    STOP = 4
    INITIAL = 5
    NUMBER = 6
    READING = 7  # of other tokens of the name (names.japanese)


@dataclass(frozen=True, slots=True)
class RoleTable:
    """Written forms by hash, ascending, with their roles; the letters of long legal forms, and how many."""

    native: NDArray[np.uint64]
    role: NDArray[np.uint8]
    letters: NDArray[np.uint8]
    n_letters: NDArray[np.uint8]


@cache
def load() -> RoleTable:
    """The packaged words of roles.toml. A word in two groups has the role of the first.

    Of a word that is cut as a compound only its beginning is kept: Allah is no title for ayatollah's sake.
    """
    groups = tomllib.loads(files("comity.names").joinpath("roles.toml").read_text("utf-8"))
    found: dict[int, Role] = {}
    words = {role: groups[role.name.lower()] for role in (Role.PARTICLE, Role.TITLE, Role.LEGAL, Role.STOP)}
    words[Role.LEGAL] += groups["body"]
    for role, forms in words.items():
        tokens = tokenise_texts(forms.split())
        for native in tokens.native[tokens.first[:-1]]:
            found.setdefault(int(native), role)
    native = np.array(sorted(found), dtype=np.uint64)
    legal = tokenise_texts(words[Role.LEGAL].split())
    long = legal.n_spelling >= LONG
    return RoleTable(
        native, np.array([found[int(value)] for value in native], dtype=np.uint8),
        np.ascontiguousarray(legal.spelling[long]), legal.n_spelling[long],
    )  # fmt: skip


@kernel
def assign_roles(tokens, table, out):  # type: ignore[no-untyped-def]
    """Write the role of every token, given by (written forms, flags, letters, how many), to `out`.

    `table`: the columns of a RoleTable.

    Among the syllables of a Korean name il and an are no articles; a body's own initials in brackets only repeat its
    name. A long legal form is one with a letter wrong, too: Aktiengeselschaft.
    """
    native, flags, spelling, n_spelling = tokens
    known, known_role, letters, n_letters = table
    for i in range(native.shape[0]):
        if flags[i] & FLAG_SYLLABLE:
            out[i] = 0
            continue
        role = 0
        at = place_of(known, native[i])
        if at >= 0:
            role = known_role[at]
        elif flags[i] & FLAG_ACRONYM:
            role = 4
        elif flags[i] & FLAG_INITIAL:
            role = 5
        elif flags[i] & FLAG_NUMBER:
            role = 6
        elif n_spelling[i] >= LONG - 1:
            for form in range(n_letters.shape[0]):
                if one_apart(spelling[i], n_spelling[i], letters[form], n_letters[form], 2, MAX_PHONES):
                    role = 3
        out[i] = role
