"""Write down whom to tell what, in the transaction of what happened."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import transaction
from django.db.models import QuerySet

from cms.models import User
from cms.together import add

from ..models import Membership, Notice
from .delivery import deliver_fresh
from .kinds import Pace
from .wishes import Addressee, addressees

TITLE_LENGTH = 300


@dataclass(frozen=True)
class Told:
    """One thing to be told to some people."""

    kind: str
    to: QuerySet[User]
    key: str
    title: str
    url: str
    context: dict[str, Any]


def tell(kind: str, **details: Any) -> None:
    """Write down one thing and send it when the transaction holds; see ``write_down``."""
    write_down(kind, **details)
    add(_send_on_commit, None)


def write_down(
    kind: str, *, to: QuerySet[User], key: str, title: str, url: str, **context: Any
) -> None:
    """Note one thing for people, once, for the next mail.

    ``key`` names the thing: the same kind with the same key is never told to a person twice.
    ``context`` holds what the message needs, as JSON. ``context["bodies"]`` (ids) and
    ``context["clerks"]`` say for which bodies, and whether only to their clerks, a person is told:
    whoever has left them when the mail leaves gets none.
    """
    add(_write, Told(kind, to.order_by("pk").distinct(), key, title[:TITLE_LENGTH], url, context))


def _write(things: list[Told]) -> None:
    """Write notices; the same people are looked up once, however much they are told."""
    groups: dict[str, dict[int, Addressee]] = {}
    rows = []
    for thing in things:
        try:
            asked = str(thing.to.query)
        except EmptyResultSet:  # nobody is to be told
            continue
        if asked not in groups:
            groups[asked] = addressees(thing.to)
        for addressee in groups[asked].values():
            pace = addressee.pace_of(thing.kind)
            if pace != Pace.NEVER:
                rows.append(
                    Notice(
                        person=addressee.person,
                        kind=thing.kind,
                        key=thing.key,
                        title=thing.title,
                        url=thing.url,
                        context=thing.context,
                        pace=pace,
                    )
                )
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _send_on_commit(_marks: list) -> None:
    transaction.on_commit(deliver_fresh, robust=True)


def clerks_of(bodies: list[int]) -> QuerySet[User]:
    """Return who keeps the records of bodies today."""
    places = Membership.objects.current().clerks().filter(organization__in=bodies)
    return User.objects.filter(pk__in=places.values("person"))


def members_of(body: int) -> QuerySet[User]:
    """Return who belongs to a body today, clerks included."""
    places = Membership.objects.current().filter(organization=body)
    return User.objects.filter(pk__in=places.values("person"))
