"""Writes that belong together, in one transaction: all of them or none."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import connection, transaction


def atomic() -> AbstractContextManager[None]:
    """A transaction on the node's database; on SQLite it takes the writer's turn at its beginning."""
    return transaction.atomic()


@contextmanager
def snapshot() -> Iterator[None]:
    """Reads that see one state of the database, however long they take, and hold nobody up.

    Within a transaction they see what that one sees.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own begin would take the writer's turn
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def after_commit(act: Callable[[], None]) -> None:
    """Do this once the present transaction is in the database; never if it is not."""
    transaction.on_commit(act)


def release() -> None:
    """Give this thread's connection back: a thread of our own has nobody who does it at the end of a request."""
    connection.close()
