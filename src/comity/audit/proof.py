"""Proofs of RFC 6962: that a leaf is in a tree (2.1.1), and that a tree continues an earlier one (2.1.2).

A proof is planned before anything is read: the plan names, for each hash of the proof, the complete subtrees that
make it up. So a store fetches at most O(log n) nodes in one go, whatever the size of the log. Checking needs no
tree; it follows RFC 9162, 2.1.3.2 and 2.1.4.2, which spell out the checks of the same proofs.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from comity.audit.merkle import Node, complete_nodes, fold, node_hash

Plan: TypeAlias = tuple[tuple[Node, ...], ...]


def plan_inclusion(index: int, size: int) -> Plan:
    """What proves that leaf `index` is in the tree of `size` leaves, from the leaf upwards."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    plan: list[tuple[Node, ...]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            plan.append(complete_nodes(middle, end))
            end = middle
        else:
            plan.append(complete_nodes(start, middle))
            start = middle
    return tuple(reversed(plan))


def plan_consistency(old: int, new: int) -> Plan:
    """What proves that the tree of `new` leaves begins with the tree of `old` leaves."""
    if not 0 < old <= new:
        raise ValueError(f"nothing proves that {new} leaves continue {old}")
    plan: list[tuple[Node, ...]] = []
    start, end = 0, new
    while old < end:
        middle = start + _split(end - start)
        if old <= middle:
            plan.append(complete_nodes(middle, end))
            end = middle
        else:
            plan.append(complete_nodes(start, middle))
            start = middle
    if start > 0:  # otherwise the old tree itself is the subtree, and its root is known
        plan.append(complete_nodes(start, end))
    return tuple(reversed(plan))


def needed(plan: Plan) -> tuple[Node, ...]:
    """Every node that the plan asks for."""
    return tuple(node for subtree in plan for node in subtree)


def assemble(plan: Plan, hashes: Mapping[Node, bytes]) -> tuple[bytes, ...]:
    """The proof, from the hashes of the nodes it needs."""
    return tuple(fold(tuple(hashes[node] for node in subtree)) for subtree in plan)


def included(leaf: bytes, index: int, *, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Does the proof show that this leaf hash stands at `index` in the tree of this size and root?"""
    if not 0 <= index < size:
        return False
    place, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            computed = node_hash(sibling, computed)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and computed == root


def continues(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Does the proof show that the new tree (size, root) begins with the old one?"""
    if old[0] == new[0]:
        return old[1] == new[1] and not proof
    if not 0 < old[0] < new[0] or not proof:
        return False
    hashes = list(proof) if old[0] & (old[0] - 1) else [old[1], *proof]
    place, last = old[0] - 1, new[0] - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and older == old[1] and newer == new[1]


def _split(leaves: int) -> int:
    """The largest power of two smaller than the number of leaves (RFC 6962 2.1)."""
    return 1 << ((leaves - 1).bit_length() - 1)
