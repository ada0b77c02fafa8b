"""First passwords: made at random, shown once, changed by their owner at once."""

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are mistaken for each other
GROUPS, GROUP = 4, 5  # 20 letters of 31: 99 bits


def first_password() -> str:
    """A password that can be read out, such as h3kpm-..."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
