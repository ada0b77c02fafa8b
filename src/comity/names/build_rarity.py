"""Make the packaged rarity table: `python -m comity.names.build_rarity NAMES.tsv.xz WORDS.txt`.

NAMES holds a person's name a line, up to the first tab; WORDS names of bodies, one a line. What is kept
is only how often a token occurs, for those that occur at least three times; no name can be read back.
"""

import lzma
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from comity.names.keys import skeleton
from comity.names.rarity import SKELETON_SEED, SYLLABLE_SEED
from comity.names.tokens import FLAG_SYLLABLE, Tokens, hash_row, mix, tokenise_texts

FEWEST = 3
BODIES_SHARE = 0.35  # a word of bodies' names counts as if bodies were this share of all names


def _counts(keys: NDArray[np.uint64]) -> dict[int, int]:
    values, counts = np.unique(keys, return_counts=True)
    return {int(value): int(count) for value, count in zip(values, counts, strict=True)}


def _bones(tokens: Tokens) -> NDArray[np.uint64]:
    out = np.zeros(tokens.phones.shape[1], np.uint8)
    keys = np.empty(len(tokens.n_phones), np.uint64)
    for i, n in enumerate(tokens.n_phones):
        keys[i] = hash_row(out, skeleton(tokens.phones[i], n, out), SKELETON_SEED)
    return keys


def _among_syllables(tokens: Tokens) -> dict[int, float]:
    """How often each syllable occurs among all syllables of the names written in them."""
    rows = tokens.flags & FLAG_SYLLABLE != 0
    counts = _counts(tokens.sound[rows])
    return {
        int(mix(np.uint64(sound) ^ SYLLABLE_SEED)): count / int(rows.sum())
        for sound, count in counts.items()
        if count >= FEWEST
    }


def _table(
    people: NDArray[np.uint64], bodies: NDArray[np.uint64], more: dict[int, float]
) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    of_people, of_bodies = _counts(people), _counts(bodies)
    share = dict(more)
    for key in of_people.keys() | of_bodies.keys():
        person, body = of_people.get(key, 0), of_bodies.get(key, 0)
        if person >= FEWEST or body >= FEWEST:
            share[key] = max(person / len(people), BODIES_SHARE * body / max(len(bodies), 1))
    keys = np.array(sorted(share), dtype=np.uint64)
    bits = np.array([-np.log2(share[int(key)]) for key in keys])
    return keys, np.clip(np.rint(bits * 8), 0, 255).astype(np.uint8)


def main(names: Path, words: Path) -> None:
    """Count and write rarity.npz beside this module."""
    content = names.read_bytes()
    text = (lzma.decompress(content) if names.suffix == ".xz" else content).decode("utf-8")
    people = tokenise_texts([line.split("\t")[0] for line in text.splitlines()])
    bodies = tokenise_texts(words.read_text("utf-8").splitlines())
    sound, sound_bits = _table(people.sound, bodies.sound, _among_syllables(people))
    bones, bones_bits = _table(_bones(people), _bones(bodies), {})
    target = Path(__file__).with_name("rarity.npz")
    np.savez_compressed(target, sound=sound, sound_bits=sound_bits, bones=bones, bones_bits=bones_bits)
    print(f"{target.name}: {len(sound):,} tokens, {len(bones):,} skeletons")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
