"""Reasons in words an officer can sign, in English and Russian.

`in_words` knows every feature and finding that the scorer yields (a test walks them); an unknown one
is shown by its code rather than lost.
"""

import tomllib
from functools import cache
from importlib.resources import files

from comity.model.hit import Evidence

LANGUAGES = ("en", "ru")
OVERALL = frozenset({"name rarity", "alias quality"})  # speak of the pair as a whole: nothing is missing


def in_words(evidence: Evidence, language: str = "en") -> str:
    """One sentence for one piece of evidence. `language` is one of LANGUAGES."""
    sentences = _sentences(language)
    sentence = sentences.get(evidence.feature, {}).get(evidence.finding)
    if sentence is None:
        return f"{evidence.feature}: {evidence.finding}"
    return sentence.format(subject=evidence.subject or "", listed=evidence.listed or "")


def bearing_of(evidence: Evidence) -> str:
    """What a piece of evidence does to the pair: agrees, contradicts, missing, or speaks of it "overall"."""
    return "overall" if evidence.feature in OVERALL else evidence.bearing.value


def findings() -> dict[str, tuple[str, ...]]:
    """Every feature of the scorecard with the outcomes that it can have, by their codes."""
    return {feature: tuple(sentences) for feature, sentences in _sentences(LANGUAGES[0]).items()}


@cache
def _sentences(language: str) -> dict[str, dict[str, str]]:
    if language not in LANGUAGES:
        raise ValueError(f"no reasons in language {language!r}; known: {', '.join(LANGUAGES)}")
    text = files("comity.matching").joinpath(f"explain.{language}.toml").read_text("utf-8")
    return tomllib.loads(text)
