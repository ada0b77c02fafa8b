"""From a publisher's file to designations: one module a list, each ending in its SOURCE.

`source` says what a list is and reads any of them in the same way, `record` accounts for every field,
`reading` collects what an officer should look at. `admission` decides whether an edition may be put in
force, `difference` what changed between two. LISTS names every list that Comity itself reads; other
packages add theirs under the entry-point group `comity.lists`, which the runtime reads.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.lists.source import ListSource

    LISTS: tuple[ListSource, ...]

__all__ = ["LISTS"]


def __getattr__(name: str) -> "tuple[ListSource, ...]":
    """LISTS, loaded when first asked for: a command that reads no list should not wait for every parser."""
    if name == "LISTS":
        return _lists()
    raise AttributeError(name)


@cache
def _lists() -> "tuple[ListSource, ...]":
    from comity.lists import au_dfat, ca_sema, ch_seco, eu_fsf, ftm, national, uk, un_sc, us_ofac

    return (
        un_sc.SOURCE,
        us_ofac.SOURCE,
        eu_fsf.SOURCE,
        uk.SOURCE,
        au_dfat.SOURCE,
        ca_sema.SOURCE,
        ch_seco.SOURCE,
        ftm.SOURCE,
        national.SOURCE,
    )
