"""Screen a file, or a subject typed in by hand, against the editions in force.

The account of records adds up, hits are written as they are found, and the highest-ranking ones are
kept for a page. A machine never decides: what comes out is work for a person (safeguard S3).
"""

import hashlib
import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from comity.intake import IntakeOptions, OpenedFile, open_subjects
from comity.intake.file import InputFile
from comity.intake.recognition import Recognition
from comity.matching.scorecard import ENGINE
from comity.matching.screen import Found
from comity.model.designation import EditionId
from comity.model.entity import Kind
from comity.model.errors import BrokenFile, NotFound
from comity.model.subject import Account, RecordNote, Subject, SubjectBatch, accounted
from comity.model.subject_columns import batch_of
from comity.operations.hit_files import HitWriter
from comity.operations.open_screener import OpenScreener
from comity.operations.screening import SCORE_BINS, Finding, Measure, ScreenedInput, ScreenedList, Screening
from comity.store.unpack import Unpacked, unpack

KEPT_FINDINGS = 2000
KEPT_NOTES = 100_000


@dataclass(frozen=True, slots=True)
class ScreeningOrder:
    """What is asked of a screening. `threshold` None: the working threshold that ships with the scorecard."""

    threshold: float | None = None
    kinds: tuple[Kind, ...] = ()
    keep: int = KEPT_FINDINGS


@dataclass(frozen=True, slots=True)
class Means:
    """What a screening works with: the lists' descriptions, a clock, where hits go, who is told of progress."""

    lists: tuple[ScreenedList, ...]
    clock: Callable[[], datetime]
    writer: HitWriter | None = None
    told: Callable[[int], None] = lambda _: None


@dataclass(slots=True)
class _Tally:
    """Counts while batches are screened; a heap of the highest-ranking findings."""

    keep: int
    account: Account = field(default_factory=Account)
    notes: list[RecordNote] = field(default_factory=list)
    hits: int = 0
    subjects: int = 0
    by_edition: Counter[EditionId] = field(default_factory=Counter)
    scores: list[int] = field(default_factory=lambda: [0] * SCORE_BINS)
    best: list[tuple[float, int, Finding]] = field(default_factory=list)

    def add(self, found: Found) -> None:
        """Count one hit, and keep it if it ranks."""
        hit = found.hit
        self.hits += 1
        self.by_edition[hit.edition] += 1
        self.scores[min(SCORE_BINS - 1, int(hit.score * SCORE_BINS))] += 1
        ranked = (hit.score, -self.hits, Finding(hit, found.subject, found.designation))
        if len(self.best) < self.keep:
            heapq.heappush(self.best, ranked)
        elif self.keep:
            heapq.heappushpop(self.best, ranked)


@contextmanager
def opened_input(path: Path, options: IntakeOptions) -> Iterator[tuple[OpenedFile, ScreenedInput]]:
    """A customer file, unpacked if it came packed, opened for screening. Raises NotFound, UnreadableInput."""
    if not path.is_file():
        raise NotFound("file", str(path), "check its name")
    with TemporaryDirectory(prefix="comity-") as scratch:
        content = unpack([Unpacked(path.name, path)], Path(scratch))
        if len(content) != 1:
            raise BrokenFile(path.name, "whole file", f"{len(content)} files in one archive", "screen them one by one")
        file = content[0]
        with path.open("rb") as received:
            digest = hashlib.file_digest(received, "sha256").hexdigest()
        opened = open_subjects(InputFile(file.name, lambda: file.path.open("rb")), options)
        yield opened, ScreenedInput(path.name, opened.recognition.format, path.stat().st_size, digest)


def screen_subject(screener: OpenScreener, subject: Subject, order: ScreeningOrder, means: Means) -> Screening:
    """Screen one subject that was typed in by hand."""
    batch = SubjectBatch(batch_of([subject]), 1)
    return screen_batches(
        screener, iter([batch]), order, means, screened=lambda: ScreenedInput(subject.names[0], "typed in")
    )


def screen_batches(
    screener: OpenScreener,
    batches: Iterator[SubjectBatch],
    order: ScreeningOrder,
    means: Means,
    *,
    screened: Callable[[], ScreenedInput],
) -> Screening:
    """Screen batches to their end. `screened` says what they were, once they are read."""
    started = means.clock()
    tally = _Tally(order.keep)
    for batch in batches:
        tally.account = accounted(tally.account, batch)
        tally.notes.extend(itertools.islice(batch.notes, max(0, KEPT_NOTES - len(tally.notes))))
        last = None
        for found in screener.screener.findings(batch.subjects, threshold=order.threshold, kinds=order.kinds or None):
            tally.subjects += found.hit.subject_id != last
            last = found.hit.subject_id
            tally.add(found)
            if means.writer is not None:
                means.writer.write(found.hit)
        means.told(tally.account.received)
    scorecard = screener.screener.scorecard
    threshold = scorecard.threshold if order.threshold is None else order.threshold
    return Screening(
        screened=screened(),
        lists=means.lists,
        measure=Measure(threshold, scorecard.digest(), ENGINE, order.kinds),
        account=tally.account,
        notes=tuple(tally.notes),
        hits=tally.hits,
        subjects_with_hits=tally.subjects,
        hits_by_edition=dict(tally.by_edition),
        scores=tuple(tally.scores),
        findings=tuple(finding for _, _, finding in sorted(tally.best, key=lambda each: each[:2], reverse=True)),
        started=started,
        finished=means.clock(),
    )


def recognised(screened: ScreenedInput, recognition: Recognition) -> ScreenedInput:
    """What was screened, with what intake made of its columns."""
    return ScreenedInput(
        name=screened.name,
        format=recognition.format,
        bytes=screened.bytes,
        sha256=screened.sha256,
        encoding=recognition.encoding,
        columns=tuple((use.column, use.field.value) for use in recognition.columns),
        unused=recognition.unused,
        dropped=tuple(column.column for column in recognition.dropped),
    )


def screened_lists(screener: OpenScreener, describe: Callable[[str], tuple[str, str]]) -> tuple[ScreenedList, ...]:
    """The editions screened against. `describe` gives a list's title and authority by its id."""
    return tuple(ScreenedList(*describe(manifest.list), manifest) for manifest in screener.editions)


def kinds_of(names: Collection[str]) -> tuple[Kind, ...]:
    """Kinds by name, as a door receives them. Raises ValueError."""
    return tuple(Kind(name) for name in names)
