"""The trees of the languages follow the German one, in the same transaction, or nothing happens."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Locale, Page, PageLogEntry

from cms.models import LiveText, User
from home.models import PlainPage

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def plain(home):
    """Return a function that adds a public German page."""

    def make(title: str, parent: Page | None = None) -> PlainPage:
        page = PlainPage(title=title, slug=title.lower(), intro=f"Worum es bei {title} geht.")
        return Page.objects.get(pk=(parent or home).pk).add_child(instance=page)

    return make


def fresh(page: Page) -> Page:
    return type(page).objects.get(pk=page.pk)


def titles_below(page: Page) -> list[str]:
    return [child.title for child in Page.objects.get(pk=page.pk).get_children()]


def test_taking_down_takes_the_translations_along_with_a_note_in_their_history(plain, translate):
    page = plain("Eins")
    copies = [translate(page, code, title=f"{code} 1") for code in ("tr", "ar")]

    page.unpublish()

    for copy in copies:
        assert not fresh(copy).live
        assert not LiveText.objects.filter(page=copy).exists()
        assert PageLogEntry.objects.filter(
            page=copy.pk, action="cms.unpublish_with_german"
        ).exists()


def test_when_a_translation_cannot_follow_nothing_happens(plain, translate, monkeypatch):
    page = plain("Eins")
    translate(page, "tr", title="Bir")

    def refuse(*args, **kwargs):
        raise PermissionDenied

    monkeypatch.setattr("cms.trees.UnpublishPageAction.execute", refuse)
    with pytest.raises(PermissionDenied):
        fresh(page).unpublish()

    assert fresh(page).live


def test_a_translation_moves_along_when_its_new_parent_is_translated(plain, translate):
    first, second, page = plain("Eins"), plain("Zwei"), plain("Drei")
    turkish = translate(page, "tr", title="Uc")
    parent = translate(second, "tr", title="Iki")

    fresh(page).move(fresh(second), pos="last-child")

    assert fresh(turkish).get_parent().pk == parent.pk
    assert fresh(turkish).url_path == f"{fresh(parent).url_path}drei/"
    assert titles_below(first) == []
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_translation_waits_until_its_new_parent_is_translated(plain, translate):
    second, page = plain("Zwei"), plain("Drei")
    turkish = translate(page, "tr", title="Uc")
    before = turkish.get_parent().pk

    fresh(page).move(fresh(second), pos="last-child")
    assert fresh(turkish).get_parent().pk == before

    parent = translate(fresh(second), "tr", title="Iki")
    assert fresh(turkish).get_parent().pk == parent.pk
    assert Page.find_problems() == ([], [], [], [], [])


def test_translations_take_the_order_of_the_german_pages(plain, translate, home):
    pages = [plain(title) for title in ("Eins", "Zwei", "Drei")]
    for page in pages:
        translate(page, "tr", title=f"{page.title} tr")

    fresh(pages[2]).move(fresh(pages[0]), pos="left")

    turkish = home.get_translation(Locale.objects.get(language_code="tr"))
    assert titles_below(home) == ["Drei", "Eins", "Zwei"]
    assert titles_below(turkish)[0] == "Drei tr"


@pytest.mark.usefixtures("in_english")
def test_a_translation_does_not_leave_the_place_of_its_german_page(plain, translate):
    first, second = plain("Eins"), plain("Zwei")
    child = plain("Kind", first)
    translate(second, "tr", title="Iki")
    turkish = translate(child, "tr", title="Cocuk")
    other = second.get_translation(turkish.locale)

    with pytest.raises(PermissionDenied, match="move the German page"):
        turkish.move(other, pos="last-child")


def test_a_move_that_fails_leaves_both_trees_as_they_were(plain, translate, monkeypatch):
    second, page = plain("Zwei"), plain("Drei")
    turkish = translate(page, "tr", title="Uc")
    translate(second, "tr", title="Iki")
    paths = Page.objects.order_by("pk").values_list("pk", "path")
    before = list(paths)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("cms.trees._move", fail)
    with pytest.raises(RuntimeError):
        fresh(page).move(fresh(second), pos="last-child")

    assert list(paths.all()) == before
    assert fresh(turkish).live


def test_the_address_follows_unless_the_translation_has_its_own(plain, translate):
    page = plain("Eins")
    turkish, arabic = translate(page, "tr", title="Bir"), translate(page, "ar", title="واحد")
    arabic.slug = "wahid"
    arabic.save_revision().publish()

    page = fresh(page)
    page.slug = "erstes"
    page.save_revision().publish()

    assert fresh(turkish).slug == "erstes"
    assert fresh(turkish).url_path == f"{turkish.get_parent().url_path}erstes/"
    assert fresh(turkish).get_latest_revision_as_object().slug == "erstes"
    assert fresh(arabic).slug == "wahid"


def test_an_address_that_is_taken_in_the_other_tree_gets_a_number(plain, translate, home):
    page = plain("Eins")
    turkish = translate(page, "tr", title="Bir")
    parent = turkish.get_parent()
    parent.add_child(
        instance=PlainPage(title="Fremd", slug="erstes", locale=turkish.locale, live=False)
    )

    page = fresh(page)
    page.slug = "erstes"
    page.save_revision().publish()

    assert fresh(turkish).slug == "erstes-1"


def test_a_deleted_page_takes_all_translations_below_along(plain, translate):
    page = plain("Eins")
    child = plain("Kind", page)
    translate(child, "tr", title="Cocuk")
    keys = [page.translation_key, child.translation_key]

    fresh(page).delete()

    assert not Page.objects.filter(translation_key__in=keys).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_stays_while_texts_of_others_stand_below_its_translation(plain, translate):
    first, second = plain("Eins"), plain("Zwei")
    child = plain("Kind", first)
    translate(child, "tr", title="Cocuk")
    fresh(child).move(fresh(second), pos="last-child")

    with pytest.raises(PermissionDenied):
        fresh(first).delete()

    assert Page.objects.filter(pk=first.pk).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_confirmation_names_the_translations_that_go(plain, translate, client):
    page = plain("Eins")
    translate(page, "tr", title="Birinci")
    client.force_login(User.objects.create_superuser("admin"))
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])

    assert "Birinci" in client.get(address, headers=ENGLISH).text
    client.post(address)

    assert not Page.objects.filter(translation_key=page.translation_key).exists()


def test_a_translation_is_neither_copied_nor_begun_without_german(plain, translate, client):
    page = plain("Eins")
    turkish = translate(page, "tr", title="Bir")
    client.force_login(User.objects.create_superuser("admin"))
    before = Page.objects.count()

    copy = reverse("wagtailadmin_pages:copy", args=[turkish.pk])
    add = reverse("wagtailadmin_pages:add", args=["home", "plainpage", turkish.get_parent().pk])
    for address in (copy, add):
        assert client.get(address).status_code == 302
        client.post(address, {"new_title": "x", "new_slug": "x", "title": "x", "slug": "x"})

    assert Page.objects.count() == before


def test_nobody_needs_rights_in_the_other_language_to_take_a_german_page_down(
    plain, translate, client
):
    page = plain("Eins")
    turkish = translate(page, "tr", title="Bir")
    editor = User.objects.create_user("redaktion")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    editor.groups.add(Group.objects.get(name="Redaktion"))
    client.force_login(editor)

    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))

    assert not fresh(page).live and not fresh(turkish).live
