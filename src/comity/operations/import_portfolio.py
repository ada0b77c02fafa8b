"""Keep an institution's customers as a portfolio, compiled so that changed listings find them in no time."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from comity import __version__
from comity.intake import IntakeOptions
from comity.model.errors import BrokenFile
from comity.model.subject import Account, accounted
from comity.operations.screen import opened_input, recognised
from comity.operations.screening import ScreenedInput
from comity.store.portfolio_draft import CustomerCompiler, PortfolioDraft
from comity.store.portfolio_manifest import COMPILED_FOR, CustomerFile, Part, PortfolioManifest, added_up
from comity.store.portfolio_reading import OpenPart
from comity.store.portfolios import PortfolioStore

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ImportPortfolio:
    """What is asked of an import: the portfolio's name, the file of customers, what the officer states of it."""

    name: str
    path: Path
    options: IntakeOptions


def import_portfolio(
    order: ImportPortfolio, *, store: PortfolioStore, now: datetime, told: Told = lambda _: None
) -> PortfolioManifest:
    """Import a file of customers; a portfolio of this name that is held already is replaced as a whole.

    `told` hears how many records were read. Raises UnreadableInput, NotFound, StoreBusy; then what was held stays.
    """
    with store.draft(order.name) as draft:
        part = compiled_file(order, draft, now, told)
        if part.rows == 0:
            raise BrokenFile(order.path.name, "whole file", "no record of it can be screened", "see docs/intake.md")
        manifest = manifest_of(order.name, [part])
        store.publish(draft, manifest)
    return manifest


def compile_anew(name: str, *, store: PortfolioStore, told: Told = lambda _: None) -> PortfolioManifest:
    """Compile a portfolio's customers again where they were compiled for another engine. Raises NotFound, StoreBusy."""
    with store.draft(name) as draft:
        before = store.manifest(name)
        if before.compiled_for == COMPILED_FOR:
            return before
        # What was compiled for another engine may not even open, so only the customers are read.
        parts, read = [], 0
        for part, columns in zip(before.parts, store.customers(name).columns, strict=True):
            compiler = draft.part(part.id).compiler()
            for batch, _ in columns.batches_with_gone():
                compiler.add(batch)
                read += batch.num_rows
                told(read)
            parts.append(replace(part, compiled=compiler.finish()))
            store.keep_customers(draft, part)
        fresh = manifest_of(name, parts)
        store.publish(draft, fresh)
    return fresh


def compiled_file(order: ImportPortfolio, draft: PortfolioDraft, now: datetime, told: Told) -> Part:
    """Compile the customers of a file as a new part of a draft. Raises UnreadableInput, NotFound."""
    part_id, account, rows = secrets.token_hex(8), Account(), 0
    with opened_input(order.path, order.options) as (opened, received):
        part = draft.part(part_id)
        compiler = part.compiler()
        with part.customers() as customers:
            for batch in opened.batches:
                account = accounted(account, batch)
                rows += batch.subjects.num_rows
                customers.add(batch.subjects)
                compiler.add(batch.subjects)
                for note in batch.notes:
                    customers.note(note)
                told(account.received)
        source = _source(recognised(received, opened.recognition))
    return Part(part_id, now, (source,), account, rows, 0, compiler.finish())


def merged_parts(parts: Iterable[OpenPart], draft: PortfolioDraft, part_id: str, *, store: PortfolioStore) -> Part:
    """Compile the customers of parts as one, without those that are gone."""
    parts, fresh = tuple(parts), draft.part(part_id)
    compiler: CustomerCompiler = fresh.compiler()
    with fresh.customers() as customers:
        for part in parts:
            for batch in part.columns.batches():
                customers.add(batch)
                compiler.add(batch)
            for note in store.notes(draft.name, part.manifest):
                customers.note(note)
    held = [part.manifest for part in parts]
    return Part(
        part_id, held[-1].imported_at, tuple(source for part in held for source in part.sources),
        added_up(part.account for part in held), sum(part.customers for part in held), 0, compiler.finish(),
    )  # fmt: skip


def manifest_of(name: str, parts: Iterable[Part]) -> PortfolioManifest:
    """A new version of a portfolio, compiled for this engine."""
    return PortfolioManifest(name, secrets.token_hex(8), COMPILED_FOR, __version__, tuple(parts))


def _source(received: ScreenedInput) -> CustomerFile:
    return CustomerFile(
        received.name, received.format, received.bytes, received.sha256, received.encoding,
        received.columns, received.unused, received.dropped,
    )  # fmt: skip
