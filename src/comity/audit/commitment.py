"""How the tree holds an entry: by the hash of a random salt and the entry's bytes.

Without the salt nobody can find out by guessing what an entry said. So when retention erases the bytes and the
salt, what remains in the tree tells nothing, and every proof still holds.
"""

from hashlib import sha256

from comity.audit.merkle import leaf_hash

SALT_BYTES = 32


def commitment(salt: bytes, payload: bytes) -> bytes:
    """The leaf's data: SHA-256 over the salt, of a fixed length, and the payload."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return sha256(salt + payload).digest()


def entry_leaf(salt: bytes, payload: bytes) -> bytes:
    """The hash of the entry's leaf in the tree."""
    return leaf_hash(commitment(salt, payload))
