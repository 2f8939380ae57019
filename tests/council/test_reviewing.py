"""Review comments: who may say, withdraw and answer what, and that they survive the text."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.desk import entries_for
from council import actions
from council.ballots import reviewing, showing
from council.models import Membership, ReviewComment
from council.wagtail_hooks import has_record

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.fixture
def page(town):
    return town.submit(town.section())


def block_of(ballot, position: int = 1) -> str:
    return ballot.revision.as_object().body.raw_data[position]["id"]


def say(town, page, who, text="Bitte kürzer", position=1):
    ballot = town.ballot(page)
    block_id = block_of(ballot, position) if position is not None else ""
    return reviewing.comment(task_state=ballot, text=text, by=who, block_id=block_id)


def test_a_member_comments_on_a_paragraph_and_on_the_whole_text(town, page):
    one = say(town, page, town.s1)
    whole = say(town, page, town.s1, position=None)

    assert (one.quote, whole.quote, whole.block_id) == ("Alt.", "", "")
    assert PageLogEntry.objects.filter(action="council.comment", page=page).count() == 2


def test_a_form_sent_twice_makes_one_comment(town, page):
    assert say(town, page, town.s1).pk == say(town, page, town.s1, "Bitte kürzer ").pk
    assert ReviewComment.objects.count() == 1


@pytest.mark.parametrize("role", ["editor", "clerk", "member", "admin"])
def test_only_members_of_the_group_comment(town, page, role):
    with pytest.raises(PermissionDenied, match="Only members of the steering group"):
        say(town, page, town.people[role])
    assert not ReviewComment.objects.exists()


def test_wrong_words_and_wrong_paragraphs_are_refused(town, page):
    other = town.submit(town.section("Anderer"))
    foreign = block_of(town.ballot(other))

    with pytest.raises(ValidationError, match="Write what you want to say"):
        say(town, page, town.s1, "  ")
    with pytest.raises(ValidationError, match="not part of the text"):
        reviewing.comment(task_state=town.ballot(page), text="x", by=town.s1, block_id=foreign)
    assert not ReviewComment.objects.exists()


def test_a_closed_ballot_takes_no_comment(town, page):
    ballot = town.ballot(page)
    town.vote(page, town.s1, "request_changes", "Kürzer")

    with pytest.raises(actions.AlreadyDone, match="closed"):
        reviewing.comment(task_state=ballot, text="x", by=town.s2)


def test_a_late_joiner_comments_but_a_membership_that_ended_takes_the_right_away(town, page):
    own = say(town, page, town.s5)
    town.join(town.member, town.steering)
    assert say(town, page, town.member, "Neu hier").person == town.member

    ended = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(person=town.s5).update(until=ended)

    with pytest.raises(PermissionDenied):
        say(town, page, town.s5, "Noch etwas")
    with pytest.raises(PermissionDenied):
        reviewing.withdraw_comment(comment=own, by=town.s5)


def test_only_ones_own_unanswered_comment_is_withdrawn_and_only_once(town, page):
    comment = say(town, page, town.s1)
    with pytest.raises(PermissionDenied, match="only your own"):
        reviewing.withdraw_comment(comment=comment, by=town.s2)

    reviewing.withdraw_comment(comment=comment, by=town.s1)

    assert list(showing.comments_on(page.pk)) == []
    with pytest.raises(actions.AlreadyDone, match="already withdrawn"):
        reviewing.withdraw_comment(comment=comment, by=town.s1)
    with pytest.raises(actions.AlreadyDone, match="needs no answer"):
        reviewing.answer_comment(comment=comment, by=town.editor)

    answered = say(town, page, town.s1)
    reviewing.answer_comment(comment=answered, by=town.editor)
    with pytest.raises(actions.AlreadyDone, match="already answered"):
        reviewing.withdraw_comment(comment=answered, by=town.s1)


@pytest.mark.parametrize("role", ["s1", "s2", "clerk", "member"])
def test_only_editors_answer(town, page, role):
    comment = say(town, page, town.s1)

    with pytest.raises(PermissionDenied, match="Only editors"):
        reviewing.answer_comment(comment=comment, answer="Nein", by=town.people[role])

    comment.refresh_from_db()
    assert (comment.answer, comment.answered_at) == ("", None)


def test_comments_survive_edits_and_deletions_with_their_quote(town, page, client):
    changed = say(town, page, town.s1, "Zu alt")
    removed = say(town, page, town.s1, "Bleibt das?", position=2)
    page = town.vote(page, town.s2, "request_changes", "Siehe Anmerkungen")
    page = town.edit(page, "<p>Neu.</p>")
    draft = page.get_latest_revision_as_object()
    draft.body = draft.body.stream_block.to_python(list(draft.body.raw_data)[:2])
    draft.save_revision(user=town.editor)
    client.force_login(town.editor)

    html = client.get(
        reverse("council_reviews", args=[page.pk]), headers={"accept-language": "en"}
    ).content.decode()

    assert {changed.quote, removed.quote} == {"Alt.", "Bleibt."}
    for words in ("Alt.", "Bleibt.", "has changed since", "no longer in the text", "Siehe Anm"):
        assert words in html


def test_the_editor_is_led_to_the_comments_and_answers_them(town, page, client):
    comment = say(town, page, town.s1)
    address = reverse("council_reviews", args=[page.pk])
    assert address in {entry.url for entry in entries_for(town.editor)}
    assert address not in {entry.url for entry in entries_for(town.s1)}
    client.force_login(town.editor)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert address in html

    answer = reverse("council_comment_answer", args=[comment.pk])
    assert client.post(answer, {"answer": "Gekürzt"}).status_code == 302

    comment.refresh_from_db()
    assert (comment.answer, comment.answered_by) == ("Gekürzt", town.editor)
    assert address not in {entry.url for entry in entries_for(town.editor)}
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert address not in html


def test_the_desk_of_an_editor_costs_the_same_however_many_comments(town, page, count_queries):
    say(town, page, town.s1)
    entries_for(town.editor)
    one = count_queries(lambda: entries_for(town.editor))
    for number in range(4):
        say(town, page, town.s2, f"Nummer {number}")

    assert count_queries(lambda: entries_for(town.editor)) == one


def test_hostile_words_are_shown_and_not_run(town, client):
    page = town.submit(town.section(HOSTILE, texts=(f"<p>a {ESCAPED}</p>", "<p>b</p>")))
    say(town, page, town.s1, HOSTILE)
    comment = ReviewComment.objects.get()
    reviewing.answer_comment(comment=comment, answer=HOSTILE, by=town.editor)
    town.vote(page, town.s2, "request_changes", HOSTILE)
    actions.resubmit(page=town.fresh(page), by=town.editor)
    say(town, page, town.s2, HOSTILE)
    client.force_login(town.s1)
    ballot = reverse("council_ballot", args=[town.ballot(page).pk])

    views = [f"{ballot}?show=text", f"{ballot}?show=previous"]
    for address in (*views, reverse("council_reviews", args=[page.pk])):
        html = client.get(address).content.decode()
        assert ESCAPED in html
        assert HOSTILE not in html


def test_who_commented_stays_and_so_does_the_page(town, page):
    say(town, page, town.s4)
    run = town.fresh(page).current_workflow_state
    run.cancel(user=town.editor)
    Membership.objects.filter(person=town.s4).delete()

    assert has_record(town.s4)
    assert not town.fresh(page).permissions_for_user(town.admin).can_delete()
