"""The one gate that every order to the database passes: permit, one transaction, a trace of what was refused."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Protocol, TypeVar

from comity.model.errors import ComityError, Forbidden
from comity.model.officer import Actor
from comity.operations.permits import require
from comity.operations.refusals import refusal_entry
from comity.store import log
from comity.store.transaction import atomic, snapshot

OrderT = TypeVar("OrderT", contravariant=True)
ResultT = TypeVar("ResultT", covariant=True)


class Operation(Protocol[OrderT, ResultT]):
    """What an operation on the database looks like."""

    def __call__(self, order: OrderT, /, *, actor: Actor, now: datetime) -> ResultT:
        """Carry out the order, or refuse it."""


def gated(name: str) -> Callable[[Operation[OrderT, ResultT]], Operation[OrderT, ResultT]]:
    """Let an operation run only for those whom the row `name` of PERMITS allows, whole or not at all."""

    def at_the_gate(operation: Operation[OrderT, ResultT]) -> Operation[OrderT, ResultT]:
        @wraps(operation)
        def carried_out(order: OrderT, /, *, actor: Actor, now: datetime) -> ResultT:
            try:
                require(actor, name)
                with atomic():
                    return operation(order, actor=actor, now=now)
            except ComityError as refused:
                _log_refusal(name, order, refused, actor=actor, now=now)
                raise

        return carried_out

    return at_the_gate


def viewing(name: str) -> Callable[[Operation[OrderT, ResultT]], Operation[OrderT, ResultT]]:
    """As `gated`, for orders that only read: they see one state, and nobody waits for them.

    Only being turned away leaves a trace; looking for what is not there does not.
    """

    def at_the_gate(operation: Operation[OrderT, ResultT]) -> Operation[OrderT, ResultT]:
        @wraps(operation)
        def carried_out(order: OrderT, /, *, actor: Actor, now: datetime) -> ResultT:
            try:
                require(actor, name)
            except Forbidden as refused:
                _log_refusal(name, order, refused, actor=actor, now=now)
                raise
            with snapshot():
                return operation(order, actor=actor, now=now)

        return carried_out

    return at_the_gate


def admit(name: str, order: object, *, actor: Actor, now: datetime) -> None:
    """Let an order pass that works outside the database: permit alone; who is turned away leaves a trace.

    What such an order changes it logs itself: it may take long, and a transaction would hold up everybody.
    """
    try:
        require(actor, name)
    except Forbidden as refused:
        _log_refusal(name, order, refused, actor=actor, now=now)
        raise


def _log_refusal(name: str, order: object, refused: ComityError, *, actor: Actor, now: datetime) -> None:
    """In a transaction of its own: that of the order is gone."""
    with atomic():
        log.append(refusal_entry(name, order, refused, actor=actor, now=now))
