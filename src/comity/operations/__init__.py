"""What the system does, one verb a file: each takes an order and what it needs, calls the core once, and writes.

Nothing here decides; rules live in the core packages.
"""
