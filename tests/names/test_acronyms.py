"""A body's own initials in brackets behind its name, told from other words in brackets."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comity.names.tokens import FLAG_ACRONYM, tokenise_texts


def marked(name: str) -> list[str]:
    tokens = tokenise_texts([name])
    content = name.encode()
    rows = zip(tokens.flags.tolist(), tokens.start.tolist(), tokens.stop.tolist(), strict=True)
    return [content[start:stop].decode() for flags, start, stop in rows if flags & FLAG_ACRONYM]


def plainly_marked(name: str) -> list[str]:
    """The same by a pattern: capitals alone in brackets, in this order among the letters from a word's beginning on."""
    found = []
    for bracket in re.finditer(r"\(([A-Z]{2,6})\)", name):
        spread = r"(?<![^\W\d_])" + "[^\n]*".join(bracket[1])
        if re.search(spread, name[: bracket.start()], re.IGNORECASE):
            found.append(bracket[1])
    return found


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("HAQQANI NETWORK (HQN)", "HQN"),
        ("Al-Itihaad Al-Islamiya (AIAI)", "AIAI"),
        ("Harakat ul-Mujahidin (HUM)", "HUM"),
        ("The Special Industries Organization (SIO) of Somewhere", "SIO"),
        ("Bank Melli (BM)", "BM"),
    ],
)
def test_a_body_s_own_initials_in_brackets_are_told(name: str, acronym: str) -> None:
    assert marked(name) == [acronym]


@pytest.mark.parametrize(
    "name",
    ["Haqqani Network (ISIL)", "Haqqani Network HQN", "(HQN) Haqqani Network", "Haqqani Network (Hqn)",
     "Al-Haramain Foundation (INDONESIA)", "Haqqani Network (HQN Group)", "Bank (B)", "(AB)", "Ali (ALI HASSAN)"],
)  # fmt: skip
def test_other_words_are_not(name: str) -> None:
    assert not marked(name)


@settings(max_examples=400, deadline=None)
@given(st.text("abHQN ()-.", max_size=24))
@example("bQ N(QN)")
def test_initials_are_told_as_the_pattern_says(name: str) -> None:
    assert marked(name) == [word for word in plainly_marked(name) if f"({word})" in name]
