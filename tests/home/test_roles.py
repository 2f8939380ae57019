"""What each role of the town hall may do, and what it may not."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from home import roles
from strategy.models import ChapterPage, SectionPage, StrategyPage
from tests.factories import (
    EventPageFactory,
    HomePageFactory,
    PartnerPageFactory,
    PlainPageFactory,
    UserFactory,
)

ARABIC = "Übersetzung Arabisch"
ALL_ROLES = [*roles.RIGHTS, ARABIC]


@pytest.fixture
def arabic(site):
    return HomePageFactory(language="ar", title="معًا")


@pytest.fixture
def person(arabic):
    """Return a function that makes a person with one role."""

    def make(role: str):
        return UserFactory(roles=[role])

    return make


@pytest.fixture
def section(home) -> SectionPage:
    strategy = home.add_child(instance=StrategyPage(title="Strategie", locale=home.locale))
    chapter = strategy.add_child(instance=ChapterPage(title="Kapitel", locale=home.locale))
    return chapter.add_child(
        instance=SectionPage(title="Abschnitt", locale=home.locale, live=False)
    )


def is_let_in(client, url: str) -> bool:
    """Tell whether a person sees a page of the editing interface (Wagtail sends others away)."""
    return client.get(url).status_code == 200


@pytest.mark.parametrize("role", ALL_ROLES)
def test_every_role_logs_in_to_its_desk(role, person, client):
    client.force_login(person(role))

    assert is_let_in(client, reverse("wagtailadmin_home"))


@pytest.mark.parametrize("role", ALL_ROLES)
def test_no_role_administers_the_site(role, person, client):
    client.force_login(person(role))
    addresses = [
        "wagtailusers_users:index",
        "wagtailusers_groups:index",
        "wagtailsites:index",
        "wagtaillocales:index",
        "wagtailadmin_workflows:index",
        "wagtailredirects:index",
        "wagtailadmin_collections:index",
    ]

    assert [name for name in addresses if is_let_in(client, reverse(name))] == []


def test_editors_write_and_publish_what_no_body_resolves(person, home, arabic, section):
    editor = person(roles.EDITORS)
    pages = [home, arabic, PlainPageFactory(), PartnerPageFactory(), EventPageFactory()]

    for page in pages:
        rights = page.permissions_for_user(editor)
        assert rights.can_edit() and rights.can_publish(), page


def test_editors_draft_sections_but_publish_none(person, section):
    rights = section.permissions_for_user(person(roles.EDITORS))

    assert rights.can_edit()
    assert not rights.can_publish()


@pytest.mark.parametrize("role", [name for name in ALL_ROLES if name != roles.EDITORS])
def test_nobody_else_changes_german_pages(role, person, home, section, client):
    client.force_login(person(role))
    pages = [home, section, PlainPageFactory(), PartnerPageFactory(), EventPageFactory()]

    for page in pages:
        assert not is_let_in(client, reverse("wagtailadmin_pages:edit", args=[page.pk])), page


def test_translators_work_in_their_language_only(person, arabic, client):
    turkish = HomePageFactory(language="tr", title="Birlikte")
    translator = person(ARABIC)
    client.force_login(translator)

    assert is_let_in(client, reverse("wagtailadmin_pages:edit", args=[arabic.pk]))
    assert not is_let_in(client, reverse("wagtailadmin_pages:edit", args=[turkish.pk]))
    assert arabic.permissions_for_user(translator).can_publish()
    assert not arabic.permissions_for_user(translator).can_add_subpage()
    assert not turkish.permissions_for_user(translator).can_publish()


def test_editors_and_translators_begin_translations(person, home, client):
    url = reverse("wagtail_localize:submit_page_translation", args=[home.pk])
    for role in ALL_ROLES:
        client.force_login(person(role))
        may = role == roles.EDITORS or role.startswith("Übersetzung")
        assert (client.get(url).status_code == 200) == may, role


def test_models_are_kept_by_those_who_answer_for_them(person):
    def who(right: str) -> list[str]:
        return [role for role in ALL_ROLES if person(role).has_perm(right)]

    assert who("partners.change_actorgroup") == [roles.EDITORS]
    assert who("partners.add_representative") == [roles.EDITORS]
    assert who("strategy.change_phase") == [roles.EDITORS]
    assert who("home.change_townsettings") == [roles.EDITORS]
    assert who("council.add_paper") == [roles.CLERKS]
    assert who("council.change_meeting") == [roles.CLERKS]
    assert who("council.add_decision") == []
    assert who("council.delete_meeting") == []


def test_images_are_uploaded_by_editors_and_chosen_by_those_who_write(site):
    def who(codename: str) -> set[str]:
        rows = GroupCollectionPermission.objects.filter(permission__codename=codename)
        return set(rows.values_list("group__name", flat=True))

    assert who("add_image") == who("change_document") == {roles.EDITORS}
    assert roles.PARTNERS in who("choose_image")
    assert not who("choose_image") & {roles.STEERING, roles.MEMBERS}


def test_rights_changed_by_hand_are_repaired(site, home):
    members = Group.objects.get(name=roles.MEMBERS)
    members.permissions.add(Permission.objects.get(codename="delete_user"))
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=members, page=home, permission=publish)

    roles.ensure_roles()

    assert [right.codename for right in members.permissions.all()] == ["access_admin"]
    assert not members.page_permissions.exists()


def test_names_of_roles_are_german_whatever_language_is_spoken(site):
    with override("ar"):
        names = [roles.translators(code) for code in roles.languages_to_translate()]

    assert names == [
        "Übersetzung Einfache Sprache",
        "Übersetzung Englisch",
        "Übersetzung Türkisch",
        "Übersetzung Ukrainisch",
        "Übersetzung Arabisch",
    ]
