"""What a server of this kind says of itself: its datasets, its one algorithm, whether it is well."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from comity import runtime
from comity.api.answer import answer
from comity.api.caller import Caller
from comity.api.door import answering
from comity.api.problems import problem
from comity.api.yente.datasets import collections
from comity.api.yente.faithful import faithful
from comity.api.yente.match import ALGORITHMS
from comity.matching.explain import findings
from comity.model.designation import ListId
from comity.model.errors import ComityError
from comity.operations.gate import admit
from comity.store.manifest import EditionManifest
from comity.store.unavailable import check_database

OWN = "comity"


@answering("GET")
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The process answers. Open to everybody: it says nothing else."""
    return answer({"status": "ok"})


@answering("GET")
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """There are lists to screen against, and the database answers. Open to everybody."""
    check_database()
    try:
        runtime.standing_screener().editions()
    except ComityError:
        return problem(503, "not-ready", "Index not ready.")
    return answer({"status": "ok"})


@faithful("GET")
def catalog(request: HttpRequest, caller: Caller) -> HttpResponse:  # noqa: ARG001
    """The lists held, each a dataset, and the collections of all of them."""
    admit("listings.search", catalog, actor=caller.actor, now=runtime.now())
    screeners = runtime.standing_screener()
    stale, editions = screeners.stale(), screeners.editions()
    lists = dict.fromkeys(manifest.list for manifest in editions)
    newest = max(f"{manifest.imported_at:%Y%m%d%H%M%S}" for manifest in editions)
    datasets = [_dataset(each, [it for it in editions if it.list == each]) for each in lists]
    datasets += [_collection(name, title, list(lists), newest) for name, title in collections().items()]
    return answer({"datasets": datasets, "current": list(lists), "outdated": [], "index_stale": stale})


@faithful("GET")
def algorithms(request: HttpRequest, caller: Caller) -> HttpResponse:  # noqa: ARG001
    """The algorithms that can be named. All lead to this node's one scorecard."""
    admit("listings.search", algorithms, actor=caller.actor, now=runtime.now())
    docs = {
        name: {"description": f"One of: {', '.join(outcomes)}.", "example": None, "url": None}
        for name, outcomes in findings().items()
    }
    told = "Names compared by sound in any script, with reasons whose weights add up to the score."
    described = [
        {
            "name": name,
            "description": told if name == OWN else f"Another name for {OWN}, so that programs need not be changed.",
            "features": docs,
            "docs": {"description": told, "config": {}, "features": docs},
        }
        for name in ALGORITHMS
        if name != "best"
    ]
    return answer({"algorithms": described, "default": OWN, "best": OWN})


def _dataset(list_id: ListId, editions: list[EditionManifest]) -> dict[str, Any]:
    source = next((each for each in runtime.known_lists() if each.id == list_id), None)
    newest = max(editions, key=lambda manifest: manifest.imported_at)
    version = f"{newest.imported_at:%Y%m%d%H%M%S}-{newest.edition[:3]}"
    total = sum(manifest.total for manifest in editions)
    return {
        "name": list_id,
        "title": source.title if source else list_id,
        "summary": source.basis if source else None,
        "publisher": {"name": source.authority, "official": True} if source else None,
        "url": source.urls[0][0] if source and source.urls else None,
        "category": "sanctions",
        "version": version,
        "index_version": version,
        "index_current": True,
        "load": True,
        "entity_count": total,
        "thing_count": total,
        "updated_at": f"{newest.imported_at:%Y-%m-%dT%H:%M:%S}",
        "last_export": f"{max(manifest.dated for manifest in editions):%Y-%m-%d}T00:00:00",
        "children": [],
        "tags": [],
    }


def _collection(name: str, title: str, children: list[ListId], version: str) -> dict[str, Any]:
    return {"name": name, "title": title, "load": False, "children": children, "version": version, "tags": []}
