"""Comity: screening against sanctions lists, with reasons a person can sign.

The pipeline and the direction of imports are described in docs/architecture.md.
"""

__version__ = "0.1.0"
