"""Change some customers of a portfolio: those of a file come anew or in place of others, those with given ids go.

What was compiled of the others is kept as it is, and so is what they were screened against.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import pyarrow as pa

from comity.model.errors import BrokenFile
from comity.model.subject import Account, RecordNote, RecordState, SubjectId
from comity.operations.import_portfolio import (
    ImportPortfolio,
    Told,
    compile_anew,
    compiled_file,
    manifest_of,
    merged_parts,
)
from comity.store.portfolio_draft import PortfolioDraft
from comity.store.portfolio_erasing import erase
from comity.store.portfolio_manifest import LastScreening, Part, PortfolioManifest
from comity.store.portfolio_reading import OpenPart, open_columns
from comity.store.portfolios import PortfolioStore

THIN = 10  # a part of which one in so many customers is gone is compiled anew
MOST_PARTS = 16  # more are compiled as one, where they were screened alike; each costs a little of every search


@dataclass(frozen=True, slots=True)
class Updated:
    """A portfolio after a change: how many customers came, and how many went or were replaced."""

    manifest: PortfolioManifest
    part: Part | None
    went: int

    @property
    def came(self) -> int:
        """How many customers came."""
        return self.part.customers if self.part else 0


def update_portfolio(
    order: ImportPortfolio, *, store: PortfolioStore, now: datetime, told: Told = lambda _: None
) -> Updated:
    """Add the customers of a file to a portfolio, each in place of those who have the same id.

    A record that cannot be read replaces nobody: it is held, and the customer stays as known before.
    Takes memory for the ids of the file. Raises UnreadableInput, NotFound, StoreBusy; then what was held stays.
    """
    compile_anew(order.name, store=store)
    with store.draft(order.name) as draft:
        part = compiled_file(order, draft, now, told)
        if part.rows == 0:
            raise BrokenFile(order.path.name, "whole file", "no record of it can be screened", "see docs/intake.md")
        ids = pa.concat_arrays([*open_columns(draft.part(part.id).directory).ids()])
        found = _change(ids, part, draft, store)
    return replace(found, manifest=_tidied(order.name, found.manifest, store))


def remove_customers(name: str, ids: Iterable[SubjectId], *, store: PortfolioStore) -> Updated:
    """Remove the customers with these ids; an id that nobody has changes nothing. Raises NotFound, StoreBusy."""
    compile_anew(name, store=store)
    with store.draft(name) as draft:
        found = _change(pa.array(list(ids), pa.string()), None, draft, store)
    return replace(found, manifest=_tidied(name, found.manifest, store))


def _change(ids: pa.Array, fresh: Part | None, draft: PortfolioDraft, store: PortfolioStore) -> Updated:
    name = draft.name
    held, known = store.open(name), frozenset(ids.to_pylist())
    kept = [_without(part, ids, known, draft, store) for part in held.parts]
    manifest = manifest_of(name, [*kept, *([fresh] if fresh else [])])
    store.publish(draft, manifest)
    came = fresh.customers if fresh else 0
    return Updated(manifest, fresh, held.manifest.customers + came - manifest.customers)


def _without(
    part: OpenPart, ids: pa.Array, known: frozenset[str], draft: PortfolioDraft, store: PortfolioStore
) -> Part:
    """The part of a draft that is like the one held, without the customers of these ids and what is noted of them."""
    rows, held = part.columns.rows_of(ids), part.manifest
    notes = [note for note in store.notes(draft.name, held) if note.subject not in known]
    if not len(rows) and len(notes) == sum(1 for _ in store.notes(draft.name, held)):
        store.keep_part(draft, held)
        return held
    store.keep_compiled(draft, held)
    erase(part.columns, rows, notes, draft.part(held.id))
    gone = held.gone + len(rows)
    return replace(held, gone=gone, account=_account(held.rows - gone, notes))


def _account(customers: int, notes: Iterable[RecordNote]) -> Account:
    states = [note.state for note in notes]
    partial, held = states.count(RecordState.PARTIAL), states.count(RecordState.HELD)
    return Account(customers + held, customers - partial, partial, held)


def _tidied(name: str, manifest: PortfolioManifest, store: PortfolioStore) -> PortfolioManifest:
    """Compile anew what has become thin, and as one what has become many; the portfolio as it is then."""
    thin = [[part] for part in manifest.parts if part.gone * THIN > part.rows]
    many = _alike(manifest.parts, store.last_screenings(name)) if len(manifest.parts) > MOST_PARTS else []
    groups = [many] if len(many) > 1 else thin
    if not groups:
        return manifest
    with store.draft(name) as draft:
        held = store.open(name)
        if held.manifest.version != manifest.version:
            return held.manifest  # changed again meanwhile: left to whoever did
        grouped = {part.id for group in groups for part in group}
        parts = [part for part in manifest.parts if part.id not in grouped]
        for part in parts:
            store.keep_part(draft, part)
        parts += [_as_one([part for part in held.parts if part.manifest in group], draft, store) for group in groups]
        fresh = manifest_of(name, [part for part in parts if part.rows or part.account.held])
        store.publish(draft, fresh)
    return fresh


def _as_one(parts: list[OpenPart], draft: PortfolioDraft, store: PortfolioStore) -> Part:
    """Parts that were screened alike compiled as one, which is then taken as screened like them."""
    first = parts[0].manifest.id
    one = merged_parts(parts, draft, first if len(parts) == 1 else secrets.token_hex(8), store=store)
    if one.id != first and (last := store.last_screenings(draft.name).get(first)) is not None:
        store.remember_screenings(draft.name, {one.id: last})
    return one


def _alike(parts: Iterable[Part], screened: Mapping[str, LastScreening]) -> list[Part]:
    """All parts but the largest that were last screened alike; of several such groups the one with most parts."""
    groups: list[tuple[LastScreening | None, list[Part]]] = []
    for part in sorted(parts, key=lambda part: part.rows)[:-1]:
        last = screened.get(part.id)
        same = next((members for other, members in groups if other == last), None)
        if same is None:
            groups.append((last, [part]))
        else:
            same.append(part)
    return max((members for _, members in groups), key=len)
