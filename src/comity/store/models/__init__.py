"""Rows, not the domain: modules of `store` turn them into core values and back, and no queryset leaves `store`."""

from comity.store.models.officer import Officer, RoleGrant
from comity.store.models.sign_in import SignInFailures

__all__ = ["Officer", "RoleGrant", "SignInFailures"]
