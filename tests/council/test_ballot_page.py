"""The vote page: what changed, how the ballot stands, why somebody has no vote."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from council import actions
from council.ballots import reviewing, showing
from council.models import Membership, ReviewComment, SteeringTaskState

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(town):
    return town.submit(town.section())


def look(client, who, ballot, show=""):
    client.force_login(who)
    address = reverse("council_ballot", args=[ballot.pk])
    response = client.get(f"{address}?show={show}", headers={"accept-language": "en"})
    assert response.status_code == 200
    return response


def resubmitted(town, page, text="<p>Neu.</p>"):
    """Send a text back, change a paragraph, and open the next ballot."""
    town.vote(page, town.s1, "request_changes", "Bitte neu fassen")
    page = town.edit(page, text)
    actions.resubmit(page=page, by=town.editor)
    return town.fresh(page)


# --- what changed -----------------------------------------------------------------------------------
def test_a_first_ballot_shows_the_text_without_marks(town, page, client):
    response = look(client, town.s1, town.ballot(page))

    html = response.content.decode()
    assert response.context["shown"] == "text"
    assert "Bleibt." in html
    assert "<ins>" not in html
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert "" not in ids
    assert [one for one in ids if ids.count(one) > 1] == []


def test_a_resubmission_shows_what_changed_since_my_last_vote(town, page, client):
    page = resubmitted(town, page)

    response = look(client, town.s1, town.ballot(page))

    html = response.content.decode()
    assert response.context["shown"] == "mine"
    assert "What changed since your last vote" in html
    for kind, words in (("ins", "Neu"), ("del", "Alt")):
        assert words in html.split(f"<{kind}>")[-1].split(f"</{kind}>")[0]
    assert "<ins>" not in look(client, town.s1, town.ballot(page), "text").content.decode()


def test_who_did_not_vote_sees_what_changed_since_the_last_ballot(town, page, client):
    page = resubmitted(town, page)

    assert look(client, town.s2, town.ballot(page)).context["shown"] == "previous"


def test_the_last_public_version_is_what_a_new_draft_is_measured_by(town, client):
    page = town.through_steering(town.section(), "release")
    town.submit(town.edit(page))

    response = look(client, town.s5, town.ballot(page))

    assert response.context["shown"] == "public"
    assert "since version 0.1" in response.content.decode()
    # s1 voted on the very wording that was released: it is named once.
    bases = showing.bases(town.ballot(page), town.s1)
    assert [basis.key for basis in bases] == ["mine"]


def test_my_vote_counts_from_the_ballot_i_voted_in_not_from_the_last_one(town, page):
    first = town.ballot(page)
    page = resubmitted(town, page)  # s1 voted
    town.vote(page, town.s2, "request_changes", "Noch einmal")
    page = town.edit(page, "<p>Ganz neu.</p>")
    actions.resubmit(page=page, by=town.editor)

    found = {basis.key: basis for basis in showing.bases(town.ballot(page), town.s1)}

    assert found["mine"].content_hash == first.content_hash
    assert found["previous"].content_hash != first.content_hash


def test_my_former_comments_come_back_with_the_answers(town, page, client):
    ballot = town.ballot(page)
    mine = reviewing.comment(task_state=ballot, text="Zu kurz", by=town.s1)
    reviewing.comment(task_state=ballot, text="Von anderen", by=town.s2)
    reviewing.answer_comment(comment=mine, answer="Ergänzt", by=town.editor)
    page = resubmitted(town, page)

    response = look(client, town.s1, town.ballot(page))

    assert [c.text for c in response.context["former_comments"]] == ["Zu kurz"]
    assert "Ergänzt" in response.content.decode()


def test_the_text_stands_beside_the_last_wording_and_a_link_shows_one_text(town, page, client):
    page = resubmitted(town, page)
    ballot = town.ballot(page)

    beside = BeautifulSoup(look(client, town.s1, ballot).content, "html.parser")

    heads = [head.text for head in beside.select(".compared__heads p")]
    assert heads[0].startswith("Wording at your last vote") and heads[1] == "Text of this ballot"
    row = next(row for row in beside.select(".compared") if row.select_one("ins"))
    old, new = row.select(".compared__side")
    assert "Alt" in old.text and "Neu" not in old.text
    assert "Neu" in new.text and "Alt" not in new.text
    (link,) = beside.select(".ballot__switch a")
    assert (link.text, link["href"]) == ("Show as one text", "?show=mine&view=one#text")

    one = BeautifulSoup(look(client, town.s1, ballot, "mine&view=one").content, "html.parser")

    assert not one.select(".compared__side")
    text = next(row for row in one.select(".compared") if row.select_one("ins")).text
    assert "Alt" in text and "Neu" in text
    assert one.select_one(".ballot__switch a")["href"] == "?show=mine#text"
    assert one.select_one("form.ballot__form input[name=view]")["value"] == "one"


def test_a_comment_leads_back_to_the_same_view_of_the_text(town, page, client):
    page = resubmitted(town, page)
    client.force_login(town.s1)
    url = reverse("council_comment", args=[town.ballot(page).pk])

    data = {"text": "Zu lang", "block_id": "", "show": "mine", "view": "one"}
    one = client.post(url, data)
    beside = client.post(url, data | {"view": "//elsewhere", "text": "Zu kurz"})

    assert one["Location"].endswith("?show=mine&view=one#whole")
    assert beside["Location"].endswith("?show=mine#whole")


# --- how it stands ----------------------------------------------------------------------------------
def test_the_page_says_what_decides_and_who_has_not_voted(town, page, client):
    town.vote(page, town.s1)
    ballot = town.ballot(page)

    html = look(client, town.s2, ballot).content.decode()

    assert "3 of 5 must consent; 1 request for changes sends it back." in html
    assert html.count("has not voted yet") == 4
    assert "Deadline:" in html
    assert "Overdue" not in html


def test_after_the_deadline_the_page_says_so_and_the_ballot_stays_open(town, page, client):
    ballot = town.ballot(page)
    past = timezone.now() - timedelta(hours=1)
    SteeringTaskState.objects.filter(pk=ballot.pk).update(due_at=past)

    assert "Overdue" in look(client, town.s2, ballot).content.decode()
    town.vote(page, town.s2)
    assert town.ballot(page).votes.count() == 1


def test_a_ballot_in_which_all_abstain_says_what_can_be_done(town, page, client):
    for who in (town.s1, town.s2, town.s3, town.s4, town.s5):
        town.vote(page, who, "abstain")

    html = look(client, town.s1, town.ballot(page)).content.decode()

    assert "All have voted, and neither is reached." in html


# --- who votes --------------------------------------------------------------------------------------
def test_a_late_joiner_reads_why_she_has_no_vote(town, page, client):
    town.join(town.member, town.steering)

    html = look(client, town.member, town.ballot(page)).content.decode()

    assert "You joined the group after this ballot opened" in html
    assert 'name="choice"' not in html
    with pytest.raises(PermissionDenied):
        town.vote(page, town.member)
    page = resubmitted(town, page)
    assert 'name="choice"' in look(client, town.member, town.ballot(page)).content.decode()


def test_a_submitter_and_a_member_without_a_vote_read_why(town, client):
    town.join(town.editor, town.steering)
    town.join(town.clerk, town.steering, role="clerk")
    ballot = town.ballot(town.submit(town.section()))

    assert "who submits has no vote" in look(client, town.editor, ballot).content.decode()
    assert "has no vote. You may read" in look(client, town.clerk, ballot).content.decode()


def test_a_membership_that_ends_takes_page_and_vote_away_at_once(town, page, client):
    ballot = town.ballot(page)
    look(client, town.s1, ballot)
    Membership.objects.filter(person=town.s1).update(until=timezone.localdate() - timedelta(days=1))

    address = reverse("council_ballot", args=[ballot.pk])
    assert client.get(address).status_code == 403
    client.post(address, {"choice": "consent"})
    client.post(reverse("council_comment", args=[ballot.pk]), {"text": "x"})

    assert not ballot.votes.exists()
    assert not ReviewComment.objects.exists()
    assert [p.ended for p in showing.roll(ballot) if p.person == town.s1] == [True]


# --- comments on the page ---------------------------------------------------------------------------
def test_a_comment_is_sent_and_withdrawn_without_script(town, page, client):
    ballot = town.ballot(page)
    block_id = ballot.revision.as_object().body.raw_data[1]["id"]
    client.force_login(town.s1)
    data = {"block_id": block_id, "text": "Zu lang", "show": "text"}

    response = client.post(reverse("council_comment", args=[ballot.pk]), data)

    assert response.url.endswith(f"?show=text#p-{block_id}")
    assert "Zu lang" in client.get(response.url).content.decode()
    comment = ReviewComment.objects.get()
    client.post(reverse("council_comment_withdraw", args=[comment.pk]), {"show": "//evil"})
    assert "Zu lang" not in look(client, town.s1, ballot).content.decode()


def test_an_empty_comment_is_refused_at_its_paragraph(town, page, client):
    ballot = town.ballot(page)
    block_id = ballot.revision.as_object().body.raw_data[1]["id"]
    client.force_login(town.s1)

    response = client.post(
        reverse("council_comment", args=[ballot.pk]), {"block_id": block_id, "text": " "}
    )

    assert response.status_code == 422
    refused = [row for row in response.context["rows"] if row.get("refused")]
    assert [row["id"] for row in refused] == [block_id]
    assert "open" in response.content.decode().split(f'id="p-{block_id}"')[1].split("<summary")[0]


def test_the_page_costs_the_same_however_many_comments(town, page, client, count_queries):
    ballot = town.ballot(page)
    reviewing.comment(task_state=ballot, text="eins", by=town.s1)
    look(client, town.s2, ballot)
    one = count_queries(lambda: look(client, town.s2, ballot))
    for number in range(5):
        reviewing.comment(task_state=ballot, text=f"Nummer {number}", by=town.s3)

    assert count_queries(lambda: look(client, town.s2, ballot)) == one
