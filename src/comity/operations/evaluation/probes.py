"""What must never alert, made from the list itself: a weak alias alone, one common word, a given name, a sibling,
the right name with another year of birth."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from random import Random

from comity.matching.joined_words import HEADS as BEGINNINGS
from comity.matching.name_evidence import SLIGHT, fold
from comity.matching.name_pairs import score_name_pairs
from comity.model.designation import Designation
from comity.model.entity import Kind, NameKind
from comity.model.hit import Hit
from comity.model.partial_date import DateSpan, PartialDate, single
from comity.model.subject import Subject
from comity.names.tokens import FLAG_SYLLABLE, tokenise_texts
from comity.operations.evaluation.bench import Bench, named
from comity.operations.evaluation.figures import Case, Figure, Skipped, figure
from comity.operations.evaluation.namesakes import bits_of, is_namesake, names_in_text

COMMON = 5  # listings that hold a word before it is called common
YEARS_APART = 10
SETS = 5  # given names that a sibling of each person is given, one after another
UNLIKE = 0.3  # two given names that score less are different names
# Heads of compound given names, and honorifics before them, that weigh as much as names (names.roles has the others).
HEADS = frozenset(("abu", "abou", "umm", "hafiz"))


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
    """The first name of every listed person, of every name but a weak alias, screened alone."""
    texts = (
        name.text for designation in persons for name in designation.entity.names if name.kind is not NameKind.WEAK
    )
    names = dict.fromkeys(_given(words) for text in texts if len(words := text.split()) > 1)
    alone = [(name, named(name)) for name in names if name and _plain(name) not in whole]
    return _alarms(bench, "probe-given", "a given name alone", alone)


def siblings(bench: Bench, persons: Sequence[Designation]) -> Figure | Skipped:
    """Everything of a listed person's name but the given name, with several others in its place. Only an alert on that
    person is wrong, and only by a name that has the given name: one without it is the sibling's as much as the
    person's. A given name that one of the person's own names has is no other one."""
    made = list(_siblings(persons))
    unlike = score_name_pairs([given for _, given, _ in made], [new for _, _, new in made]) < UNLIKE
    borne = _are_own(made)
    kept = [each for row, each in enumerate(made) if unlike[row] and row not in borne]
    names = [_renamed(designation.entity.names[0].text, given, new) for designation, given, new in kept]
    cases = []
    for (designation, given, _), name, found in zip(
        kept, names, bench.hits([named(name) for name in names]), strict=True
    ):
        own = next((hit for hit in found if hit.reference == designation.listing.reference), None)
        wrong = own and _alike(name, _with_given(designation, given), bench.screener.scorecard.threshold)
        cases.append(_case(name, own if wrong else None, key=designation.listing.reference))
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
    """Alerts on a listed name of several, of which some are not in the word: that a listed name which is but one (Haji
    Abdul Satar), or is all there (Iadena Mohammad, Iadenamohammad), alerts is the list's own doing."""
    hits = bench.hits([subject for _, subject in named_subjects])
    cases = [
        _case(name, next((hit for hit in found if names_in_text(hit.listed_name) > 1 and not is_namesake(hit)), None))
        for (name, _), found in zip(named_subjects, hits, strict=True)
    ]
    return figure(id, title, cases, good=False, bar=0.0)


def _case(name: str, hit: Hit | None, key: str | None = None) -> Case:
    if hit is None:
        return Case(key or name, False, name)
    return Case(key or name, True, name, f"{hit.reference} {hit.listed_name} ({hit.listed_name_kind})", hit.earned)


