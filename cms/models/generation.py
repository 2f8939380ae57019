"""One token for everything the public sees: what is kept in memory under it can never be stale."""

import threading
import uuid
from typing import Any

from django.db import models

from ..together import add, waits, write_now

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
        write_now(_renew)
        known: uuid.UUID | None = getattr(_request, "token", None)
        if known is not None:
            return known
        token = cls.objects.values_list("token", flat=True).filter(pk=1).first() or _renew_now()
        if getattr(_request, "runs", False):
            _request.token = token
        return token

    @classmethod
    def renew(cls) -> None:
        """Start a new generation: at once, or when something is read or the act is at its end."""
        if not waits(_renew):
            add(_renew, None)


def _renew_now() -> uuid.UUID:
    token = uuid.uuid4()
    if not Generation.objects.filter(pk=1).update(token=token):
        Generation.objects.update_or_create(pk=1, defaults={"token": token})
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


def _renew(_marks: list) -> None:
    _renew_now()


def request_begins(sender: Any, **kwargs: Any) -> None:
    """Remember the token from its first reading on."""
    _request.runs, _request.token = True, None


def request_ends(sender: Any, **kwargs: Any) -> None:
    """Forget the token: outside of a request it is read every time."""
    _request.runs, _request.token = False, None
