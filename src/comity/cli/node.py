"""Commands that work on the node's database: make it ready, and say who is giving orders."""

import getpass

from comity.model.officer import Actor, Door


def at_the_node() -> Actor:
    """Make the database ready; the person at this machine's own command line, who acts under its user name."""
    from comity.node.prepare import migrate, prepare

    prepare()
    migrate()
    return Actor(getpass.getuser(), frozenset(), Door.CLI)
