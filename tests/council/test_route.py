"""The whole route: release, resolution, amendments, sending back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.snapshots import digest_of
from council import actions
from council.models import Decision, DecisionItem, PaperItem, Release, ReviewVote

pytestmark = pytest.mark.django_db


def words(page) -> str:
    return str(list(page.body.raw_data))


def test_a_release_is_published_as_consultation_version(town):
    page = town.through_steering(town.section(), "release")

    release = Release.objects.get()
    assert release.number == "0.1"
    assert release.content_hash == digest_of(release.revision)
    assert page.live and page.live_revision == release.revision
    assert not page.current_workflow_state


def test_a_second_release_replaces_the_first_while_nothing_is_resolved(town):
    page = town.through_steering(town.section(), "release")
    town.edit(page)
    page = town.through_steering(page, "release")

    assert [r.number for r in Release.objects.all()] == ["0.1", "0.2"]
    assert "Neu." in words(page)


def test_the_council_s_resolution_is_published_as_version_one(town):
    page = town.section()
    town.resolve(page)

    page = town.fresh(page)
    item = DecisionItem.objects.resolutions().get()
    assert item.number == "1.0"
    assert page.live and page.live_revision == item.final_revision
    assert not town.clerk.groups.filter(name="Redaktion").exists()


def test_a_release_after_a_resolution_is_kept_beside_it(town):
    page = town.section()
    town.resolve(page)
    town.edit(page)
    page = town.through_steering(page, "release")

    release = Release.objects.get()
    assert release.number == "1.1"
    assert "Alt." in words(page)
    assert page.live_revision_id != release.revision_id


def test_the_next_resolution_is_version_two(town):
    page = town.section()
    town.resolve(page)
    town.edit(page)
    town.resolve(page)

    assert [i.number for i in DecisionItem.objects.resolutions()] == ["1.0", "2.0"]
    assert "Neu." in words(town.fresh(page))


def test_committees_and_boards_answer_side_by_side_and_a_no_stops_nothing(town):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    town.decide(town.magistrate, paper)
    town.decide(town.advisory, paper)
    town.decide(town.social, paper, "rejected", yes=2, no=5)
    assert town.fresh(page).current_workflow_task == town.committees_task

    town.decide(town.finance, paper)

    assert town.fresh(page).current_workflow_task == town.council_task


def test_a_deferral_leaves_the_section_on_the_agenda(town):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    town.decide(town.magistrate, paper, "deferred", yes=0, no=0)
    assert town.fresh(page).current_workflow_state

    town.decide(town.magistrate, paper)

    assert town.fresh(page).current_workflow_task == town.committees_task


def test_referred_back_means_a_new_run_from_the_first_step(town):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    town.decide(town.magistrate, paper, "referred_back", yes=6, no=1)
    assert town.fresh(page).current_workflow_state is None

    page = town.submit(page)

    assert page.current_workflow_task == town.ballot_task
    assert page.workflow_states.count() == 2


def test_a_rejection_by_the_council_ends_the_run_and_publishes_nothing(town):
    page = town.through_steering(town.section())
    paper = town.to_council(page)
    town.decide(town.council, paper, "rejected", yes=10, no=10)

    page = town.fresh(page)
    assert not page.live
    assert page.workflow_states.get().status == "cancelled"


def test_an_amended_resolution_publishes_the_amended_wording(town):
    page = town.through_steering(town.section())
    paper = town.to_council(page)
    item = paper.items.get()
    block = item.snapshot["fields"]["body"][1]
    new = {item.pk: {block["id"]: "<p>Neu beschlossen.</p>"}}
    town.decide(town.council, paper, "adopted_amended", yes=20, final_texts=new)

    page = town.fresh(page)
    decided = DecisionItem.objects.resolutions().get()
    assert "Neu beschlossen." in words(page) and "Bleibt." in words(page)
    assert decided.final_hash != item.content_hash
    assert decided.problems() == item.problems() == []


@pytest.mark.parametrize("change", ["nothing", "same", "unknown", "kind"])
def test_an_amended_resolution_needs_a_wording_that_differs_in_named_paragraphs(town, change):
    page = town.through_steering(town.section())
    paper = town.to_council(page)
    item = paper.items.get()
    block = item.snapshot["fields"]["body"][1]
    values = {
        "nothing": {},
        "same": {block["id"]: block["value"]},
        "unknown": {"no-such-block": "<p>Neu.</p>"},
        "kind": {block["id"]: {"text": "Neu."}},
    }[change]

    with pytest.raises(ValidationError) as refused:
        town.decide(town.council, paper, "adopted_amended", yes=20, final_texts={item.pk: values})

    assert "final_texts" in refused.value.message_dict
    assert not Decision.objects.filter(kind="resolution").exists()
    assert not town.fresh(page).live


def test_one_vote_may_cover_many_sections_and_spare_one(town):
    pages = [town.section(f"Abschnitt {n}") for n in range(3)]
    for page in pages:
        town.through_steering(page)
    paper = town.to_council(*pages)
    items = list(paper.items.all())
    decision = town.decide(town.council, paper, yes=20, items=items[:2])

    assert decision.en_bloc and decision.items.count() == 2
    assert [town.fresh(p).live for p in pages] == [True, True, False]


def test_one_bad_section_stops_the_whole_vote(town):
    pages = [town.section(f"Abschnitt {n}") for n in range(3)]
    for page in pages:
        town.through_steering(page)
    paper = town.to_council(*pages)
    items = list(paper.items.all())
    agenda = town.agenda(town.council, paper)
    town.decide(town.council, paper, yes=20, items=items[:1], agenda=agenda)

    with pytest.raises(ValidationError, match="Already recorded"):
        town.decide(town.council, paper, yes=20, items=items, agenda=agenda)

    assert [town.fresh(p).live for p in pages] == [True, False, False]


def test_changes_wanted_send_the_text_back_and_a_new_ballot_opens(town):
    page = town.submit(town.section())
    town.vote(page, town.s1)
    page = town.vote(page, town.s2, "request_changes", "Kennzahl fehlt")
    assert page.current_workflow_state.status == "needs_changes"

    town.edit(page)
    actions.resubmit(page=town.fresh(page), by=town.editor)

    ballot = town.ballot(page)
    assert ballot.votes.count() == 0
    assert ballot.content_hash == digest_of(ballot.revision)
    with pytest.raises(ValidationError, match="does not wait"):
        actions.resubmit(page=town.fresh(page), by=town.editor)


def test_a_wish_for_changes_needs_a_reason(town):
    page = town.submit(town.section())

    with pytest.raises(ValidationError) as refused:
        town.vote(page, town.s1, "request_changes", "  ")

    assert "reason" in refused.value.message_dict
    assert not ReviewVote.objects.exists()


def test_a_member_may_change_the_vote_while_the_ballot_is_open(town):
    page = town.submit(town.section())
    town.vote(page, town.s1)
    town.vote(page, town.s1, "abstain")

    assert town.ballot(page).tally() == {"consent": 0, "request_changes": 0, "abstain": 1}


def test_outsiders_superusers_and_who_joined_later_have_no_vote(town):
    page = town.submit(town.section())
    town.join(town.member, town.steering)
    gone = town.s5.memberships.get()
    gone.delete()

    for who in (town.editor, town.admin, town.clerk, town.member, town.s5):
        with pytest.raises(PermissionDenied):
            town.vote(page, who)


def test_who_submits_has_no_vote_unless_the_step_says_so(town):
    town.s1.groups.add(town.editor.groups.get())
    page = town.submit(town.section(), by=town.s1)

    with pytest.raises(PermissionDenied):
        town.vote(page, town.s1)

    task = town.ballot_task
    task.exclude_submitter = False
    task.save()
    other = town.submit(town.section(), by=town.s1)
    town.vote(other, town.s1)


def test_a_ballot_that_nobody_could_win_does_not_open(town):
    task = town.ballot_task
    task.consent_needed = 6
    task.save()

    with pytest.raises(ValidationError, match="6 votes of consent"):
        town.submit(town.section())


def test_only_a_clerk_makes_papers_and_records_and_only_as_long_as_she_is_one(town):
    page = town.through_steering(town.section())
    for who in (town.admin, town.editor, town.member):
        with pytest.raises(PermissionDenied):
            town.paper(page, by=who)
    paper = town.paper(page)
    town.clerk.memberships.get(organization=town.magistrate).delete()

    with pytest.raises(PermissionDenied):
        town.decide(town.magistrate, paper)

    assert not Decision.objects.exists()


def test_a_section_is_in_one_paper_only_and_only_after_the_steering_group(town):
    waiting = town.submit(town.section())
    with pytest.raises(ValidationError, match="has not passed"):
        town.paper(waiting)
    with pytest.raises(ValidationError, match="at least one"):
        town.paper()

    page = town.through_steering(town.section())
    town.paper(page, reference="DS 1")
    with pytest.raises(ValidationError, match="already in paper DS 1"):
        town.paper(page, reference="DS 2")

    assert PaperItem.objects.count() == 1


def test_a_withdrawn_paper_ends_what_is_open_and_the_section_may_come_back(town):
    pages = [town.through_steering(town.section(f"Abschnitt {n}")) for n in range(2)]
    paper = town.to_council(*pages)
    with pytest.raises(ValidationError, match="reason"):
        actions.withdraw_paper(paper=paper, reason=" ", by=town.clerk)
    with pytest.raises(PermissionDenied):
        actions.withdraw_paper(paper=paper, reason="Neu", by=town.editor)

    actions.withdraw_paper(paper=paper, reason="Der Magistrat zieht zurück", by=town.clerk)

    assert [town.fresh(p).workflow_states.get().status for p in pages] == ["cancelled"] * 2
    assert Decision.objects.count() == 4
    with pytest.raises(actions.AlreadyDone):
        actions.withdraw_paper(paper=paper, reason="Noch einmal", by=town.clerk)
    with pytest.raises(ValidationError, match="withdrawn"):
        town.decide(town.council, paper, yes=20)
    assert town.submit(pages[0]).current_workflow_task == town.ballot_task
