import importlib
import pkgutil
import subprocess
import sys
import time

from typer.testing import CliRunner

import comity
from comity.cli.main import EXIT_CODES, app
from comity.model.errors import ComityError


def error_names() -> set[str]:
    """The classes of the whole error tree, wherever in Comity they are written."""
    for module in pkgutil.walk_packages(comity.__path__, "comity."):
        importlib.import_module(module.name)
    waiting: list[type[ComityError]] = [ComityError]
    names = set()
    while waiting:
        error = waiting.pop()
        names.add(error.__name__)
        waiting.extend(error.__subclasses__())
    return names


def test_every_error_has_an_exit_code_and_every_code_an_error() -> None:
    assert set(EXIT_CODES) == error_names()
    assert set(EXIT_CODES.values()) <= {1, 2}


def test_a_misspelt_option_is_misuse() -> None:
    assert CliRunner().invoke(app, ["lists", "show", "--formt", "json"]).exit_code == 2


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"comity {comity.__version__}\n"


def test_what_was_loaded_is_not_searched_for_garbage_when_a_command_ends() -> None:
    last = "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count())); from comity.cli.main import app"
    run = subprocess.run([sys.executable, "-c", last], capture_output=True, text=True, check=True)
    assert int(run.stdout) > 1000


def test_help_comes_at_once_and_loads_nothing_heavy() -> None:
    code = (
        "import sys; from comity.cli.main import app; app(['lists', '--help'], standalone_mode=False);"
        "print(sorted({'numpy', 'numba', 'pyarrow', 'lxml', 'httpx', 'msgspec'} & sys.modules.keys()), file=sys.stderr)"
    )
    begun = time.perf_counter()
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stderr.strip() == "[]"
    assert time.perf_counter() - begun < 2.0, "0.2 s on an idle machine"
