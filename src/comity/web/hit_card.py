"""One hit as the report shows it: the subject beside the listed entry, and every reason in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from markupsafe import Markup

from comity.matching import calibration
from comity.matching.explain import bearing_of, in_words
from comity.model.designation import Listing
from comity.model.entity import Entity, Identifier, Kind, NameKind
from comity.model.hit import Bearing, Evidence, Hit
from comity.model.subject import Subject, SubjectIdentifier
from comity.operations.screening import Finding
from comity.web.card_words import Tongue
from comity.web.charts import score_meter
from comity.web.shown_text import shown

Value = TypeVar("Value")
Words = Callable[[Evidence], str]  # a piece of evidence as a sentence

MOST_NAMES = 24  # further names shown of a listed entry; the rest is counted
MOST_VALUES = 12  # the same, of anything else
LONGEST_PROSE = 1500
SIGNS = {Bearing.AGREES: "✓", Bearing.CONTRADICTS: "✕", Bearing.MISSING: "–"}
SUBJECT_PLACE, LISTED_PLACE = "\ue000", "\ue001"  # private use: stand for texts in a sentence of ours


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of the two sides: what is compared, the subject's values, the listed values."""

    label: str
    subject: tuple[Markup, ...]
    listed: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: its bearing as sign and word, its words, its weight.

    `said` is the word for the bearing that the officer reads.
    """

    sign: str
    bearing: str
    said: str
    words: Markup
    weight: str


@dataclass(frozen=True, slots=True)
class HitCard:
    """Everything of one hit that the report prints."""

    anchor: str
    score: str
    earned: str
    meter: Markup
    list_title: str
    reference: Markup
    comparisons: tuple[Comparison, ...]
    listing: tuple[tuple[str, tuple[Markup, ...]], ...]
    reasons: tuple[Reason, ...]
    meaning: str  # what such a score meant among labelled pairs; empty where no calibration belongs to its scorecard


def hit_card(finding: Finding, *, anchor: str, list_title: str, threshold: float, language: str = "en") -> HitCard:
    """The card of one finding; `anchor` is its place in the page, `language` the reader's."""
    hit, tongue = finding.hit, Tongue(language)
    return HitCard(
        anchor=anchor,
        score=f"{hit.score:.2f}",
        earned=f"{hit.earned:.2f}",
        meter=score_meter(hit.score, threshold),
        list_title=list_title,
        reference=shown(hit.reference),
        comparisons=tuple(_comparisons(hit, finding.subject, finding.designation.entity, tongue)),
        listing=tuple(_listing(finding.designation.listing, finding.designation.entity, tongue)),
        reasons=tuple(_reason(evidence, partial(in_words, language=language), tongue) for evidence in hit.reasons),
        meaning=_meaning(hit, language),
    )


def subject_spans(hit: Hit) -> list[tuple[int, int]]:
    """The parts of the subject's name that agree."""
    return [each.subject_span for each in _agreeing(hit) if each.subject_span is not None]


def listed_spans(hit: Hit) -> list[tuple[int, int]]:
    """The parts of the listed name that agree."""
    return [each.listed_span for each in _agreeing(hit) if each.listed_span is not None]


def _agreeing(hit: Hit) -> list[Evidence]:
    return [each for each in hit.reasons if each.bearing is Bearing.AGREES]


def _meaning(hit: Hit, language: str) -> str:
    """Speaks of the earned part: the calibration was learnt from names alone, without dates that only rank."""
    table = calibration.shipped(hit.scorecard)
    return "" if table is None or table.engine != hit.engine else calibration.in_words(table.at(hit.earned), language)


