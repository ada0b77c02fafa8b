"""Which officer gives a command. Whoever sits at the machine is nobody in particular: a token says who it is.

The token is of the officer's own (`comity tokens add`), comes from the environment, and opens here what its scopes open
through the API. A decision asks for the officer's one-time code as well, so that a token alone decides nothing (S3).
"""

import os
import sys
from dataclasses import replace
from getpass import getpass

from comity import runtime
from comity.model.errors import BadRequest, UnknownCaller
from comity.model.officer import Actor, Door

VARIABLE = "COMITY_TOKEN"


def officer_here() -> Actor:
    """The officer whose token is in the environment. Raises BadRequest without one, UnknownCaller for a wrong one."""
    from comity.store import tokens

    secret = os.environ.get(VARIABLE, "")
    if not secret:
        raise BadRequest(f"who orders it? Put a token of yours into {VARIABLE}; comity tokens add makes one")
    held = tokens.holder_of(secret, runtime.now())
    if held is None:
        raise UnknownCaller
    return replace(held[1], door=Door.CLI)


def confirmed_here() -> Actor:
    """The same, with a one-time code: typed unseen, in a pipe the first line of input. Raises SignInRefused."""
    from comity.operations.confirm_call import confirm_call

    actor = officer_here()
    code = getpass("One-time code: ") if sys.stdin.isatty() else sys.stdin.readline()
    return confirm_call(actor, code.strip()[:50], runtime.now())
