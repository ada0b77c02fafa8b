"""Names from the machine-readable zone of a travel document: cut off where its line is full."""

from comity.names.kernel import inner

FILLER = ord("<")
SHORT_LINES, LONG_LINE = (
    (30, 31),
    39,
)  # characters for the name: cards and small visas; passports (ICAO Doc 9303-3 to -7)


@inner
def is_cut_off(text, begin, end):  # type: ignore[no-untyped-def]
    """Does a name fill its line to the last letter, so that the rest of its last word may be lost?"""
    size = end - begin
    if size != LONG_LINE and size != SHORT_LINES[0] and size != SHORT_LINES[1]:
        return False
    fillers = 0
    for i in range(begin, end):
        if text[i] == FILLER:
            fillers += 1
        elif not 65 <= text[i] <= 90:
            return False
    return fillers > 0 and text[end - 1] != FILLER
