"""Which customers' tokens a listed token may stand for: the token graph, looked at from the listed side."""

import numpy as np
from numpy.typing import NDArray

from comity.matching.links import links_of, token_distance
from comity.matching.room import Linking, linking_for
from comity.matching.sieve import APART, is_joined, least_alike
from comity.matching.weights import ALIKE, ALIKE_JOINED, JOINED
from comity.names.kernel import kernel

WIDER = np.float32(0.01)  # more than rounding makes of a distance that is summed up from the other end


def wider(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weights by which a little less alike is still alike."""
    wide = weights.copy()
    wide[[ALIKE, ALIKE_JOINED]] -= WIDER
    return wide


def room_to_link(n_tokens: int) -> Linking:
    """Room to link a listed token to so many customers' tokens, to all of them if need be."""
    return linking_for(n_tokens)._replace(token=np.zeros(n_tokens, np.uint32), distance=np.zeros(n_tokens, np.float32))


@kernel
def link_back(listed, begin, end, customers, keyed, number, costs, weights, room, out):  # type: ignore[no-untyped-def]
    """Link listed tokens `begin` to `end` to one block of customers' tokens, whose numbers are in `number`.

    The same links as links.link_tokens makes from the other side, and all of them: found by a wider measure,
    then measured from the customers' side. `weights`: the scorecard's, and the wider ones. `out` holds columns for
    (listed token, number of the customers' token, distance). Returns (the listed token reached, how many
    links): it stops before a token whose links do not fit.
    """
    out_listed, out_token, out_distance = out
    at = 0
    for j in range(begin, end):
        n = links_of(listed, j, customers, keyed, costs, weights[1], room)
        if at + n > out_listed.shape[0]:
            return j, at
        for k in range(n):
            token = room.token[k]
            flags = listed[5][j] | customers[5][token]
            least = least_alike(flags, weights[0])
            distance = token_distance(customers, token, listed, j, costs, least, room.rows)
            if distance < APART:
                out_listed[at], out_token[at] = j, number[token]
                out_distance[at] = distance + weights[0][JOINED] if is_joined(flags) else distance
                at += 1
    return end, at
