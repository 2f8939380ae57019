"""Each thing is told each person once, as soon as she wants to hear of it, and never too late."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from unittest import mock

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.models import User
from council.models import Membership, Notice, NotificationSettings
from council.models.notice import TRIED_FOR
from council.notifications.daily import send_daily
from council.notifications.delivery import CLAIM, claim, deliver, forget
from council.notifications.telling import tell

pytestmark = pytest.mark.django_db
Pace = NotificationSettings.Pace


def wish(person, **wishes):
    NotificationSettings.objects.update_or_create(person=person, defaults=wishes)


def receivers(outbox) -> list[str]:
    return sorted(mail.to[0].split("@")[0] for mail in outbox)


def at(day: datetime, hour: int) -> datetime:
    return timezone.localtime(day).replace(hour=hour, minute=0)


def tell_editor(town, **changes):
    thing = {"key": "run:1", "title": "Ankommen", "url": "/cms/"} | changes
    tell("public", to=User.objects.filter(pk=town.editor.pk), **thing)


# --- once ------------------------------------------------------------------------------------------
def test_a_second_run_sends_nothing(town, mailoutbox):
    town.submit(town.section())
    deliver()
    first = receivers(mailoutbox)

    assert deliver().sent == send_daily(at(timezone.now(), 12)).sent == 0
    assert first == receivers(mailoutbox) == ["s1", "s2", "s3", "s4", "s5"]


def test_the_same_thing_is_written_down_once(town):
    tell_editor(town)
    tell_editor(town, title="Anders")

    assert Notice.objects.get(person=town.editor).title == "Ankommen"


def test_what_another_process_is_sending_is_left_to_it(town, mailoutbox):
    tell_editor(town)
    claim(Notice.objects.all(), timezone.now())

    assert deliver().sent == 0 and mailoutbox == []


def test_a_killed_process_holds_nothing_back_for_long(town, mailoutbox):
    tell_editor(town)
    claim(Notice.objects.all(), timezone.now())

    assert deliver(timezone.now() + CLAIM + timedelta(seconds=1)).sent == 1


def test_many_things_of_one_kind_leave_in_one_mail(town, mailoutbox):
    UserProfile.objects.create(user=town.editor, preferred_language="en")
    for number in range(3):
        tell_editor(town, key=f"run:{number}", title=f"Abschnitt {number}")

    deliver()

    (mail,) = mailoutbox
    assert mail.subject == "The text is public: 3 texts"
    assert all(f"Abschnitt {number}" in mail.body for number in range(3))


# --- when something goes wrong -----------------------------------------------------------------------
def test_a_transaction_that_fails_tells_nobody(
    town, mailoutbox, django_capture_on_commit_callbacks
):
    callbacks = django_capture_on_commit_callbacks(execute=True)
    with callbacks, pytest.raises(RuntimeError), transaction.atomic():
        tell_editor(town)
        raise RuntimeError

    assert Notice.objects.count() == 0
    assert deliver().sent == 0 and mailoutbox == []


def test_a_mail_server_that_is_down_breaks_no_vote_and_gets_the_mail_later(
    town, mailoutbox, django_capture_on_commit_callbacks
):
    page = town.section()
    down = mock.patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError)
    with down as send, django_capture_on_commit_callbacks(execute=True):
        town.submit(page)
    assert send.call_count == 1  # no use in trying five times
    assert Notice.objects.filter(sent_at=None).count() == 5

    with django_capture_on_commit_callbacks(execute=True):
        tell_editor(town)  # the next request sends its own, not what is left over
    assert "editor" in receivers(mailoutbox) and len(mailoutbox) == 5
    call_command("send_notices", verbosity=0)

    assert receivers(mailoutbox) == ["editor", "s1", "s2", "s3", "s4", "s5"]


def test_one_refused_address_keeps_no_other_mail_back(town, mailoutbox):
    from django.core.mail import EmailMessage

    town.submit(town.section())
    real = EmailMessage.send

    def send(mail, *args):
        if mail.to == ["s1@example.org"]:
            raise SMTPRecipientsRefused({})
        return real(mail, *args)

    refusing = mock.patch("django.core.mail.EmailMessage.send", send)
    with refusing, pytest.raises(CommandError, match="1 mails could not be sent"):
        call_command("send_notices", verbosity=0)

    assert receivers(mailoutbox) == ["s2", "s3", "s4", "s5"]
    assert Notice.objects.get(sent_at=None).person == town.s1


def test_a_broken_notice_keeps_no_other_mail_back(town, mailoutbox):
    Notice.objects.create(
        person=town.clerk, kind="deliberation", key="step:1", title="?", url="/", pace=Pace.AT_ONCE
    )
    tell_editor(town)

    result = deliver()

    assert (result.sent, result.failed) == (1, 1)


def test_after_a_week_nobody_tries_any_more(town, mailoutbox):
    tell_editor(town)

    assert deliver(timezone.now() + TRIED_FOR).sent == 0
    assert deliver(timezone.now() + TRIED_FOR - timedelta(hours=1)).sent == 1


# --- to whom -----------------------------------------------------------------------------------------
def test_nobody_is_told_who_left_or_has_voted_or_was_deactivated_meanwhile(town, mailoutbox):
    page = town.submit(town.section())
    Membership.objects.filter(person=town.s1).update(until=timezone.localdate() - timedelta(days=1))
    User.objects.filter(pk=town.s2.pk).update(is_active=False)
    User.objects.filter(pk=town.s3.pk).update(email="")
    town.vote(page, town.s4)

    deliver()

    assert receivers(mailoutbox) == ["s5"]
    assert deliver().sent == 0


def test_a_ballot_that_is_over_waits_for_nobody(town, mailoutbox):
    town.vote(town.submit(town.section()), town.s1, "request_changes", "Kürzer")

    deliver()

    assert receivers(mailoutbox) == ["editor"]


def test_a_clerk_who_is_now_a_member_does_no_clerk_s_work(town, mailoutbox):
    town.through_steering(town.section())
    Membership.objects.filter(person=town.clerk).update(role="member")

    deliver()

    assert "clerk" not in receivers(mailoutbox)


def test_who_wants_nothing_is_told_nothing_and_nothing_is_kept(town, mailoutbox):
    wish(town.s1, waiting=Pace.NEVER)
    town.submit(town.section())
    wish(town.s2, waiting=Pace.NEVER)  # after it was written down

    deliver()

    assert not Notice.objects.filter(person=town.s1).exists()
    assert receivers(mailoutbox) == ["s3", "s4", "s5"]


def test_wagtail_s_switch_holds_until_the_person_has_chosen_here(town, mailoutbox):
    for person in (town.s1, town.s2):
        UserProfile.objects.create(user=person, submitted_notifications=False)
    wish(town.s2, waiting=Pace.AT_ONCE)
    town.submit(town.section())

    deliver()

    assert receivers(mailoutbox) == ["s2", "s3", "s4", "s5"]


# --- once a day --------------------------------------------------------------------------------------
@pytest.fixture
def daily(town):
    """An editor who wants one mail a day."""
    wish(town.editor, results=Pace.DAILY)
    return town


def test_one_mail_a_day_holds_everything(daily, mailoutbox):
    noon = at(timezone.now(), 12)
    tell_editor(daily, key="run:1", title="Ankommen")
    tell_editor(daily, key="run:2", title="Bleiben")
    assert deliver().sent == 0

    assert send_daily(noon).sent == 1
    tell_editor(daily, key="run:3", title="Teilhaben")
    assert send_daily(noon + timedelta(hours=3)).sent == 0
    assert send_daily(noon + timedelta(days=1)).sent == 1

    first, second = mailoutbox
    assert "Ankommen" in first.body and "Bleiben" in first.body
    assert "Teilhaben" in second.body and "Ankommen" not in second.body


def test_the_mail_of_the_day_waits_for_its_hour(daily, mailoutbox):
    tell_editor(daily)
    hour = settings.NOTICE_DIGEST_HOUR

    assert send_daily(at(timezone.now(), hour) - timedelta(minutes=1)).sent == 0
    assert send_daily(at(timezone.now(), hour)).sent == 1


def test_a_mail_of_the_day_that_failed_leaves_later_and_is_the_only_one(daily, mailoutbox):
    noon = at(timezone.now(), 12)
    tell_editor(daily)
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        assert send_daily(noon).failed == 1
    tell_editor(daily, key="run:2", title="Bleiben")

    tomorrow = noon + timedelta(days=1)
    assert send_daily(tomorrow).sent == 1
    tell_editor(daily, key="run:3")
    assert send_daily(tomorrow + timedelta(hours=1)).sent == 0
    assert len(mailoutbox) == 1 and "Bleiben" in mailoutbox[0].body


def test_no_mail_of_the_day_without_news(daily, mailoutbox):
    call_command("send_notices", verbosity=0)

    assert mailoutbox == [] and Notice.objects.count() == 0


# --- what is kept ------------------------------------------------------------------------------------
def test_what_was_told_is_emptied_when_sent_and_deleted_after_a_time(town):
    town.vote(town.submit(town.section()), town.s1, "request_changes", "Kennzahl fehlt")
    deliver()
    assert not Notice.objects.exclude(context={}).exists()
    now = timezone.now()

    assert forget(now + timedelta(days=settings.NOTICE_DAYS - 1)) == 0
    assert forget(now + timedelta(days=settings.NOTICE_DAYS + 1)) > 0
    assert Notice.objects.count() == 0


def test_many_notices_cost_few_queries_more(town, count_queries):
    """Constant for finding out; four a mail for claiming and marking, one mail a person and kind."""
    tell_editor(town, key="run:0")
    one = count_queries(deliver)
    for number in range(1, 9):
        tell_editor(town, key=f"run:{number}")

    assert count_queries(deliver) == one
