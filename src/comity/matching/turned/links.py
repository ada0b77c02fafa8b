"""Which customers' tokens a listed token may stand for: the token graph, looked at from the listed side."""

import numpy as np
from numba import njit

from comity.matching.links import token_distance
from comity.matching.sieve import APART
from comity.matching.weights import ALIKE, ALIKE_JOINED, JOINED
from comity.names.keys import MAX_KEYS, token_keys
from comity.names.tokens import FLAG_JOINED


@njit(cache=True, nogil=True)
def link_back(listed, begin, end, customers, keyed, number, costs, weights, out):  # type: ignore[no-untyped-def]
    """Link listed tokens `begin` to `end` to one block of customers' tokens, whose numbers are in `number`.

    The same links as links.link_tokens makes from the other side, and all of them. `out` holds columns for
    (listed token, number of the customers' token, distance). Returns (the listed token reached, how many
    links): it stops before a token whose links do not fit.
    """
    key_value, key_token, bucket, shift = keyed
    out_listed, out_token, out_distance = out
    keys = np.zeros(MAX_KEYS, np.uint64)
    rows = np.zeros((3, listed[0].shape[1] + 1), np.float32)
    seen = np.zeros(number.shape[0], np.int32)
    at = 0
    for j in range(begin, end):
        before = at
        joined = listed[5][j] & FLAG_JOINED != 0
        least = weights[ALIKE_JOINED] if joined else weights[ALIKE]
        for k in range(token_keys(listed, j, keys, costs[3])):
            place = np.int64(keys[k] >> np.uint64(shift))
            for row in range(bucket[place], bucket[place + 1]):
                token = key_token[row]
                if key_value[row] != keys[k] or seen[token] == j - begin + 1:
                    continue
                seen[token] = j - begin + 1
                distance = token_distance(customers, token, listed, j, costs, least, rows)
                if distance < APART:
                    if at == out_listed.shape[0]:
                        return j, before
                    out_listed[at], out_token[at] = j, number[token]
                    out_distance[at] = distance + weights[JOINED] if joined else distance
                    at += 1
    return end, at
