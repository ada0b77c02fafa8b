"""What lists are called, for pages: a list whose package is gone keeps its id."""

from comity import runtime
from comity.model.errors import ComityError


def list_title(list_id: str) -> str:
    """The title of a list, else its id."""
    try:
        return runtime.source_of(list_id).title
    except ComityError:
        return list_id


def list_authority(list_id: str) -> str:
    """Who publishes a list; nothing for an unknown one."""
    try:
        return runtime.source_of(list_id).authority
    except ComityError:
        return ""
