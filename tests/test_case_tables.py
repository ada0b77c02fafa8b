"""docs/cases.md says what the rules are."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest


def test_the_tables_of_the_page_are_those_of_the_rules(root: Path) -> None:
    told = subprocess.run(
        [sys.executable, root / "tools" / "case_tables.py", "--check"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr


def test_a_page_without_a_place_for_a_table_is_told(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("case_tables", root / "tools" / "case_tables.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    text = (root / "docs" / "cases.md").read_text(encoding="utf-8")
    assert tool.page(text) == text
    assert tool.page(text.replace("| an officer |", "| anybody |")) == text
    with pytest.raises(SystemExit, match="no place for the table 'reasons'"):
        tool.page(text.replace("<!-- table: reasons -->", ""))