def _comparisons(hit: Hit, subject: Subject, entity: Entity, tongue: Tongue) -> Iterable[Comparison]:
    """Rows that at least one side fills, names first."""
    values = partial(_values, tongue=tongue)
    left, right = {each.subject for each in _agreeing(hit)}, {each.listed for each in _agreeing(hit)}
    rows = (
        ("Name", _subject_names(hit, subject, tongue), _listed_names(hit, entity, tongue)),
        ("Kind", _kind(subject.kind, tongue), _kind(entity.kind, tongue)),
        (
            _dated(subject, entity),
            values(((str(span), "") for span in subject.births), left),
            values(((str(birth.span), birth.published.text) for birth in entity.births), right),
        ),
        (
            "Born in",
            _not_compared(entity.birth_places, tongue),
            values(((it.text, "") for it in entity.birth_places), right),
        ),
        (
            "Nationality",
            values(((tongue.country(code), "") for code in subject.nationalities), left),
            values(
                ((tongue.country(it.country) if it.country else "", it.published.text) for it in entity.nationalities),
                right,
            ),
        ),
        (
            "Gender",
            values(((tongue.word(it), "") for it in subject.genders), set(map(tongue.word, filter(None, left)))),
            values(((tongue.word(it), "") for it in entity.genders), set(map(tongue.word, filter(None, right)))),
        ),
        ("Identifiers", _numbers(subject.identifiers, left, tongue), _numbers(entity.identifiers, right, tongue)),
        (
            "Addresses",
            values(((it, "") for it in (*subject.addresses, *map(tongue.country, subject.countries))), left),
            values(((address.text, "") for address in entity.addresses), right),
        ),
    )
    return (Comparison(label, mine, theirs) for label, mine, theirs in rows if mine or theirs)


def _not_compared(theirs: Sequence[object], tongue: Tongue) -> tuple[Markup, ...]:
    """For what a subject has no field for."""
    words = Markup('<span class="aside">{}</span>').format(tongue.word("not compared"))
    return (words,) if theirs else ()


def _numbers(
    identifiers: Sequence[Identifier] | Sequence[SubjectIdentifier], agreed: set[str | None], tongue: Tongue
) -> tuple[Markup, ...]:
    """Document and register numbers, each with what the publisher calls it and who issued it."""
    labelled = ((it.value, _issued(it.label if isinstance(it, Identifier) else None, it, tongue)) for it in identifiers)
    return _values(labelled, agreed, tongue=tongue, quoted=False)


def _dated(subject: Subject, entity: Entity) -> str:
    """What the dates compared are called."""
    if entity.kind in (Kind.PERSON, Kind.UNKNOWN):
        return "Born"
    return "Born or founded" if subject.births else "Founded or built"


def _subject_names(hit: Hit, subject: Subject, tongue: Tongue) -> tuple[Markup, ...]:
    others = [name for name in subject.names if name != hit.subject_name]
    best = Markup("<strong>{}</strong>").format(shown(hit.subject_name, subject_spans(hit)))
    return (best, *(shown(name) for name in _some(others)), *_and_more(others, tongue))


def _listed_names(hit: Hit, entity: Entity, tongue: Tongue) -> tuple[Markup, ...]:
    """The name of the hit, then all others, one line for each kind."""
    best = Markup('<strong>{}</strong> <span class="aside">{}</span>').format(
        shown(hit.listed_name, listed_spans(hit)), tongue.word(hit.listed_name_kind.value)
    )
    others = [name for name in entity.names if name.text != hit.listed_name]
    by_kind: dict[NameKind, list[Markup]] = {}
    for name in others[:MOST_NAMES]:
        by_kind.setdefault(name.kind, []).append(shown(name.text))
    lines = (
        Markup('<span class="names"><span class="aside">{}</span> {}</span>').format(
            tongue.word(kind.value), Markup(" · ").join(names)
        )
        for kind, names in by_kind.items()
    )
    return (best, *lines, *_and_more(others, tongue, MOST_NAMES))


def _kind(kind: Kind, tongue: Tongue) -> tuple[Markup, ...]:
    return () if kind is Kind.UNKNOWN else (shown(tongue.word(kind.value)),)


def _issued(label: str | None, identifier: Identifier | SubjectIdentifier, tongue: Tongue) -> str:
    what = label or tongue.word(identifier.type.value)
    return f"{what}, {tongue.country(identifier.country)}" if identifier.country else what


