"""Lists of a few names, screened without a store: what the tests of matching run on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from comity.matching.align import earned_score
from comity.matching.batch import read_names
from comity.matching.entries import collect
from comity.matching.index import build_index
from comity.matching.scorecard import DEFAULT_SCORECARD, Scorecard
from comity.matching.screen import Screener
from comity.matching.search import ANY, search_names
from comity.model.designation import Designation, EditionId, ListId, Listing, Reference
from comity.model.entity import Entity, Kind, Name, NameKind, Published
from comity.model.hit import Hit
from comity.model.partial_date import PartialDate
from comity.model.subject import Subject, SubjectId
from comity.model.subject_columns import batch_of


def entity(*names: str | tuple[str, NameKind], kind: Kind = Kind.PERSON, **published: object) -> Entity:
    """An entity of these names: the first primary, others strong aliases unless said otherwise."""
    pairs = [
        (each, NameKind.STRONG if place else NameKind.PRIMARY) if isinstance(each, str) else each
        for place, each in enumerate(names)
    ]
    return Entity(
        kind,
        tuple(Name(text, name_kind, Published("name", text)) for text, name_kind in pairs),
        **published,  # type: ignore[arg-type]
    )


def designation(reference: str, listed: Entity, of: str = "invented") -> Designation:
    """The listing of an entity."""
    listing = Listing(ListId(of), Reference(reference), "Nobody", "Resolution 0", PartialDate(2026, 1, 1))
    return Designation(listing, listed, EditionId("0" * 64), f"line of {reference}")


def screener_of(
    listed: Iterable[Designation], *, scorecard: Scorecard = DEFAULT_SCORECARD, threads: int = 1
) -> Screener:
    """A screener over designations."""
    held = list(listed)
    entries, owner = collect((0, row, each) for row, each in enumerate(held))
    names = build_index(entries.text, entries.starts, owner)
    return Screener(names, entries, held.__getitem__, scorecard=scorecard, threads=threads)


def subject(*names: str, id: str = "S", kind: Kind = Kind.UNKNOWN, **known: object) -> Subject:
    """A subject of these names."""
    return Subject(SubjectId(id), names, kind, **known)  # type: ignore[arg-type]


def score(one: Subject | str, listed: Entity | str) -> Hit | None:
    """The hit of one subject on one listing by itself, at any score above none; None without any."""
    who = subject(one) if isinstance(one, str) else one
    whom = entity(listed) if isinstance(listed, str) else listed
    hits = screener_of([designation("X", whom)]).screen(who, threshold=1e-9)
    return hits[0] if hits else None


def earned(one: Subject | str, listed: Entity | str) -> float:
    """What a pair earns; 0 where nothing corresponds."""
    hit = score(one, listed)
    return hit.earned if hit else 0.0


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A screener over bare names, and what it says of pairs of names: subject's place, listed name's place, earned."""

    screener: Screener

    def found(self, names: Sequence[str], threshold: float) -> dict[tuple[int, int], float]:
        """The pairs of names that the search puts at or above a threshold."""
        batch = batch_of([subject(name, id=str(place)) for place, name in enumerate(names)])
        columns = self.screener.search_batch(batch, threshold=threshold)
        return {(row, listed): earned for row, listed, earned in zip(*columns, strict=True)}

    def all_pairs(self, names: Sequence[str]) -> NDArray[np.float64]:
        """What every pair of names earns, compared one by one without any search; subjects x listed names."""
        encoded = [name.encode("utf-8", "replace") for name in names]
        starts = np.cumsum([0, *map(len, encoded)])
        vocabulary = self.screener._vocabulary
        read = read_names(np.frombuffer(b"".join(encoded), np.uint8), starts, vocabulary)
        out = np.zeros((len(names), self.screener._names.n_names))
        found = (np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1, np.float32))
        _all_pairs(read.first, read.token, read.weight, vocabulary.linked(), self.screener._index,
                   self.screener._weights, self.screener._room(0), found, out)  # fmt: skip
        return out


@njit(nogil=True)
def _all_pairs(first, token, weight, vocabulary, index, weights, room, found, out):  # type: ignore[no-untyped-def]
    for name in range(out.shape[0]):
        for listed in range(out.shape[1]):
            search_names(name, name + 1, listed, first, token, weight, vocabulary, index, weights, ANY, room, found)
            said = room.aligned.account
            out[name, listed] = earned_score((said[0], said[1], said[2], said[3], np.int64(said[4])), weights)


def list_of_names(names: Iterable[str], scorecard: Scorecard = DEFAULT_SCORECARD) -> NameMatch:
    """A list whose entries have one name each, in this order; a name that is no text becomes one that is no name."""
    listed = (designation(str(place), entity(name if name.strip() else "-")) for place, name in enumerate(names))
    return NameMatch(screener_of(listed, scorecard=scorecard))
