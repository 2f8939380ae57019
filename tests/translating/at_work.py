"""A page, people who translate it into Arabic, and the first steps of their work."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page

from cms import words
from cms.models import User
from home import roles
from home.models import PlainPage
from tests.factories import paragraph
from translating import actions, segments
from translating.models import Work


@pytest.fixture
def arabic(site) -> Locale:
    return Locale.objects.get(language_code="ar")


@pytest.fixture(name="page")
def german_page(home, translate) -> PlainPage:
    """Return a live German page below a front page that is Arabic already."""
    translate(home, "ar", title="البداية")
    body = [paragraph("Alle sind <b>willkommen</b>."), paragraph("Wir treffen uns im Rathaus.")]
    made = PlainPage(title="Mitmachen", slug="mitmachen", intro="Für alle.", body=body)
    return home.add_child(instance=made)


@pytest.fixture
def people(site) -> Callable[[str], User]:
    """Return somebody of a role by name: two translators into Arabic, one into Turkish, an editor."""
    groups = {
        "translator": roles.translators("ar"),
        "second": roles.translators("ar"),
        "turkish": roles.translators("tr"),
        "editor": roles.EDITORS,
        "partner": roles.PARTNERS,
    }
    there: dict[str, User] = {}

    def person(name: str) -> User:
        if name not in there:
            there[name] = User.objects.create_user(name, password="wirkt-demo")
            there[name].groups.add(Group.objects.get(name=groups[name]))
        return there[name]

    return person


@pytest.fixture
def work(page, arabic, people) -> Work:
    return actions.begin(instance=page, locale=arabic, by=people("translator"))


def sentences(work: Work) -> dict[str, segments.Segment]:
    """Return the sentences of a work by their German words, without tags."""
    found = segments.read(actions.translation_of(work))
    return {words.plain(segment.german): segment for segment in found}


def write(work: Work, by: User, **kwargs) -> list[str]:
    """Write translations: ``write(work, user, words={"Mitmachen": "شاركوا"})``."""
    there = sentences(work)
    words = {there[german].key: text for german, text in kwargs["words"].items()}
    seen = {there[german].key: there[german].words for german in kwargs["words"]}
    return actions.save_words(work=work, words=words, seen=seen, by=by)


def live(page: Page) -> Page:
    """Return the page as the database has it now."""
    return type(page).objects.get(pk=page.pk)
