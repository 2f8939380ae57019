"""One mail a day with everything a person wants to hear of once a day."""

from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.utils import timezone

from ..models import Notice
from .delivery import Post, Result, send_once
from .kinds import DIGEST, Pace
from .relevance import keep_what_matters
from .wishes import Addressee, addressees


def send_daily(now: datetime) -> Result:
    """Send each person's mail of the day, once the hour of the setting has come."""
    result = Result()
    if timezone.localtime(now).hour < settings.NOTICE_DIGEST_HOUR:
        return result
    waiting = Notice.objects.pending(now).filter(pace=Pace.DAILY).exclude(kind=DIGEST)
    notices = list(waiting.select_related("person").order_by("person", "pk"))
    people = addressees({notice.person_id: notice.person for notice in notices}.values())
    kept = keep_what_matters(notices, people)
    post = Post()
    for person_id, some in groupby(kept, key=lambda notice: notice.person_id):
        day = day_of(people[person_id], now)
        if day is not None:
            send_once(post, people[person_id], list(some), result, now, day=day)
        if post.is_down:
            break
    post.close()
    return result


def day_of(to: Addressee, now: datetime) -> Notice | None:
    """Return the row that stands for a person's mail of this day; None when it has left.

    A mail of an earlier day that never left takes the place of today's.
    """
    today = timezone.localdate(now)
    days = Notice.objects.filter(person=to.person, kind=DIGEST)
    if any(timezone.localdate(day.sent_at) == today for day in days.exclude(sent_at=None)):
        return None
    unsent = days.filter(sent_at=None).first()
    if unsent is not None:
        return unsent
    row = Notice(
        person=to.person, kind=DIGEST, key=f"day:{today}", title=DIGEST, url="", pace=Pace.DAILY
    )
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    return days.filter(key=row.key, sent_at=None).first()
