"""Take alerts to work on them, or hand them back. Nobody takes what a colleague has: a supervisor assigns that."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import AlertId
from comity.cases.workflow import Step, officer_of
from comity.model.officer import Actor
from comity.operations.assign_alerts import Assigned, hand_over
from comity.operations.gate import gated
from comity.store import alerts


@dataclass(frozen=True, slots=True)
class TakeAlerts:
    """The order: take these alerts."""

    alerts: tuple[AlertId, ...]


@dataclass(frozen=True, slots=True)
class HandBackAlerts:
    """The order: hand back those of these alerts that the officer has."""

    alerts: tuple[AlertId, ...]


@gated("alerts.take")
def take_alerts(order: TakeAlerts, /, *, actor: Actor, now: datetime) -> Assigned:
    """Which alerts the officer has from now on. Raises BadRequest."""
    officer = officer_of(actor, Step.ASSIGN)
    held = {each.id for each in alerts.locked(order.alerts) if each.assignee not in (None, officer)}
    free = [each for each in order.alerts if each not in held]
    left = tuple((each, "a colleague has it; a supervisor can assign it to you") for each in sorted(held))
    taken = hand_over(free, officer, actor=actor, now=now) if free or not held else Assigned(())
    return Assigned(taken.done, taken.left + left)


@gated("alerts.take")
def hand_back_alerts(order: HandBackAlerts, /, *, actor: Actor, now: datetime) -> Assigned:
    """Which alerts nobody has from now on. Raises BadRequest."""
    officer = officer_of(actor, Step.ASSIGN)
    own = [each.id for each in alerts.locked(order.alerts) if each.assignee == officer]
    left = tuple((each, "it is not yours") for each in order.alerts if each not in own)
    given = hand_over(own, None, actor=actor, now=now) if own else Assigned(())
    return Assigned(given.done, given.left + left)
