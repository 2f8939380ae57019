"""Translating through the editing interface: one page at a time, parents first, refused in words."""

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from cms.models import User
from cms.models.live_text import LiveText

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def admin(client, db) -> User:
    user = User.objects.create_superuser("admin")
    client.force_login(user)
    return user


def submit(client, page: Page, language: str):
    locale, _created = Locale.objects.get_or_create(language_code=language)
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    data = {"locales": [locale.pk], "include_subtree": "on"}
    return client.post(url, data, follow=True, headers=ENGLISH)


def begin(client, page: Page, language: str) -> Page:
    submit(client, page, language)
    return page.get_translation(Locale.objects.get(language_code=language))


def publish(client, page: Page):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, {"action": "publish"}, follow=True, headers=ENGLISH)


def test_the_page_above_is_translated_first(admin, client, strategy, chapter):
    response = submit(client, chapter, "en")

    assert "“Strategie”" in response.text
    assert not Page.objects.filter(slug="bildung", locale__language_code="en").exists()


def test_children_are_not_taken_along(admin, client, home, strategy, chapter):
    begin(client, home, "en")
    begin(client, strategy, "en")

    assert not Page.objects.filter(slug="bildung", locale__language_code="en").exists()


def test_a_page_without_one_translated_word_is_refused_in_words(admin, client, home, strategy):
    begin(client, home, "en")
    english = begin(client, strategy, "en")

    response = publish(client, english)

    assert "Nothing on this page is translated yet" in response.text
    english.refresh_from_db()
    assert not english.live


def test_a_translated_page_goes_live_and_names_what_is_still_german(admin, client, home, strategy):
    begin(client, home, "en")
    english = begin(client, strategy, "en")
    translation = Translation.objects.get(source__object_id=strategy.translation_key)
    title = translation.source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.create(
        translation_of=title.string,
        context=title.context,
        locale=english.locale,
        data="Strategy",
        translation_type="manual",
    )

    with TestCase.captureOnCommitCallbacks(execute=True):
        publish(client, english)

    english.refresh_from_db()
    assert (english.live, english.title) == (True, "Strategy")
    assert LiveText.objects.get(page=english).german_parts == [strategy.body[0].id]
