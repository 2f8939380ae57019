"""Translating through the editing interface: one page at a time, parents first, refused in words."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import TestCase
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.models import User
from cms.models.live_text import LiveText, NotTranslated
from strategy.models import Phase

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


def publish(page: Page) -> None:
    """Publish as wagtail-localize does by itself."""
    Translation.objects.get(
        source__object_id=page.translation_key, target_locale=page.locale_id
    ).save_target(publish=True)


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

    with pytest.raises(NotTranslated), TestCase.captureOnCommitCallbacks(execute=True):
        publish(english)

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
        publish(english)

    english.refresh_from_db()
    assert (english.live, english.title) == (True, "Strategy")
    assert LiveText.objects.get(page=english).german_parts == [strategy.body[0].id]


def test_new_german_words_reach_the_translators_at_once(admin, client, home, strategy):
    begin(client, home, "en")
    begin(client, strategy, "en")

    strategy.title = "Neue Strategie"
    strategy.save_revision().publish()

    source = TranslationSource.objects.get_for_instance(strategy)
    assert source.stringsegment_set.get(context__path="title").string.data == "Neue Strategie"


def test_bringing_words_to_translators_publishes_nothing(admin, client, home, strategy):
    begin(client, home, "en")
    english = begin(client, strategy, "en")
    source = TranslationSource.objects.get_for_instance(strategy)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])

    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(url, {"publish_translations": "on"})

    assert response.status_code == 302
    english.refresh_from_db()
    assert not english.live


@pytest.fixture
def translator(client, home, strategy, translate) -> User:
    """Return somebody who may change Arabic pages and begin translations, logged in."""
    arabic = translate(home, "ar", "البداية")
    user = User.objects.create_user("uebersetzung")
    for codename in ("access_admin", "submit_translation"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    group = Group.objects.create(name="Arabisch")
    user.groups.add(group)
    right = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=arabic, permission=right)
    client.force_login(user)
    return user


def test_a_translator_begins_translations_into_their_own_languages_only(
    translator, client, strategy
):
    submit(client, strategy, "en")
    submit(client, strategy, "ar")

    languages = strategy.get_translations().values_list("locale__language_code", flat=True)
    assert set(languages) == {"ar"}


def test_translating_a_snippet_takes_the_right_to_change_it(translator, client, home):
    phase = Phase.objects.create(
        number=1,
        kind="kickoff",
        title="Start",
        planned_start=date(2020, 4, 1),
        planned_end=date(2020, 4, 30),
    )
    arabic = Locale.objects.get(language_code="ar")
    url = reverse(
        "wagtail_localize:submit_snippet_translation", args=["strategy", "phase", phase.pk]
    )

    assert client.post(url, {"locales": [arabic.pk]}).status_code == 403
    assert not phase.has_translation(arabic)


def test_a_draft_is_not_given_to_translators(translator, client, strategy):
    strategy.unpublish()
    url = reverse("wagtail_localize:submit_page_translation", args=[strategy.pk])

    response = client.get(url)

    assert response.status_code == 403
    assert not strategy.get_translations().exists()


def test_a_translation_does_not_become_a_copy_of_the_german_page(admin, client, home, strategy):
    begin(client, home, "en")
    english = begin(client, strategy, "en")

    client.post(reverse("wagtail_localize:convert_to_alias", args=[english.pk]))

    english.refresh_from_db()
    assert english.alias_of_id is None


def test_no_password_can_be_put_before_a_public_page(admin, client, strategy):
    url = reverse("wagtailadmin_pages:set_privacy", args=[strategy.pk])

    client.post(url, {"restriction_type": "password", "password": "geheim"})

    assert not strategy.get_view_restrictions().exists()
