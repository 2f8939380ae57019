"""Where a section stands is derived from what happened, in a constant number of queries."""

import pytest

from cms.components.process import STAGES
from council import actions
from council.standing import Code, standing_of, standings

pytestmark = pytest.mark.django_db


def codes(town, page) -> tuple:
    standing = standing_of(town.fresh(page))
    return (standing.code, *standing.waiting_for)


def test_a_stage_has_one_wording_wherever_it_is_shown():
    shown = {code: word for code, (_kind, _sign, word, _position) in STAGES.items()}

    assert shown == {code.value: code.label for code in Code}


def test_a_section_stands_where_its_last_step_left_it(town):
    page = town.section()
    assert codes(town, page) == ("draft",)
    town.submit(page)
    assert codes(town, page) == ("steering", "Steuerungsgruppe")
    town.vote(page, town.s1, "request_changes", "Bitte kürzen")
    assert codes(town, page) == ("draft",)
    assert standing_of(page).needs_changes
    actions.resubmit(page=town.fresh(page), by=town.editor)
    for who in (town.s1, town.s2, town.s3):
        town.vote(page, who)
    assert codes(town, page) == ("deliberation", "Magistrat")
    paper = town.paper(page)
    town.decide(town.magistrate, paper)
    town.decide(town.social, paper)
    assert codes(town, page) == ("deliberation", "Ausländerbeirat", "Haupt- und Finanzausschuss")
    town.decide(town.finance, paper)
    town.decide(town.advisory, paper)
    assert codes(town, page) == ("council", "Stadtverordnetenversammlung")
    town.decide(town.council, paper, "deferred", yes=0, no=0)
    assert codes(town, page) == ("deferred", "Stadtverordnetenversammlung")
    decision = town.decide(town.council, paper, yes=20)
    assert codes(town, page) == ("resolved",)
    standing = standing_of(page)
    assert standing.since == decision.agenda_item.meeting.start
    assert standing.resolution.number == "1.0"
    assert [item.decision.outcome for item in standing.decisions][-2:] == ["deferred", "adopted"]
    assert str(standing.label)


def test_a_released_section_stays_released_when_nothing_else_happens(town):
    page = town.through_steering(town.section(), "release")

    assert codes(town, page) == ("released",)
    assert standing_of(page).release.number == "0.1"


def test_the_ways_a_run_can_end_before_its_goal(town):
    back, no, out = (town.through_steering(town.section(f"A{n}")) for n in range(3))
    town.decide(town.magistrate, town.paper(back), "referred_back")
    town.decide(town.council, town.to_council(no), "rejected", yes=3, no=20)
    actions.withdraw_paper(paper=town.paper(out), reason="Neu", by=town.clerk)
    recalled = town.submit(town.section())
    recalled.current_workflow_state.cancel(user=town.editor)

    assert codes(town, back) == ("referred_back",)
    assert codes(town, no) == ("rejected",)
    assert codes(town, out) == ("withdrawn",)
    assert codes(town, recalled) == ("draft",)


def test_a_resolution_stays_in_force_while_a_later_draft_is_on_its_way(town):
    page = town.section()
    town.resolve(page)
    town.edit(page)
    town.submit(page)

    standing = standing_of(page)
    assert standing.code == "steering"
    assert standing.resolution.number == "1.0"


def test_an_amended_resolution_says_so(town):
    page = town.through_steering(town.section())
    paper = town.to_council(page)
    item = paper.items.get()
    block = item.snapshot["fields"]["body"][1]["id"]
    texts = {item.pk: {block: "<p>Neu.</p>"}}
    town.decide(town.council, paper, "adopted_amended", yes=20, final_texts=texts)

    assert codes(town, page) == ("resolved_amended",)


def test_a_translation_stands_where_its_german_text_stands(town):
    page = town.section()
    town.resolve(page)
    copy = town.translation(page)

    assert standings([copy.pk])[copy.pk].code == "resolved"
    assert standing_of(copy).resolution.number == "1.0"


def test_many_sections_cost_as_many_queries_as_one(town, count_queries):
    pages = [town.through_steering(town.section(f"A{n}")) for n in range(4)]
    paper = town.paper(*pages)
    town.decide(town.magistrate, paper)
    town.decide(town.social, paper)
    few = [town.fresh(pages[0])]
    many = [town.fresh(page) for page in pages]
    for page in (*few, *many):
        page.locale  # noqa: B018 - public pages have it at hand

    one = count_queries(lambda: standings(few))
    assert count_queries(lambda: standings(many)) == one
    assert one <= 5
    assert count_queries(lambda: standings([page.pk for page in many])) <= one + 1
