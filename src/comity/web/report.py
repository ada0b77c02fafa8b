"""The screening report: one HTML file that a compliance officer reads, signs and files.

It needs nothing else: no network, no script, the style sheet inside. A Content-Security-Policy in the
page itself refuses everything but that one style sheet, so that no text from a list or a customer file
can ever act.
"""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from comity.lists.admission import DatedBy
from comity.model.designation import ListId
from comity.model.entity import Kind
from comity.model.subject import RecordNote, RecordState, Subject
from comity.operations.screening import Finding, ScreenedInput, ScreenedList, Screening
from comity.web.charts import Bar, list_bars, score_histogram
from comity.web.hit_card import HitCard, hit_card
from comity.web.shown_text import shown

PLURALS = {
    Kind.PERSON: "persons",
    Kind.ORGANISATION: "organisations",
    Kind.VESSEL: "vessels",
    Kind.AIRCRAFT: "aircraft",
    Kind.UNKNOWN: "of unknown kind",
}
MOST_NOTES = 500  # partial and held records listed; all are counted
LONG = 200  # hits from which the browser lays out only what is in sight
SHORT_HASH = 12  # hex digits of a digest shown beside its name; the whole stands at the end of the report


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the account."""

    label: str
    count: str
    note: str
    alarm: bool


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition that was screened against."""

    title: str
    authority: str
    list: str
    part: str
    dated: str
    dated_by: str
    edition: str
    edition_short: str
    counts: str
    total: str
    not_whole: str
    hits: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One partial or held record."""

    state: str
    place: Markup
    subject: Markup
    problem: Markup


@dataclass(frozen=True, slots=True)
class SubjectGroup:
    """All hits of one subject, best first."""

    anchor: str
    subject_id: Markup
    name: Markup
    resembles: Markup
    born: str
    score: str
    lists: tuple[str, ...]
    cards: tuple[HitCard, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that the page prints."""

    input_name: Markup
    verdict: str
    caution: str
    facts: tuple[tuple[str, tuple[Markup, ...]], ...]
    measure: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    editions: tuple[EditionRow, ...]
    scores: Markup
    lists: Markup
    notes: tuple[NoteRow, ...]
    notes_left: str
    groups: tuple[SubjectGroup, ...]
    extent: str
    long: bool
    digests: tuple[tuple[str, str], ...]
    threshold: str
    finished: str


def report_of(screening: Screening, *, hits_file: str | None, language: str = "en") -> Report:
    """The report on one screening; `hits_file` is where all hits are, None when they were not kept.

    `language` is that of the reasons, one of matching.explain.LANGUAGES.
    """
    titles = {each.manifest.list: each.title for each in screening.lists}
    return Report(
        input_name=shown(screening.screened.name),
        verdict=_verdict(screening),
        caution=_caution(screening),
        facts=_facts(screening),
        measure=_measure(screening),
        figures=_figures(screening),
        editions=tuple(_edition(each, screening) for each in screening.lists),
        scores=score_histogram(screening.scores, screening.measure.threshold),
        lists=list_bars(tuple(_bar(each, screening) for each in screening.lists)),
        notes=tuple(_note(note) for note in sorted(screening.notes, key=_held_first)[:MOST_NOTES]),
        notes_left=_notes_left(screening),
        groups=_groups(screening, titles, language),
        extent=_extent(screening, hits_file),
        long=len(screening.findings) > LONG,
        digests=(("Scorecard", screening.measure.scorecard), ("Engine", screening.measure.engine)),
        threshold=f"{screening.measure.threshold:g}",
        finished=_instant(screening.finished),
    )


