"""Officers and the roles they were appointed to."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from comity.model.officer import Role


class OfficerRows(BaseUserManager["Officer"]):
    """Makes officers with their password hashed; Django's commands and tests ask for it."""

    def create_user(self, username: str, password: str | None = None, *, name: str = "") -> "Officer":
        """An active officer without any role."""
        officer = self.model(username=self.model.normalize_username(username), name=name or username)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser):
    """A person who works at this node. Kept for as long as the log names them, then inactive."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    appointed_at = models.DateTimeField(auto_now_add=True)
    must_change_password = models.BooleanField(default=False)
    # False while only the person who gave the first password vouches for who holds it; `known_to` is that person.
    admitted = models.BooleanField(default=True)
    known_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    session_epoch = models.PositiveIntegerField(default=0)  # raised to end every session of the officer

    objects: ClassVar[OfficerRows] = OfficerRows()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to go on: another password or epoch ends it."""
        kept = f"{self.password}|{self.session_epoch}"
        return salted_hmac("comity.session", kept, secret=secret, algorithm="sha256").hexdigest()


class RoleGrant(models.Model):
    """One role of one officer, by whom and when."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    granted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["officer", "role"], name="one_grant_a_role")]

    def __str__(self) -> str:
        return f"{self.officer}: {self.role}"
