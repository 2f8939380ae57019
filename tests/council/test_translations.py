"""Translations and aliases of a section follow its German text, never the other way round."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.actions.convert_alias import ConvertAliasPageAction

from council.guards import NotResolved

pytestmark = pytest.mark.django_db


def test_an_alias_follows_its_source(town):
    page = town.section()
    alias = page.create_alias(update_slug="alias", parent=town.chapter)
    alias.live = True
    with pytest.raises(NotResolved):
        alias.save()
    town.resolve(page)

    assert town.fresh(alias).live


def test_bulk_publishing_of_pages_without_sections_goes_on(town, client):
    town.section()
    chapter = town.chapter.copy(update_attrs={"slug": "leer"}, keep_live=False, user=town.admin)
    client.force_login(town.admin)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{bulk}?id={chapter.pk}", {"include_descendants": ""})
    assert town.fresh(chapter).live

    client.post(f"{bulk}?id={chapter.get_parent().pk}", {"include_descendants": "on"})
    assert not town.chapter.get_children().live().exists()


def test_an_alias_does_not_become_a_text_of_its_own(town):
    page = town.section()
    alias = page.create_alias(update_slug="alias", parent=town.chapter)
    town.resolve(page)

    with pytest.raises(NotResolved):
        ConvertAliasPageAction(town.fresh(alias), user=town.admin).execute(
            skip_permission_checks=True
        )

    assert town.fresh(alias).alias_of_id == page.pk


def test_an_alias_in_another_language_stops_no_release(town):
    page = town.section()
    parent = town.translation(town.chapter)
    alias = page.create_alias(update_locale=parent.locale, parent=parent)

    page = town.through_steering(page, "release")

    assert page.live and not town.fresh(alias).live


def test_a_translation_goes_live_only_after_its_german_text(town):
    page = town.section()
    copy = town.translation(page)
    copy.title, copy.summary = "Arriving well", "What this is about."
    revision = copy.save_revision()
    assert not copy.permissions_for_user(town.admin).can_publish()
    with pytest.raises(NotResolved, match="translation"):
        revision.publish()

    town.through_steering(page, "release")

    copy = town.fresh(copy)
    assert copy.permissions_for_user(town.admin).can_publish()
    copy.get_latest_revision().publish()
    copy = town.fresh(copy)
    assert copy.live and copy.permissions_for_user(town.admin).can_unpublish()
    copy.unpublish()


def test_a_translation_goes_with_its_german_text(town):
    page = town.section()
    copy = town.translation(page)

    page.delete()

    assert not type(copy).objects.filter(pk=copy.pk).exists()


def test_a_translation_is_not_submitted(town):
    from council import actions

    copy = town.translation(town.section())

    with pytest.raises(ValidationError, match="German"):
        actions.submit(page=copy, purpose="release", by=town.admin)
