"""Send what is written down, each notice once.

A process claims notices for some minutes, sends, then marks them as sent. Two processes never hold
the same claim; when one is killed, its claim runs out and a later run sends again (ADR 0014).
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from ..models import Notice
from .kinds import DIGEST, Pace
from .letters import letter
from .relevance import keep_what_matters
from .wishes import Addressee, addressees

logger = logging.getLogger(__name__)

#: Longer than a mail server can keep us waiting for one mail.
CLAIM = timedelta(minutes=10)


@dataclass
class Result:
    """How many mails left, and how many did not."""

    sent: int = 0
    failed: int = 0


class Post:
    """One connection to the mail server; given up for this run when the server does not answer."""

    def __init__(self) -> None:
        self.connection = get_connection()
        self.is_down = False

    def send(self, mail: EmailMultiAlternatives) -> bool:
        """Send one mail and tell whether it left. Raises nothing: a mail breaks no request."""
        mail.connection = self.connection
        try:
            self.connection.open()
            mail.send()
        except Exception as error:
            self.is_down = isinstance(error, (SMTPServerDisconnected, SMTPConnectError)) or (
                isinstance(error, OSError) and not isinstance(error, SMTPException)
            )
            # The address stays out of the log; the notice names the person.
            logger.error("A mail was not sent: %s", type(error).__name__)
            return False
        return True

    def close(self) -> None:
        try:
            self.connection.close()
        except (SMTPException, OSError):
            logger.warning("The connection to the mail server did not close cleanly")


def deliver_fresh() -> None:
    """Send what was just written down; what failed before is left to ``send_notices``."""
    deliver(only_fresh=True)


def deliver(now: datetime | None = None, *, only_fresh: bool = False) -> Result:
    """Send what people want to hear at once; several things of one kind go in one mail."""
    waiting = Notice.objects.pending(now or timezone.now()).filter(pace=Pace.AT_ONCE)
    waiting = waiting.exclude(kind=DIGEST)
    if only_fresh:
        waiting = waiting.filter(claimed_until=None)
    notices = list(waiting.select_related("person").order_by("person", "kind", "pk"))
    result = Result()
    if not notices:
        return result
    people = addressees({notice.person_id: notice.person for notice in notices}.values())
    kept = keep_what_matters(notices, people)
    post = Post()
    for (person_id, _kind), some in groupby(kept, key=lambda n: (n.person_id, n.kind)):
        send_once(post, people[person_id], list(some), result, now)
        if post.is_down:
            break
    post.close()
    return result


def send_once(
    post: Post,
    to: Addressee,
    notices: list[Notice],
    result: Result,
    now: datetime | None = None,
    *,
    day: Notice | None = None,
) -> None:
    """Claim notices, send them in one mail, mark them as sent; a failure gives the claim back.

    ``day`` is the row of a daily mail: whoever does not get hold of it sends none.
    """
    now = now or timezone.now()
    if day and not claim([day], now):
        return
    mine = claim(notices, now)
    held = [*mine, *([day] if day else [])]
    if not mine:  # somebody else is sending them
        give_back(held, now)
        return
    try:
        mail = letter(to, mine, held[-1].pk)
    except Exception:  # one broken notice must not keep the others back
        logger.exception("A notice could not be put into words")
        mail = None
    if mail and post.send(mail):
        ids = [notice.pk for notice in held]
        Notice.objects.filter(pk__in=ids, sent_at=None).update(
            sent_at=now, claimed_until=None, context={}
        )
        result.sent += 1
    else:
        give_back(held, now)
        result.failed += 1


def claim(notices: Iterable[Notice], now: datetime) -> list[Notice]:
    """Take hold of notices that nobody else is sending, and return those."""
    ids = [notice.pk for notice in notices]
    with transaction.atomic():
        free = Notice.objects.pending(now).filter(pk__in=ids).order_by("pk")
        mine = list(free.select_for_update())
        Notice.objects.filter(pk__in=[notice.pk for notice in mine]).update(
            claimed_until=now + CLAIM
        )
    return mine


def give_back(notices: Iterable[Notice], now: datetime) -> None:
    """End a claim without having sent; the time stays, so that it counts as tried."""
    ids = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=ids, sent_at=None).update(claimed_until=now)


def forget(now: datetime) -> int:
    """Delete notices that are older than the setting says, sent or not; return how many."""
    old = Notice.objects.filter(created_at__lt=now - timedelta(days=settings.NOTICE_DAYS))
    return old.delete()[0]
