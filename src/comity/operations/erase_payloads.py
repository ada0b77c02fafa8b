"""Erase the content of log entries whose time is over. Every proof over the log still holds (S6)."""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.entry import acted_by
from comity.audit.erasure import OWN, erase_entry
from comity.model.errors import BadRequest
from comity.model.officer import Actor
from comity.operations.checkpoint_log import sign_log
from comity.operations.gate import gated
from comity.store import log
from comity.store.log import LogFilter
from comity.store.log_keys import SigningKeys

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ErasePayloads:
    """Erase the content of the entries meant, for this reason (a retention rule, an order of a court)."""

    meant: LogFilter
    why: str
    keys: SigningKeys


@gated("log.erase")
def erase_payloads(order: ErasePayloads, *, actor: Actor, now: datetime) -> tuple[int, ...]:
    """The places of the entries whose content was erased. An entry records them, and the log is signed.

    Entries that the log needs for itself (its keys, its erasures) are never erased. Raises BadRequest without a
    reason, or for an order that means the whole log.
    """
    if not order.why.strip() or len(order.why) > LONGEST_REASON:
        raise BadRequest(f"an erasure needs a reason, of at most {LONGEST_REASON} characters")
    if order.meant == LogFilter():
        raise BadRequest("an erasure says which entries it means: what they concern, who acted, or before when")
    log.take_turn()
    indices = log.places(order.meant, spared=OWN)
    if indices:
        log.erase(indices, order.why, now=now)
        log.append(erase_entry(indices, order.why, actor=acted_by(actor), at=now))
        sign_log(order.keys, actor=actor, now=now)
    return tuple(indices)
