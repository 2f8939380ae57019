"""Write down whom to tell what, in the transaction of what happened."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cms.models import User

from ..models import Membership, Notice
from .delivery import deliver_fresh
from .kinds import Pace
from .wishes import addressees

TITLE_LENGTH = 300


def tell(kind: str, **details: Any) -> None:
    """Write down one thing and send it when the transaction holds; see ``write_down``."""
    write_down(kind, **details)
    transaction.on_commit(deliver_fresh, robust=True)


def write_down(
    kind: str, *, to: QuerySet[User], key: str, title: str, url: str, **context: Any
) -> None:
    """Note one thing for people, once, for the next mail.

    ``key`` names the thing: the same kind with the same key is never told to a person twice.
    ``context`` holds what the message needs, as JSON. ``context["bodies"]`` (ids) and
    ``context["clerks"]`` say for which bodies, and whether only to their clerks, a person is told:
    whoever has left them when the mail leaves gets none.
    """
    rows = []
    for addressee in addressees(to.order_by("pk").distinct()).values():
        pace = addressee.pace_of(kind)
        if pace != Pace.NEVER:
            rows.append(
                Notice(
                    person=addressee.person,
                    kind=kind,
                    key=key,
                    title=title[:TITLE_LENGTH],
                    url=url,
                    context=context,
                    pace=pace,
                )
            )
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def clerks_of(bodies: list[int]) -> QuerySet[User]:
    """Return who keeps the records of bodies today."""
    places = Membership.objects.current().clerks().filter(organization__in=bodies)
    return User.objects.filter(pk__in=places.values("person"))


def members_of(body: int) -> QuerySet[User]:
    """Return who belongs to a body today, clerks included."""
    places = Membership.objects.current().filter(organization=body)
    return User.objects.filter(pk__in=places.values("person"))
