"""One token for everything the public sees: what is kept in memory under it can never be stale."""

import threading
import uuid
from typing import Any

from django.db import models

#: Within one request everybody asks for the same state: it is read once.
_request = threading.local()


class Generation(models.Model):
    """The state of the site; a new token whenever something public changes.

    A random token, not a counter: after a rollback a counter would name two different states alike.
    """

    token = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def current(cls) -> uuid.UUID:
        """Return the token of now; one query, and only one in each request."""
        known: uuid.UUID | None = getattr(_request, "token", None)
        if known is not None:
            return known
        token = cls.objects.values_list("token", flat=True).filter(pk=1).first() or cls.renew()
        if getattr(_request, "runs", False):
            _request.token = token
        return token

    @classmethod
    def renew(cls) -> uuid.UUID:
        """Start a new generation and return its token."""
        token = uuid.uuid4()
        cls.objects.update_or_create(pk=1, defaults={"token": token})
        _request.token = None
        return token


class Shown(models.Model):
    """Something that public pages show: saving or deleting it starts a new generation."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        Generation.renew()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        Generation.renew()
        return deleted


def request_begins(sender: Any, **kwargs: Any) -> None:
    """Remember the token from its first reading on."""
    _request.runs, _request.token = True, None


def request_ends(sender: Any, **kwargs: Any) -> None:
    """Forget the token: outside of a request it is read every time."""
    _request.runs, _request.token = False, None
