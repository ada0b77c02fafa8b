"""What a server process does before its first request, so that no officer waits for it."""

import logging

from comity import runtime
from comity.model.errors import ComityError
from comity.store import uploads

log = logging.getLogger("comity.node")


def get_ready() -> None:
    """Clear what was cut off, open the index over the lists held, load the kernels. Without lists, that is all."""
    uploads.sweep(runtime.settings().home, runtime.now())
    try:
        editions = runtime.standing_screener().editions()
    except ComityError as nothing:
        log.warning("screening is not ready: %s", nothing)
        return
    from comity.operations.warm_up import warm_up

    warm_up()
    log.info("ready to screen against %d editions", len(editions))