def _values(
    pairs: Iterable[tuple[str, str]], agreed: set[str] | set[str | None], *, tongue: Tongue, quoted: bool = True
) -> tuple[Markup, ...]:
    """Values, each with the publisher's own words where they say it differently; those that agree are marked."""
    unique = tuple(dict.fromkeys(pairs))
    return (*(_value(value, beside, agreed, quoted) for value, beside in _some(unique)), *_and_more(unique, tongue))


def _value(value: str, beside: str, agreed: set[str] | set[str | None], quoted: bool) -> Markup:
    words = " ".join(beside.split())
    body = shown(value or words, [(0, len(value))] if value and _agrees(value, agreed) else [])
    if not value or not words or words.casefold() == value.casefold():
        return body
    aside = Markup("“{}”").format(shown(words)) if quoted else shown(words)
    return Markup('{} <span class="aside">{}</span>').format(body, aside)


def _agrees(value: str, agreed: set[str] | set[str | None]) -> bool:
    """Is this one of the texts that agree, alone or after the type of its number ("passport K048787")?"""
    return any(text is not None and (text == value or text.endswith(f" {value}")) for text in agreed)


def _some(values: Sequence[Value]) -> Sequence[Value]:
    return values[:MOST_VALUES]


def _and_more(values: Sequence[object], tongue: Tongue, most: int = MOST_VALUES) -> tuple[Markup, ...]:
    left = len(values) - most
    words = tongue.word("and {} more").format(left)
    return (Markup('<span class="aside">{}</span>').format(words),) if left > 0 else ()


def _listing(listing: Listing, entity: Entity, tongue: Tongue) -> Iterable[tuple[str, tuple[Markup, ...]]]:
    """What the authority published of the act itself."""
    rows = (
        ("Authority", (listing.authority,)),
        ("Programme", listing.programmes),
        ("Legal basis", (listing.legal_basis,)),
        ("Listed on", (str(listing.listed_on),) if listing.listed_on else ()),
        ("Amended on", (", ".join(map(str, listing.amended_on)),) if listing.amended_on else ()),
        ("Position", (*entity.titles, *entity.positions)),
        ("Reasons", listing.reasons),
        ("Remarks", tuple(remark.text for remark in entity.remarks)),
        ("Publisher’s page", (listing.url,) if listing.url else ()),
    )
    return ((label, _prose(texts, tongue)) for label, texts in rows if texts)


def _prose(texts: Sequence[str], tongue: Tongue) -> tuple[Markup, ...]:
    kept = tuple(shown(" ".join(text.split()), longest=LONGEST_PROSE) for text in _some(texts))
    return kept + _and_more(texts, tongue)


def _reason(evidence: Evidence, words: Words, tongue: Tongue) -> Reason:
    return Reason(
        sign=SIGNS[evidence.bearing],
        bearing=evidence.bearing.value,
        said=bearing_of(evidence),
        words=_sentence(evidence, words, tongue),
        weight=f"{evidence.weight:+.2f}".replace("-", "−") if round(evidence.weight, 2) else "0.00",
    )


def _sentence(evidence: Evidence, words: Words, tongue: Tongue) -> Markup:
    """The reason in words, each text in it isolated, so that an Arabic name does not turn the sentence round."""
    sentence = words(replace(evidence, subject=SUBJECT_PLACE, listed=LISTED_PLACE))
    texts = {
        SUBJECT_PLACE: _text(evidence, evidence.subject, tongue),
        LISTED_PLACE: _text(evidence, evidence.listed, tongue),
    }
    return Markup().join(texts.get(letter, letter) for letter in sentence)


def _text(evidence: Evidence, text: str | None, tongue: Tongue) -> Markup:
    """One of the texts compared; values of ours in the reader's words."""
    if evidence.feature in {"kind", "gender"} and text:
        text = tongue.word(text)
    elif evidence.feature == "identifier" and text:
        text = tongue.number(text)
    elif evidence.feature == "country" and text:
        text = ", ".join(tongue.country(code) for code in text.split(", "))
    return shown(text or "")
