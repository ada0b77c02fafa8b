"""Hashes of words: FNV-1a over bytes, mixed at the end so that low bits are usable as a table index."""

import numpy as np

from comity.names.kernel import inner

FNV_BASIS, FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)


@inner
def hash_row(row, n, seed):  # type: ignore[no-untyped-def]
    """FNV-1a over bytes, mixed at the end so that low bits are usable as a table index."""
    return hash_rest(hash_start(seed), row, np.int64(0), np.int64(n))


@inner
def hash_start(seed):  # type: ignore[no-untyped-def]
    """What the hash of no bytes is before it is mixed."""
    return FNV_BASIS ^ np.uint64(seed)


@inner
def hash_on(value, byte):  # type: ignore[no-untyped-def]
    """The hash of one byte more, before it is mixed."""
    return (value ^ np.uint64(byte)) * FNV_PRIME


@inner
def hash_rest(value, row, begin, end):  # type: ignore[no-untyped-def]
    """The hash of what `value` is of, and of the bytes from `begin` to `end` behind it."""
    for i in range(begin, end):
        value = hash_on(value, row[i])
    return mix(value)


@inner
def mix(value: np.uint64) -> np.uint64:
    """Finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
