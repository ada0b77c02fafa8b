"""The calls of yente, so that whoever uses it can change the address and keep their program.

Faithful in addresses, parameters, documents and limits; what differs is in docs/api.md: results are listings, not
entities merged from several lists, and the scores are those of this node's own scorecard, whatever algorithm is named.
"""
