"""The tamper-evident log: what one entry is, the tree over all of them, and how a third party checks it.

entry        what was ordered: who, what, when, on which versions; its one spelling in bytes
commitment   the salted hash by which the tree holds an entry, so that the entry itself can be erased
merkle       the tree of RFC 6962, grown leaf by leaf without reading it again
proof        that one entry is in a tree, and that one tree continues another
note         text signed by Ed25519 keys, in the form that transparency logs share
checkpoint   the signed size and root of the log
signers      which key had to sign which checkpoint, read from the log itself
examination  a whole stored log against its tree, its checkpoints and their keys

Pure: bytes, time, salts and keys are arguments. `comity.store.log` keeps the log.
"""

from comity.audit.entry import Entry, Outcome

__all__ = ["Entry", "Outcome"]
