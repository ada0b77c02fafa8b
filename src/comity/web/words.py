"""What the codes of the model are called on a page, in the reader's language. Templates print `code|word`."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Any] = {
    # roles, and what each is for
    "analyst": _("analyst"),
    "supervisor": _("supervisor"),
    "list_officer": _("list officer"),
    "exchange_officer": _("exchange officer"),
    "auditor": _("auditor"),
    "administrator": _("administrator"),
    "does:analyst": _("works alerts, proposes decisions"),
    "does:supervisor": _("second pair of eyes, assigns work"),
    "does:list_officer": _("lists, editions, the portfolio"),
    "does:exchange_officer": _("reports and disclosures to others"),
    "does:auditor": _("sees all, changes nothing"),
    "does:administrator": _("manages people, sees no case"),
}


def word(code: object) -> str:
    """The words for a code; one that has none yet is shown as it is rather than lost."""
    found = WORDS.get(str(code))
    return str(code).replace("_", " ") if found is None else str(found)
