"""Find the one edition that an officer means, by the beginning of its hash or by its date."""

import re

from comity.model.designation import ListId
from comity.model.errors import BadRequest, NotFound
from comity.model.partial_date import PartialDate, parse_iso
from comity.store.editions import EditionStore
from comity.store.manifest import EditionManifest

SHORTEST = 4  # hexadecimal digits of a hash that are taken for one


def choose_edition(
    store: EditionStore, list_id: ListId, said: str | None = None, *, part: str | None = None
) -> EditionManifest:
    """The edition of a list that `said` stands for: 2026-08-01, 2026-08, or 4 or more digits of its hash.

    None is the newest. `part` tells apart what a publisher splits over several files. Raises
    NotFound when no edition fits, BadRequest when more than one does.
    """
    held = [it for it in store.editions(list_id) if part is None or it.part == part]
    if not held:
        named = list_id if part is None else f"{list_id} {part}"
        raise NotFound("edition of list", named, f"run: comity lists import {list_id} FILE")
    fitting = held[:1] if said is None else [it for it in held if _fits(it, said)]
    if said is None and len({it.part for it in held}) > 1:
        fitting = list(store.in_force([list_id]))
    if not fitting:
        raise NotFound(f"edition of list {list_id}", str(said), f"run: comity lists show {list_id}")
    if len(fitting) > 1:
        choices = ", ".join(f"{it.edition[:12]} ({it.dated}{f' {it.part}' if it.part else ''})" for it in fitting)
        raise BadRequest(
            f"list {list_id}: more than one edition fits {said or 'newest'}: {choices}; name one by its hash"
        )
    return fitting[0]


def _fits(manifest: EditionManifest, said: str) -> bool:
    day = _date(said)
    if day is not None:
        return day.first() <= manifest.dated <= day.last()
    return re.fullmatch(rf"[0-9a-f]{{{SHORTEST},64}}", said.lower()) is not None and manifest.edition.startswith(
        said.lower()
    )


def _date(said: str) -> PartialDate | None:
    """A day or a month; four digits alone are the beginning of a hash."""
    try:
        return parse_iso(said) if "-" in said else None
    except ValueError:
        return None
