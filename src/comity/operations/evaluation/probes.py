"""What must never alert, made from the list itself: a weak alias alone, one common word, a given name, a sibling,
the right name with another year of birth."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from random import Random

from comity.matching.name_pairs import score_name_pairs
from comity.model.designation import Designation
from comity.model.entity import Kind, NameKind
from comity.model.hit import Hit
from comity.model.partial_date import DateSpan, PartialDate, single
from comity.model.subject import Subject
from comity.operations.evaluation.bench import Bench, named
from comity.operations.evaluation.figures import Case, Figure, Skipped, figure

COMMON = 5  # listings that hold a word before it is called common
YEARS_APART = 10
UNLIKE = 0.3  # two given names that score less are different names
PREFIXES = frozenset(  # heads of compound given names, and honorifics before them
    (
        "abd",
        "abdul",
        "abdel",
        "abdal",
        "abu",
        "abou",
        "al",
        "el",
        "bin",
        "ibn",
        "umm",
        "hafiz",
        "haji",
        "mullah",
        "maulavi",
    )
)


def probe_figures(bench: Bench) -> list[Figure | Skipped]:
    """Every probe, as the share that wrongly alerts."""
    whole = frozenset(
        _plain(name.text)
        for designation in bench.designations
        for name in designation.entity.names
        if name.kind is not NameKind.WEAK
    )
    persons = [designation for designation in bench.designations if designation.entity.kind is Kind.PERSON]
    return [
        weak_aliases(bench, whole),
        common_words(bench, whole),
        given_names(bench, persons, whole),
        siblings(bench, persons),
        other_years(bench, persons),
    ]


def weak_aliases(bench: Bench, whole: frozenset[str]) -> Figure | Skipped:
    """Weak aliases screened alone; one that alerts by itself is wrong, unless it is also someone's full name."""
    names = dict.fromkeys(
        name.text
        for designation in bench.designations
        for name in designation.entity.names
        if name.kind is NameKind.WEAK and _plain(name.text) not in whole
    )
    hits = bench.hits([named(name) for name in names])
    cases = [
        _case(name, next((hit for hit in found if hit.listed_name_kind is NameKind.WEAK), None))
        for name, found in zip(names, hits, strict=True)
    ]
    return figure("probe-weak", "a weak alias alone", cases, good=False, bar=0.0)


def common_words(bench: Bench, whole: frozenset[str]) -> Figure | Skipped:
    """Single words that several listings hold, screened alone; full names of one word are left out."""
    held: Counter[str] = Counter()
    for designation in bench.designations:
        words = {word for name in designation.entity.names for word in _words(name.text)}
        held.update(words)
    names = [word for word, count in sorted(held.items()) if count >= COMMON and len(word) > 1 and word not in whole]
    return _alarms(bench, "probe-word", "a single common word", [(name, named(name)) for name in names])


def given_names(bench: Bench, persons: Iterable[Designation], whole: frozenset[str]) -> Figure | Skipped:
    """The first name of every listed person, screened alone."""
    names = dict.fromkeys(
        _given(words) for designation in persons if len(words := designation.entity.names[0].text.split()) > 1
    )
    alone = [(name, named(name)) for name in names if _plain(name) not in whole]
    return _alarms(bench, "probe-given", "a given name alone", alone)


def siblings(bench: Bench, persons: Sequence[Designation]) -> Figure | Skipped:
    """Everything of a listed person's name but the given name; only an alert on that person is wrong."""
    made = list(_siblings(persons))
    unlike = score_name_pairs([given for _, given, _ in made], [new for _, _, new in made]) < UNLIKE
    kept = [each for each, is_unlike in zip(made, unlike.tolist(), strict=True) if is_unlike]
    names = [new + designation.entity.names[0].text.removeprefix(given) for designation, given, new in kept]
    cases = []
    for (designation, _, _), name, found in zip(kept, names, bench.hits([named(name) for name in names]), strict=True):
        own = next((hit for hit in found if hit.reference == designation.listing.reference), None)
        cases.append(_case(name, own, key=designation.listing.reference))
    return figure("probe-sibling", "a sibling: other given name, all else the same", cases, good=False, bar=0.0)


def other_years(bench: Bench, persons: Iterable[Designation]) -> Figure | Skipped:
    """The primary name, with a year of birth at least ten years from every published one."""
    born = [(each, year) for each in persons if (year := _other_year(each)) is not None]
    subjects = [replace(named(each.entity.names[0].text), kind=Kind.PERSON, births=(year,)) for each, year in born]
    cases = []
    for (each, year), found in zip(born, bench.hits(subjects), strict=True):
        own = next((hit for hit in found if hit.reference == each.listing.reference), None)
        cases.append(_case(f"{each.entity.names[0].text}, {year}", own, key=each.listing.reference))
    return figure("probe-year", "the same name, born in another year", cases, good=False, bar=0.0)


def _alarms(bench: Bench, id: str, title: str, named_subjects: Sequence[tuple[str, Subject]]) -> Figure | Skipped:
    """Alerts on a listed name of several words; that a listed name of one word alerts is the list's own doing."""
    hits = bench.hits([subject for _, subject in named_subjects])
    cases = [
        _case(name, next((hit for hit in found if len(hit.listed_name.split()) > 1), None))
        for (name, _), found in zip(named_subjects, hits, strict=True)
    ]
    return figure(id, title, cases, good=False, bar=0.0)


def _case(name: str, hit: Hit | None, key: str | None = None) -> Case:
    if hit is None:
        return Case(key or name, False, name)
    return Case(key or name, True, name, f"{hit.reference} {hit.listed_name} ({hit.listed_name_kind})", hit.earned)


def _siblings(persons: Sequence[Designation]) -> Iterator[tuple[Designation, str, str]]:
    """Each person with its given name and that of another person listed by the same committee."""
    pools: dict[str, list[str]] = {}
    for designation in persons:
        given = _given(designation.entity.names[0].text.split())
        pools.setdefault(designation.listing.reference[:2], []).append(given)
    for designation in persons:
        words = designation.entity.names[0].text.split()
        given = _given(words)
        if len(words) > len(given.split()) >= 1:
            random = Random(f"sibling:{designation.listing.reference}")  # noqa: S311 - measurement, not secrecy
            yield designation, given, random.choice(pools[designation.listing.reference[:2]])


def _other_year(designation: Designation) -> DateSpan | None:
    years = [
        end.year for birth in designation.entity.births for end in (birth.span.start, birth.span.end) if end is not None
    ]
    if not years:
        return None
    later = max(years) + YEARS_APART + 2
    return single(PartialDate(later if later <= 2006 else min(years) - YEARS_APART - 2))


def _given(words: Sequence[str]) -> str:
    """The given name: the first word, with the next where the first is only the head of a compound."""
    if not words:
        return ""
    length = 1
    while length < len(words) - 1 and _plain(words[length - 1]).strip("-'.").replace("'", "") in PREFIXES:
        length += 1
    return " ".join(words[:length])


def _words(name: str) -> Iterator[str]:
    for word in name.casefold().split():
        bare = word.strip("()[],.;:'\"-’‘")
        if bare.isalpha():
            yield bare


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
