"""The agenda of a meeting: adding, mending, ordering, and what a decision holds in place."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from council.meetings import placing
from council.models import AgendaItem
from council.refusals import AlreadyDone

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(town):
    return town.meeting(town.social, start=timezone.now() + timedelta(days=3), present=None)


def put(town, meeting, title, **more):
    return placing.put_on_agenda(
        paper=more.pop("paper", None), meeting=meeting, title=title, by=town.clerk, **more
    )


def agenda(meeting):
    return [(item.number, item.title) for item in placing.in_parts(meeting)]


def order(town, meeting, *items, seen=None, by=None):
    ids = [item.pk for item in placing.in_parts(meeting)]
    return placing.reorder_agenda(
        meeting=meeting,
        order=[item.pk for item in items],
        seen=ids if seen is None else seen,
        by=by or town.clerk,
    )


def decided_item(town, meeting, title="Entschieden"):
    paper = town.paper(town.through_steering(town.section(title)))
    town.decide(town.magistrate, paper)
    meeting.start, meeting.present = timezone.now() - timedelta(hours=1), 8
    meeting.save()
    item = put(town, meeting, title, paper=paper)
    town.decide(town.social, paper, agenda=item)
    return item


def test_items_come_with_a_paper_or_without_and_get_the_next_number(town, meeting):
    paper = town.paper(town.through_steering(town.section()), title="Strategie")

    put(town, meeting, "Begrüßung")
    put(town, meeting, "", paper=paper)

    assert agenda(meeting) == [("1", "Begrüßung"), ("2", "Strategie")]
    assert {item.role for item in meeting.agenda.all()} == {"recommendation"}


def test_the_parts_follow_each_other_and_a_new_item_pushes_the_later_parts_down(town, meeting):
    put(town, meeting, "Personal", part="non_public")
    put(town, meeting, "Liste", part="two")
    put(town, meeting, "Aussprache")

    assert agenda(meeting) == [("1", "Aussprache"), ("2", "Liste"), ("3", "Personal")]
    assert sorted(meeting.agenda.values_list("order", flat=True)) == [1, 2, 3]


def test_a_withdrawn_paper_comes_on_no_agenda(town, meeting):
    from council.actions import withdraw_paper

    paper = town.paper(town.through_steering(town.section()))
    withdraw_paper(paper=paper, reason="Neu", by=town.clerk)
    paper.refresh_from_db()

    with pytest.raises(ValidationError, match="has been withdrawn"):
        put(town, meeting, "x", paper=paper)
    assert not meeting.agenda.exists()


def test_figures_follow_the_new_order_and_other_numbers_stay(town, meeting):
    a, b = put(town, meeting, "A"), put(town, meeting, "B")
    c = put(town, meeting, "C", number="2a")

    order(town, meeting, c, b, a)

    assert agenda(meeting) == [("2a", "C"), ("2", "B"), ("3", "A")]


def test_an_order_that_was_made_from_an_older_one_is_refused(town, meeting):
    a, b = put(town, meeting, "A"), put(town, meeting, "B")
    seen = [a.pk, b.pk]
    order(town, meeting, b, a)

    with pytest.raises(AlreadyDone, match="changed the agenda meanwhile"):
        order(town, meeting, a, b, seen=seen)
    assert agenda(meeting) == [("1", "B"), ("2", "A")]


def test_an_order_names_each_item_once(town, meeting):
    a, b = put(town, meeting, "A"), put(town, meeting, "B")

    for wrong in ([a], [a, a], [a, b, b]):
        with pytest.raises(ValidationError, match="each item"):
            order(town, meeting, *wrong)
    assert agenda(meeting) == [("1", "A"), ("2", "B")]


def test_a_decided_item_keeps_its_place_and_number(town, meeting):
    a = put(town, meeting, "A")
    fixed = decided_item(town, meeting)
    b = put(town, meeting, "B")

    with pytest.raises(ValidationError, match="keeps its place"):
        order(town, meeting, fixed, a, b)
    order(town, meeting, b, fixed, a)

    assert agenda(meeting) == [("1", "B"), ("2", "Entschieden"), ("3", "A")]


def test_moving_up_jumps_over_what_is_decided_and_stays_within_the_part(town, meeting):
    a = put(town, meeting, "A")
    fixed = decided_item(town, meeting)
    b = put(town, meeting, "B")
    list_item = put(town, meeting, "Liste", part="two")

    assert placing.moved(meeting, b.pk, up=True) == [b.pk, fixed.pk, a.pk, list_item.pk]
    for item, up in ((a, True), (fixed, False), (list_item, True), (b, False)):
        assert placing.moved(meeting, item.pk, up=up) == [a.pk, fixed.pk, b.pk, list_item.pk]


def test_an_item_is_renamed_until_a_decision_rests_on_it(town, meeting):
    a, fixed = put(town, meeting, "A"), decided_item(town, meeting)

    placing.edit_item(item=a, title="Anders", by=town.clerk)
    with pytest.raises(ValidationError, match="A decision is recorded"):
        placing.edit_item(item=fixed, title="Anders", by=town.clerk)

    assert [title for _number, title in agenda(meeting)] == ["Anders", "Entschieden"]


def test_a_number_stands_once_on_an_agenda(town, meeting):
    put(town, meeting, "A")

    with pytest.raises(ValidationError, match="has this number"):
        put(town, meeting, "B", number="1")
    assert agenda(meeting) == [("1", "A")]


def test_an_item_leaves_the_agenda_unless_records_hang_on_it(town, meeting):
    a, fixed = put(town, meeting, "A"), decided_item(town, meeting)

    with pytest.raises(ValidationError, match="cannot be deleted"):
        placing.remove_item(item=fixed, by=town.clerk)
    placing.remove_item(item=a, by=town.clerk)
    with pytest.raises(AlreadyDone):
        placing.remove_item(item=a, by=town.clerk)

    assert agenda(meeting) == [("2", "Entschieden")]
    assert meeting.agenda.get().order == 1


@pytest.mark.parametrize("who", ["member", "editor", "admin"])
def test_only_the_clerk_of_the_body_draws_up_its_agenda(town, meeting, who):
    item = put(town, meeting, "A")
    person = town.people[who]

    for do in (
        lambda: placing.put_on_agenda(paper=None, meeting=meeting, title="x", by=person),
        lambda: placing.edit_item(item=item, title="x", by=person),
        lambda: placing.remove_item(item=item, by=person),
        lambda: order(town, meeting, item, by=person),
    ):
        with pytest.raises(PermissionDenied):
            do()
    assert agenda(meeting) == [("1", "A")]


def test_a_clerk_of_another_body_draws_up_no_agenda(town, meeting):
    town.clerk.memberships.filter(organization=town.social).delete()

    with pytest.raises(PermissionDenied):
        put(town, meeting, "A")
    assert not AgendaItem.objects.exists()


# --- the screen -------------------------------------------------------------------------------------
def post(client, user, data, name, *args):
    client.force_login(user)
    return client.post(
        reverse(name, args=args), data, headers={"accept-language": "en"}, follow=True
    )


def test_the_buttons_order_the_agenda_without_a_script(town, meeting, client):
    a, b = put(town, meeting, "A"), put(town, meeting, "B")
    seen = f"{a.pk},{b.pk}"

    post(client, town.clerk, {"seen": seen, "order": "", "up": b.pk}, "council_reorder", meeting.pk)
    assert agenda(meeting) == [("1", "B"), ("2", "A")]
    screen = client.get(reverse("council_meeting", args=[meeting.pk]), {"moved": b.pk})
    assert screen.content.decode().count(" autofocus") == 1

    again = post(
        client, town.clerk, {"seen": seen, "order": "", "up": b.pk}, "council_reorder", meeting.pk
    )
    assert agenda(meeting) == [("1", "B"), ("2", "A")]
    assert again.status_code == 200 and list(again.context["messages"])


def test_dragging_sends_the_whole_order(town, meeting, client):
    a, b, c = (put(town, meeting, title) for title in "ABC")
    data = {"seen": f"{a.pk},{b.pk},{c.pk}", "order": f"{c.pk},{a.pk},{b.pk}"}

    post(client, town.clerk, data, "council_reorder", meeting.pk)

    assert [title for _number, title in agenda(meeting)] == ["C", "A", "B"]


@pytest.mark.parametrize("junk", ["", "x", "1,1", "999999", "-1", "١", "²", "9" * 5000])
def test_a_forged_order_changes_nothing(town, meeting, client, junk):
    a, b = put(town, meeting, "A"), put(town, meeting, "B")

    response = post(
        client, town.clerk, {"seen": f"{a.pk},{b.pk}", "order": junk}, "council_reorder", meeting.pk
    )

    assert response.status_code == 200
    assert agenda(meeting) == [("1", "A"), ("2", "B")]


def test_a_clerk_adds_changes_and_removes_an_item_on_the_screen(town, meeting, client):
    data = {"title": "Begrüßung", "part": "one", "role": "recommendation"}
    assert post(client, town.clerk, data, "council_item_add", meeting.pk).status_code == 200
    item = meeting.agenda.get()

    post(
        client,
        town.clerk,
        data | {"title": "Eröffnung", "number": "1", "part": "two"},
        "council_item_edit",
        item.pk,
    )
    assert meeting.agenda.get().title == "Eröffnung" and meeting.agenda.get().part == "two"

    client.get(reverse("council_item_remove", args=[item.pk]))
    assert meeting.agenda.exists()
    post(client, town.clerk, {}, "council_item_remove", item.pk)
    assert not meeting.agenda.exists()


def test_an_item_without_title_and_paper_is_refused_beside_the_field(town, meeting, client):
    response = post(
        client, town.clerk, {"part": "one", "role": "hearing"}, "council_item_add", meeting.pk
    )

    assert response.status_code == 422
    assert response.context["form"].errors["title"]


def test_the_agenda_costs_the_same_queries_however_long_it_is(
    town, client, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    paper = town.paper(*(town.through_steering(town.section(f"A{n}")) for n in range(2)))
    meeting = town.agenda(town.magistrate, paper).meeting

    def cost():
        client.force_login(town.clerk)
        client.get(reverse("council_meeting", args=[meeting.pk]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("council_meeting", args=[meeting.pk]))
        return len(queries)

    with_one = cost()
    for number in range(12):
        put(town, meeting, f"Punkt {number}")

    assert cost() == with_one


def test_a_clerk_of_another_body_changes_neither_day_nor_place(town, meeting, client):
    Group.objects.get(name="Gremien").permissions.add(
        *Permission.objects.filter(codename__in=["add_meeting", "change_meeting"])
    )
    address = reverse("council_meetings:edit", args=[meeting.pk])
    client.force_login(town.clerk)
    assert client.get(address).status_code == 200
    town.clerk.memberships.filter(organization=town.social).delete()

    assert client.get(address).status_code == 403
    fresh = client.get(reverse("council_meetings:add")).context["form"].fields["organization"]
    assert town.social not in fresh.queryset and town.finance in fresh.queryset
