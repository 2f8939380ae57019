"""Two people at the same moment: real threads, a connection each, on SQLite and on PostgreSQL."""

import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, connections
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowState, WorkflowTask
from wagtail.signals import task_approved

from council import actions
from council.models import Decision, Paper, PaperItem, Release, ReviewVote, SteeringTaskState

from .conftest import make_town

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(scope="module", autouse=True)
def restored(django_db_setup, django_db_blocker):
    """Give back what the last flush removed: Wagtail's root page, locales, content types."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.fixture
def town(transactional_db):
    return make_town()


def together(*calls):
    """Run pairs of (load, do) at the same moment: every thread has loaded before anyone writes."""
    barrier = threading.Barrier(len(calls))
    results = [None] * len(calls)

    def run(place, load, do):
        try:
            loaded = load()
            barrier.wait(timeout=20)
            results[place] = do(loaded) or "done"
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(place, *call)) for place, call in enumerate(calls)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def voting(town, page, who, choice="consent", reason=""):
    return (
        lambda: town.ballot(page),
        lambda ballot: actions.cast_vote(task_state=ballot, choice=choice, by=who, reason=reason),
    )


def refusals(results) -> int:
    return sum(isinstance(result, (PermissionDenied, ValidationError)) for result in results)


def test_two_deciding_votes_start_the_next_step_once(town):
    approved = []
    receiver = lambda sender, instance, **kwargs: approved.append(instance.pk)  # noqa: E731
    page = town.submit(town.section())
    town.vote(page, town.s3)
    town.vote(page, town.s4, "abstain")
    task_approved.connect(receiver, sender=SteeringTaskState)
    try:
        results = together(voting(town, page, town.s1), voting(town, page, town.s2))
    finally:
        task_approved.disconnect(receiver, sender=SteeringTaskState)

    assert refusals(results) == 0, results
    assert ReviewVote.objects.count() == 4 and len(approved) == 1
    assert TaskState.objects.count() == 2
    assert WorkflowState.objects.get().current_task_state.task.name == "Magistrat"


def test_two_last_votes_release_once(town):
    task = town.ballot_task
    task.consent_needed = 1
    task.save()
    page = town.submit(town.section(), "release")

    results = together(voting(town, page, town.s1), voting(town, page, town.s2))

    assert refusals(results) == 1, results
    assert Release.objects.count() == 1 and town.fresh(page).live


def test_consent_and_a_wish_for_changes_never_contradict_each_other(town):
    task = town.ballot_task
    task.consent_needed = 1
    task.save()
    page = town.submit(town.section())

    results = together(
        voting(town, page, town.s1),
        voting(town, page, town.s2, "request_changes", "Bitte kürzen"),
    )

    assert refusals(results) == 1, results
    run, ballot = WorkflowState.objects.get(), SteeringTaskState.objects.get()
    assert (run.status, ballot.status) in {
        ("in_progress", "approved"),
        ("needs_changes", "rejected"),
    }
    assert ReviewVote.objects.count() == 1


def test_one_member_voting_in_two_windows_has_one_vote(town):
    page = town.submit(town.section())

    results = together(voting(town, page, town.s1), voting(town, page, town.s1, "abstain"))

    assert refusals(results) == 0, results
    assert ReviewVote.objects.count() == 1


def test_a_section_is_submitted_once(town):
    page = town.section()

    def submitting():
        return (
            lambda: town.fresh(page),
            lambda loaded: actions.submit(page=loaded, purpose="release", by=town.editor),
        )

    results = together(submitting(), submitting())

    assert sum(isinstance(r, (ValidationError, IntegrityError)) for r in results) == 1, results
    assert WorkflowState.objects.count() == 1


def test_a_number_names_one_paper(town):
    pages = [town.through_steering(town.section(title)) for title in ("A", "B")]

    results = together(
        *((lambda page=page: page, lambda page: town.paper(page, reference="1")) for page in pages)
    )

    assert refusals(results) == 1
    assert Paper.objects.get().items.count() == 1


def test_a_section_gets_into_one_paper(town):
    page = town.through_steering(town.section())

    def making(reference):
        return (
            lambda: town.fresh(page),
            lambda loaded: town.paper(loaded, reference=reference),
        )

    results = together(making("DS 1"), making("DS 2"))

    assert refusals(results) == 1, results
    assert Paper.objects.count() == PaperItem.objects.count() == 1


@pytest.mark.parametrize("same_form", [True, False])
def test_two_clerks_record_one_vote_once(town, same_form):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    agenda = town.agenda(town.magistrate, paper)
    tokens = [uuid.uuid4()] * 2 if same_form else [uuid.uuid4(), uuid.uuid4()]

    def recording(token):
        return (
            lambda: list(paper.items.all()),
            lambda items: town.decide(
                town.magistrate, paper, items=items, agenda=agenda, token=token
            ),
        )

    results = together(*map(recording, tokens))

    assert refusals(results) == 1, results
    assert Decision.objects.count() == 1
    assert TaskState.objects.count() == 3


def test_overlapping_votes_on_many_sections_do_not_deadlock(town):
    pages = [town.through_steering(town.section(f"A{n}")) for n in range(4)]
    paper = town.to_council(*pages)
    agenda = town.agenda(town.council, paper)
    items = list(paper.items.all())

    def recording(some):
        return (
            lambda: some,
            lambda loaded: town.decide(town.council, paper, yes=20, items=loaded, agenda=agenda),
        )

    results = together(recording(items[:3]), recording(items[:0:-1]))

    assert refusals(results) == 1 and sum(isinstance(r, Decision) for r in results) == 1, results
    live = [town.fresh(page).live for page in pages]
    assert live in ([True, True, True, False], [False, True, True, True])


def test_a_resolution_and_a_withdrawal_exclude_each_other(town):
    page = town.through_steering(town.section())
    paper = town.to_council(page)
    agenda = town.agenda(town.council, paper)

    results = together(
        (
            lambda: list(paper.items.all()),
            lambda items: town.decide(town.council, paper, yes=20, items=items, agenda=agenda),
        ),
        (
            lambda: Paper.objects.get(),
            lambda loaded: actions.withdraw_paper(paper=loaded, reason="Neu", by=town.clerk),
        ),
    )

    assert refusals(results) == 1, results
    withdrawn = Paper.objects.get().withdrawn_at is not None
    assert town.fresh(page).live is not withdrawn


def test_wagtail_s_own_task_lets_both_win(town):
    """The reason for our locks; when this fails, an upgrade made them unnecessary."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    workflow = Workflow.objects.create(name="Andere")
    for order in range(2):
        task = GroupApprovalTask.objects.create(name=f"Schritt {order}")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    contradictions = 0
    for number in range(5):
        page = town.chapter.copy(update_attrs={"slug": f"k-{number}"}, user=town.admin)
        run = workflow.start(page, town.admin)

        def acting(action, run=run):
            return (
                lambda: TaskState.objects.filter(workflow_state=run).get(),
                lambda state: state.task.specific.on_action(state, town.admin, action),
            )

        results = together(acting("approve"), acting("reject"))
        contradictions += results == ["done", "done"]

    assert contradictions
