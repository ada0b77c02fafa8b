"""The kernels of the search run on one name that is none, which compiles them without anything being cut or indexed.

So one process can compile the search while another compiles what reads names (operations.warm_up).
"""

import numpy as np

from comity.matching.batch import Names
from comity.matching.bulk import listed_columns, search_span
from comity.matching.index import NameIndex
from comity.matching.links import link_costs, link_tokens
from comity.matching.room import room_for
from comity.matching.sieve import CARD
from comity.matching.table import TokenTable
from comity.matching.vocabulary import Vocabulary
from comity.matching.weights import NameWeights
from comity.names.similarity import MAX_PHONES


def compile_links() -> None:
    """Run the kernel that links tokens, on an index of one name without tokens."""
    index, room = _index_of_nothing(), room_for(0, 1)
    nothing = TokenTable(
        np.zeros((1, MAX_PHONES), np.uint8), np.zeros(1, np.uint8), np.zeros((1, MAX_PHONES), np.uint8),
        np.zeros(1, np.uint8), np.zeros(1, np.uint64), np.zeros(1, np.uint16), np.zeros(1, np.uint8),
        np.zeros(1, np.float32),
    )  # fmt: skip
    out = (np.zeros(1, np.uint32), np.zeros(1, np.float32), np.zeros(1, np.int64))
    weights = NameWeights().array()
    link_tokens(nothing.compared(), 0, 1, index.tokens(), index.keyed(), link_costs(), weights, room.linking, out)


def compile_search() -> None:
    """Run the kernel that searches and compares names, on the same."""
    index, weights = _index_of_nothing(), NameWeights().array()
    room, vocabulary, columns = room_for(0, 1), Vocabulary(index, weights), listed_columns(index)
    places = np.zeros(0, np.int64)
    names = Names(np.zeros(2, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.float32), places, places,
                  np.zeros(0, np.uint16))  # fmt: skip
    search_span(names, (0, 1), (vocabulary.linked(), columns, weights), 1.0, room)


def _index_of_nothing() -> NameIndex:
    """One listed name without tokens."""
    words, bytes_, tokens = np.zeros(0, np.uint64), np.zeros(0, np.uint8), np.zeros(0, np.uint32)
    bits, places, rows = np.zeros(0, np.float32), np.zeros(2, np.int64), np.zeros((0, MAX_PHONES), np.uint8)
    return NameIndex(
        phones=rows, n_phones=bytes_, spelling=rows.copy(), n_spelling=bytes_.copy(), native=words,
        flags=np.zeros(0, np.uint16), role=bytes_.copy(), weight=bits, key_value=words.copy(), key_token=tokens,
        bucket=np.zeros((1 << 8) + 1, np.int64), name_first=places, unit_token=tokens.copy(), unit_mask=tokens.copy(),
        unit_weight=bits.copy(), name_weight=np.zeros(1, np.float32), name_entry=np.zeros(1, np.uint32),
        card=np.zeros((0, CARD // 8), np.uint64), place=np.zeros((0, 4), np.uint32),
        posting=np.zeros(0, np.uint32),
    )  # fmt: skip
