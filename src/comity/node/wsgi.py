"""The node as a WSGI application, for granian and every other server."""

import os

from django.core.wsgi import get_wsgi_application

from comity.node.ready import get_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.node.settings")
application = get_wsgi_application()
get_ready()
