"""Failed sign-ins, counted for as long as a limit needs them."""

from django.db import models


class SignInFailures(models.Model):
    """How often signing in failed of late, for one account or one network address.

    `of` is a keyed hash: what people type into a user name's field may be their password.
    """

    of = models.CharField(max_length=80, unique=True)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.failures} since {self.since}"
