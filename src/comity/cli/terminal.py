"""What a command asks of the person at the terminal. A secret is never an argument: others could read it."""

import sys
from getpass import getpass

from comity.model.errors import BadRequest


def ask_password(prompt: str = "First password: ") -> str:
    """A password typed twice without being shown; in a pipe, the first line of standard input."""
    if not sys.stdin.isatty():
        typed = sys.stdin.readline().rstrip("\r\n")
        if not typed:
            raise BadRequest("no password on standard input; write it as one line, or run this on a terminal")
        return typed
    typed = getpass(prompt)
    if typed != getpass("Again: "):
        raise BadRequest("the password was typed differently the second time; nothing was changed")
    return typed
