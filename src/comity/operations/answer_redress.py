"""Answer a person who asked for redress, by what two officers judged of the alert."""

from dataclasses import dataclass
from datetime import datetime

from comity.cases.ids import RedressId
from comity.cases.redress import Redress, answer
from comity.cases.workflow import Step, officer_of
from comity.model.officer import Actor
from comity.operations.gate import gated
from comity.operations.measure_entries import redress_entry
from comity.store import alerts, log, redress


@dataclass(frozen=True, slots=True)
class AnswerRedress:
    """The order. `text` is said to the person, in plain words; `version` is that of the request looked at."""

    redress: RedressId
    version: int
    text: str


@gated("redress.answer")
def answer_redress(order: AnswerRedress, /, *, actor: Actor, now: datetime) -> Redress:
    """The request, answered. Raises NotFound, NotAllowedNow while its alert is not decided, BadRequest, LostRace."""
    before = redress.load_seen(order.redress, order.version)
    officer = officer_of(actor, Step.NOTE)
    after = answer(before, alerts.load(before.alert), order.text, by=officer, now=now)
    saved = redress.save(after, before)
    log.append(redress_entry("redress.answer", saved, actor=actor, now=now))
    return saved
