"""Writes the tables of docs/cases.md from the rules themselves, or tells that they no longer agree.

python tools/case_tables.py            write the tables
python tools/case_tables.py --check    write nothing; exit 1 when the page is out of date
"""

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from comity.cases.disposition import REASONS
from comity.cases.material import IMMATERIAL, MATERIAL
from comity.cases.workflow import rules
from comity.operations.permits import PERMITS

PAGE = Path(__file__).parent.parent / "docs" / "cases.md"
ORDERS = ("alerts.", "cases.")


def page(text: str) -> str:
    """The page with its tables as the rules are now."""
    for name, table in tables().items():
        begin, end = f"<!-- table: {name} -->\n", "<!-- end of table -->"
        found = re.search(re.escape(begin) + r".*?" + re.escape(end), text, re.DOTALL)
        if found is None:
            raise SystemExit(f"{PAGE}: no place for the table {name!r}; write {begin.strip()} and {end}")
        text = text[: found.start()] + begin + "\n" + table + "\n" + end + text[found.end() :]
    return text


def tables() -> dict[str, str]:
    """Every table of the page."""
    steps = [row for row in rules() if row[0] in ("hit", "proposal")]
    for step in dict.fromkeys(row[2] for row in rules() if row[0] == "alert"):
        same = [row for row in rules() if row[0] == "alert" and row[2] == step]
        steps.append(("alert", ", ".join(row[1] for row in same), step, "what it was", same[0][4]))
    orders = [
        (f"`{name}`", ", ".join(sorted(role.value for role in permit.roles)), "yes" if permit.confirmed else "")
        for name, permit in PERMITS.items()
        if name.startswith(ORDERS)
    ]
    return {
        "steps": _table(("of", "that is", "step", "becomes", "by"), steps),
        "reasons": _table(
            ("code", "for", "says", "needs a text"),
            ((f"`{code}`", it.outcome.value, it.words, "yes" if it.needs_text else "") for code, it in REASONS.items()),
        ),
        "material": _table(("side", "field", "because"), ((it.side.value, it.field, it.why) for it in MATERIAL)),
        "immaterial": _table(("what", "because"), IMMATERIAL),
        "orders": _table(("order", "roles", "second factor"), orders),
    }


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> int:
    """0 when the page agrees, or was written."""
    before = PAGE.read_text(encoding="utf-8")
    after = page(before)
    if "--check" not in sys.argv:
        PAGE.write_text(after, encoding="utf-8")
    elif before != after:
        print("docs/cases.md is out of date; run: python tools/case_tables.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
