"""Put a new key in force for signing the log, handed over by the old one."""

from dataclasses import dataclass
from datetime import datetime

from comity.audit.checkpoint import SignedCheckpoint
from comity.audit.entry import acted_by
from comity.audit.note import SecretKey
from comity.audit.signers import key_entry
from comity.model.errors import BadRequest
from comity.model.officer import Actor
from comity.operations.checkpoint_log import sign_with
from comity.operations.gate import gated
from comity.store import log
from comity.store.log_checkpoints import key_changes
from comity.store.log_keys import SigningKeys, make_next, put_in_force, signing_key
from comity.store.transaction import after_commit


@dataclass(frozen=True, slots=True)
class RenewLogKey:
    """Make a new key. `lost` says why the old one cannot hand over, where it cannot."""

    keys: SigningKeys
    lost: str | None = None


@gated("log.renew-key")
def renew_log_key(order: RenewLogKey, *, actor: Actor, now: datetime) -> SignedCheckpoint:
    """The checkpoint that both keys signed, or the new one alone where the old one was lost.

    Raises BadRequest where the log was never signed, so that there is no key to follow.
    """
    log.take_turn()
    changes = key_changes()
    if not changes:
        raise BadRequest("the log was never signed, so no key is in force; comity audit checkpoint makes the first one")
    before = changes[-1].key
    old: list[SecretKey] = [] if order.lost is not None else [signing_key(order.keys, before)]
    new = make_next(order.keys.folder, before.name)
    log.append(key_entry(new.public, actor=acted_by(actor), at=now, lost=order.lost))
    signed = sign_with([*old, new], now=now)
    after_commit(lambda: put_in_force(order.keys.folder))
    return signed
