"""Every listing in force by its words, its id and what can be asked of it: made once for a set of editions.

For finding listings by text, not for screening: a word is found where it stands in a name as published, without
regard to case and accents. Screening finds what is merely alike, and a search asks it as well.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.model.designation import Designation, ListId, Reference
from comity.model.entity import Kind
from comity.store.editions import EditionStore
from comity.store.index_files import OpenIndex
from comity.store.manifest import EditionManifest

BREAK = "\n"  # between the texts of two listings; folded text holds none


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """What a search asks of a listing, without reading all of it."""

    list: ListId
    reference: Reference
    kind: Kind
    countries: tuple[str, ...]
    changed: str  # ISO day of its last amendment, or of its listing; empty where its publisher says neither
    listed: str


@dataclass(frozen=True, slots=True)
class ListingDirectory:
    """All listings in force, by number as the index counts them."""

    entries: tuple[ListedEntry, ...]
    by_id: dict[tuple[ListId, Reference], int]
    by_reference: dict[Reference, int]
    load: Callable[[int], Designation]
    text: str
    starts: NDArray[np.int64]

    def having(self, words: Iterable[str]) -> list[int] | None:
        """The listings in which every one of these words stands, in order; None where no word is given."""
        found: set[int] | None = None
        for word in sorted(dict.fromkeys(words), key=len, reverse=True):
            here = set(self._with(word))
            found = here if found is None else found & here
            if not found:
                return []
        return None if found is None else sorted(found)

    def _with(self, word: str) -> Iterator[int]:
        at = self.text.find(word)
        while at >= 0:
            entry = int(np.searchsorted(self.starts, at, "right")) - 1
            yield entry
            at = self.text.find(word, int(self.starts[entry + 1]) if entry + 1 < len(self.starts) else len(self.text))


def open_directory(store: EditionStore, editions: Sequence[EditionManifest], index: OpenIndex) -> ListingDirectory:
    """Read every listing once. Takes a second or two for fifty thousand."""
    ordered = sorted(editions, key=lambda manifest: (manifest.list, manifest.edition))
    entries, texts = [], []
    for manifest in ordered:
        for designation in store.designations(manifest):
            entries.append(_entry(designation))
            texts.append(_text(designation))
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) + 1 for text in texts], out=starts[1:])
    return ListingDirectory(
        entries=tuple(entries),
        by_id={(each.list, each.reference): at for at, each in reversed(list(enumerate(entries)))},
        by_reference={each.reference: at for at, each in reversed(list(enumerate(entries)))},
        load=index.load,
        text=BREAK.join(texts),
        starts=starts[:-1],
    )


def folded(text: str) -> str:
    """Text without regard to case, accents and kinds of space."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in apart if not unicodedata.combining(each)).split())


def counted(values: Iterable[str]) -> list[tuple[str, int]]:
    """How often each value stands, the most frequent first."""
    return sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))


def _entry(designation: Designation) -> ListedEntry:
    listing, entity = designation.listing, designation.entity
    codes = (
        *(each.country for each in entity.nationalities),
        *(each.country for each in entity.addresses),
        *(each.country for each in entity.birth_places),
    )
    days = [*listing.amended_on, *([listing.listed_on] if listing.listed_on else [])]
    return ListedEntry(
        listing.list,
        listing.reference,
        entity.kind,
        tuple(dict.fromkeys(code.lower() for code in codes if code)),
        max((day.last().isoformat() for day in days), default=""),
        listing.listed_on.first().isoformat() if listing.listed_on else "",
    )


def _text(designation: Designation) -> str:
    entity = designation.entity
    parts = (
        *(name.text for name in entity.names),
        *(identifier.value for identifier in entity.identifiers),
        designation.listing.reference,
    )
    return folded(" | ".join(parts))
