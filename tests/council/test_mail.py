"""What arrives at a real mail server: headers, both parts, the language of the person."""

import email
import re
import socket
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import get_connection
from wagtail.users.models import UserProfile

from cms.models import User
from council.models import NotificationSettings
from council.notifications.daily import send_daily
from council.notifications.delivery import deliver
from council.notifications.telling import tell

from .test_notices import at, wish

pytestmark = pytest.mark.django_db


class Letterbox:
    """Keeps every message that the server took."""

    def __init__(self):
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def letterbox(settings):
    """A mail server on loopback, reached over SMTP as in production."""
    box = Letterbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    server = Controller(box, hostname=host, port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.WAGTAILADMIN_BASE_URL = "https://strategie.example.org"
    yield box
    server.stop()


def parts(message: EmailMessage) -> tuple[str, str]:
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return plain.get_content(), html.get_content()


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("de", "Ihre Stimme ist gefragt"),
        ("en", "Your vote is wanted"),
        ("", "Ihre Stimme ist gefragt"),
    ],
)
def test_a_voter_gets_one_mail_in_her_language(town, letterbox, language, subject):
    for person in User.objects.filter(username__startswith="s"):
        wish(person, waiting="never")
    wish(town.s1, waiting="at_once")
    UserProfile.objects.create(user=town.s1, preferred_language=language)
    page = town.submit(town.section(title="Ankommen – für alle"))

    assert deliver().sent == 1

    (message,) = letterbox.messages
    # A long encoded subject is folded behind its name; parsers keep that blank.
    assert message["Subject"].strip() == f"{subject}: Ankommen – für alle"
    assert message["To"] == "s1@example.org" and "Cc" not in message and "Bcc" not in message
    assert message["From"] == "WIRkt <wirkt@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == (language or "de")
    assert message["Message-ID"].endswith("@strategie.example.org>")
    plain, html = parts(message)
    link = f"https://strategie.example.org/cms/council/ballot/{town.ballot(page).pk}/"
    account = "https://strategie.example.org/cms/account/#tab-notifications"
    for text in (plain, html):
        assert link in text and account in text
        assert "Ankommen – für alle" in text
    assert f'<html lang="{language or "de"}"' in html
    assert '<span lang="de">Ankommen – für alle</span>' in html


def test_markup_and_line_breaks_in_a_title_stay_what_they_are(town, letterbox):
    title = "Gut <b>an\r\nBcc: boese@example.org\r\n\r\n<script>kommen & bleiben"
    tell("public", to=User.objects.filter(pk=town.editor.pk), key="run:1", title=title, url="/cms/")

    assert deliver().sent == 1

    (message,) = letterbox.messages
    assert "Bcc" not in message and "boese@example.org" in message["Subject"]
    plain, html = parts(message)
    assert "kommen & bleiben" in plain
    assert "<script" not in html and "&lt;script&gt;kommen &amp; bleiben" in html


def test_the_mail_loads_nothing_and_runs_nothing(town, letterbox):
    tell("public", to=User.objects.filter(pk=town.editor.pk), key="run:1", title="A", url="/cms/")
    deliver()

    _plain, html = parts(letterbox.messages[0])

    assert re.search(r"<(img|script|style|link|iframe)\b|src=|url\(", html) is None
    assert html.count("<h1") == 1 and "<title>" in html


def test_the_mail_of_the_day_lists_what_is_new_under_headings(town, letterbox):
    from django.utils import timezone

    wish(town.editor, results="daily", waiting="daily")
    UserProfile.objects.create(user=town.editor, preferred_language="en")
    to = User.objects.filter(pk=town.editor.pk)
    tell("public", to=to, key="run:1", title="Ankommen", url="/cms/pages/1/edit/")
    tell("changes", to=to, key="ballot:7", title="Bleiben", url="/cms/pages/2/edit/", reasons="x")

    assert send_daily(at(timezone.now(), 12)).sent == 1

    (message,) = letterbox.messages
    assert message["Subject"] == "What is new for you"
    plain, html = parts(message)
    assert plain.index("Changes requested") < plain.index("Bleiben") < plain.index("Ankommen")
    assert html.count("<h2>") == 2 and html.count("<li>") == 2


def test_every_kind_of_notice_has_words_in_both_languages(town, letterbox):
    """A placeholder that nobody fills would only show when the mail leaves."""
    from council.models import Notice
    from council.notifications.kinds import KINDS
    from council.notifications.letters import letter
    from council.notifications.wishes import Addressee

    details = {
        "step": "Rat", "reasons": "Kürzer", "start": "2026-12-01T18:00:00+00:00", "place": "Saal",
        "number": "Ä1", "paper": "DS 1", "body": "Sozialausschuss", "outcome": "accepted",
        "due": "2026-12-05T22:59:00+00:00", "day": "2027-01-01",
    }  # fmt: skip
    for language in ("de", "en"):
        to = Addressee(town.editor, language, NotificationSettings(person=town.editor))
        for kind in KINDS:
            notice = Notice(
                person=town.editor, kind=kind, title="Ankommen", url="/", context=details
            )
            mail = letter(to, [notice], 1)
            get_connection().send_messages([mail])

            assert "%(" not in mail.subject + mail.body and "Ankommen" in mail.body, kind
            assert hasattr(NotificationSettings, KINDS[kind].topic)
    assert len(letterbox.messages) == 2 * len(KINDS)
