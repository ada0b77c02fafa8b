#!/usr/bin/env python3
"""Check an export of a Comity log, or the proof of an entry, without Comity. Ends with 3 where anything was changed.

KEY is the log's public key as its owner gave it to you, not as it came with the export. SHA-256(0x00, SHA-256(salt,
payload)) is the leaf of an entry; all leaves give the root of each checkpoint (RFC 6962), parts of a log come with
proofs. A checkpoint is a signed note (C2SP) of origin, size and root, by the Ed25519 key that the log names there.
"""

import argparse
import json
import sys
from base64 import b64decode
from functools import reduce
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

found: list[str] = []
Key = tuple[str, bytes, bytes]  # name, id, public key


class Checkpoint(NamedTuple):
    size: int
    root: bytes
    text: bytes
    signatures: list[tuple[str, bytes]]
    proof: list[bytes]


class Entry(NamedTuple):
    leaf: bytes
    said: dict[str, Any] | None  # None once erased; kept only of what the log says of itself
    proof: list[bytes] | None


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def read_key(line: str) -> Key:
    name, key_id, encoded = line.strip().split("+", 2)
    content = b64decode(encoded, validate=True)
    if sha256(name.encode() + b"\n" + content).hexdigest()[:8] != key_id or content[:1] != b"\x01":
        raise ValueError(f"not a sound Ed25519 key: {line.strip()}")
    return name, bytes.fromhex(key_id), content[1:]


def read_checkpoint(record: Any) -> Checkpoint:
    text, _, below = record["note"].rpartition("\n\n")
    size, root = text.split("\n")[1:3]
    lines = [line.removeprefix("— ").split(" ") for line in below.splitlines()]
    signatures = [(name, b64decode(signature, validate=True)) for name, signature in lines]
    proof = [bytes.fromhex(each) for each in record.get("proof", ())]
    return Checkpoint(int(size), b64decode(root, validate=True), f"{text}\n".encode(), signatures, proof)


def signed_by(checkpoint: Checkpoint, key: Key) -> bool:
    own = [each[4:] for name, each in checkpoint.signatures if (name, each[:4]) == key[:2]]
    try:
        for signature in own:
            Ed25519PublicKey.from_public_bytes(key[2]).verify(signature, checkpoint.text)
    except InvalidSignature:
        return False
    return bool(own) and checkpoint.text.split(b"\n")[0] == key[0].encode()


def climb(start: bytes, index: int, last: int, proof: list[bytes]) -> tuple[bytes, bytes] | None:
    """The old and the new root that a proof leads to (RFC 9162, 2.1.3.2 and 2.1.4.2); None where it does not fit."""
    old = new = start
    for sibling in proof:
        if last == 0:
            return None
        if index & 1 or index == last:
            old, new = node(sibling, old), node(sibling, new)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            new = node(new, sibling)
        index, last = index >> 1, last >> 1
    return (old, new) if last == 0 else None


def continues(old: Checkpoint, new: Checkpoint) -> bool:
    if not 0 < old.size < new.size or not new.proof:
        return False
    first, *rest = new.proof if old.size & (old.size - 1) else [old.root, *new.proof]
    index, last = old.size - 1, new.size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    return climb(first, index, last, rest) == (old.root, new.root)


def read_entry(record: Any) -> Entry:
    """An entry, its content checked against its leaf."""
    index, leaf, payload = record["index"], bytes.fromhex(record["leaf"]), record.get("payload")
    proof = [bytes.fromhex(each) for each in record["proof"]] if "proof" in record else None
    if payload is None:
        return Entry(leaf, None, proof)
    salt, said = bytes.fromhex(record["salt"]), json.loads(payload)
    if sha256(b"\x00" + sha256(salt + payload.encode()).digest()).digest() != leaf or len(salt) != 32:
        found.append(f"entry {index}: its salt, its content or its hash was changed")
    if said["index"] != index:
        found.append(f"entry {index}: what stands here was logged as entry {said['index']}")
    return Entry(leaf, said if said["action"].startswith("log.") else {}, proof)


def check_keys(entries: dict[int, Entry], checkpoints: list[Checkpoint], trusted: list[Key]) -> None:
    """Every checkpoint is signed by the key in force, and every new key was handed over by the one before."""
    said = [(index, each.said) for index, each in entries.items() if each.said and each.said["action"] == "log.key"]
    changes = sorted((index, read_key(each["details"]["key"]), "lost" in each["details"]) for index, each in said)
    if not any(key in trusted for _, key, _ in changes):
        found.append("wrong key: none of the keys that you trust was ever in force in this log")
    for each in checkpoints:
        named = [change for change in changes if change[0] < each.size]
        handing_over = len(named) > 1 and named[-1][0] == each.size - 1 and not named[-1][2]
        if not named or not signed_by(each, named[-2 if handing_over else -1][1]):
            found.append(f"checkpoint {each.size}: was changed, or another key than the one in force signed it")
    for (_, before, _), (index, key, _) in pairwise(changes):
        if key not in trusted and not any(each.size == index + 1 and signed_by(each, before) for each in checkpoints):
            found.append(f"entry {index}: puts a key in force, and the key before did not sign that")


