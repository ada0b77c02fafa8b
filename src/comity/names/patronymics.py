"""Patronymics of the Russian kind by how they end: Viktorovich, Andreyevna, Ilyinichna, in any script with vowels."""

from comity.names.alphabet import CODE
from comity.names.kernel import inner

SHORTEST = 6  # phones
_A, _C, _E, _I, _N, _O, _V = (CODE[phone] for phone in "aCeinov")


@inner
def is_patronymic(phones, n):  # type: ignore[no-untyped-def]
    """Does a tidied token end as a patronymic does? Serbian family names (Jovanović) do so, too."""
    if n < SHORTEST:
        return False
    last, second, third, fourth = phones[n - 1], phones[n - 2], phones[n - 3], phones[n - 4]
    open_vowel = fourth in (_O, _E)
    son = open_vowel and third == _V and second == _I and last == _C
    daughter = last == _A and second == _N and ((third == _V and open_vowel) or (third == _C and fourth == _I))
    return son or daughter
