"""Comity's own calls under /api/v1: the same verbs as the operations, documented by OpenAPI."""
