"""The tamper-evident log: entries as leaves of a Merkle tree (RFC 6962), and the proofs that it only ever grew."""
