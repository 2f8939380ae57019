"""Mail goes to whom something waits for, after the transaction, in their language."""

import pytest
from wagtail.users.models import UserProfile

from council import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(mailoutbox, django_capture_on_commit_callbacks):
    """Return a function that does something and returns who got which mail."""

    def do(thing):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            thing()
        return {mail.to[0].split("@")[0]: mail for mail in mailoutbox}

    return do


def test_voters_are_asked_for_their_votes(town, post):
    UserProfile.objects.create(user=town.s1, preferred_language="en")
    UserProfile.objects.create(user=town.s2, submitted_notifications=False)
    town.s3.email = ""
    town.s3.save()
    page = town.section(title="Gut <ankommen> & bleiben")

    sent = post(lambda: town.submit(page))

    assert set(sent) == {"s1", "s4", "s5"}
    assert sent["s1"].subject == "Your vote is wanted: Gut <ankommen> & bleiben"
    assert "Gut <ankommen> & bleiben" in sent["s1"].body
    assert f"/cms/council/ballot/{town.ballot(page).pk}/" in sent["s1"].body


def test_who_submitted_learns_what_should_change(town, post):
    page = town.submit(town.section())

    sent = post(lambda: town.vote(page, town.s1, "request_changes", "Kennzahl fehlt"))

    assert set(sent) == {"editor"}
    assert "Kennzahl fehlt" in sent["editor"].body


def test_clerks_learn_when_it_is_their_bodies_turn_and_the_editor_when_it_ends(town, post):
    page = town.submit(town.section())
    town.vote(page, town.s1)
    town.vote(page, town.s2)

    sent = post(lambda: town.vote(page, town.s3))
    assert set(sent) == {"clerk"}
    assert "/cms/council/papers/add/" in sent["clerk"].body

    paper = town.paper(page)
    sent = post(lambda: town.decide(town.magistrate, paper))
    assert f"/cms/council/papers/{paper.pk}/" in sent["clerk"].body

    sent = post(lambda: actions.withdraw_paper(paper=paper, reason="Neu", by=town.clerk))
    assert set(sent) == {"editor"}


def test_nothing_is_sent_when_nothing_came_of_it(town, mailoutbox):
    town.submit(town.section())  # the transaction of the test never commits

    assert mailoutbox == []


def test_the_submitter_learns_that_the_text_is_public(town, post):
    page = town.submit(town.section(), "release")
    town.vote(page, town.s1)
    town.vote(page, town.s2)

    sent = post(lambda: town.vote(page, town.s3))

    assert set(sent) == {"editor"}


def test_wagtail_s_own_mails_go_on_for_pages_that_no_body_resolves(town, post):
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

    workflow = Workflow.objects.create(name="Andere")
    task = GroupApprovalTask.objects.create(name="Redaktion")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    town.chapter.save_revision(user=town.editor)

    sent = post(lambda: workflow.start(town.chapter, town.editor))

    assert set(sent) == {"admin"}


def test_who_calls_a_text_back_gets_no_mail_about_it(town, post):
    page = town.submit(town.section())

    assert post(lambda: page.current_workflow_state.cancel(user=town.editor)) == {}
