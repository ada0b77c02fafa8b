"""What family names of a language end in: it says where a family is from, not which family it is.

Stojanović and Cvijanović share half of their letters and nothing that tells one person from another, so two words with
the same ending are compared by what stands before it.
"""

import numpy as np
from numpy.typing import NDArray

from comity.names.alphabet import CODE
from comity.names.kernel import inner

# In phones. South and East Slavic, Polish; Greek; Georgian; Romanian; Turkish; Persian, Azerbaijani, Tajik; Nordic;
# German. An ending of two phones (-ov, -in, -ez) leaves enough of the name for the whole to be compared.
ENDINGS = (
    *("oviC", "eviC", "enko", "enka", "ovski", "evski", "owski", "ewski", "inski", "Cuk"),
    *("opulos", "idis", "akis", "Svili", "adze", "esku", "oglu", "zade", "zoda"),
    *("anson", "erson", "dotir", "strom", "berg", "sten", "man"),
)
_ROWS = np.zeros((len(ENDINGS), max(map(len, ENDINGS))), np.uint8)
_SIZES = np.array([len(ending) for ending in ENDINGS], np.int64)
for _row, _ending in enumerate(ENDINGS):
    _ROWS[_row, : len(_ending)] = [CODE[phone] for phone in _ending]
FEWEST = np.int64(2)  # phones before the ending; a word that is hardly more is no family name


@inner
def shared_ending(phones_a: NDArray[np.uint8], n_a: np.int64, phones_b: NDArray[np.uint8], n_b: np.int64) -> np.int64:
    """How many phones of two words are one family ending of both; 0 for none."""
    same = np.int64(0)
    while same < min(n_a, n_b) and phones_a[n_a - 1 - same] == phones_b[n_b - 1 - same]:
        same += 1
    for row in range(_SIZES.shape[0]):
        size = _SIZES[row]
        if size > same or size + FEWEST > min(n_a, n_b):
            continue
        at = np.int64(0)
        while at < size and phones_a[n_a - size + at] == _ROWS[row, at]:
            at += 1
        if at == size:
            return np.int64(size)
    return np.int64(0)
