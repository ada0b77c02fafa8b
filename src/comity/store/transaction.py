"""Writes that belong together, in one transaction: all of them or none."""

from contextlib import AbstractContextManager

from django.db import transaction


def atomic() -> AbstractContextManager[None]:
    """A transaction on the node's database; on SQLite it takes the writer's turn at its beginning."""
    return transaction.atomic()
