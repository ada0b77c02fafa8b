"""Screening: subjects in, hits with reasons out. One path for a single subject and for a million."""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from math import prod
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from comity.matching.align import earned_score
from comity.matching.asked import Asked, asked_of, asked_of_batch
from comity.matching.batch import Names, read_names
from comity.matching.bound import SLACK
from comity.matching.bulk import Compared, compared, listed_columns, search_span
from comity.matching.entries import NAME_KINDS, EntryIndex, LoadEntry, number_hash
from comity.matching.features.identifier import earns
from comity.matching.index import NameIndex
from comity.matching.name_evidence import Alignment, Written, name_evidence, rewritten
from comity.matching.room import Room, room_for
from comity.matching.score import NameScore, Scored, alias_factor, score_pair
from comity.matching.scorecard import DEFAULT_SCORECARD, ENGINE, Scorecard
from comity.matching.vocabulary import Vocabulary
from comity.matching.whole_names import compare_wholes
from comity.model.designation import Designation
from comity.model.entity import Kind
from comity.model.hit import Hit
from comity.model.subject import Subject

HELD_WRITTEN = 4096  # listed names that were hit lately
FEW = 256  # names; fewer are searched in the caller's thread


@dataclass(frozen=True, slots=True)
class NamePair:
    """A subject's name and a listed name that the search put at or above the threshold."""

    name: int
    listed: int
    earned: float


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with both of its sides."""

    hit: Hit
    subject: Subject
    designation: Designation


class Screener:
    """Screens against one index by one scorecard. Create one per thread; indexes may be shared."""

    def __init__(
        self,
        names: NameIndex,
        entries: EntryIndex,
        load: LoadEntry,
        *,
        scorecard: Scorecard = DEFAULT_SCORECARD,
        threads: int = 1,
    ) -> None:
        self._names, self._entries, self._load = names, entries, load
        self.scorecard, self.digest = scorecard, scorecard.digest()
        self._weights = scorecard.names.array()
        self._vocabulary = Vocabulary(names, self._weights)
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None
        self._rooms: list[Room] = []  # one for each share of a batch
        self._index = listed_columns(names)
        self._listed = lru_cache(maxsize=HELD_WRITTEN)(self._listed_anew)

    def screen(
        self, subject: Subject, *, threshold: float | None = None, kinds: Collection[Kind] | None = None
    ) -> tuple[Hit, ...]:
        """The hits of one subject, best first. `kinds` limits the listed entries; unknown ones always count."""
        return tuple(found.hit for found in self.findings_of([subject], threshold=threshold, kinds=kinds))

    def screen_batch(
        self, batch: pa.RecordBatch, *, threshold: float | None = None, kinds: Collection[Kind] | None = None
    ) -> list[Hit]:
        """The hits of a batch of SUBJECT_SCHEMA, in its order, each subject's best first."""
        return [found.hit for found in self.findings(batch, threshold=threshold, kinds=kinds)]

    def findings(
        self, batch: pa.RecordBatch, *, threshold: float | None = None, kinds: Collection[Kind] | None = None
    ) -> Iterator[Found]:
        """The hits of a batch as screen_batch yields them, each with both of its sides."""
        yield from self._findings(asked_of_batch(batch), threshold, kinds)

    def findings_of(
        self, subjects: Sequence[Subject], *, threshold: float | None = None, kinds: Collection[Kind] | None = None
    ) -> Iterator[Found]:
        """The hits of a few subjects, in their order, as `findings` has them."""
        yield from self._findings(asked_of(subjects), threshold, kinds)

    def _findings(self, asked: Asked, threshold: float | None, kinds: Collection[Kind] | None) -> Iterator[Found]:
        bar = self.scorecard.threshold if threshold is None else threshold
        names = read_names(asked.text, asked.starts, self._vocabulary, pool=self._pool, threads=self._threads)
        pairs: dict[tuple[int, int], list[NamePair]] = {}
        for name, listed, earned in zip(*self._search(names, bar), strict=True):
            key = (int(asked.row_of[name]), int(self._names.name_entry[listed]))
            pairs.setdefault(key, []).append(NamePair(int(name), int(listed), float(earned)))
        for row, entry in self._shared_numbers(asked):
            first, last = np.searchsorted(asked.row_of, (row, row + 1)).tolist()
            pairs[row, entry] = self._all_pairs(range(first, last), entry, names)
        column = (asked.text, asked.starts)
        for row, entries in _by_row(pairs):
            subject = asked.subject(row)
            found = (self._found(subject, entry, pairs[row, entry], names, column, bar, kinds) for entry in entries)
            yield from sorted((each for each in found if each), key=_rank)

    def compile(self, batch: pa.RecordBatch) -> None:
        """Run the kernels of a search and of an explanation on a few names, without making hits."""
        asked = asked_of_batch(batch)
        names = read_names(asked.text, asked.starts, self._vocabulary)
        for name, listed, earned in zip(*self._search(names, self.scorecard.threshold), strict=True):
            self._name_score(NamePair(name, listed, earned), names, (asked.text, asked.starts), ())

    def search_batch(self, batch: pa.RecordBatch, *, threshold: float) -> tuple[list[int], list[int], list[float]]:
        """Row, listed name and earned name score of every pair of names at or above a threshold, without reasons."""
        asked = asked_of_batch(batch)
        names = read_names(asked.text, asked.starts, self._vocabulary, pool=self._pool, threads=self._threads)
        name, listed, earned = self._search(names, threshold)
        return asked.row_of[name].tolist(), listed, earned

    def left_by_wholes(self, batch: pa.RecordBatch, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """What (row, listed name) pairs keep of what they earned, by the names as wholes (whole_names).

        Every subject of the batch has one name; the listed names' bearers count as of the subject's kind.
        """
        asked = asked_of_batch(batch)
        names, kept = read_names(asked.text, asked.starts, self._vocabulary), []
        for row, listed in pairs:
            kinds = (asked.subject(row).kind,) * 2
            pair = self._name_score(NamePair(row, listed, 1.0), names, (asked.text, asked.starts), kinds)
            kept.append(prod(verdict.factor for verdict in pair.wholes))
        return kept

    def _search(self, names: Names, bar: float) -> tuple[list[int], list[int], list[float]]:
        count = len(names.first) - 1
        shares = self._threads if self._pool and count >= FEW else 1
        edges = [count * share // shares for share in range(shares + 1)]
        spans = list(pairwise(edges))
        if self._pool and shares > 1:
            rooms = [self._room(share) for share in range(shares)]
            parts = list(self._pool.map(lambda span, room: self._search_span(names, span, bar, room), spans, rooms))
        else:
            parts = [self._search_span(names, spans[0], bar, self._room(0))]
        columns = [np.concatenate([part[column] for part in parts]).tolist() for column in range(3)]
        return columns[0], columns[1], columns[2]

    def _room(self, share: int) -> Room:
        while len(self._rooms) <= share:
            self._rooms.append(room_for(len(self._names.native), self._names.n_names))
        return self._rooms[share]

    def _search_span(self, names: Names, span: tuple[int, int], bar: float, room: Room) -> tuple[NDArray[Any], ...]:
        return search_span(names, span, (self._vocabulary.linked(), self._index, self._weights), bar, room)

    def _shared_numbers(self, asked: Asked) -> Iterator[tuple[int, int]]:
        """Rows and entries that share an identifier's normal form."""
        if not len(self._entries.number):
            return
        for row, identifiers in asked.identifiers:
            for each in identifiers:
                if not earns(each.type, each.value):
                    continue
                wanted = np.uint64(number_hash(each.type, each.value))
                first, last = (int(np.searchsorted(self._entries.number, wanted, side)) for side in ("left", "right"))
                for owner in self._entries.owner[first:last].tolist():
                    yield row, owner

    def _found(
        self, subject: Subject, entry: int, pairs: list[NamePair], names: Names,
        column: tuple[NDArray[np.uint8], NDArray[np.int64]], bar: float, kinds: Collection[Kind] | None,
    ) -> Found | None:  # fmt: skip
        ordered = self._best_first(pairs)
        if ordered and not subject.identifiers and self._with_quality(ordered[0]) < bar - SLACK:
            return None  # nothing but an identifier earns more than the names do
        designation = self._load(entry)
        if kinds and designation.entity.kind not in (*kinds, Kind.UNKNOWN):
            return None
        if not ordered:
            main = designation.entity.names[0]
            name = NameScore(subject.names[0], main.text, main.kind, 0.0, ())
            return self._hit(subject, designation, name, bar)
        for pair in ordered:
            name = self._name_score(pair, names, column, (subject.kind, designation.entity.kind))
            found = self._hit(subject, designation, name, bar)
            if found or not name.another_may_do:
                return found
        return None

    def _hit(self, subject: Subject, designation: Designation, name: NameScore, bar: float) -> Found | None:
        scored = score_pair(name, subject, designation.entity, self.scorecard)
        if scored.earned < bar:
            return None
        return Found(self._made(subject, designation, name, scored), subject, designation)

    def _all_pairs(self, mine: range, entry: int, names: Names) -> list[NamePair]:
        """The pairs of a subject's and an entry's names that earn anything; a number may lift them to the threshold."""
        first, last = np.searchsorted(self._names.name_entry, (entry, entry + 1)).tolist()
        pairs = []
        for name, listed in product(mine, range(first, last)):
            earned = float(np.float32(earned_score(self._compare(name, listed, names)[0], self._weights)))
            if earned > 0.0:
                pairs.append(NamePair(name, listed, earned))
        return pairs

    def _compare(self, name: int, listed: int, names: Names) -> Compared:
        columns = (self._vocabulary.linked(), self._index, self._weights)
        return compared(names.tokens_of(name), listed, columns, self._room(0))

    def _best_first(self, pairs: list[NamePair]) -> list[NamePair]:
        """By what the name earns with its alias quality; ties by the publisher's order of names."""
        kinds = self._entries.name_kind
        return sorted(
            pairs,
            key=lambda pair: (
                -round(self._with_quality(pair), 6),
                kinds[pair.listed],
                self._entries.name_text(pair.listed),
                pair.name,
            ),
        )

    def _with_quality(self, pair: NamePair) -> float:
        """What a pair of names earns with the quality of the listed one."""
        return pair.earned * alias_factor(NAME_KINDS[self._entries.name_kind[pair.listed]], self.scorecard)

    def _name_score(
        self, pair: NamePair, names: Names, column: tuple[NDArray[np.uint8], NDArray[np.int64]], kinds: Collection[Kind]
    ) -> NameScore:
        account, (mine, listed), masks, apart = self._compare(pair.name, pair.listed, names)
        alignment = Alignment(account, (int(mine), int(listed)), masks, apart)
        ours, theirs = names.written(pair.name, *column), self._listed(pair.listed)
        kind = NAME_KINDS[self._entries.name_kind[pair.listed]]
        evidence = name_evidence(alignment, ours, theirs, self.scorecard.names)
        wholes = compare_wholes(alignment, ours, theirs, kinds, self.scorecard.clearing)
        return NameScore(ours.text, theirs.text, kind, pair.earned, evidence, alignment.alone, wholes)

    def _listed_anew(self, listed: int) -> Written:
        first, last = self._names.name_first[listed : listed + 2]
        masks = self._names.unit_mask[first:last]
        single = (masks & (masks - np.uint32(1))) == 0
        return rewritten(self._entries.name_text(listed), self._names.unit_weight[first:last][single])

    def _made(self, subject: Subject, designation: Designation, name: NameScore, scored: Scored) -> Hit:
        return Hit(
            subject_id=subject.id,
            subject_name=name.subject_name,
            list=designation.listing.list,
            reference=designation.listing.reference,
            listed_name=name.listed_name,
            listed_name_kind=name.kind,
            score=scored.score,
            earned=scored.earned,
            reasons=scored.reasons,
            edition=designation.edition,
            scorecard=self.digest,
            engine=ENGINE,
        )


def _rank(found: Found) -> tuple[float, str, str]:
    return (-found.hit.score, found.hit.list, found.hit.reference)


def _by_row(pairs: dict[tuple[int, int], list[NamePair]]) -> Iterator[tuple[int, list[int]]]:
    rows: dict[int, list[int]] = {}
    for row, entry in pairs:
        rows.setdefault(row, []).append(entry)
    for row in sorted(rows):
        yield row, rows[row]
