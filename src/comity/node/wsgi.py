"""The node as a WSGI application, for granian and every other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.node.settings")
_pages = get_wsgi_application()

from comity.api.handler import Wsgi, with_short_way  # noqa: E402 the models must be ready
from comity.node.timing import timed  # noqa: E402

application = timed(with_short_way(_pages))


def ready_application() -> Wsgi:
    """The application, once what its first requests need is open."""
    from comity.node.background import begin
    from comity.node.ready import get_ready

    get_ready()
    begin()
    return application
