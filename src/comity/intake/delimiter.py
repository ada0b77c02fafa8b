"""What stands between the cells of a delimited file: judged by the headings it yields, then by its lines."""

from collections import Counter
from collections.abc import Sequence

from comity.intake.cells import cells_of
from comity.intake.headings import field_of
from comity.model.errors import BadRequest

DELIMITERS = (",", ";", "\t", "|")


def delimiter_of(lines: Sequence[str], asked: str | None, format: str) -> str:
    """The delimiter of a file whose first lines, headings first, are given. Raises BadRequest."""
    if asked is not None:
        if len(asked) != 1 or not asked.isascii() or asked in '"\r\n\0':
            raise BadRequest(f"--delimiter {asked!r} is not one ASCII character; use , ; | or a tab")
        return asked
    if format == "tsv":
        return "\t"
    return max(DELIMITERS, key=lambda delimiter: _fit(lines, delimiter))


def _fit(lines: Sequence[str], delimiter: str) -> tuple[int, float, int]:
    """Headings known, the share of lines with as many cells as headings, the number of columns; more is better."""
    headings = cells_of(lines[0].strip("\r"), delimiter).texts
    known = sum(field_of(heading) is not None for heading in headings[:200])
    counts = Counter(len(cells_of(line.strip("\r"), delimiter).texts) for line in lines[1:] if line.strip())
    agreeing = counts[len(headings)] / counts.total() if counts and len(headings) > 1 else 0.0
    return known, agreeing, len(headings)
