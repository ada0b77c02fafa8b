"""Roots and proofs: the values that Certificate Transparency publishes, and the RFC's own recursion."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    Node,
    complete_nodes,
    grow,
    leaf_hash,
    node_count,
    node_hash,
    position,
    root,
)
from comity.audit.proof import assemble, continues, included, needed, plan_consistency, plan_inclusion
from plain_tree import consistency, mth, path

# The reference leaves of Certificate Transparency's merkle tree tests, with the roots of the trees of 1 to 8 of them.
CT_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
ZERO = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
TWO_THREE = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
FOUR = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
FOUR_FIVE = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
SIX_SEVEN = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
FOUR_TO_SEVEN = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
CT_PATHS = [
    (0, 8, [ZERO, TWO_THREE, FOUR_TO_SEVEN]),
    (5, 8, [FOUR, SIX_SEVEN, CT_ROOTS[3]]),
    (2, 3, [CT_ROOTS[1]]),
    (1, 5, [CT_ROOTS[0], TWO_THREE, FOUR]),
]
CT_CONSISTENCY = [
    (1, 1, []),
    (1, 8, [ZERO, TWO_THREE, FOUR_TO_SEVEN]),
    (6, 8, [FOUR_FIVE, SIX_SEVEN, CT_ROOTS[3]]),
    (2, 5, [TWO_THREE, FOUR]),
]


class Tree:
    """A tree that keeps the nodes it completed in the order of completion, as a store does."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.frontier = Frontier()
        self.nodes: list[bytes] = []
        for leaf in leaves:
            self.frontier, completed = grow(self.frontier, leaf_hash(leaf))
            self.nodes.extend(completed)

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        plan = plan_inclusion(index, size)
        return assemble(plan, {node: self.nodes[position(node)] for node in needed(plan)})

    def consistency(self, old: int, new: int) -> tuple[bytes, ...]:
        plan = plan_consistency(old, new)
        return assemble(plan, {node: self.nodes[position(node)] for node in needed(plan)})


def leaves_of(size: int) -> list[bytes]:
    return [str(number).encode() for number in range(size)]


def test_the_empty_tree_has_the_root_that_the_rfc_gives() -> None:
    assert root(Frontier()) == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots_are_reached(size: int) -> None:
    assert root(Tree(CT_LEAVES[:size]).frontier).hex() == CT_ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size", "published"), CT_PATHS)
def test_the_published_inclusion_proofs_are_made_and_hold(index: int, size: int, published: list[str]) -> None:
    proof = Tree(CT_LEAVES).inclusion(index, size)
    assert [each.hex() for each in proof] == published
    top = bytes.fromhex(CT_ROOTS[size - 1])
    assert included(leaf_hash(CT_LEAVES[index]), index, size=size, root=top, proof=proof)


@pytest.mark.parametrize(("old", "new", "published"), CT_CONSISTENCY)
def test_the_published_consistency_proofs_are_made_and_hold(old: int, new: int, published: list[str]) -> None:
    proof = Tree(CT_LEAVES).consistency(old, new)
    assert [each.hex() for each in proof] == published
    assert continues((old, bytes.fromhex(CT_ROOTS[old - 1])), (new, bytes.fromhex(CT_ROOTS[new - 1])), proof)


def test_the_example_of_the_rfc_names_the_nodes_it_names() -> None:
    """RFC 6962, 2.1.3: seven leaves, nodes a to l."""
    a, b, c, d, e, f, j = (leaf_hash(leaf) for leaf in leaves_of(7))
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k = node_hash(g, h)
    right = node_hash(i, j)  # l in the RFC
    tree = Tree(leaves_of(7))
    assert tree.inclusion(0, 7) == (b, h, right)
    assert tree.inclusion(3, 7) == (c, g, right)
    assert tree.inclusion(4, 7) == (f, j, k)
    assert tree.inclusion(6, 7) == (i, k)
    assert tree.consistency(3, 7) == (c, d, g, right)
    assert tree.consistency(4, 7) == (right,)
    assert tree.consistency(6, 7) == (i, j, k)


