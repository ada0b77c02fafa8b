"""Names cut off where their line is full: in the machine-readable zone of a travel document, in a payment message."""

from comity.names.kernel import inner

FILLER, SPACE = ord("<"), ord(" ")
# Characters for the name: cards and small visas; passports (ICAO Doc 9303-3 to -7). A line of a party to a payment is
# 35 characters long (SWIFT MT 103, fields 50 and 59: 4*35x), and as many old systems keep of a name.
SHORT_LINES, LONG_LINE, PAYMENT_LINE = (30, 31), 39, 35
OF_LONG_NAMES = 3  # spaces; a shorter name is seldom that long by being cut


@inner
def is_cut_off(text, begin, end):  # type: ignore[no-untyped-def]
    """Does a name fill its line to the last letter, so that the rest of its last word may be lost? Either is written in
    capitals."""
    size = end - begin
    payment = size == PAYMENT_LINE
    if size != LONG_LINE and size != SHORT_LINES[0] and size != SHORT_LINES[1] and not payment:
        return False
    between = 0
    for i in range(begin, end):
        if text[i] == (SPACE if payment else FILLER):
            between += 1
        elif not 65 <= text[i] <= 90:
            return False
    if text[end - 1] == SPACE or text[end - 1] == FILLER:
        return False
    return between >= OF_LONG_NAMES if payment else between > 0
