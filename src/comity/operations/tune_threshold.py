"""How many alerts each threshold would give on an institution's own customers, with the cases at the border."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comity.matching.screen import Screener
from comity.model.hit import Hit
from comity.model.subject import Account, SubjectBatch, accounted

STEP = 100  # thresholds are tried in hundredths
BELOW = 0.05  # so far below the working threshold there are examples at least
SHOWN = 12  # cases on each side of the border


@dataclass(frozen=True, slots=True)
class Load:
    """What one threshold gives: alerts are subjects with at least one hit."""

    threshold: float
    alerts: int
    hits: int


@dataclass(frozen=True, slots=True)
class Tuning:
    """Loads by rising threshold; the hits nearest to the working threshold, `above` and `below` it."""

    account: Account
    working: float
    loads: tuple[Load, ...]
    above: tuple[Hit, ...]
    below: tuple[Hit, ...]

    def at(self, threshold: float) -> Load:
        """The load of one threshold that was tried."""
        return min(self.loads, key=lambda load: abs(load.threshold - threshold))


def tune_threshold(batches: Iterable[SubjectBatch], screener: Screener, *, floor: float) -> Tuning:
    """Screen once at the lowest threshold, and count what each higher one would leave, and the working one.

    The working threshold is tried whatever `floor` is, and screened somewhat below. What counts against a threshold is
    what a hit has earned, never its rank among hits.
    """
    first = round(floor * STEP)
    working_alerts = working_hits = 0
    alerts, hits = [0] * (STEP + 1), [0] * (STEP + 1)
    account = Account()
    working = screener.scorecard.threshold
    above: list[Hit] = []
    below: list[Hit] = []
    for batch in batches:
        account = accounted(account, batch)
        best: dict[str, float] = {}
        found = screener.screen_batch(batch.subjects, threshold=min(floor, screener.scorecard.threshold - BELOW))
        for hit in found:
            hits[_hundredths(hit.earned)] += 1
            best[hit.subject_id] = max(best.get(hit.subject_id, 0.0), hit.earned)
        for earned in best.values():
            alerts[_hundredths(earned)] += 1
        working_alerts += sum(earned >= working for earned in best.values())
        working_hits += sum(hit.earned >= working for hit in found)
        above = _nearest([*above, *(hit for hit in found if hit.earned >= working)], working)
        below = _nearest([*below, *(hit for hit in found if hit.earned < working)], working)
    loads = {step / STEP: Load(step / STEP, sum(alerts[step:]), sum(hits[step:])) for step in range(first, STEP)}
    loads[working] = Load(working, working_alerts, working_hits)
    rising = tuple(load for _, load in sorted(loads.items()))
    return Tuning(account, working, rising, tuple(above), tuple(below))


def _hundredths(earned: float) -> int:
    """The highest threshold, in hundredths, that a hit still reaches."""
    return int(earned * STEP + 1e-6)


def _nearest(hits: Sequence[Hit], border: float) -> list[Hit]:
    return sorted(hits, key=lambda hit: (abs(hit.earned - border), hit.subject_id))[:SHOWN]