def _siblings(persons: Sequence[Designation]) -> Iterator[tuple[Designation, str, str]]:
    """Each person with its given name and those of other persons listed by the same committee, SETS at most."""
    pools: dict[str, list[str]] = {}
    for designation in persons:
        given = _own_name(designation.entity.names[0].text)
        if given:
            pools.setdefault(designation.listing.reference[:2], []).append(given)
    for designation in persons:
        given = _own_name(designation.entity.names[0].text)
        if given:
            random = Random(f"sibling:{designation.listing.reference}")  # noqa: S311 - measurement, not secrecy
            pool = pools[designation.listing.reference[:2]]
            for new in dict.fromkeys(random.choice(pool) for _ in range(SETS)):
                if _plain(new) != _plain(given):
                    yield designation, given, new


def _other_year(designation: Designation) -> DateSpan | None:
    years = [
        end.year for birth in designation.entity.births for end in (birth.span.start, birth.span.end) if end is not None
    ]
    if not years:
        return None
    later = max(years) + YEARS_APART + 2
    return single(PartialDate(later if later <= 2006 else min(years) - YEARS_APART - 2))


def _with_given(designation: Designation, given: str) -> list[str]:
    """The names of a person that have the given name: to which the whole primary name is nearer than the rest of it,
    and of which as many words in a row as the given name has are not unlike it."""
    whole = designation.entity.names[0].text
    names = [name.text for name in designation.entity.names if name.kind is not NameKind.WEAK]
    rest = _renamed(whole, given, "").strip()
    nearer = score_name_pairs([whole] * len(names), names) > score_name_pairs([rest] * len(names), names)
    return [name for name, is_nearer in zip(names, nearer.tolist(), strict=True) if is_nearer and _has(name, given)]


def _are_own(made: Sequence[tuple[Designation, str, str]]) -> frozenset[int]:
    """Which of the new names the person bears as well, or are a part of the given one: Mohamed, Abu Mohamed."""
    rows: list[int] = []
    ours: list[str] = []
    theirs: list[str] = []
    for row, (designation, given, new) in enumerate(made):
        texts = (given, *(name.text for name in designation.entity.names))
        runs = dict.fromkeys(run for text in texts for run in _runs(text, len(new.split())))
        rows += [row] * len(runs)
        ours += [new] * len(runs)
        theirs += runs
    alike = score_name_pairs(ours, theirs) >= UNLIKE
    return frozenset(row for row, is_alike in zip(rows, alike.tolist(), strict=True) if is_alike)


def _has(name: str, given: str) -> bool:
    runs = _runs(name, len(given.split()))
    return bool((score_name_pairs([given] * len(runs), runs) >= UNLIKE).any())


def _runs(name: str, length: int) -> list[str]:
    """Every so many words in a row of a name."""
    words = name.split()
    return [" ".join(words[start : start + length]) for start in range(max(1, len(words) - length + 1))]


def _alike(name: str, others: Sequence[str], threshold: float) -> bool:
    return bool((score_name_pairs([name] * len(others), others) >= threshold).any())


def _given(words: Sequence[str]) -> str:
    """The given name: the first word, with the titles and the head of a compound before it (Abd Allah); none where that
    is all."""
    for length, word in enumerate(words, 1):
        given = " ".join(words[:length])
        whole = names_in_text(given) and not _is_light(word) and fold(word) not in BEGINNINGS
        if length < len(words) and whole and _plain(word) not in HEADS:
            return given
    return ""


def _own_name(name: str) -> str:
    """The given name: what follows the family name where a name is in Korean or Chinese syllables, else the first."""
    words = name.split()
    syllables = tokenise_texts([name]).flags & FLAG_SYLLABLE
    return " ".join(words[1:]) if syllables.all() and len(words) > 1 else _given(words)


def _renamed(name: str, given: str, new: str) -> str:
    """A name with another given name in its place, at whichever end that stands."""
    return new + name.removeprefix(given) if name.startswith(given) else name.removesuffix(given) + new


def _is_light(word: str) -> bool:
    """Is a word a title, a particle or an initial?"""
    return float(bits_of(word).sum()) <= SLIGHT


def _words(name: str) -> Iterator[str]:
    for word in name.casefold().split():
        bare = word.strip("()[],.;:'\"-’‘")
        if bare.isalpha():
            yield bare


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
