"""The nouns: what is listed, who is screened, and what was found between them.

Frozen values without behaviour beyond their own invariants. Everything else in Comity takes
them and returns them; nothing here opens a file, asks the time or knows a framework.
"""