def render(report: Report) -> str:
    """The report as one HTML page."""
    style = files("comity.web").joinpath("templates", "report.css").read_text("utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(report=report, style=Markup(style), style_digest=digest)  # noqa: S704 our own file


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("comity.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def _verdict(screening: Screening) -> str:
    if screening.hits:
        hits, subjects = _count(screening.hits, "hit"), _count(screening.subjects_with_hits, "subject")
        verb = "awaits" if screening.hits == 1 else "await"
        return f"{hits} on {subjects} {verb} a person’s decision."
    if screening.account.screened + screening.account.partial:
        return "No hits: nothing that was screened reached the threshold."
    return "Nothing could be screened."


def _caution(screening: Screening) -> str:
    held = screening.account.held
    if not held:
        return ""
    verb = "has" if held == 1 else "have"
    return f"{_count(held, 'record')} could not be read and {verb} not been screened. See “Records held”."


def _facts(screening: Screening) -> tuple[tuple[str, tuple[Markup, ...]], ...]:
    screened = screening.screened
    rows: list[tuple[str, list[Markup]]] = [
        ("Input", [shown(screened.name)]),
        ("Format", [shown(" · ".join(filter(None, (screened.format, screened.encoding, _bytes(screened.bytes)))))]),
        ("SHA-256", [Markup("<code>{}</code>").format(screened.sha256)] if screened.sha256 else []),
        ("Columns read", _columns(screened)),
        ("Not used", [shown(", ".join(screened.unused))] if screened.unused else []),
        ("Not kept", [shown(", ".join(screened.dropped))] if screened.dropped else []),
        ("Begun", [shown(_instant(screening.started))]),
        ("Finished", [shown(_instant(screening.finished))]),
    ]
    return tuple((label, tuple(values)) for label, values in rows if values)


def _columns(screened: ScreenedInput) -> list[Markup]:
    return [
        Markup('{} <span class="aside">as {}</span>').format(shown(head), role.replace("_", " "))
        for head, role in screened.columns
    ]


def _measure(screening: Screening) -> tuple[tuple[str, str], ...]:
    measure = screening.measure
    kinds = ", ".join(measure.kinds) if measure.kinds else "all"
    return (
        ("Threshold", f"{measure.threshold:g}"),
        ("Kinds", kinds),
        ("Scorecard", measure.scorecard[:SHORT_HASH]),
        ("Engine", measure.engine),
    )


def _figures(screening: Screening) -> tuple[Figure, ...]:
    account = screening.account
    return (
        Figure("received", f"{account.received:,}", "records in the input", alarm=False),
        Figure("screened", f"{account.screened:,}", "read in full", alarm=False),
        Figure("partial", f"{account.partial:,}", "screened, not all of it read", alarm=False),
        Figure("held", f"{account.held:,}", "not screened, wait for a person", alarm=account.held > 0),
    )


def _bar(each: ScreenedList, screening: Screening) -> Bar:
    part = f" ({each.manifest.part})" if each.manifest.part else ""
    return Bar(each.title + part, screening.hits_by_edition.get(each.manifest.edition, 0))


def _edition(each: ScreenedList, screening: Screening) -> EditionRow:
    manifest = each.manifest
    incomplete = (
        (manifest.quarantined, "unreadable at import"),
        (manifest.carried, "carried from the edition before"),
    )
    return EditionRow(
        title=each.title,
        authority=each.authority,
        list=manifest.list,
        part=manifest.part,
        dated=_day(manifest.dated),
        dated_by="" if manifest.dated_by is DatedBy.CONTENT else f"by {manifest.dated_by.value}",
        edition=manifest.edition,
        edition_short=manifest.edition[:SHORT_HASH],
        counts=", ".join(_count(count, kind, PLURALS[kind]) for kind, count in manifest.counts.items() if count),
        total=f"{manifest.total:,}",
        not_whole="; ".join(f"{count:,} {what}" for count, what in incomplete if count),
        hits=f"{screening.hits_by_edition.get(manifest.edition, 0):,}",
    )


def _held_first(note: RecordNote) -> bool:
    return note.state is not RecordState.HELD


def _note(note: RecordNote) -> NoteRow:
    subject = shown(note.subject) if note.subject else Markup("not readable")
    return NoteRow(note.state.value, shown(note.place), subject, shown(note.problem))


def _notes_left(screening: Screening) -> str:
    account = screening.account
    left = account.partial + account.held - min(len(screening.notes), MOST_NOTES)
    return f"and {left:,} more; screen again with --held held.jsonl to have them all" if left > 0 else ""


def _groups(screening: Screening, titles: dict[ListId, str], language: str) -> tuple[SubjectGroup, ...]:
    by_subject: dict[Subject, list[Finding]] = {}
    for finding in screening.findings:
        by_subject.setdefault(finding.subject, []).append(finding)
    groups = []
    for number, (subject, findings) in enumerate(by_subject.items(), start=1):
        cards = tuple(
            hit_card(
                finding,
                anchor=f"s{number}-{place}",
                list_title=titles[finding.hit.list],
                threshold=screening.measure.threshold,
                language=language,
            )
            for place, finding in enumerate(findings, start=1)
        )
        groups.append(_group(f"s{number}", subject, findings, cards))
    return tuple(groups)


def _group(anchor: str, subject: Subject, findings: Sequence[Finding], cards: tuple[HitCard, ...]) -> SubjectGroup:
    best = findings[0].hit
    return SubjectGroup(
        anchor=anchor,
        subject_id=shown(subject.id),
        name=shown(best.subject_name),
        resembles=shown(best.listed_name),
        born=", ".join(str(span) for span in subject.births),
        score=f"{best.score:.2f}",
        lists=tuple(dict.fromkeys(finding.hit.list for finding in findings)),
        cards=cards,
    )


def _extent(screening: Screening, hits_file: str | None) -> str:
    if len(screening.findings) == screening.hits:
        return ""
    where = f"All are in {hits_file}." if hits_file else "Screen again with --out hits.jsonl to have them all."
    return f"Shown are the {len(screening.findings):,} highest-ranking of {screening.hits:,} hits. {where}"


def _count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _instant(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _bytes(size: int) -> str:
    for power, unit in ((9, "GB"), (6, "MB"), (3, "KB")):
        if size >= 10**power:
            return f"{size / 10**power:,.1f} {unit}"
    return _count(size, "byte")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
