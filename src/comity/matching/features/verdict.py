"""What a comparison says, before the scorer turns it into points."""

from collections.abc import Callable
from dataclasses import dataclass

from comity.matching.scorecard import Scorecard
from comity.model.entity import Entity
from comity.model.hit import Bearing
from comity.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Verdict:
    """One comparison's outcome.

    earns   share of what is missing to 1 that it adds to the earned score (identifiers only)
    factor  multiplies the earned score, at most 1
    ranks   share of what is missing to 1 that it adds to the score, never to what was earned (S2)
    """

    feature: str
    finding: str
    bearing: Bearing
    subject: str | None = None
    listed: str | None = None
    earns: float = 0.0
    factor: float = 1.0
    ranks: float = 0.0

    def __post_init__(self) -> None:
        if not (0.0 <= self.earns <= 1.0 and 0.0 <= self.factor <= 1.0 and 0.0 <= self.ranks <= 1.0):
            raise ValueError(f"{self.feature}: shares and factors lie between 0 and 1")


Comparison = Callable[[Subject, Entity, Scorecard], Verdict | None]
