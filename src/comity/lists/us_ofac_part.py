"""Which of OFAC's lists a file holds: the SDN list or the Consolidated (non-SDN) list, in force side by side.

CSV and `sdnList` XML do not say it, so the programmes decide: nearly every entry of the Consolidated
list has none but its own programmes, while on the SDN list such entries are a minority.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from comity.lists.us_ofac_facts import lookups

SDN, CONSOLIDATED = "sdn", "consolidated"
SAMPLE = 1_000  # entries looked at; the SDN list is ordered by uid and starts with the oldest programmes
CLEARLY_CONSOLIDATED, CLEARLY_SDN = 0.8, 0.5
SDN_LIST, CONSOLIDATED_LIST = "SDN List", "Consolidated List"


def part_of(programmes: Iterable[Sequence[str]], name: str) -> str:
    """The list that entries with these programmes belong to; between the shares, the file's name decides."""
    sample = list(islice(programmes, SAMPLE))
    own = lookups().consolidated
    share = sum(bool(entry) and own.issuperset(entry) for entry in sample) / max(1, len(sample))
    if share >= CLEARLY_CONSOLIDATED:
        return CONSOLIDATED
    hinted = name.lower().rpartition("/")[2].startswith("cons")
    return CONSOLIDATED if share > CLEARLY_SDN and hinted else SDN


def part_of_filters(lists: Sequence[str], others: Sequence[str]) -> str:
    """The part that an enhanced file's own filters name.

    `others` are filters by programme, country and the like: such a file is a part of its own, so
    that it never stands in for a whole list.
    """
    if others:
        return f"subset: {', '.join(others)}"
    if SDN_LIST in lists and CONSOLIDATED_LIST in lists:
        return "sdn and consolidated"
    if SDN_LIST in lists:
        return SDN
    if CONSOLIDATED_LIST in lists:
        return CONSOLIDATED
    return f"subset: {', '.join(lists)}"
