"""A translator's desk lists what changed, what was begun and what is missing, in their languages only."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from cms.models import LiveText, User
from home import roles
from home.models import PlainPage
from partners.models import ActorGroup
from tests.wording import german
from translating import actions
from translating.desk import NEW_TEXTS, translations_to_do
from translating.views.waiting import A_PAGE
from translating.waiting import count_words, waiting_for


@pytest.fixture
def translator(home, translate) -> User:
    translate(home, "ar", title="البداية")
    user = User.objects.create_user("uebersetzung")
    user.groups.add(Group.objects.get(name=roles.translators("ar")))
    return user


@pytest.fixture
def page(home) -> PlainPage:
    return home.add_child(instance=PlainPage(title="Mitmachen", slug="mitmachen", intro="Alle."))


def waiting(user: User) -> dict[str, str]:
    """Return what waits, in the language of the interface at work: German."""
    return {entry.title: entry.action_label for entry in translations_to_do(user)}


def test_a_public_text_without_a_translation_waits(translator, page):
    assert waiting(translator)["Mitmachen"] == german("Begin the translation")


def test_a_translation_that_was_begun_waits_until_it_is_public(translator, page):
    page.copy_for_translation(Locale.objects.get(language_code="ar"), copy_parents=True)

    assert waiting(translator)["Mitmachen"] == german("Go on translating")


def test_a_public_translation_waits_again_when_the_german_words_change(translator, page, translate):
    translate(page, "ar", title="شاركوا", intro="للجميع.")
    assert "Mitmachen" not in waiting(translator)

    page.intro = "Wirklich alle."
    page.save_revision().publish()

    assert waiting(translator)["Mitmachen"] == german("Update the translation")


def test_nothing_waits_for_those_who_do_not_translate_and_in_other_languages(site, page, translate):
    user = User.objects.create_user("redaktion")
    assert waiting(user) == {}

    user.groups.add(Group.objects.get(name=roles.translators("tr")))
    translate(page, "ar", title="شاركوا")
    page.intro = "Wirklich alle."
    page.save_revision().publish()

    assert "Mitmachen" not in waiting(user)


def test_the_list_of_missing_texts_is_short_and_costs_no_query_per_text(
    translator, home, count_queries
):
    waiting(translator)
    before = count_queries(lambda: waiting(translator))
    for number in range(NEW_TEXTS + 5):
        home.add_child(instance=PlainPage(title=f"Seite {number}", slug=f"seite-{number}"))

    assert len(waiting(translator)) == NEW_TEXTS
    assert count_queries(lambda: waiting(translator)) == before


def test_the_oldest_text_stands_first_with_its_words(translator, home, page):
    newer = home.add_child(
        instance=PlainPage(title="Neuer", slug="neuer", intro="Drei neue Worte.")
    )
    days = {page: 1, newer: 0}
    for text, ago in days.items():
        LiveText.objects.filter(page=text).update(changed_at=timezone.now() - timedelta(days=ago))
    titles = [one.title for one in waiting_for(translator)]
    assert titles.index("Mitmachen") < titles.index("Neuer")

    LiveText.objects.filter(page=page).update(changed_at=timezone.now() + timedelta(days=1))

    found = {one.title: one for one in waiting_for(translator)}
    count_words(found.values())
    assert list(found).index("Neuer") < list(found).index("Mitmachen")
    assert (found["Neuer"].words, found["Neuer"].words_left) == (4, 4)


def test_a_snippet_in_work_stands_there_with_its_words(translator):
    group = ActorGroup.objects.create(
        key="stadt", name="Die ganze Verwaltung", locale=Locale.get_default()
    )
    actions.begin(instance=group, locale=Locale.objects.get(language_code="ar"), by=translator)

    found = {one.title: one for one in waiting_for(translator)}
    count_words(found.values())

    assert (found["Die ganze Verwaltung"].words, found["Die ganze Verwaltung"].words_left) == (3, 3)


def test_the_desk_reads_no_more_for_texts_it_does_not_show(translator, home, client, count_queries):
    client.force_login(translator)
    look = lambda: client.get(reverse("translating:desk"))  # noqa: E731
    for number in range(A_PAGE):
        home.add_child(instance=PlainPage(title=f"Seite {number}", slug=f"seite-{number}"))
    look()
    few = count_queries(look)
    for number in range(A_PAGE, A_PAGE + 15):
        home.add_child(instance=PlainPage(title=f"Seite {number}", slug=f"seite-{number}"))

    assert count_queries(look) <= few