def test_every_root_and_every_proof_up_to_seventy_leaves_is_the_recursions() -> None:
    leaves = leaves_of(70)
    tree = Tree(leaves)
    for size in range(1, 71):
        top = mth(leaves[:size])
        assert root(Tree(leaves[:size]).frontier) == top
        for index in range(size):
            proof = tree.inclusion(index, size)
            assert list(proof) == path(index, leaves[:size])
            assert included(leaf_hash(leaves[index]), index, size=size, root=top, proof=proof)
        for old in range(1, size + 1):
            assert list(tree.consistency(old, size)) == consistency(old, leaves[:size])
            assert continues((old, mth(leaves[:old])), (size, top), tree.consistency(old, size))


def test_nodes_are_completed_in_the_order_that_position_tells() -> None:
    tree = Tree(leaves_of(37))
    for size in range(38):
        assert node_count(size) == len(Tree(leaves_of(size)).nodes)
    for level in range(6):
        for number in range(37 >> level):
            covered = leaves_of(37)[number << level : (number + 1) << level]
            assert tree.nodes[position(Node(level, number))] == mth(covered)


sizes = st.integers(min_value=1, max_value=300)


@given(st.data(), sizes)
def test_a_changed_proof_leaf_place_size_or_root_is_refused(data: st.DataObject, size: int) -> None:
    tree = Tree(leaves_of(size))
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    proof, top, leaf = tree.inclusion(index, size), root(tree.frontier), leaf_hash(str(index).encode())
    assert included(leaf, index, size=size, root=top, proof=proof)
    assert not included(leaf_hash(b"other"), index, size=size, root=top, proof=proof)
    assert not included(leaf, index, size=size, root=leaf_hash(b"other"), proof=proof)
    assert not included(leaf, index, size=size, root=top, proof=[*proof, leaf])
    assert not included(leaf, size, size=size, root=top, proof=proof)
    assert not included(leaf, -1, size=size, root=top, proof=proof)
    if size > 1:
        other = data.draw(st.integers(min_value=0, max_value=size - 1).filter(lambda each: each != index))
        assert not included(leaf, other, size=size, root=top, proof=proof)
        assert not included(leaf, index, size=size, root=top, proof=proof[:-1])
        broken = data.draw(st.integers(min_value=0, max_value=len(proof) - 1))
        changed = [leaf_hash(each) if at == broken else each for at, each in enumerate(proof)]
        assert not included(leaf, index, size=size, root=top, proof=changed)


@given(st.data(), sizes)
def test_a_log_that_does_not_continue_the_old_one_has_no_proof(data: st.DataObject, size: int) -> None:
    old = data.draw(st.integers(min_value=1, max_value=size))
    tree = Tree(leaves_of(size))
    before, now = (old, mth(leaves_of(old))), (size, root(tree.frontier))
    proof = tree.consistency(old, size)
    assert continues(before, now, proof)
    assert not continues((old, leaf_hash(b"rewritten")), now, proof)
    assert not continues(before, (size, leaf_hash(b"rewritten")), proof)
    assert not continues(before, now, [*proof, before[1]])
    assert not continues(now, before, proof) or old == size
    for broken in range(len(proof)):
        changed = [leaf_hash(each) if at == broken else each for at, each in enumerate(proof)]
        assert not continues(before, now, changed)
        assert not continues(before, now, [*proof[:broken], *proof[broken + 1 :]])


def test_a_million_leaves_need_few_nodes_for_a_proof_and_few_peaks_to_grow() -> None:
    million = 1_000_000
    for index in (0, 1, 524_287, 524_288, 777_777, million - 1):
        assert len(needed(plan_inclusion(index, million))) <= 2 * million.bit_length()
        assert len(needed(plan_consistency(index + 1, million))) <= 2 * million.bit_length()
    assert len(complete_nodes(0, million)) == million.bit_count()


@pytest.mark.parametrize(("index", "size"), [(1, 1), (-1, 4), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        plan_inclusion(index, size)


@pytest.mark.parametrize(("old", "new"), [(0, 4), (5, 4)])
def test_there_is_no_proof_from_nothing_or_backwards(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="continue"):
        plan_consistency(old, new)


def test_leaves_that_make_up_no_subtree_are_refused() -> None:
    with pytest.raises(ValueError, match="no subtree"):
        complete_nodes(1, 5)
