"""Who speaks for a partner may change its profile, and nothing else, and not without the editors."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from cms import desk
from home import roles
from partners.actions import ensure_moderation
from partners.models import PartnerSettings
from tests.factories import PartnerPageFactory, RepresentativeFactory, UserFactory
from tests.wording import german


@pytest.fixture
def partner(site):
    page = PartnerPageFactory(title="Ausländerbeirat")
    page.save_revision().publish()
    return page


@pytest.fixture
def representative(partner):
    user = UserFactory(roles=[roles.PARTNERS])
    RepresentativeFactory(partner=partner, user=user)
    return user


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_data(page, **changes) -> dict:
    empty = {"count": 0, "TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    data = {
        "title": page.title,
        "slug": page.slug,
        "group": page.group_id,
        "summary": page.summary,
        "body-count": 0,
        **{f"formats-{name}": value for name, value in empty.items()},
        **{f"comments-{name}": value for name, value in empty.items()},
    }
    return data | changes


def test_a_representative_edits_the_own_profile_and_no_other_page(
    client, representative, partner, home
):
    other = PartnerPageFactory(title="Kommunales Kino")
    client.force_login(representative)

    assert client.get(edit_url(partner)).status_code == 200
    assert client.get(edit_url(other)).status_code == 403
    assert client.get(edit_url(home)).status_code == 403


def test_the_profile_is_the_same_in_every_language(translate, representative, partner):
    turkish = translate(partner, "tr", title="Yabancılar Meclisi")

    assert turkish.permissions_for_user(representative).can_edit()


def test_a_representative_can_neither_publish_nor_copy_nor_delete(representative, partner):
    rights = partner.permissions_for_user(representative)

    assert not rights.can_publish()
    assert not rights.can_unpublish()
    assert not rights.can_copy()
    assert not rights.can_delete()
    assert not rights.can_move()


def test_somebody_who_is_inactive_represents_nobody(representative, partner):
    representative.is_active = False
    representative.save()

    assert not partner.permissions_for_user(representative).can_edit()


def test_a_change_goes_to_the_editors_and_is_public_when_they_agree(
    client, representative, partner
):
    editor = UserFactory(roles=[roles.EDITORS])
    client.force_login(representative)

    answer = client.post(
        edit_url(partner),
        form_data(partner, summary="Neu formuliert.", **{"action-submit": "1"}),
    )
    partner.refresh_from_db()
    task_state = partner.current_workflow_task_state

    assert answer.status_code == 302
    assert partner.summary == ""
    assert task_state.task.name == "Prüfung durch die Redaktion"

    task_state.task.specific.on_action(task_state, editor, "approve")

    partner.refresh_from_db()
    assert partner.summary == "Neu formuliert."
    assert partner.live


def test_publishing_by_a_forged_form_only_saves_a_draft(client, representative, partner):
    client.force_login(representative)

    client.post(
        edit_url(partner), form_data(partner, summary="Gefälscht", **{"action-publish": "1"})
    )

    partner.refresh_from_db()
    assert partner.summary == ""


def test_the_desk_leads_representatives_to_their_profile(representative, partner):
    (never_checked,) = desk.entries_for(representative)
    partner.checked_on = timezone.localdate() - timedelta(days=10)
    partner.save()
    (checked,) = desk.entries_for(representative)
    partner.checked_on = timezone.localdate() - timedelta(days=400)
    partner.save()
    (overdue,) = desk.entries_for(representative)

    assert never_checked.title == "Ausländerbeirat"
    assert never_checked.url == edit_url(partner)
    assert never_checked.overdue and overdue.overdue
    assert not checked.overdue and checked.since is None
    assert overdue.since is not None


def test_the_desk_says_where_a_submitted_profile_is(representative, partner):
    partner.save_revision(user=representative)
    state = partner.get_workflow().start(partner, representative)
    (submitted,) = desk.entries_for(representative)
    (to_check,) = desk.entries_for(UserFactory(roles=[roles.EDITORS]))
    state.current_task_state.reject(user=UserFactory(roles=[roles.EDITORS]))
    (sent_back,) = desk.entries_for(representative)

    assert submitted.note == german("Your changes are being checked by the editors.")
    assert (to_check.title, to_check.url) == ("Ausländerbeirat", edit_url(partner))
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert sent_back.note == german("The editors ask for changes.")


def test_the_whole_desk_opens_for_who_has_submitted_a_profile(client, representative, partner):
    partner.get_workflow().start(partner, representative)
    client.force_login(representative)

    answer = client.get(reverse("wagtailadmin_home"))

    assert answer.status_code == 200
    assert partner.title in answer.content.decode()


def test_nothing_waits_for_somebody_who_represents_nobody(site):
    assert desk.entries_for(UserFactory()) == []


def test_without_a_moderation_of_its_own_a_profile_follows_the_tree(partner):
    assert partner.has_workflow

    PartnerSettings.objects.update(moderation=None)

    assert partner.get_workflow() is None
    assert not partner.has_workflow


def test_the_moderation_is_made_once(site):
    from django.contrib.auth.models import Group

    editors = Group.objects.get(name=roles.EDITORS)

    assert ensure_moderation(moderators=editors) == ensure_moderation(moderators=editors)
