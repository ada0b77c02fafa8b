"""Where a value stands in an ascending column."""

import numpy as np

from comity.names.kernel import inner


@inner
def place_of(known, value):  # type: ignore[no-untyped-def]
    """The first row that holds a value, -1 where none does. np.searchsorted compiles in a second, this in none."""
    low, high = np.int64(0), np.int64(known.shape[0])
    while low < high:
        middle = (low + high) >> np.int64(1)
        if known[middle] < value:
            low = middle + np.int64(1)
        else:
            high = middle
    return low if low < known.shape[0] and known[low] == value else np.int64(-1)
