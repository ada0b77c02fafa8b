"""What two names say as wholes and no pair of their words does: it can only clear a hit.

Names of persons are in matching.whole_persons. Deutsche Bank AG is not Deutsche Bank GmbH, the second fund not the
first, the bank in Mexico not its parent: such bodies are listed, owned and answered for one by one.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from comity.matching.edge_letters import other_letters
from comity.matching.features.verdict import Verdict
from comity.matching.name_evidence import Alignment, Written
from comity.matching.other_names import cut_names
from comity.matching.other_syllables import other_syllables, other_words
from comity.matching.scorecard import ClearingWeights
from comity.matching.whole_persons import compare_persons
from comity.model.entity import Kind
from comity.model.hit import Bearing
from comity.names.designators import (
    is_business,
    legal_form,
    number_in,
    place_in,
    quarter_of_the_sky,
    states_in,
    value_of,
)

CRAFT = frozenset({Kind.VESSEL, Kind.AIRCRAFT})
WIDEST_PLACE = 3  # words: Bosnia and Herzegovina


def compare_wholes(
    alignment: Alignment, ours: Written, theirs: Written, kinds: Iterable[Kind], weights: ClearingWeights
) -> tuple[Verdict, ...]:
    """Verdicts that lower what the names earn, none where nothing is said. `kinds`: of the subject and the listed."""
    held = frozenset(kinds)
    others = (compare(alignment, ours, theirs) for compare in (other_syllables, other_words, other_letters))
    found = [_another(mine, listed, weights) for mine, listed in chain.from_iterable(others)]
    if Kind.PERSON in held:
        return (*found, *compare_persons(alignment, ours, theirs, weights))
    if held & CRAFT:
        return (*found, *_numbers_of_craft(_words(ours), _words(theirs), weights))
    left, right = _left_over(ours, alignment.covered[0]), _left_over(theirs, alignment.covered[1])
    found += _legal_forms(_words(ours), _words(theirs), weights)
    found += (_another(mine, listed, weights) for mine, listed in cut_names(alignment, ours, theirs))
    if Kind.ORGANISATION in held:
        found += _numbers((ours, left), (theirs, right), weights)
        states = states_in(_words(ours)), states_in(_words(theirs))
        found += _states(*states, weights) or _places(left, right, states, weights)
        found += [*_quarters(_words(ours), _words(theirs), weights), *_businesses(left, right, weights)]
    return tuple(found)


def _another(mine: str, listed: str, weights: ClearingWeights) -> Verdict:
    return Verdict("name part", "another name", Bearing.CONTRADICTS, mine, listed, factor=weights.other_name)


def _legal_forms(left: list[str], right: list[str], weights: ClearingWeights) -> Iterator[Verdict]:
    mine = {form: word for word in left if (form := legal_form(word))}
    listed = {form: word for word in right if (form := legal_form(word))}
    if mine and listed and not mine.keys() & listed.keys():
        yield Verdict("legal form", "other", Bearing.CONTRADICTS, " ".join(mine.values()), " ".join(listed.values()),
                      factor=weights.other_form)  # fmt: skip


def _numbers(
    mine: tuple[Written, list[str]], listed: tuple[Written, list[str]], weights: ClearingWeights
) -> Iterator[Verdict]:
    """A number that one name has, where the other has none at all."""
    for (_, left), (other, _), subject in ((mine, listed, True), (listed, mine, False)):
        numbers = [number for word in left if (number := number_in(word)) and (word.isdecimal() or len(word) > 1)]
        if numbers and not any(number_in(word) for word in _words(other)):
            said = " ".join(numbers)
            finding = "only in the subject" if subject else "only in the listing"
            yield Verdict("number", finding, Bearing.CONTRADICTS, said if subject else None, None if subject else said,
                          factor=weights.other_number)  # fmt: skip


def _numbers_of_craft(mine: list[str], listed: list[str], weights: ClearingWeights) -> Iterator[Verdict]:
    """Numbers in both names, none of them in both: sister ships are counted."""
    ours, theirs = (dict.fromkeys(filter(None, map(number_in, words))) for words in (mine, listed))
    if ours and theirs and not {value_of(number) for number in ours} & {value_of(number) for number in theirs}:
        yield Verdict("number", "other", Bearing.CONTRADICTS, " ".join(ours), " ".join(theirs),
                      factor=weights.other_number)  # fmt: skip


def _states(ours: dict[str, str], theirs: dict[str, str], weights: ClearingWeights) -> list[Verdict]:
    """Countries in both names, none of them in both: Iraq and Iran are a letter apart, their ministries are not one."""
    if not ours or not theirs or ours.keys() & theirs.keys():
        return []
    return [Verdict("place in the name", "other", Bearing.CONTRADICTS, " ".join(ours.values()),
                    " ".join(theirs.values()), factor=weights.other_state)]  # fmt: skip


def _quarters(mine: list[str], listed: list[str], weights: ClearingWeights) -> Iterator[Verdict]:
    """Quarters of the sky in both names, none of them in both."""
    ours = {quarter: word for word in mine if (quarter := quarter_of_the_sky(word))}
    theirs = {quarter: word for word in listed if (quarter := quarter_of_the_sky(word))}
    if ours and theirs and not ours.keys() & theirs.keys():
        yield Verdict("quarter of the sky", "other", Bearing.CONTRADICTS, " ".join(ours.values()),
                      " ".join(theirs.values()), factor=weights.other_quarter)  # fmt: skip


def _places(
    left: list[str], right: list[str], states: tuple[dict[str, str], dict[str, str]], weights: ClearingWeights
) -> Iterator[Verdict]:
    """A country left over in one name alone, which the other does not have in other words. `states`: of the names."""
    mine, listed = _place(left, states[1]), _place(right, states[0])
    if bool(mine) != bool(listed):
        yield Verdict("place in the name", "only in the subject" if mine else "only in the listing",
                      Bearing.CONTRADICTS, mine, listed, factor=weights.other_place)  # fmt: skip


def _businesses(left: list[str], right: list[str], weights: ClearingWeights) -> Iterator[Verdict]:
    mine, listed = (next((word for word in words if is_business(word)), None) for words in (left, right))
    if bool(mine) != bool(listed):
        yield Verdict("business", "only in the subject" if mine else "only in the listing", Bearing.CONTRADICTS,
                      mine, listed, factor=weights.other_business)  # fmt: skip


def _place(words: list[str], elsewhere: dict[str, str]) -> str | None:
    """The first country that words left over name, but those `elsewhere`, by code."""
    for width in range(WIDEST_PLACE, 0, -1):
        for start in range(len(words) - width + 1):
            said = " ".join(words[start : start + width])
            code = place_in(said)
            if code and code not in elsewhere:
                return said
    return None


def _left_over(name: Written, covered: int) -> list[str]:
    return [word for place, word in enumerate(_words(name)) if not covered >> place & 1]


def _words(name: Written) -> list[str]:
    """The text of each token; one that is cut from a compound is the whole word."""
    return [name.text[start:stop] for start, stop in name.spans[: name.own]]
