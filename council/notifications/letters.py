"""One mail: text and HTML, in the language of the person who gets it."""

from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from ..models import AmendmentVote, Notice
from .kinds import KINDS
from .wishes import Addressee


def letter(to: Addressee, notices: list[Notice], number: int) -> EmailMultiAlternatives:
    """Return the mail that tells a person one thing, or several in one list.

    ``number`` makes the Message-ID: a mail that leaves twice (ADR 0014) is known as the same one.
    """
    with override(to.language):
        context = _one(notices[0]) if len(notices) == 1 else _many(notices)
        context |= {
            "person": to.person,
            "language": to.language,
            "direction": "rtl" if get_language_info(to.language)["bidi"] else "ltr",
            "source_language": settings.LANGUAGE_CODE,
            "settings_url": address(reverse("wagtailadmin_account") + "#tab-notifications"),
        }
        text = render_to_string("council/mail/letter.txt", context)
        html = render_to_string("council/mail/letter.html", context)
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    mail = EmailMultiAlternatives(
        # A line break in a title must not begin a header of its own.
        subject=" ".join(str(context["subject"]).split()),
        body=text,
        to=[to.person.email],
        headers={
            "Message-ID": f"<notice-{number}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": to.language,
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail


def address(path: str) -> str:
    """Return the full address of a page of the editing interface."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def _one(notice: Notice) -> dict[str, Any]:
    kind = KINDS[notice.kind]
    subject = _("%(subject)s: %(title)s") % {"subject": kind.subject, "title": notice.title}
    return {"subject": subject, "heading": kind.subject, "item": _item(notice)}


def _many(notices: list[Notice]) -> dict[str, Any]:
    ordered = sorted(notices, key=lambda notice: (list(KINDS).index(notice.kind), notice.pk))
    groups = [
        (KINDS[kind].subject, [_item(notice) for notice in some])
        for kind, some in groupby(ordered, key=lambda notice: notice.kind)
    ]
    if len(groups) == 1:
        subject = _("%(subject)s: %(count)d texts") % {
            "subject": groups[0][0],
            "count": len(notices),
        }
    else:
        subject = _("What is new for you")
    return {"subject": subject, "heading": subject, "groups": groups}


def _item(notice: Notice) -> dict[str, Any]:
    """Return one thing told, in words of the active language."""
    kind, context = KINDS[notice.kind], notice.context
    words = context | {"title": notice.title}
    if context.get("start"):
        words["start"] = moment(context["start"])
    if day := parse_date(context.get("day", "")):
        words["day"] = date_format(day, "DATE_FORMAT")
    if context.get("outcome"):
        words["outcome"] = AmendmentVote.Outcome(context["outcome"]).label
    message = str(kind.message)
    return {
        "title": notice.title,
        "message": message % words,
        "marked_message": _marked(message, words),
        "due": moment(context["due"]) if context.get("due") else "",
        "start": words.get("start", ""),
        "place": context.get("place", ""),
        "quote": context.get("reasons", ""),
        "url": address(notice.url),
        "button": kind.button,
    }


def _marked(message: str, words: dict[str, Any]) -> SafeString:
    """Fill a message for HTML; titles are German, and said to be so to whoever listens."""
    safe = {name: escape(value) for name, value in words.items()}
    safe["title"] = format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, words["title"])
    return mark_safe(escape(message) % safe)  # every part is escaped above


def moment(value: str) -> str:
    """Return a stored moment as people of the town and of the active language write it."""
    found = parse_datetime(value)
    return date_format(timezone.localtime(found), "DATETIME_FORMAT") if found else value
