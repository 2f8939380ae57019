"""A mistake in a record is mended by a new row; the old one stays."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from council.decisions.correcting import correct_decision
from council.guards import live_pin
from council.models import Decision, DecisionItem, Faction
from council.standing import standing_of

pytestmark = pytest.mark.django_db

COUNT = {"present": 30, "yes": 21, "no": 4, "abstain": 1}


def test_a_corrected_count_stands_beside_the_old_one(town):
    page = town.section()
    wrong = town.resolve(page)

    right = correct_decision(decision=wrong, by=town.clerk, text="Berichtigt", **COUNT)

    assert Decision.objects.get(pk=wrong.pk).yes == 20
    item = DecisionItem.objects.resolutions().get()
    assert item.decision == right and item.number == "1.0" and item.problems() == []
    standing = standing_of(town.fresh(page))
    assert (standing.code, standing.resolution.decision.yes) == ("resolved", 21)
    town.edit(page)
    town.resolve(page)
    assert DecisionItem.objects.resolutions().last().number == "2.0"


def test_correcting_an_older_record_leaves_the_newer_wording_in_force(town):
    page = town.section()
    first = town.resolve(page)
    town.edit(page)
    town.resolve(page)
    pinned = live_pin(page.pk)

    for text in ("Berichtigt", "Nochmals berichtigt"):
        first = correct_decision(decision=first, by=town.clerk, text=text, **COUNT)

    assert live_pin(page.pk) == pinned
    standing = standing_of(town.fresh(page))
    assert standing.resolution.number == "2.0"
    assert [item.number for item in standing.decisions if item.number] == ["1.0", "2.0"]
    town.fresh(page).save()
    assert town.fresh(page).live_revision_id == pinned[0]


def test_correcting_an_older_answer_leaves_the_section_deferred(town):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    wrong = town.decide(town.magistrate, paper)
    town.decide(town.social, paper, "deferred")

    correct_decision(decision=wrong, by=town.clerk, present=8, yes=4, no=1, abstain=0)

    assert standing_of(page).code == "deferred"


def test_a_correction_does_not_answer_anew(town):
    page = town.through_steering(town.section())
    paper = town.paper(page)
    town.decide(town.magistrate, paper)
    wrong = town.decide(town.social, paper)
    correct_decision(decision=wrong, by=town.clerk, present=8, yes=4, no=1, abstain=0)

    assert standing_of(page).waiting_for == ("Ausländerbeirat", "Haupt- und Finanzausschuss")
    with pytest.raises(ValidationError, match="Already recorded"):
        town.decide(town.social, paper)


def test_what_cannot_be_corrected(town):
    page = town.section()
    wrong = town.resolve(page)
    same = {"present": wrong.present, "yes": wrong.yes, "no": wrong.no, "abstain": wrong.abstain}
    with pytest.raises(PermissionDenied):
        correct_decision(decision=wrong, by=town.admin, **COUNT)
    with pytest.raises(ValidationError, match="Nothing differs"):
        correct_decision(decision=wrong, by=town.clerk, **same)
    with pytest.raises(ValidationError) as refused:
        correct_decision(decision=wrong, by=town.clerk, **COUNT | {"yes": 2})
    assert "yes" in refused.value.message_dict
    correct_decision(decision=wrong, by=town.clerk, **COUNT)
    with pytest.raises(ValidationError, match="corrected already"):
        correct_decision(decision=wrong, by=town.clerk, **COUNT | {"yes": 22})


def test_the_clerk_corrects_on_a_page_of_its_own(town, client):
    decision = town.resolve(town.section())
    url = reverse("council_correct", args=[decision.pk])
    client.force_login(town.editor)
    assert client.get(url).status_code == 403
    client.force_login(town.clerk)
    meeting = reverse("council_meeting", args=[decision.agenda_item.meeting_id])
    assert url in client.get(meeting).content.decode()
    assert 'value="20"' in client.get(url).content.decode()

    refused = client.post(url, COUNT | {"yes": 3, "no": 4})
    assert refused.status_code == 422 and refused.context["form"].errors["yes"]
    assert client.post(url, COUNT).url == meeting

    assert Decision.objects.get(corrects=decision).yes == 21


def test_votes_of_factions_are_corrected_with_the_count(town, client):
    faction = Faction.objects.create(organization=town.magistrate, name="Grün")
    paper = town.paper(town.through_steering(town.section()))
    wrong = town.decide(town.magistrate, paper, by_faction={faction.pk: (5, 1, 0)})
    client.force_login(town.clerk)
    url = reverse("council_correct", args=[wrong.pk])
    name = f"faction-{faction.pk}-yes"
    assert client.get(url).context["form"][name].value() == 5
    count = {"present": wrong.present, "yes": 6, "no": 1, "abstain": 0}
    parts = {name: 6, f"faction-{faction.pk}-no": 1}

    assert client.post(url, count | parts | {name: 5}).status_code == 422
    assert client.post(url, count | parts).status_code == 302

    right = Decision.objects.get(corrects=wrong)
    assert right.faction_votes.get().yes == 6 and wrong.faction_votes.get().yes == 5
