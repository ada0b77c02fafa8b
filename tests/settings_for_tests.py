"""The node's settings with a home of their own, so that no test touches the home of whoever runs it."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="comity-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
_before = os.environ.get("COMITY_HOME")
os.environ["COMITY_HOME"] = _home

from comity.node.settings import *  # noqa: E402, F403 settings are a module of names

if _before is None:
    del os.environ["COMITY_HOME"]
else:
    os.environ["COMITY_HOME"] = _before
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Programs that tests start are not tests: they take the settings that everybody takes.
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.node.settings"
