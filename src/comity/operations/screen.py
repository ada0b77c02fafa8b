"""Screen a file, or a subject typed in by hand, against the editions in force.

The account of records adds up, hits are written as they are found, and the highest-ranking ones are
kept for a page. A machine never decides: what comes out is work for a person (safeguard S3).
"""

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from comity.intake import IntakeOptions, OpenedFile, open_subjects
from comity.intake.file import InputFile
from comity.intake.recognition import Recognition
from comity.matching.scorecard import ENGINE
from comity.matching.screen import Found
from comity.model.designation import EditionId, ListId
from comity.model.entity import Kind
from comity.model.errors import BrokenFile
from comity.model.hit import Hit
from comity.model.subject import Account, RecordNote, RecordState, Subject, SubjectBatch, accounted
from comity.model.subject_columns import batch_of
from comity.operations.open_screener import OpenScreener
from comity.operations.screening import SCORE_BINS, Finding, Measure, ScreenedInput, ScreenedList, Screening
from comity.store.received_file import need_file
from comity.store.unpack import Unpacked, unpack

KEPT_FINDINGS = 2000
KEPT_NOTES = 500  # of held records, and as many of partial ones


@dataclass(frozen=True, slots=True)
class ScreeningOrder:
    """What is asked of a screening. `threshold` None: the working threshold that ships with the scorecard."""

    threshold: float | None = None
    kinds: tuple[Kind, ...] = ()
    keep: int = KEPT_FINDINGS


@dataclass(frozen=True, slots=True)
class Means:
    """What a screening works with: the lists' descriptions, a clock, and who is told what is found, while it is.

    `hit` and `note` are told every hit and every note; `progress` how many records were read so far. `batch` is told
    the subjects of a batch before their findings, `finding` each hit with both of its sides.
    """

    lists: tuple[ScreenedList, ...]
    clock: Callable[[], datetime]
    hit: Callable[[Hit], None] = lambda _: None
    note: Callable[[RecordNote], None] = lambda _: None
    batch: Callable[[pa.RecordBatch], None] = lambda _: None
    finding: Callable[[Finding], None] = lambda _: None
    progress: Callable[[int], None] = lambda _: None


@dataclass(slots=True)
class _Tally:
    """Counts while batches are screened; a heap of the highest-ranking findings."""

    keep: int
    account: Account = field(default_factory=Account)
    notes: dict[RecordState, list[RecordNote]] = field(
        default_factory=lambda: {RecordState.HELD: [], RecordState.PARTIAL: []}
    )
    hits: int = 0
    subjects: int = 0
    by_edition: Counter[tuple[ListId, EditionId]] = field(default_factory=Counter)
    scores: list[int] = field(default_factory=lambda: [0] * SCORE_BINS)
    best: list[tuple[float, int, Finding]] = field(default_factory=list)

    def note(self, note: RecordNote) -> None:
        """Keep a note, if not so many of its kind are kept already; the account counts all."""
        kept = self.notes[note.state]
        if len(kept) < KEPT_NOTES:
            kept.append(note)

    def add(self, found: Found) -> None:
        """Count one hit, and keep it if it ranks."""
        hit = found.hit
        self.hits += 1
        self.by_edition[hit.list, hit.edition] += 1
        self.scores[min(SCORE_BINS - 1, int(hit.score * SCORE_BINS))] += 1
        ranked = (hit.score, -self.hits, Finding(hit, found.subject, found.designation))
        if len(self.best) < self.keep:
            heapq.heappush(self.best, ranked)
        elif self.keep:
            heapq.heappushpop(self.best, ranked)


@contextmanager
def opened_input(path: Path, options: IntakeOptions) -> Iterator[tuple[OpenedFile, ScreenedInput]]:
    """A customer file, unpacked if it came packed, opened for screening. Raises NotFound, UnreadableInput."""
    need_file(path)
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
        for note in batch.notes:
            tally.note(note)
            means.note(note)
        means.batch(batch.subjects)
        last = None
        for found in screener.screener.findings(batch.subjects, threshold=order.threshold, kinds=order.kinds or None):
            tally.subjects += found.hit.subject_id != last
            last = found.hit.subject_id
            tally.add(found)
            means.hit(found.hit)
            means.finding(Finding(found.hit, found.subject, found.designation))
        means.progress(tally.account.received)
    scorecard = screener.screener.scorecard
    threshold = scorecard.threshold if order.threshold is None else order.threshold
    return Screening(
        screened=screened(),
        lists=means.lists,
        measure=Measure(threshold, scorecard.digest(), ENGINE, order.kinds),
        account=tally.account,
        notes=(*tally.notes[RecordState.HELD], *tally.notes[RecordState.PARTIAL]),
        hits=tally.hits,
        subjects_with_hits=tally.subjects,
        hits_by_edition=_in_force(tally.by_edition, means.lists),
        scores=tuple(tally.scores),
        findings=tuple(finding for _, _, finding in sorted(tally.best, key=lambda each: each[:2], reverse=True)),
        started=started,
        finished=means.clock(),
    )


def _in_force(counted: Mapping[tuple[ListId, EditionId], int], lists: tuple[ScreenedList, ...]) -> dict[EditionId, int]:
    """Hits by edition in force. A listing carried from the edition before counts for the first one of its list."""
    in_force = [each.manifest for each in lists]
    hits = dict.fromkeys((manifest.edition for manifest in in_force), 0)
    for (list_id, edition), count in counted.items():
        standing = edition if edition in hits else next(it.edition for it in in_force if it.list == list_id)
        hits[standing] += count
    return hits


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
