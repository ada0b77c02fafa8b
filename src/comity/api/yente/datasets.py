"""Datasets, as yente calls them: here each is a list, and the collections are all lists held."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files as resources

from comity.model.designation import ListId
from comity.model.errors import NotFound
from comity.store.manifest import EditionManifest


def scope_of(
    dataset: str, editions: Sequence[EditionManifest], *, include: Iterable[str] = (), exclude: Iterable[str] = ()
) -> frozenset[ListId]:
    """The lists that a call reaches. Raises NotFound for a dataset that is not held.

    A name in `include` that is not known is refused, for nobody may believe that a list was screened which is
    not there; one in `exclude` leaves more to be screened, and is passed over.
    """
    held = frozenset(manifest.list for manifest in editions)
    chosen = _lists(dataset, held)
    wanted = list(include)
    if wanted:
        chosen = chosen & frozenset[ListId]().union(*(_lists(name, held) for name in wanted))
    unwanted = {_table()["alias"].get(name, name) for name in exclude}
    return frozenset(each for each in chosen if each not in unwanted)


def collections() -> Mapping[str, str]:
    """The names that stand for all lists, with their titles."""
    return _table()["collection"]


def _lists(name: str, held: frozenset[ListId]) -> frozenset[ListId]:
    table = _table()
    if name in table["collection"]:
        return held
    listed = ListId(table["alias"].get(name, name))
    if listed not in held:
        known = ", ".join((*table["collection"], *sorted(held)))
        raise NotFound("dataset", name, f"datasets here: {known}")
    return frozenset({listed})


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources("comity.api.yente").joinpath("datasets.toml").read_text("utf-8"))
