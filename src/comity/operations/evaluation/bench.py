"""A screener over some listings held in memory, and subjects run through it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from comity.lists.original_script import is_original_script
from comity.matching.entries import collect
from comity.matching.index import build_index
from comity.matching.scorecard import DEFAULT_SCORECARD, Scorecard
from comity.matching.screen import Screener
from comity.model.designation import Designation
from comity.model.hit import Hit
from comity.model.subject import Subject, SubjectId
from comity.model.subject_columns import batch_of

ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Engine:
    """What is measured: a scorecard, on so many threads."""

    scorecard: Scorecard = DEFAULT_SCORECARD
    threads: int = 2

    @property
    def threshold(self) -> float:
        """The working threshold."""
        return self.scorecard.threshold


@dataclass(frozen=True, slots=True)
class Bench:
    """A screener, and the listings behind it."""

    screener: Screener
    designations: tuple[Designation, ...]

    def hits(self, subjects: Sequence[Subject], threshold: float | None = None) -> list[list[Hit]]:
        """The hits of each subject, best first."""
        found: list[list[Hit]] = [[] for _ in subjects]
        for begin in range(0, len(subjects), ROWS):
            numbered = [
                replace(subject, id=SubjectId(str(row)))
                for row, subject in enumerate(subjects[begin : begin + ROWS], begin)
            ]
            for hit in self.screener.screen_batch(batch_of(numbered), threshold=threshold):
                found[int(hit.subject_id)].append(hit)
        return found

    def best(self, subjects: Sequence[Subject], threshold: float) -> list[Hit | None]:
        """The hit of each subject that earned most, None where none reaches the threshold."""
        return [max(hits, key=lambda hit: hit.earned, default=None) for hits in self.hits(subjects, threshold)]


def bench_of(designations: Iterable[Designation], engine: Engine) -> Bench:
    """Index some listings and open a screener over them."""
    listed = tuple(designations)
    entries, entry_of_name = collect((0, row, designation) for row, designation in enumerate(listed))
    names = build_index(entries.text, entries.starts, entry_of_name)
    return Bench(
        Screener(names, entries, listed.__getitem__, scorecard=engine.scorecard, threads=engine.threads), listed
    )


def latin_only(designations: Iterable[Designation]) -> Iterator[Designation]:
    """The listings without the names that stand in another script."""
    for designation in designations:
        entity = designation.entity
        names = tuple(name for name in entity.names if not is_original_script(name.text))
        if names:
            yield replace(designation, entity=replace(entity, names=names))


def named(name: str, row: int = 0) -> Subject:
    """A subject of whom nothing but a name is known."""
    return Subject(SubjectId(str(row)), (name,))


def people(names: Collection[str]) -> list[Subject]:
    """A subject for each name."""
    return [named(name, row) for row, name in enumerate(names)]
