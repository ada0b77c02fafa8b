"""The lists: which editions are in force, what came before, what changed, what an officer should look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from comity import runtime
from comity.lists.difference import FieldChange
from comity.lists.reading import OddValue, Quarantined
from comity.model.designation import ListId, Reference
from comity.operations.choose_edition import choose_edition
from comity.operations.compare_editions import compare_editions
from comity.operations.show_editions import HeldEdition, show_editions
from comity.operations.trace_listing import trace_listing
from comity.store.manifest import EditionManifest
from comity.web.clock_words import ago
from comity.web.frame import render
from comity.web.lists_known import list_authority, list_title
from comity.web.visit import Visit

MOST_ODD = 300
MOST_CHANGES = 500
SHORT = 12


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition."""

    list: str
    title: str
    authority: str
    part: str
    edition: str
    dated: date
    dated_by: str
    imported_at: datetime
    imported: str
    total: int
    counts: tuple[tuple[str, int], ...]
    quarantined: int
    carried: int
    odd: int
    in_force: bool
    before: str  # the edition that this one follows; empty for the first


@dataclass(frozen=True, slots=True)
class ListsPage:
    """Every list held, and those that are known and not held."""

    editions: tuple[EditionRow, ...]
    absent: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The editions of one list."""

    list: str
    title: str
    authority: str
    editions: tuple[EditionRow, ...]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """One edition: where it came from, and what an officer should look at."""

    edition: EditionRow
    digest: str
    files: tuple[tuple[str, int, str], ...]
    quarantined: tuple[Quarantined, ...]
    carried: tuple[str, ...]
    odd: tuple[OddValue, ...]
    dropped: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AmendedRow:
    """One listing that was amended."""

    reference: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed from one edition to another; `cut` says that not all of it is shown."""

    before: EditionRow
    after: EditionRow
    added: tuple[str, ...]
    removed: tuple[str, ...]
    amended: tuple[AmendedRow, ...]
    counts: tuple[int, int, int]
    cut: bool


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One turn in the life of a listing."""

    turn: str
    dated: date
    edition: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class LifePage:
    """The life of one listing over all editions held."""

    list: str
    title: str
    reference: str
    lives: tuple[tuple[str, str, tuple[TurnRow, ...]], ...]


def page(visit: Visit) -> HttpResponse:
    """Show what is in force."""
    editions = show_editions(runtime.edition_store())
    rows = tuple(row for row in _rows(editions, visit.now) if row.in_force)
    held = {row.list for row in rows}
    absent = tuple((source.id, source.title) for source in runtime.known_lists() if source.id not in held)
    return render(visit, "lists", ListsPage(rows, absent))


def one(visit: Visit, list: str) -> HttpResponse:
    """Show the editions of one list, newest first."""
    rows = _rows(show_editions(runtime.edition_store(), [ListId(list)]), visit.now)
    return render(visit, "list", ListPage(list, list_title(list), list_authority(list), rows))


def edition(visit: Visit, list: str, edition: str) -> HttpResponse:
    """Show one edition."""
    store = runtime.edition_store()
    manifest = choose_edition(store, ListId(list), edition)
    account = store.account(manifest)
    rows = _rows(show_editions(store, [ListId(list)]), visit.now)
    row = next(each for each in rows if manifest.edition.startswith(each.edition))
    shown = EditionPage(
        edition=row,
        digest=manifest.edition,
        files=tuple((file.name, file.bytes, file.url or "") for file in manifest.received),
        quarantined=account.quarantined[:MOST_ODD],
        carried=account.carried[:MOST_ODD],
        odd=account.odd_values[:MOST_ODD],
        dropped=tuple(manifest.dropped.items()),
    )
    return render(visit, "edition", shown)


def changes(visit: Visit, list: str, before: str, after: str) -> HttpResponse:
    """Show what changed between two editions."""
    compared = compare_editions(runtime.edition_store(), ListId(list), before, after)
    told = compared.difference
    counts = (len(told.added), len(told.removed), len(told.amended))
    shown = ChangesPage(
        before=_row(compared.before, "", visit.now, in_force=False),
        after=_row(compared.after, "", visit.now, in_force=False),
        added=told.added[:MOST_CHANGES],
        removed=told.removed[:MOST_CHANGES],
        amended=tuple(AmendedRow(each.reference, each.changes) for each in told.amended[:MOST_CHANGES]),
        counts=counts,
        cut=max(counts) > MOST_CHANGES,
    )
    return render(visit, "changes", shown)


def listing(visit: Visit, list: str) -> HttpResponse:
    """Show the life of one listing; its reference stands in the query, because it may hold any sign."""
    reference = visit.request.GET.get("reference", "").strip()
    if not reference:
        return redirect(reverse("lists-one", kwargs={"list": list}))
    lives = trace_listing(runtime.edition_store(), Reference(reference), list_ids=[ListId(list)])
    shown = LifePage(
        list=list,
        title=list_title(list),
        reference=reference,
        lives=tuple(
            (
                life.part,
                life.name,
                tuple(
                    TurnRow(event.turn.value, event.dated, event.edition[:SHORT], event.changes)
                    for event in reversed(life.events)
                ),
            )
            for life in lives
        ),
    )
    return render(visit, "listing", shown)


def _rows(editions: Sequence[HeldEdition], now: datetime) -> tuple[EditionRow, ...]:
    rows = []
    for place, held in enumerate(editions):
        same = (it.manifest for it in editions[place + 1 :])
        before = next((it for it in same if (it.list, it.part) == (held.manifest.list, held.manifest.part)), None)
        rows.append(_row(held.manifest, "" if before is None else before.edition[:SHORT], now, in_force=held.in_force))
    return tuple(rows)


def _row(manifest: EditionManifest, before: str, now: datetime, *, in_force: bool) -> EditionRow:
    return EditionRow(
        list=manifest.list,
        title=list_title(manifest.list),
        authority=list_authority(manifest.list),
        part=manifest.part,
        edition=manifest.edition[:SHORT],
        dated=manifest.dated,
        dated_by=manifest.dated_by.value,
        imported_at=manifest.imported_at,
        imported=ago(manifest.imported_at, now),
        total=manifest.total,
        counts=tuple((kind.value, count) for kind, count in manifest.counts.items() if count),
        quarantined=manifest.quarantined,
        carried=manifest.carried,
        odd=manifest.odd,
        in_force=in_force,
        before=before,
    )
