"""What Comity does not keep (safeguard S2): religion, ethnicity, opinion, health, sexual life.

Importers and intake ask here before they read a field; what is dropped is recorded by name, never by value.
"""

import re

SENSITIVE = re.compile(
    r"relig|faith|confession|denominat|\bsect\b|ethnic|\brace\b|racial|tribe|tribal|\bcaste\b"
    r"|politic|\bparty\b|ideolog|union.?member|health|medical|disab|disease|diagnos|blood.?(type|group)"
    r"|sexual|orientation"
    r"|религ|вероисповед|конфесси|этнич|раса\b|расов|племя|полит|партийн|здоров|диагноз|инвалид|сексуал",
    re.IGNORECASE,
)


def is_sensitive(field: str) -> bool:
    """Does a field's name say that it holds what Comity must not keep?"""
    return SENSITIVE.search(field.replace("_", " ")) is not None
