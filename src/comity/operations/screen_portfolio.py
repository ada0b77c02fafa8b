"""Screen all customers of a portfolio against all listings in force, and remember that it was done."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyarrow as pa

from comity.matching.scorecard import DEFAULT_SCORECARD, Scorecard
from comity.model.subject import RecordNote, RecordState, SubjectBatch
from comity.operations.open_screener import OpenScreener
from comity.operations.screen import KEPT_NOTES, Means, ScreeningOrder, screen_batches
from comity.operations.screening import ScreenedInput, Screening
from comity.store.manifest import EditionManifest
from comity.store.portfolio_manifest import MEASURED_BY, LastScreening, Measured, Part, PortfolioManifest
from comity.store.portfolio_reading import HeldCustomers
from comity.store.portfolios import PortfolioStore


def screen_portfolio(
    held: HeldCustomers, screener: OpenScreener, order: ScreeningOrder, means: Means, *, store: PortfolioStore
) -> Screening:
    """Screen all customers of a portfolio against all listings of the screener.

    Hits are told to `means` while they are found. Call remember_screening once they are where they were asked for.
    """
    manifest = held.manifest
    found = screen_batches(screener, _subjects(held.batches()), order, means, screened=lambda: _file(manifest))
    return replace(found, account=manifest.account, notes=_notes(store.notes(manifest.name), means))


def remember_screening(
    held: HeldCustomers, screener: OpenScreener, order: ScreeningOrder, *, store: PortfolioStore
) -> None:
    """Remember which editions a portfolio was screened against; customers who came meanwhile were not."""
    measured = measure_of(order, screener.screener.scorecard)
    remember(held.manifest.name, held.manifest.parts, screener.editions, measured, store=store)


def remember(
    name: str, parts: Iterable[Part], editions: Iterable[EditionManifest], measured: Measured, *, store: PortfolioStore
) -> None:
    """Remember that parts of a portfolio were screened against these editions; other lists stay as they were."""
    now = {part_of_list(edition): str(edition.edition) for edition in editions}
    last = store.last_screenings(name)
    screened = {}
    for part in parts:
        before = last.get(part.id)
        kept = before.editions if before is not None and before.measured == measured else {}
        screened[part.id] = LastScreening(measured, {**kept, **now})
    store.remember_screenings(name, screened)


def measure_of(order: ScreeningOrder, scorecard: Scorecard = DEFAULT_SCORECARD) -> Measured:
    """The measure that an order will be screened by."""
    threshold = scorecard.threshold if order.threshold is None else order.threshold
    return Measured(threshold, scorecard.digest(), MEASURED_BY, tuple(sorted(order.kinds)))


def part_of_list(edition: EditionManifest) -> str:
    """What an edition is an edition of: a list, or one part of it."""
    return f"{edition.list}/{edition.part}"


def _subjects(batches: Iterable[pa.RecordBatch]) -> Iterator[SubjectBatch]:
    return (SubjectBatch(batch, batch.num_rows) for batch in batches)


def _file(manifest: PortfolioManifest) -> ScreenedInput:
    """What a report says of the input: the portfolio, and of its first file what was read of its columns."""
    source, *others = (source for part in manifest.parts for source in part.sources)
    more = f" and {len(others)} more" if others else ""
    return ScreenedInput(
        f"{manifest.name} ({source.name}{more})", source.format, source.bytes, None if others else source.sha256,
        source.encoding, source.columns, source.unused, source.dropped,
    )  # fmt: skip


def _notes(notes: Iterable[RecordNote], means: Means) -> tuple[RecordNote, ...]:
    kept: dict[RecordState, list[RecordNote]] = {RecordState.HELD: [], RecordState.PARTIAL: []}
    for note in notes:
        means.note(note)
        if len(kept[note.state]) < KEPT_NOTES:
            kept[note.state].append(note)
    return (*kept[RecordState.HELD], *kept[RecordState.PARTIAL])
