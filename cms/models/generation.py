"""One token for everything the public sees: what is kept in memory under it can never be stale."""

import uuid

from django.db import models


class Generation(models.Model):
    """The state of the site; a new token whenever something public changes.

    A random token, not a counter: after a rollback a counter would name two different states alike.
    """

    token = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def current(cls) -> uuid.UUID:
        """Return the token of now, from one query."""
        token = cls.objects.values_list("token", flat=True).filter(pk=1).first()
        return token or cls.renew()

    @classmethod
    def renew(cls) -> uuid.UUID:
        """Start a new generation and return its token."""
        token = uuid.uuid4()
        cls.objects.update_or_create(pk=1, defaults={"token": token})
        return token
