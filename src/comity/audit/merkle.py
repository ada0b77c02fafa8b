"""The Merkle tree of RFC 6962, section 2.1, grown one leaf at a time.

A tree of n leaves falls into complete subtrees, one for each bit set in n, largest first. Their roots (the
frontier) are all that is needed to append a leaf or to tell the root: O(log n), nothing is read again.

Every complete subtree is a node: level 0 are the leaves, node (level, k) covers the leaves k·2^level up to
(k+1)·2^level. A node never changes once its last leaf is there, so nodes can be stored in the order in which
they were completed; `position` tells where.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


class Node(NamedTuple):
    """A complete subtree: the leaves from number·2^level, 2^level of them."""

    level: int
    number: int


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree of `size` leaves by the roots of its complete subtrees, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf (RFC 6962 2.1: 0x00 before the content)."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node from those of its two halves (RFC 6962 2.1: 0x01 before them)."""
    return sha256(b"\x01" + left + right).digest()


def grow(frontier: Frontier, leaf: bytes) -> tuple[Frontier, tuple[bytes, ...]]:
    """The tree with one more leaf, and the nodes that it completed, the leaf itself first."""
    peaks = list(frontier.peaks)
    completed = [leaf]
    for _ in range(_trailing_ones(frontier.size)):
        completed.append(node_hash(peaks.pop(), completed[-1]))
    return Frontier(frontier.size + 1, (*peaks, completed[-1])), tuple(completed)


def root(frontier: Frontier) -> bytes:
    """The root hash of the tree."""
    return fold(frontier.peaks) if frontier.peaks else EMPTY_ROOT


def fold(hashes: tuple[bytes, ...]) -> bytes:
    """The hash over neighbouring complete subtrees, largest first."""
    *rest, folded = hashes
    for left in reversed(rest):
        folded = node_hash(left, folded)
    return folded


def complete_nodes(start: int, end: int) -> tuple[Node, ...]:
    """The complete subtrees that make up the leaves from `start` up to `end`, largest first.

    `start` is a multiple of the largest power of two below or at end - start, as it is in every proof.
    """
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        if start % (1 << level):
            raise ValueError(f"leaves {start} up to {end} are no subtree")
        nodes.append(Node(level, start >> level))
        start += 1 << level
    return tuple(nodes)


def position(node: Node) -> int:
    """How many nodes are complete before this one, in a tree that grows leaf by leaf."""
    last_leaf = ((node.number + 1) << node.level) - 1
    return node_count(last_leaf) + node.level


def node_count(size: int) -> int:
    """How many nodes a tree of `size` leaves has completed."""
    return 2 * size - size.bit_count()


def _trailing_ones(number: int) -> int:
    return (number ^ (number + 1)).bit_length() - 1
