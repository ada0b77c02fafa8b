"""Screen a few subjects at once, for whoever waits for the answer. Nothing is kept: no alert, no subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.matching.screen import Found
from comity.model.entity import Kind
from comity.model.errors import BadRequest
from comity.model.officer import Actor
from comity.model.subject import Subject
from comity.operations.gate import admit
from comity.operations.standing_screener import StandingScreener
from comity.store.manifest import EditionManifest

LOWEST_THRESHOLD = 0.30  # below it a common name would bring thousands of hits


@dataclass(frozen=True, slots=True)
class ScreenSubjects:
    """Who is screened; the ids must differ. `threshold` None: the working one. `kinds` limits the listings."""

    subjects: Sequence[Subject]
    threshold: float | None = None
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Screened:
    """For each subject in order its hits with both sides, best first; and by which measure (S9)."""

    found: tuple[tuple[Found, ...], ...]
    editions: tuple[EditionManifest, ...]
    threshold: float
    scorecard: str


def screen_subjects(order: ScreenSubjects, /, *, actor: Actor, now: datetime, screeners: StandingScreener) -> Screened:
    """Screen them against the newest editions. Changes nothing, so there is no transaction and no entry of its own."""
    admit("subjects.screen", order, actor=actor, now=now)
    if order.threshold is not None and not LOWEST_THRESHOLD <= order.threshold <= 1.0:
        raise BadRequest(f"threshold {order.threshold}: choose {LOWEST_THRESHOLD} to 1")
    if len({subject.id for subject in order.subjects}) != len(order.subjects):
        raise BadRequest("two subjects of one request have the same id; give each its own")
    hits: dict[str, list[Found]] = {subject.id: [] for subject in order.subjects}
    with screeners.lent() as opened:
        screener = opened.screener
        for found in screener.findings_of(order.subjects, threshold=order.threshold, kinds=order.kinds or None):
            hits[found.hit.subject_id].append(found)
        threshold = screener.scorecard.threshold if order.threshold is None else order.threshold
        return Screened(
            tuple(tuple(hits[subject.id]) for subject in order.subjects), opened.editions, threshold, screener.digest
        )
