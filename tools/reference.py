"""Writes docs/reference from the program itself, or tells which page no longer agrees with it.

python tools/reference.py            write the pages
python tools/reference.py --check    write nothing; exit 1 and name the pages that are out of date
"""

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

import comity
from comity.model.errors import ComityError

PAGES = Path(__file__).parent.parent / "docs" / "reference"
NOTICE = "<!-- Written by tools/reference.py; change the program, then run `make reference`. -->\n"
COMMANDS_HEAD = f"""# Commands

{NOTICE}
What `comity COMMAND --help` prints, on one page. The exit codes are 0 done, 1 refused, 2 misused, 3 hits found.
"""
ERRORS_HEAD = f"""# Error codes

{NOTICE}
Every refusal is one of these. The code is stable and safe to rely on in scripts; the message beside it names the thing,
the value and the next step.

| code | class | meaning |
|---|---|---|
"""
API_HEAD = f"""# Calls and scopes

{NOTICE}
Every call under `/api/v1`, the scope that a token needs for it, the roles that its officer needs (any of them), and
whether it needs the officer's one-time code beside the token. `/api/v1/openapi.json` has the contents. What calls mean
together, and those of yente, is in [For programs](../api.md).

## Scopes

| scope | opens |
|---|---|
"""
CALLS_HEAD = """
## Calls

| call | what it does | scope | roles | code |
|---|---|---|---|---|
"""
EVENTS_HEAD = """
## Events

What webhooks are told of, and the entries of the log that they are.

| event | entries |
|---|---|
"""


def commands_page() -> str:
    """Every command with its usage, arguments and options, in the order of --help."""
    from comity.cli.main import app

    lines = [COMMANDS_HEAD]
    for path, command, context in _commands("comity", typer.main.get_command(app)):
        lines += [f"\n## {path}\n\n", f"{(command.help or '').strip()}\n\n"]
        lines += [f"```\n{_usage(path, command)}\n```\n\n"]
        rows = list(_parameters(command, context))
        if rows:
            lines += ["| argument or option | meaning |\n|---|---|\n", *rows]
    return "".join(lines)


def errors_page() -> str:
    """Every refusal with its stable code and meaning, children under their parent."""
    _prepare_django()
    for module in pkgutil.walk_packages(comity.__path__, "comity."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)  # a class that nobody loaded would be missing below
    lines = [ERRORS_HEAD]
    for error in _tree(ComityError):
        meaning = " ".join((error.__doc__ or "").split())
        lines.append(f"| `{error.code}` | `{error.__name__}` | {_cell(meaning)} |\n")
    return "".join(lines)


def api_page() -> str:
    """Every scope, every call with what it needs, every event."""
    _prepare_django()
    from comity.api.native.documented import PREFIX
    from comity.api.native.routes import api
    from comity.model.token import OPENS
    from comity.model.webhook import EVENT_OF, Event

    lines = [API_HEAD, *(f"| `{scope.value}` | {_cell(told)} |\n" for scope, told in OPENS.items()), CALLS_HEAD]
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method, told in operations.items():
            call = f"{method.upper()} {path.removeprefix(PREFIX)}"
            code = "yes" if told["x-comity-code"] else ""
            roles = ", ".join(told["x-comity-roles"])
            lines.append(f"| `{call}` | {_cell(told['summary'])} | `{told['x-comity-scope']}` | {roles} | {code} |\n")
    lines.append(EVENTS_HEAD)
    for event in Event:
        actions = ", ".join(f"`{action}`" for action, named in EVENT_OF.items() if named is event)
        lines.append(f"| `{event.value}` | {actions or 'any entry by which an alert is closed'} |\n")
    return "".join(lines)


PAGE_WRITERS: Mapping[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "errors.md": errors_page,
    "api.md": api_page,
}


def outdated() -> list[str]:
    """Names of the pages whose text is not what the program says today."""
    return [name for name, write in PAGE_WRITERS.items() if _text(PAGES / name) != write()]


def _text(page: Path) -> str | None:
    return page.read_text(encoding="utf-8") if page.exists() else None


def _prepare_django() -> None:
    """Modules of the node cannot be loaded without its settings; those want a home, which nothing here uses."""
    from tempfile import TemporaryDirectory

    from comity.node.prepare import prepare

    with TemporaryDirectory() as home:
        os.environ["COMITY_HOME"] = home
        prepare()


def _tree(error: type[ComityError]) -> Iterator[type[ComityError]]:
    yield error
    for child in sorted(error.__subclasses__(), key=lambda each: each.code):
        if child.__module__.startswith("comity."):
            yield from _tree(child)


# Typer publishes no types for the commands that it builds.
def _commands(path: str, command: Any, parent: Any = None) -> Iterator[tuple[str, Any, Any]]:
    context = command.make_context(path.rpartition(" ")[2], [], parent=parent, resilient_parsing=True)
    children = getattr(command, "commands", {})
    if not children:
        yield path, command, context
    for name, child in children.items():
        if not child.hidden:
            yield from _commands(f"{path} {name}", child, context)


def _usage(path: str, command: Any) -> str:
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    words = []
    for argument in arguments:
        word = (argument.metavar or argument.name or "").upper().strip("[]").removesuffix("...")
        word += "..." if argument.nargs == -1 else ""
        words.append(word if argument.required else f"[{word}]")
    return " ".join([path, "[OPTIONS]", *words])


def _parameters(command: Any, context: Any) -> Iterator[str]:
    for parameter in command.params:
        shown = None if parameter.hidden else parameter.get_help_record(context)
        if shown is not None:
            spelling = shown[0].replace("|", ", ")  # no reader of Markdown agrees with another on a bar in code
            yield f"| `{spelling}` | {_cell(shown[1])} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    """Write the pages or check them."""
    if "--check" in sys.argv[1:]:
        stale = outdated()
        for name in stale:
            print(f"docs/reference/{name} no longer says what the program does; run: make reference", file=sys.stderr)
        return 1 if stale else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, write in PAGE_WRITERS.items():
        (PAGES / name).write_text(write(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
