"""Two processes that send at the same moment: each mail leaves once."""

import threading
from unittest import mock

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone

from council.models import Notice
from council.notifications.daily import send_daily
from council.notifications.delivery import deliver

from .test_notices import at, tell_editor, wish
from .test_race import restored, together, town  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_runs_at_once_send_every_mail_once(town, mailoutbox):  # noqa: F811
    with mock.patch("council.notifications.telling.deliver_fresh"):
        town.submit(town.section())

    results = together(*[(lambda: None, lambda _: deliver().sent)] * 2)

    assert not [result for result in results if isinstance(result, Exception)], results
    assert sorted(m.to[0] for m in mailoutbox) == [f"s{n}@example.org" for n in range(1, 6)]
    assert not Notice.objects.filter(sent_at=None).exists()


def test_two_runs_at_once_send_one_mail_of_the_day(town, mailoutbox):  # noqa: F811
    wish(town.editor, results="daily")
    tell_editor(town)
    noon = at(timezone.now(), 12)

    results = together(*[(lambda: None, lambda _: send_daily(noon).sent)] * 2)

    assert not [result for result in results if isinstance(result, Exception)], results
    assert len(mailoutbox) == 1


def test_a_run_that_begins_while_another_is_sending_leaves_its_mails_alone(town, mailoutbox):  # noqa: F811
    """The first run is held up inside the mail server; the second must not wait nor send."""
    tell_editor(town)
    Notice.objects.update(sent_at=None, claimed_until=None)
    mailoutbox.clear()
    inside, go_on = threading.Event(), threading.Event()
    real = mail.EmailMessage.send

    def slow(message, *args):
        inside.set()
        go_on.wait(20)
        return real(message, *args)

    def first():
        deliver()
        connections.close_all()

    with mock.patch("django.core.mail.EmailMessage.send", slow):
        thread = threading.Thread(target=first)
        thread.start()
        assert inside.wait(20)
        second = deliver().sent
        go_on.set()
        thread.join(20)

    assert second == 0 and len(mailoutbox) == 1


def test_what_is_told_within_a_transaction_leaves_with_it(town, mailoutbox):  # noqa: F811
    page = town.submit(town.section())
    assert len(mailoutbox) == 5

    with pytest.raises(Exception, match="Say what should be changed"):
        town.vote(page, town.s1, "request_changes", "")

    assert len(mailoutbox) == 5 and Notice.objects.count() == 5
