"""The frame: file sizes, documentation that keeps up with the code, lock files, licences."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from comity.lists import LISTS

LONGEST_FILE = 400
LONGEST_KERNEL = 60  # a compiled kernel is one loop over flat arrays; its parts share a dozen locals
LONGEST_FUNCTION = 40
REFUSED_NAMES = {"utils.py", "helpers.py", "common.py", "base.py", "misc.py"}
COPYLEFT = re.compile(r"\bA?GPL|General Public", re.IGNORECASE)
LESSER = {"psycopg", "psycopg-binary"}  # LGPL: binds the library, not who uses it (docs/dependencies.md)
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")


def sources(root: Path, *folders: str) -> list[Path]:
    found = [file for folder in folders for file in sorted((root / folder).rglob("*.py"))]
    assert found
    return found


def locked(root: Path, lock: str) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", (root / lock).read_text(), re.MULTILINE):
        versions.setdefault(name, set()).add(version)
    return versions


def runtime_names(root: Path) -> list[str]:
    return sorted(name for name in locked(root, "requirements.lock") if name != "colorama" or sys.platform == "win32")


# --- shape --------------------------------------------------------------------------------------


def test_no_file_is_longer_than_the_limit(root: Path) -> None:
    written = (file for file in sources(root, "src", "tests", "tools") if file.parent.name != "migrations")
    lengths = {file: len(file.read_bytes().splitlines()) for file in written}
    assert {str(file): length for file, length in lengths.items() if length > LONGEST_FILE} == {}


def _compiled(node: ast.FunctionDef) -> bool:
    """Is it a kernel, compiled by Numba?"""
    return any(re.search(r"njit|^kernel$|^inner$", ast.unparse(each)) for each in node.decorator_list)


def test_no_function_is_longer_than_the_limit(root: Path) -> None:
    long = []
    for file in sources(root, "src"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.FunctionDef):
                first = node.body[0]
                told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
                length = (node.end_lineno or 0) - ((first.end_lineno or 0) if told else node.lineno)
                if length > (LONGEST_KERNEL if _compiled(node) else LONGEST_FUNCTION):
                    long.append(f"{file.relative_to(root)}:{node.lineno} {node.name} ({length})")
    assert long == []


def test_no_module_has_a_name_that_says_nothing(root: Path) -> None:
    assert [str(file) for file in sources(root, "src", "tests") if file.name in REFUSED_NAMES] == []


def test_every_module_tells_what_it_is(root: Path) -> None:
    mute = [file for file in sources(root, "src") if not ast.get_docstring(ast.parse(file.read_bytes()))]
    assert [str(file.relative_to(root)) for file in mute] == []


# --- what is installed --------------------------------------------------------------------------


def test_every_locked_requirement_has_a_hash_and_no_host(root: Path) -> None:
    for lock in LOCKS:
        text = (root / lock).read_text()
        assert "://" not in text
        entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert entries
        assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_development_installs_exactly_what_users_run(root: Path) -> None:
    development = locked(root, "requirements-dev.lock")
    for lock in LOCKS[:2]:
        for name, versions in locked(root, lock).items():
            assert development.get(name) == versions, f"{name} in {lock}"


def test_every_declared_dependency_is_locked(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    declared = {"requirements.lock": project["project"]["dependencies"], "requirements-build.lock": groups["build"]}
    declared["requirements-dev.lock"] = [*groups["dev"], *groups["docs"]]
    for lock, requirements in declared.items():
        names = {re.split(r"[<>=!~ ;\[]", requirement)[0].lower() for requirement in requirements}
        assert names - set(locked(root, lock)) == set()


def test_every_runtime_library_has_a_permissive_licence(root: Path) -> None:
    for name in runtime_names(root):
        told = metadata.metadata(name)
        words = [*(told.get_all("License-Expression") or ()), *(told.get_all("License") or ())]
        words += [each for each in told.get_all("Classifier") or () if each.startswith("License ::")]
        licence = " ".join(word[:200] for word in words)  # some put the whole text there
        assert licence.strip(), f"{name} states no licence"
        assert not COPYLEFT.search(licence), f"{name}: {licence}"
        assert ("LGPL" in licence) == (name in LESSER), f"{name}: {licence}"


def test_every_runtime_library_is_justified(root: Path) -> None:
    page = (root / "docs" / "dependencies.md").read_text().lower()
    assert [name for name in runtime_names(root) if f"| {name} |" not in page] == []


# --- documentation ------------------------------------------------------------------------------


def test_every_file_that_the_documentation_names_exists(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), root / "examples" / "README.md"]
    named = re.compile(r"`((?:src|tests|docs|examples|tools|benchmarks)/[\w./-]+)`")
    missing = []
    for page in pages:
        paths = named.findall(page.read_text(encoding="utf-8"))
        missing += [f"{page.name}: {path}" for path in paths if not (root / path).exists()]
    assert missing == []


def test_every_list_has_its_page(root: Path) -> None:
    overview = (root / "docs" / "lists.md").read_text(encoding="utf-8")
    for source in LISTS:
        assert f"`{source.id}`" in overview
        assert (root / "docs" / "lists" / f"{source.id}.md").exists()


@pytest.mark.parametrize("page", ["commands.md", "errors.md", "api.md"])
def test_the_generated_reference_says_what_the_program_does(root: Path, page: str) -> None:
    told = subprocess.run(
        [sys.executable, root / "tools" / "reference.py", "--check"], capture_output=True, text=True, check=False
    )
    assert page not in told.stderr, told.stderr
    assert told.returncode == 0 or "docs/reference" in told.stderr, told.stderr


def test_the_python_examples_of_the_documentation_run(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "python-api.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert blocks
    program = tmp_path / "example.py"
    program.write_text("\n".join(blocks), encoding="utf-8")
    ran = subprocess.run([sys.executable, program], cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    expected = re.search(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert expected is not None
    assert ran.stdout == expected.group(1)
