"""The database does not answer, or the disk is full: told apart from faults of ours, so that doors can say so."""

import errno
import sqlite3

from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from comity.model.errors import StoreAway

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def unavailable(fault: BaseException | None) -> StoreAway | None:
    """What such a fault is told as; None for every other fault."""
    if isinstance(fault, OperationalError | InterfaceError | sqlite3.OperationalError):
        return StoreAway("the database does not answer or takes nothing")
    if isinstance(fault, OSError) and fault.errno in FULL:
        return StoreAway("the disk is full")
    return None


def check_database() -> None:
    """Ask the database for an answer. Raises what Django raises where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
