"""What the commands of `comity lists` answer, as records for programs and as tables for officers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from comity.cli.output import write_lines, write_table

if TYPE_CHECKING:
    from comity.lists.difference import FieldChange
    from comity.operations.compare_editions import Comparison
    from comity.operations.show_editions import HeldEdition
    from comity.operations.trace_listing import ListingLife
    from comity.operations.update_lists import Updated
    from comity.store.manifest import Account, EditionManifest

SHORT = 12  # digits of a hash shown in a table


def edition_record(manifest: "EditionManifest") -> dict[str, Any]:
    """One edition, for a program."""
    return {
        "list": manifest.list,
        "part": manifest.part,
        "edition": manifest.edition,
        "dated": manifest.dated,
        "dated_by": manifest.dated_by,
        "counts": manifest.counts,
        "quarantined": manifest.quarantined,
        "carried": manifest.carried,
        "odd": manifest.odd,
        "dropped": manifest.dropped,
        "imported_at": manifest.imported_at,
        "received": manifest.received,
    }


def held_record(held: "HeldEdition") -> dict[str, Any]:
    """One edition held, for a program."""
    return {**edition_record(held.manifest), "in_force": held.in_force}


def write_editions(editions: Iterable["HeldEdition"]) -> None:
    """Editions held, a row each."""
    headings = ("list", "edition", "dated", "by", "counts", "quarantined", "carried", "odd", "in force")
    write_table(headings, (_edition_row(held.manifest, "yes" if held.in_force else "") for held in editions))


def write_imported(manifest: "EditionManifest") -> None:
    """The edition that an import gave, its hash in full."""
    named = f"{manifest.list} {manifest.part}".strip()
    rows = (
        ("list", named),
        ("edition", manifest.edition),
        ("dated", f"{manifest.dated} (by {manifest.dated_by})"),
        ("counts", _counts(manifest)),
        ("quarantined", manifest.quarantined),
        ("carried over", manifest.carried),
        ("odd values", manifest.odd),
    )
    write_lines(rows)


def update_record(updated: "Updated") -> dict[str, Any]:
    """How the update of one set of files ended, for a program."""
    held = {} if updated.manifest is None else edition_record(updated.manifest)
    ended = {"outcome": updated.outcome, "urls": updated.urls, "problem": updated.problem or None}
    return {"list": updated.list, **ended, **held}


def write_updates(updates: Iterable["Updated"]) -> None:
    """How updates ended, a row each; why one failed has been said on standard error."""
    rows = (
        (updated.list, updated.outcome, *((it.edition[:SHORT], it.dated, _counts(it)) if it else ("", "", "")))
        for updated in updates
        for it in (updated.manifest,)
    )
    write_table(("list", "outcome", "edition", "dated", "counts"), rows)


def comparison_record(comparison: "Comparison") -> dict[str, Any]:
    """What changed between two editions, for a program."""
    difference = comparison.difference
    return {
        "list": comparison.after.list,
        "before": {"edition": comparison.before.edition, "dated": comparison.before.dated},
        "after": {"edition": comparison.after.edition, "dated": comparison.after.dated},
        "added": difference.added,
        "removed": difference.removed,
        "amended": [
            {"reference": listing.reference, "fields": listing.fields, "changes": listing.changes}
            for listing in difference.amended
        ],
    }


def write_comparison(comparison: "Comparison") -> None:
    """What changed between two editions, a row for every listing."""
    difference = comparison.difference
    rows: list[tuple[str, str, str]] = [("added", reference, "") for reference in difference.added]
    rows += [("removed", reference, "") for reference in difference.removed]
    rows += [("amended", listing.reference, _changes(listing.changes)) for listing in difference.amended]
    before, after = comparison.before, comparison.after
    title = f"{after.list}: from {before.dated} ({before.edition[:SHORT]}) to {after.dated} ({after.edition[:SHORT]})"
    write_table(("", "reference", "what changed"), rows, title=title)


def life_record(life: "ListingLife") -> dict[str, Any]:
    """The life of one listing, for a program."""
    return {
        "list": life.list,
        "part": life.part,
        "reference": life.reference,
        "name": life.name,
        "events": life.events,
    }


def write_life(life: "ListingLife") -> None:
    """The life of one listing, a row for every turn."""
    title = f"{life.list} {life.part}".strip() + f" {life.reference}: {life.name}"
    rows = ((event.dated, event.turn, _changes(event.changes), event.edition[:SHORT]) for event in life.events)
    write_table(("dated", "", "what changed", "edition"), rows, title=title)


def account_record(manifest: "EditionManifest", account: "Account") -> dict[str, Any]:
    """What an officer should look at, for a program."""
    return {
        "list": manifest.list,
        "edition": manifest.edition,
        "dated": manifest.dated,
        "odd": manifest.odd,
        "odd_values": account.odd_values,
        "quarantined": account.quarantined,
        "carried": account.carried,
        "dropped": manifest.dropped,
    }


def write_account(manifest: "EditionManifest", account: "Account") -> None:
    """What an officer should look at, a row each."""
    rows: list[tuple[str, str, str, str]] = [
        ("quarantined", record.place, record.reference or "", record.problem) for record in account.quarantined
    ]
    rows += [("carried over", "", reference, "its last good version is in force") for reference in account.carried]
    rows += [("odd value", odd.place, f"{odd.field}: {odd.text}", odd.problem) for odd in account.odd_values]
    rows += [("field not kept", "", field, f"{count} times") for field, count in manifest.dropped.items()]
    title = f"{manifest.list} {manifest.dated} ({manifest.edition[:SHORT]}): {manifest.odd} odd values"
    write_table(("", "place", "value", "why"), rows, title=title)


def _edition_row(manifest: "EditionManifest", *more: str) -> tuple[str, ...]:
    numbers = (manifest.quarantined, manifest.carried, manifest.odd)
    named = f"{manifest.list} {manifest.part}".strip()
    return (
        named,
        manifest.edition[:SHORT],
        str(manifest.dated),
        manifest.dated_by,
        _counts(manifest),
        *map(str, numbers),
        *more,
    )


def _counts(manifest: "EditionManifest") -> str:
    return ", ".join(f"{count} {kind}" for kind, count in manifest.counts.items())


def _changes(changes: Iterable["FieldChange"]) -> str:
    return "; ".join(
        f"{change.field}: {' '.join([*(f'-[{text}]' for text in change.gone), *(f'+[{text}]' for text in change.new)])}"
        for change in changes
    )
