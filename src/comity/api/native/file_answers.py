"""Files handed in, portfolios and their watches as programs receive them; their shapes are in `file_shapes`."""

from comity.api.native.answers import Document, fields
from comity.operations.screen_upload import UploadShown
from comity.operations.update_portfolio import Updated
from comity.operations.watch_portfolio import Watched
from comity.store.portfolio_manifest import PortfolioManifest
from comity.store.watches import Watch


def screening(shown: UploadShown) -> Document:
    """A file handed in: how far it is, and what became of its records and hits."""
    upload, run, account = shown.upload, shown.run, shown.upload.account
    return {
        **fields(upload, "run", "name", "bytes", "sha256", "portfolio", "state", "began_at", "ended_at"),
        **fields(upload, "hits", "subjects", "format", "problem"),
        "records": _account(account.received, account.screened, account.partial, account.held),
        "columns": [{"heading": heading, "field": field} for heading, field in upload.columns],
        "notes": [fields(each, "place", "subject", "state", "problem") for each in upload.notes],
        "alerts": {
            "opened": 0 if run is None else run.opened,
            "updated": 0 if run is None else run.updated,
            "silent": 0 if run is None else run.silent,
        },
    }


def portfolio(held: PortfolioManifest, last: Watch | None) -> Document:
    """A portfolio, and how its last watch went."""
    account = held.account
    return {
        "name": held.name,
        "version": held.version,
        "customers": held.customers,
        "records": _account(account.received, account.screened, account.partial, account.held),
        "imported_at": max((part.imported_at for part in held.parts), default=None),
        "files": [
            fields(source, "name", "format", "bytes", "sha256") for part in held.parts for source in part.sources
        ],
        "watched": None if last is None else _watch(last),
    }


def brought(done: Updated) -> Document:
    """A portfolio after a change of it."""
    account = done.manifest.account if done.part is None else done.part.account
    return {
        "name": done.manifest.name,
        "version": done.manifest.version,
        "customers": done.manifest.customers,
        "came": done.came,
        "went": done.went,
        "records": _account(account.received, account.screened, account.partial, account.held),
    }


def watched(done: Watched) -> Document:
    """What one watch of a portfolio did."""
    return fields(done, "portfolio", "customers", "whole", "changed", "opened", "updated", "silent")


def _account(received: int, screened: int, partial: int, held: int) -> Document:
    return {"received": received, "screened": screened, "partial": partial, "held": held}


def _watch(last: Watch) -> Document:
    return fields(last, "started_at", "finished_at", "problem")
