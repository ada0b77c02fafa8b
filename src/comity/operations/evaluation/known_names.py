"""Names whose listing is known: does the engine find it?

original script   the UN's own names in Arabic, Cyrillic, Chinese ... against its Latin names alone
other publishers  how the United Kingdom and OFAC spell a person or body of the UN list
customers         persons of the UN list as customers, as published and spoilt
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.matching.features.identifier import earns, normal
from comity.model.date_text import read_dates
from comity.model.designation import Designation
from comity.model.entity import Kind, NameKind
from comity.model.errors import NotFound
from comity.model.subject import Subject
from comity.model.territory import country_code
from comity.operations.evaluation.bench import Bench, named
from comity.operations.evaluation.figures import Case, Figure, Skipped, figure
from comity.operations.evaluation.folder import DataFolder, table
from comity.operations.evaluation.noise import spoilt

# "UN Ref QDi.001." leads in an entry's own reference; others are mentioned in brackets, without the words.
OWN_REFERENCE = re.compile(r"\bUN Ref(?:erence)?\.?\s*:?\s*([A-Z]{2}[ie]\.\d{3})\b", re.IGNORECASE)
FAINT = 0.2  # a miss is shown with the score that its own listing did earn, from here on
LEAST_DIGITS = 5  # of a document number that two lists may share by more than chance


@dataclass(frozen=True, slots=True)
class Known:
    """A subject with the references that are its own, and what decides its half."""

    subject: Subject
    own: frozenset[str]
    key: str


def recall(
    id: str, title: str, searched: Iterable[tuple[Bench, Sequence[Known]]], bar: float | None
) -> Figure | Skipped:
    """The share of subjects whose own listing is among their hits, each set against the listings beside it."""
    cases = (case for bench, known in searched for case in _recall_cases(bench, known))
    return figure(id, title, cases, good=True, bar=bar)


def original_script(designations: Iterable[Designation]) -> list[Known]:
    """The names that the UN publishes in their bearers' own script."""
    return [
        Known(named(name.text), frozenset({reference}), reference)
        for designation in designations
        for reference in (designation.listing.reference,)
        for name in designation.entity.names
        if name.published.field == "NAME_ORIGINAL_SCRIPT"
    ]


def verbatim(designations: Iterable[Designation]) -> list[Known]:
    """Every listed name but weak aliases, exactly as published."""
    return [
        Known(named(name.text), frozenset({designation.listing.reference}), designation.listing.reference)
        for designation in designations
        for name in designation.entity.names
        if name.kind is not NameKind.WEAK
    ]


def uk_tables(folder: DataFolder, listings: Iterable[Designation]) -> Mapping[str, list[Known]]:
    """Names in the tables of the UK Sanctions List by what they are there, where the entry's UN reference is held.

    Names that the UN itself calls weak aliases of that entry are left out: alone they must not alert.
    """
    weak = _weak_names(listings)
    reference = {row["unique_id"]: row["un_reference_number"] for row in _uk_subjects(folder)}
    known = defaultdict(list)
    for row in table(folder.newest("lists/uk/uksl-*-subject_names.csv.xz")):
        own, name = reference.get(row["unique_id"], ""), row["full_name"].strip()
        if own in weak and name and not row["alias_strength"].startswith("low") and _plain(name) not in weak[own]:
            kind = "alias" if row["name_type"] == "alias" else row["name_type"]
            known[kind].append(Known(named(name), frozenset({own}), own))
    return {kind: list(dict.fromkeys(each)) for kind, each in known.items()}


def uk_groups(folder: DataFolder) -> Mapping[str, str]:
    """The UN reference of each group of the UK's lists, as the UK Sanctions List of today gives it; {} without it."""
    try:
        return {row["ofsi_group_id"]: row["un_reference_number"] for row in _uk_subjects(folder)}
    except NotFound:
        return {}


def uk_former(
    designations: Iterable[Designation], listings: Iterable[Designation], groups: Mapping[str, str]
) -> tuple[list[Known], list[Known]]:
    """Primary names and aliases of the former UK list, where the entry's own UN reference is held.

    Its remarks state references, not always the right ones: a reference counts where today's list gives the
    group the same, or does not know the group and the letter for person or body fits.
    """
    weak = _weak_names(listings)
    primary: list[Known] = []
    alias: list[Known] = []
    for designation in designations:
        own = _own_reference(designation, groups)
        if own not in weak:
            continue
        for name in designation.entity.names:
            if name.kind not in (NameKind.WEAK, NameKind.ORIGINAL) and _plain(name.text) not in weak[own]:
                known = Known(named(name.text), frozenset({own}), own)
                (primary if name.kind is NameKind.PRIMARY else alias).append(known)
    return list(dict.fromkeys(primary)), list(dict.fromkeys(alias))


