"""Signed notes: text with Ed25519 signatures below it, in the form that transparency logs share (C2SP signed-note).

    the text, ending in a newline
    <an empty line>
    — <key name> <base64 of key id and signature>

A key is written in one line: `<name>+<id in hex>+<base64 of 0x01 and the public key>`, and a secret one as
`PRIVATE+KEY+<name>+<id in hex>+<base64 of 0x01 and the seed>`.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
SEED_BYTES = 32
MOST_SIGNATURES = 64
_NAME = re.compile(r"[^\s+]+")
_SIGNATURE = re.compile(r"— ([^\s+]+) (\S+)")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that checks signatures. `public` is the raw Ed25519 key, 32 bytes."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys of one name apart; not a proof of anything."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A key that signs. `seed` is the raw Ed25519 secret, 32 bytes, and appears in no message."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        return PublicKey(self.name, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line, unchecked."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the signatures below it, unchecked: `signed_by` checks."""

    text: str
    signatures: tuple[Signature, ...]


def new_key(name: str, seed: bytes) -> SecretKey:
    """The key of this name from 32 random bytes. Raises ValueError for a name that a note cannot carry."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"a key's name is not empty and has neither space nor plus: {name!r}")
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes, not {len(seed)}")
    return SecretKey(name, seed)


def write_secret(key: SecretKey) -> str:
    """The secret key in one line. Keep it where only the log's owner reads."""
    return f"PRIVATE+KEY+{key.name}+{key.public.id.hex()}+{b64encode(ED25519 + key.seed).decode()}"


def read_secret(line: str) -> SecretKey:
    """The secret key of such a line. Raises ValueError, which never tells the line."""
    words = line.strip().split("+", 4)
    if len(words) != 5 or words[:2] != ["PRIVATE", "KEY"]:
        raise ValueError("not a secret key: it begins with PRIVATE+KEY+")
    key = new_key(words[2], _key_bytes(words[4]))
    if key.public.id.hex() != words[3]:
        raise ValueError("a secret key whose id does not fit: it was damaged")
    return key


def read_public(line: str) -> PublicKey:
    """The public key of such a line. Raises ValueError."""
    words = line.strip().split("+", 2)
    if len(words) != 3 or not _NAME.fullmatch(words[0]):
        raise ValueError(f"not a public key (NAME+ID+KEY): {line.strip()!r}")
    key = PublicKey(words[0], _key_bytes(words[2]))
    if key.id.hex() != words[1]:
        raise ValueError(f"a public key whose id does not fit, so it was damaged: {line.strip()!r}")
    return key


def sign(text: str, keys: Sequence[SecretKey]) -> str:
    """The note: the text, signed by each key."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise ValueError("a note's text ends in a newline and has no other control character")
    lines = []
    for key in keys:
        signature = Ed25519PrivateKey.from_private_bytes(key.seed).sign(text.encode())
        lines.append(f"— {key.name} {b64encode(key.public.id + signature).decode()}\n")
    return f"{text}\n{''.join(lines)}"


def read_note(note: str) -> Note:
    """A note, its signatures unchecked. Raises ValueError for what is none."""
    text, gap, below = note.rpartition("\n\n")
    lines = below.split("\n")
    if not gap or lines.pop() or not lines or _CONTROL.search(note):
        raise ValueError("not a signed note: text, an empty line, signature lines")
    if len(lines) > MOST_SIGNATURES:
        raise ValueError(f"a note with {len(lines)} signatures; at most {MOST_SIGNATURES} are read")
    return Note(text + "\n", tuple(_signature(line) for line in lines))


def signed_by(note: Note, key: PublicKey) -> bool:
    """Does the note carry a good signature of this key? One that names the key and is bad makes the whole note bad."""
    own = [each.signature for each in note.signatures if (each.name, each.key_id) == (key.name, key.id)]
    return bool(own) and all(_verifies(key, note.text.encode(), signature) for signature in own)


def _verifies(key: PublicKey, content: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, content)
    except InvalidSignature:
        return False
    return True


def _signature(line: str) -> Signature:
    read = _SIGNATURE.fullmatch(line)
    content = decode_base64(read[2]) if read else b""
    if read is None or len(content) <= 4:
        raise ValueError(f"not a signature line of a note: {line!r}")
    return Signature(read[1], content[:4], content[4:])


def _key_bytes(text: str) -> bytes:
    content = decode_base64(text)
    if len(content) != 1 + SEED_BYTES or content[:1] != ED25519:
        raise ValueError("a key that is not Ed25519")
    return content[1:]


def decode_base64(text: str) -> bytes:
    """What the text encodes; empty where it is not the one spelling of anything (bits after the end must be zero)."""
    try:
        content = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        return b""
    return content if b64encode(content).decode() == text else b""
