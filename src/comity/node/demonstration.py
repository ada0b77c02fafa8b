"""A demonstration node: a home marked as one when it was empty, and never anything else afterwards."""

from pathlib import Path

MARK = "DEMONSTRATION"


def is_demonstration(home: Path) -> bool:
    """Was this home made for a demonstration?"""
    return (home / MARK).exists()
