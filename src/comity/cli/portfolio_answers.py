"""What `comity portfolio` answers. Customers' names stand in hits only, never in talk."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.cli.output import Format, standard_output, tell, write_records, write_table

if TYPE_CHECKING:
    from comity.operations.rescreen_portfolio import CustomerTurns, HitTurn
    from comity.operations.update_portfolio import Updated
    from comity.store.portfolio_manifest import Part, PortfolioManifest
    from comity.store.portfolios import PortfolioStore

MOST_ON_SCREEN = 50


def tell_imported(name: str, part: "Part") -> None:
    """What became of every record of the file, and what was read of its columns."""
    account, (source, *_) = part.account, part.sources
    tell(
        f"portfolio {name}: {account.received:,} records received = {account.screened:,} whole "
        f"+ {account.partial:,} partial + {account.held:,} held"
    )
    tell(f"columns: {', '.join(f'{heading} as {field}' for heading, field in source.columns)}")
    for what, columns in (("not used", source.unused), ("not kept, as they may not be", source.dropped)):
        if columns:
            tell(f"{what}: {', '.join(columns)}")
    if account.held:
        tell(f"held records are never screened: comity portfolio screen {name} --held held.jsonl writes them")


def tell_updated(found: "Updated") -> None:
    """What became of the records of a file, and how many customers came and went."""
    if found.part is not None:
        tell_imported(found.manifest.name, found.part)
    tell(
        f"portfolio {found.manifest.name}: {found.came:,} customers came, {found.went:,} went or were replaced, "
        f"{found.manifest.customers:,} are held"
    )
    if found.came:
        tell(f"who came is screened whole by: comity portfolio rescreen {found.manifest.name}")


def write_portfolios(manifests: "Iterable[PortfolioManifest]", store: "PortfolioStore", chosen: Format) -> None:
    """What is held, a portfolio a line."""
    records = [_record(manifest, store) for manifest in manifests]
    if chosen is not Format.TABLE:
        write_records(records, chosen)
        return
    rows = [
        (
            each["name"], f"{each['customers']:,}", f"{each['names']:,}", f"{each['identifiers']:,}",
            f"{each['held']:,}", each["imported_at"][:16], ", ".join(each["files"]),
            ", ".join(key.rstrip("/") for key in each["screened_against"]) or "nothing yet",
        )
        for each in records
    ]  # fmt: skip
    write_table(("portfolio", "customers", "names", "numbers", "held", "imported", "files", "screened against"), rows)


def _record(manifest: "PortfolioManifest", store: "PortfolioStore") -> dict[str, Any]:
    last, account, parts = store.last_screenings(manifest.name), manifest.account, manifest.parts
    known = [last[part.id].editions if part.id in last else {} for part in parts]
    everywhere = set(known[0]).intersection(*known[1:]) if known else set()
    return {
        "name": manifest.name,
        "version": manifest.version,
        "imported_at": max((part.imported_at.isoformat(timespec="seconds") for part in parts), default=""),
        "files": [source.name for part in parts for source in part.sources],
        "received": account.received,
        "screened": account.screened,
        "partial": account.partial,
        "held": account.held,
        "customers": manifest.customers,
        "parts": len(parts),
        "names": sum(part.compiled.names for part in parts),
        "identifiers": sum(part.compiled.identifiers for part in parts),
        "tokens": sum(part.compiled.tokens for part in parts),
        "compiled_for": manifest.compiled_for,
        # By list: the editions that all customers were screened against; two where parts of them differ.
        "screened_against": {key: sorted({editions[key] for editions in known}) for key in sorted(everywhere)},
    }


def write_turns(turns: "Iterable[CustomerTurns]", out: Path | None, chosen: Format, language: str) -> int:
    """Every hit and its turn, one JSON a line; or a table of those that are not the same. Returns how many stand."""
    from comity.operations.rescreen_portfolio import HitTurn
    from comity.store.whole_file import whole_file

    counts: Counter[HitTurn] = Counter()
    if out is not None:
        with whole_file(out) as file:
            file.writelines(_lines(turns, counts, language))
    elif chosen is Format.TABLE:
        _write_table(turns, counts)
    else:
        standard_output().writelines(_lines(turns, counts, language))
    tell(f"hits: {', '.join(f'{counts[turn]:,} {turn.value}' for turn in HitTurn)}")
    if out is not None:
        tell(f"hits: {out}")
    return counts.total() - counts[HitTurn.GONE]


def _lines(turns: "Iterable[CustomerTurns]", counts: "Counter[HitTurn]", language: str) -> Iterator[bytes]:
    import msgspec

    from comity.operations.hit_files import record

    for customer in turns:
        for each in customer.hits:
            counts[each.turn] += 1
            listing = None if each.listing is None else each.listing.value
            turned = {"turn": each.turn.value, "listing": listing}
            yield msgspec.json.encode(turned | record(each.hit, language)) + b"\n"


def _write_table(turns: "Iterable[CustomerTurns]", counts: "Counter[HitTurn]") -> None:
    from comity.operations.rescreen_portfolio import HitTurn

    rows: list[tuple[str, ...]] = []
    told = 0
    for customer in turns:
        for each in customer.hits:
            counts[each.turn] += 1
            told += each.turn is not HitTurn.SAME
            if each.turn is not HitTurn.SAME and len(rows) < MOST_ON_SCREEN:
                listing, hit = "" if each.listing is None else each.listing.value, each.hit
                rows.append((each.turn.value, listing, f"{hit.score:.2f}", hit.subject_id, hit.subject_name,
                             hit.listed_name, hit.reference))  # fmt: skip
    if rows:
        write_table(("hit", "listing", "score", "id", "subject", "listed name", "reference"), rows)
    if told > len(rows):
        tell(f"{len(rows)} of {told:,} hits shown; --out hits.jsonl writes all of them")