def same_numbers(un: Sequence[Designation], other: Iterable[Designation]) -> tuple[list[Known], list[Known]]:
    """Primary names and aliases of another list's entries that share a document number with one UN entry alone.

    A number is blind to how the name is spelt, so the truth does not favour names that are easy.
    """
    weak = _weak_names(un)
    owner: dict[str, set[str]] = defaultdict(set)
    for designation in un:
        for number in _numbers(designation):
            owner[number].add(designation.listing.reference)
    primary: list[Known] = []
    alias: list[Known] = []
    for designation in other:
        shared = frozenset(own for number in _numbers(designation) for own in owner.get(number, ()))
        if len(shared) != 1:
            continue
        own = min(shared)
        for name in designation.entity.names:
            if name.kind not in (NameKind.WEAK, NameKind.ORIGINAL) and _plain(name.text) not in weak[own]:
                (primary if name.kind is NameKind.PRIMARY else alias).append(Known(named(name.text), shared, own))
    return list(dict.fromkeys(primary)), list(dict.fromkeys(alias))


def customers(
    folder: DataFolder, editions: Iterable[tuple[Designation, ...]]
) -> list[tuple[tuple[Designation, ...], list[Known]]]:
    """UN-listed persons as customers, each with the first of these editions that holds its exact primary name."""
    waiting = {_plain(row["full_name"]): row for row in table(folder.need("population/positives_un_untreated.csv"))}
    found = []
    for edition in editions:
        own: dict[str, set[str]] = defaultdict(set)
        for designation in edition:
            own[_plain(designation.entity.names[0].text)].add(designation.listing.reference)
        here = [name for name in waiting if name in own]
        if here:
            found.append((edition, [Known(customer(waiting.pop(name)), frozenset(own[name]), name) for name in here]))
        if not waiting:
            break
    return found


def customer(row: Mapping[str, str]) -> Subject:
    """A customer of a population file, with birth date, nationality."""
    span = read_dates(row["date_of_birth"]) if row["date_of_birth"] else None
    country = country_code(row["nationality"]) if row["nationality"] else None
    return replace(
        named(row["full_name"]),
        kind=Kind.PERSON,
        births=(span,) if span else (),
        nationalities=(country,) if country else (),
    )


def names_only(known: Iterable[Known]) -> list[Known]:
    """The same without anything but names."""
    return [replace(each, subject=named(each.subject.names[0])) for each in known]


def spoil(known: Iterable[Known], kind: str) -> list[Known]:
    """The same, names only, spoilt in one of noise.SPOILS; names that this leaves as they were are left out."""
    made = []
    for each in known:
        name = spoilt(each.subject.names[0], kind)
        if name != each.subject.names[0]:
            made.append(replace(each, subject=named(name)))
    return made


def _recall_cases(bench: Bench, known: Sequence[Known]) -> Iterator[Case]:
    found = bench.hits([each.subject for each in known])
    missed = [
        each for each, hits in zip(known, found, strict=True) if not any(hit.reference in each.own for hit in hits)
    ]
    below = iter(bench.hits([each.subject for each in missed], FAINT) if missed else [])
    names = _listed_names(bench.designations)
    waiting = set(map(id, missed))
    for each in known:
        if id(each) not in waiting:
            yield Case(each.key, True, each.subject.names[0])
            continue
        own = max((hit for hit in next(below) if hit.reference in each.own), key=lambda hit: hit.earned, default=None)
        listed = " / ".join(f"{it} {names.get(it, '(not in this edition)')}" for it in sorted(each.own))
        yield Case(each.key, False, each.subject.names[0], listed, own.earned if own else None)


def _uk_subjects(folder: DataFolder) -> Iterator[dict[str, str]]:
    yield from table(folder.newest("lists/uk/uksl-*-subjects.csv.xz"))


def _own_reference(designation: Designation, groups: Mapping[str, str]) -> str:
    """The UN reference of an entry of the former UK list; "" where none is sure."""
    group = str(designation.listing.reference)
    if group in groups:
        return groups[group]
    stated = {own for remark in designation.entity.remarks for own in OWN_REFERENCE.findall(remark.text)}
    letter = "i" if designation.entity.kind is Kind.PERSON else "e"
    fitting = [own for own in stated if own[2] == letter]
    return fitting[0] if len(fitting) == 1 else ""


def _weak_names(designations: Iterable[Designation]) -> Mapping[str, frozenset[str]]:
    """The weak aliases of every entry, by its reference."""
    return {
        designation.listing.reference: frozenset(
            _plain(name.text) for name in designation.entity.names if name.kind is NameKind.WEAK
        )
        for designation in designations
    }


def _numbers(designation: Designation) -> Iterator[str]:
    for each in designation.entity.identifiers:
        if earns(each.type, each.value) and sum(map(str.isdigit, each.value)) >= LEAST_DIGITS:
            yield normal(each.type, each.value)


def _listed_names(designations: Iterable[Designation]) -> dict[str, str]:
    return {
        designation.listing.reference: "; ".join(name.text for name in designation.entity.names[:4])
        for designation in designations
    }


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