def check_whole(entries: dict[int, Entry], checkpoints: list[Checkpoint]) -> None:
    """All leaves against the root of every checkpoint; what was erased against the entries that record it."""
    peaks: list[tuple[int, bytes]] = []  # size and hash of each complete subtree, largest first
    grown = sound = 0
    for size, signed_root, *_ in checkpoints:
        while grown < size and grown in entries:
            peaks.append((1, entries[grown].leaf))
            while len(peaks) > 1 and peaks[-2][0] == peaks[-1][0]:
                (half, left), (_, right) = peaks[-2:]
                peaks[-2:] = [(2 * half, node(left, right))]
            grown += 1
        if grown < size:
            found.append(f"entry {grown}: is missing; checkpoint {size} was signed over {size} entries")
            return
        root = reduce(lambda right, peak: node(peak[1], right), peaks[-2::-1], peaks[-1][1])
        if root != signed_root:
            found.append(f"checkpoint {size}: of entries {sound}-{size - 1}, something was changed, added or moved")
        sound = size if root == signed_root else sound
    found.extend(f"entry {index}: was added; no checkpoint covers it" for index in entries if not 0 <= index < grown)
    own = [each.said for each in entries.values() if each.said and each.said["action"] == "log.erase"]
    runs = [run for said in own for run in said["details"].get("entries", ())]
    recorded = {index for first, last in runs for index in range(first, min(last + 1, grown))}
    gone = [index for index, each in entries.items() if each.said is None and index not in recorded]
    found.extend(f"entry {index}: its content is gone, and no entry records why" for index in gone)


def check_parts(entries: dict[int, Entry], checkpoints: list[Checkpoint]) -> None:
    """Each entry against the last checkpoint, and each checkpoint against the one before, by their proofs."""
    last = checkpoints[-1]
    for index, (leaf, _, proof) in entries.items():
        reached = climb(leaf, index, last.size - 1, proof or []) if 0 <= index < last.size else None
        if reached is None or reached[1] != last.root:
            found.append(f"entry {index}: was changed, or is not in the log of checkpoint {last.size}")
    for old, new in pairwise(checkpoints):
        if not continues(old, new):
            found.append(f"checkpoint {new.size}: does not continue checkpoint {old.size}")


def check(lines: TextIO, trusted: list[Key], kept: list[Checkpoint]) -> str:
    """Check everything; in words what was checked."""
    records = map(json.loads, lines)
    read = [read_checkpoint(each) if "note" in each else (each["index"], read_entry(each)) for each in records]
    checkpoints = sorted((each for each in read if isinstance(each, Checkpoint)), key=lambda each: each.size)
    logged = [each for each in read if not isinstance(each, Checkpoint)]
    found.extend(f"entry {new}: stands after {old}" for (old, _), (new, _) in pairwise(logged) if new <= old)
    entries = dict(logged)
    check_keys(entries, checkpoints, trusted)
    whole = all(each.proof is None for each in entries.values())
    (check_whole if whole else check_parts)(entries, checkpoints)
    signed = {each[:3] for each in checkpoints}
    found.extend(f"the kept checkpoint {each.size} is not one of these" for each in kept if each[:3] not in signed)
    return f"{'the whole log' if whole else 'part of a log'}, {len(entries)} entries, {len(checkpoints)} checkpoints"


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("export", type=Path, help="log.jsonl of an export, or a proof")
    options.add_argument("--key", action="append", type=read_key, required=True, help="a public key that you trust")
    options.add_argument("--kept", action="append", type=Path, default=[], help="a checkpoint that you kept")
    asked = options.parse_args()
    try:
        kept = [read_checkpoint({"note": each.read_text("utf-8")}) for each in asked.kept]
        what = check(asked.export.open(encoding="utf-8"), asked.key, kept)
    except OSError as problem:
        options.error(str(problem))
    except (AttributeError, LookupError, TypeError, ValueError) as problem:
        found.append(what := f"{asked.export} was cut off, damaged or not made by Comity: {problem!r}")
    print(*(f"FOUND {each}" for each in found), f"{'NOT AS LOGGED' if found else 'as logged'}: {what}", sep="\n")
    return 3 if found else 0


if __name__ == "__main__":
    sys.exit(main())
