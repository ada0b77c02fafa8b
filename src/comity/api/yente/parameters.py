"""Parameters of an address, read as yente reads them: names may be repeated, unknown ones are passed over."""

import math
import re

from django.http import QueryDict

from comity.api.yente.misread import Misread

INSTANT = re.compile(r"^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?")
LONGEST = 1_000  # characters of one value
TRUE, FALSE = frozenset({"true", "1", "yes", "on"}), frozenset({"false", "0", "no", "off"})


def whole(query: QueryDict, name: str, default: int, *, most: int) -> int:
    """A whole number of at least 0. Raises Misread."""
    said = query.get(name)
    if said is None:
        return default
    if not re.fullmatch(r"-?[0-9]{1,9}", said):
        raise Misread(name, "Input should be a valid integer", "int_parsing")
    if int(said) > most:
        raise Misread(name, f"Input should be less than or equal to {most}", "less_than_equal")
    return max(0, int(said))


def share(query: QueryDict, name: str) -> float | None:
    """A number, None where it is not said. Raises Misread."""
    said = query.get(name)
    if said is None:
        return None
    try:
        number = float(said)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Misread(name, "Input should be a valid number", "float_parsing")
    return number


def truth(query: QueryDict, name: str, default: bool) -> bool:
    """Yes or no. Raises Misread."""
    said = query.get(name, "").lower()
    if said in TRUE or said in FALSE:
        return said in TRUE
    if said:
        raise Misread(name, "Input should be a valid boolean", "bool_parsing")
    return default


def texts(query: QueryDict, name: str) -> tuple[str, ...]:
    """Every value that a name was given. Raises Misread for one that is no sensible text."""
    found = tuple(query.getlist(name))
    if any(len(each) > LONGEST or "\0" in each for each in found):
        raise Misread(name, f"String should have at most {LONGEST} characters", "string_too_long")
    return found


def since(query: QueryDict, name: str) -> str | None:
    """An instant such as 2026-08-01 or 2026-08-01T12:00:00. Raises Misread."""
    said = query.get(name)
    if said is not None and INSTANT.match(said) is None:
        raise Misread(name, "String should be a date such as 2026-08-01", "string_pattern_mismatch")
    return said
