"""What is compared besides names: one comparison a file, each a plain function.

A comparison returns a Verdict or None where either side has nothing to compare. FEATURES is the
order in which the scorer applies them; identifiers come first since they can earn.
"""

from comity.matching.features import birth, country, gender, identifier, kind
from comity.matching.features.verdict import Comparison, Verdict

EARNING: tuple[Comparison, ...] = (identifier.compare,)
CLEARING: tuple[Comparison, ...] = (kind.compare, gender.compare, country.compare, birth.compare)

__all__ = ["CLEARING", "EARNING", "Comparison", "Verdict"]
