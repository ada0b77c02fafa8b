"""Make the packaged rarity table: `python -m comity.names.build_rarity NAMES.tsv.xz WORDS.txt`.

NAMES holds a person's name a line, then a tab and any label of where such names are borne; WORDS names of bodies,
one a line. What is kept is only how rare a token is, for those that occur at least three times; no name can be read
back, and no label is kept.

A person's token is as rare as it is among names of its own culture, not among all names of the world: that a name is
Arabic or Korean says nothing about which Arab or Korean bears it, and would be counted again with every token
(safeguards S2, S7). Cultures are learnt: a mixture of CLASSES unigram models (Nigam et al. 2000), which begins at the
most frequent labels and ends at what names occur together.
"""

import lzma
import sys
from pathlib import Path

import numpy as np
from numba import njit
from numpy.typing import NDArray

from comity.names.hashes import hash_row, mix
from comity.names.kernel import whole
from comity.names.keys import skeleton
from comity.names.rarity import SKELETON_SEED, SYLLABLE_SEED
from comity.names.tokens import FLAG_SYLLABLE, Tokens, tokenise_texts

FEWEST = 3
BODIES_SHARE = 0.35  # a word of bodies' names counts as if bodies were this share of all names
CLASSES, ROUNDS = 24, 30  # of the mixture, of expectation and maximisation
SURE = 0.9  # of a name's label, at first
SMOOTH = 0.02  # so many bearers of each token are spread over all classes

Bits = dict[int, float]


def _counts(keys: NDArray[np.uint64]) -> dict[int, int]:
    values, counts = np.unique(keys, return_counts=True)
    return {int(value): int(count) for value, count in zip(values, counts, strict=True)}


def _bones(tokens: Tokens) -> NDArray[np.uint64]:
    out = np.zeros(tokens.phones.shape[1], np.uint8)
    keys = np.empty(len(tokens.n_phones), np.uint64)
    for i, n in enumerate(tokens.n_phones):
        keys[i] = whole(hash_row)(out, whole(skeleton)(tokens.phones[i], n, out), SKELETON_SEED)
    return keys


def _among_syllables(tokens: Tokens) -> dict[int, float]:
    """How often each syllable occurs among all syllables of the names written in them."""
    rows = tokens.flags & FLAG_SYLLABLE != 0
    counts = _counts(tokens.sound[rows])
    return {
        int(whole(mix)(np.uint64(sound) ^ SYLLABLE_SEED)): count / int(rows.sum())
        for sound, count in counts.items()
        if count >= FEWEST
    }


@njit(cache=True, nogil=True)
def _expect(names, likelihood, out):  # type: ignore[no-untyped-def]
    """The class of every name (n_names x CLASSES), and how many tokens and names each class holds by it, to `out`.

    names       (first token of each, tokens, which tokens are frequent enough to tell classes apart)
    likelihood  (logarithms of how often a class's names hold each token, of each class's share)
    """
    first, token, known = names
    log_share, log_size = likelihood
    share, held, size = out
    for name in range(first.shape[0] - 1):
        likely = log_size.copy()
        for i in range(first[name], first[name + 1]):
            if known[token[i]]:
                likely += log_share[token[i]]
        weight = np.exp(likely - likely.max())
        share[name] = weight / weight.sum()
        size += share[name]
        for i in range(first[name], first[name + 1]):
            held[token[i]] += share[name]


def _classes(tokens: Tokens, labels: NDArray[np.str_]) -> NDArray[np.float64]:
    """How much of every token's bearers are of each class: n_tokens x CLASSES, by the token's name."""
    _, token, count = np.unique(tokens.sound, return_inverse=True, return_counts=True)
    names, label = np.unique(labels, return_inverse=True)
    place = np.full(len(names), CLASSES - 1)
    frequent = np.argsort(-np.bincount(label), kind="stable")[: CLASSES - 1]
    place[frequent] = np.arange(len(frequent))
    share = np.full((len(labels), CLASSES), (1.0 - SURE) / CLASSES)
    share[np.arange(len(labels)), place[label]] += SURE
    name_of = np.repeat(np.arange(len(labels)), np.diff(tokens.first))
    held = np.stack([np.bincount(token, weights=column[name_of], minlength=len(count)) for column in share.T], axis=1)
    size = share.sum(0)
    for _ in range(ROUNDS):
        spread = held + SMOOTH * count[:, None] * (held.sum(0) / held.sum())
        log_share, log_size = np.log(spread / spread.sum(0)), np.log(size / size.sum())
        held[:], size[:] = 0.0, 0.0
        _expect((tokens.first, token, count >= FEWEST), (log_share, log_size), (share, held, size))
    return share[name_of]


def _within(keys: NDArray[np.uint64], share: NDArray[np.float64]) -> Bits:
    """Bits of each key within the classes of its bearers."""
    values, row = np.unique(keys, return_inverse=True)
    held = np.stack([np.bincount(row, weights=column, minlength=len(values)) for column in share.T], axis=1)
    mine = held / held.sum(1, keepdims=True)
    bits = -(mine * np.log2(np.maximum(held, 1e-9) / held.sum(0))).sum(1)
    return dict(zip(values.tolist(), bits.tolist(), strict=True))


def _table(
    people: NDArray[np.uint64], within: Bits, bodies: NDArray[np.uint64], more: dict[int, float]
) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    of_people, of_bodies = _counts(people), _counts(bodies)
    rare: Bits = {}
    for key in of_people.keys() | of_bodies.keys():
        person, body = of_people.get(key, 0), of_bodies.get(key, 0)
        if person >= FEWEST or body >= FEWEST:
            of_body = -np.log2(BODIES_SHARE * body / len(bodies)) if body else np.inf
            rare[key] = float(min(within.get(key, np.inf), of_body))
    rare |= {key: float(-np.log2(share)) for key, share in more.items()}
    keys = np.array(sorted(rare), dtype=np.uint64)
    bits = np.array([rare[int(key)] for key in keys])
    return keys, np.clip(np.rint(bits * 8), 0, 255).astype(np.uint8)


def main(names: Path, words: Path) -> None:
    """Count and write rarity.npz beside this module."""
    content = names.read_bytes()
    text = (lzma.decompress(content) if names.suffix == ".xz" else content).decode("utf-8")
    lines = [line.partition("\t")[::2] for line in text.splitlines()]
    people = tokenise_texts([name for name, _ in lines])
    bodies = tokenise_texts(words.read_text("utf-8").splitlines())
    share = _classes(people, np.array([label for _, label in lines]))
    bones_of = _bones(people)
    sound, sound_bits = _table(people.sound, _within(people.sound, share), bodies.sound, _among_syllables(people))
    bones, bones_bits = _table(bones_of, _within(bones_of, share), _bones(bodies), {})
    target = Path(__file__).with_name("rarity.npz")
    np.savez_compressed(target, sound=sound, sound_bits=sound_bits, bones=bones, bones_bits=bones_bits)
    print(f"{target.name}: {len(sound):,} tokens, {len(bones):,} skeletons")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
