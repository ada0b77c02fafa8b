"""Rows, not the domain: modules of `store` turn them into core values and back, and no queryset leaves `store`."""

from comity.store.models.officer import Officer, RoleGrant

__all__ = ["Officer", "RoleGrant"]
