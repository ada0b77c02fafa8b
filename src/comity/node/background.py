"""What a server process does beside its requests, in one thread: lets a new edition stand ready, sends events, and
writes down what programs asked."""

import logging
import time
from threading import Thread

from django.db import connections
from django.db.utils import Error

from comity import runtime
from comity.model.errors import ComityError
from comity.operations.deliver_webhooks import deliver_webhooks
from comity.operations.record_use import record_use

EVERY = 60.0  # seconds between two writings of what was screened
SENDING = 5.0  # seconds between two looks for events to be sent
log = logging.getLogger("comity.node")


def begin() -> Thread:
    """Start the thread. It ends with the process; what was counted since its last turn is lost with a killed one."""
    thread = Thread(target=_turns, name="comity-background", daemon=True)
    thread.start()
    return thread


def turn() -> None:
    """One turn. What cannot be written now is counted on and written at the next one."""
    use = runtime.screening_use()
    counted = use.take()
    try:
        record_use(counted, now=runtime.now())
    except (ComityError, Error) as problem:
        use.give_back(counted)
        log.warning("what programs screened could not be written down yet: %s", type(problem).__name__)


def send() -> None:
    """Send the events that are due. What fails is tried again later."""
    try:
        deliver_webhooks(runtime.delivery_means())
    except (ComityError, Error, OSError) as problem:
        log.warning("events could not be sent yet: %s", type(problem).__name__)


def renew() -> None:
    """Let a new edition stand ready before anybody asks, also where whoever imported it was killed in between."""
    try:
        runtime.standing_screener().stale()
    except (ComityError, OSError) as problem:
        log.warning("screening is not ready: %s", problem)


def _turns() -> None:
    written = time.monotonic()
    while True:
        time.sleep(SENDING)
        try:
            renew()
            send()
            if time.monotonic() - written >= EVERY:
                turn()
                written = time.monotonic()
        except Exception:  # this thread is the only one that does it: nothing may end it
            log.exception("a fault beside the requests; the next turn comes")
        finally:
            connections.close_all()
