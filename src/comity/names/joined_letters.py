"""A letter of an alphabet, which may be read together with those before it: kana, Burmese."""

from comity.names.burmese import burmese_letter
from comity.names.kana import joins_before
from comity.names.kernel import inner


@inner
def add_letter(point, table, phones, n):  # type: ignore[no-untyped-def]
    """Add the phones of a letter of an alphabet to the `n` before it; returns how many there are then."""
    after = burmese_letter(point, phones, n)
    if after >= 0:
        return after
    before = joins_before(point, phones, n)
    if before < 0:
        return n
    for k in range(table[1][point]):
        phones[before + k] = table[2][point, k]
    return before + table[1][point]
