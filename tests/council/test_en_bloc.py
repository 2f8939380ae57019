"""One vote on many sections: what each costs stays the same, and what it leaves is what one leaves."""

import pytest
from wagtail.models import PageLogEntry, TaskState, WorkflowState

from council.decisions import recording
from council.decisions.preview import preview
from council.models import DeliberationTaskState, Notice


@pytest.fixture
def costs(town, count_queries):
    """Return a function that carries so many sections to the council and counts what each vote costs."""

    def count(sections: int) -> dict[str, int]:
        pages = [
            town.through_steering(town.section(f"Abschnitt {number}")) for number in range(sections)
        ]
        paper = town.paper(*pages)
        found = {}
        for body in (town.magistrate, town.social, town.finance, town.advisory):
            agenda = town.agenda(body, paper)
            found[body.name] = count_queries(
                lambda body=body, agenda=agenda: town.decide(body, paper, agenda=agenda)
            )
        agenda = town.agenda(town.council, paper)

        def resolve():
            return town.decide(town.council, paper, yes=20, agenda=agenda)

        found["preview"] = count_queries(lambda: preview(resolve))
        found["resolution"] = count_queries(resolve)
        assert all(town.fresh(page).live for page in pages)
        return found

    return count


#: The most that one more section may cost: an answer, one that opens the next step, the resolution.
MOST = {
    "Sozialausschuss": 1,
    "Magistrat": 20,
    "Ausländerbeirat": 20,
    "preview": 45,
    "resolution": 45,
}


def test_each_section_costs_the_same_whether_three_or_thirty_are_voted_on(costs):
    few, many = costs(3), costs(30)

    each = {vote: (many[vote] - few[vote]) / 27 for vote in few}

    assert {vote: cost for vote, cost in each.items() if cost > MOST.get(vote, 1)} == {}


def by_the_engine(states, by):
    """End steps one by one with Wagtail's own ``approve()``."""
    for state in DeliberationTaskState.objects.filter(pk__in=[state.pk for state in states]):
        if not state.waits_for().exists():
            state.approve(user=by)


def test_ending_many_runs_at_once_leaves_behind_what_the_engine_leaves(town, monkeypatch):
    several = [town.through_steering(town.section(f"Abschnitt {number}")) for number in range(2)]
    alone = town.through_steering(town.section("Allein"))
    town.decide(town.council, town.to_council(*several), yes=20)
    monkeypatch.setattr(recording, "conclude", by_the_engine)
    town.decide(town.council, town.to_council(alone), yes=20)

    def traces(page):
        runs = WorkflowState.objects.filter(object_id=str(page.pk))
        page = town.fresh(page)
        return {
            "log": sorted(
                (
                    entry.action,
                    entry.user_id,
                    entry.content_type_id,
                    sorted(entry.data),
                    entry.content_changed,
                )
                for entry in PageLogEntry.objects.filter(page=page.pk)
            ),
            "runs": list(runs.values_list("status", flat=True)),
            "steps": [
                (step.task.name, step.status, step.finished_by_id, bool(step.finished_at))
                for step in TaskState.objects.filter(workflow_state__in=runs).order_by("pk")
            ],
            "notices": sorted(
                Notice.objects.filter(title=page.title).values_list("kind", "person")
            ),
            "public": (page.live, page.live_revision_id == page.latest_revision_id),
            "unpublished changes": page.has_unpublished_changes,
            "text": page.live_text.content_hash != "",
        }

    assert traces(several[0]) == traces(several[1]) == traces(alone)
    assert {"wagtail.publish", "council.effect", "wagtail.workflow.approve"} < {
        action for action, *_rest in traces(alone)["log"]
    }
