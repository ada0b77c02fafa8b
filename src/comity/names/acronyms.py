"""Bodies by their letters: with dots (P.K.K.), and in brackets behind the name whose initials they are (HQN); and the
letter that is nobody's initial: Lashkar-e-Tayyiba."""

from comity.names.kernel import inner

FEWEST, MOST = 2, 6  # letters
LETTERS = 3  # with dots between; two may be somebody's initials
_OPEN, _CLOSE, DOT, _HYPHEN, _A, _E = ord("("), ord(")"), ord("."), ord("-"), ord("A"), ord("E")


@inner
def is_own_acronym(text, begin, end, start, stop):  # type: ignore[no-untyped-def]
    """Is the word at `start` to `stop` of the name at `begin` to `end` made of letters of the words before it?

    It must stand in brackets by itself, in capitals; its letters come in the order of the words' letters,
    from the beginning of a word on.
    """
    n = stop - start
    if n < FEWEST or n > MOST or start == begin or stop == end or text[start - 1] != _OPEN or text[stop] != _CLOSE:
        return False
    for i in range(start, stop):
        if not 65 <= text[i] <= 90:
            return False
    for i in range(begin, start - 1):
        if (i == begin or not _is_letter(text[i - 1])) and _in_order(text, i, start - 1, start, stop):
            return True
    return False


@inner
def joins_two(text, begin, end, start, stop):  # type: ignore[no-untyped-def]
    """Is the letter at `start` of the name at `begin` to `end` the vowel by which Persian and Urdu join two words,
    between two hyphens: Lashkar-e-Tayyiba, Fazeel-a-Tul?"""
    if start == begin or stop >= end or text[start - 1] != _HYPHEN or text[stop] != _HYPHEN:
        return False
    return text[start] & 0xDF in (_A, _E)


@inner
def dotted_until(text, begin, end):  # type: ignore[no-untyped-def]
    """Where single letters with nothing but dots between them end; `begin`, where they begin, if they are few."""
    at, count, stop = begin, 0, begin
    while at < end and _is_letter(text[at]) and (at + 1 == end or not _is_letter(text[at + 1])):
        count += 1
        stop = at + 1
        if stop == end or text[stop] != DOT:
            break
        at += 2
    return stop if count >= LETTERS else begin


@inner
def _in_order(text, at, end, start, stop):  # type: ignore[no-untyped-def]
    """Does the byte at `at` begin the letters from `start` to `stop`, and do the others follow before `end`?"""
    if text[at] & 0xDF != text[start]:
        return False
    for i in range(start, stop):
        while at < end and text[at] & 0xDF != text[i]:
            at += 1
        if at == end:
            return False
        at += 1
    return True


@inner
def _is_letter(byte: int) -> bool:
    return byte >= 0x80 or 65 <= byte & 0xDF <= 90
