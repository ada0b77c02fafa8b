"""Where editions are kept: as received, addressed by the hash of their content, one directory each.

`editions` reads and publishes them, `draft` builds one out of sight, `unpack` opens what was
received, `lock` lets one process write at a time. Readers need no lock: an edition appears whole,
by one rename, and never changes afterwards.
"""
