"""What a server process does beside its requests, in one thread: writes down what programs screened."""

import logging
import time
from threading import Thread

from django.db import connections
from django.db.utils import DatabaseError

from comity import runtime
from comity.model.errors import ComityError
from comity.operations.record_use import record_use

EVERY = 60.0  # seconds
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
    except (ComityError, DatabaseError) as problem:
        use.give_back(counted)
        log.warning("what programs screened could not be written down yet: %s", type(problem).__name__)


def _turns() -> None:
    while True:
        time.sleep(EVERY)
        try:
            turn()
        finally:
            connections.close_all()
