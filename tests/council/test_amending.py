"""Amended resolutions: which sections of one vote change, and what the editor may send."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from council.models import Decision, DecisionItem
from council.standing import standing_of

pytestmark = pytest.mark.django_db


def before_the_council(town, *titles):
    pages = [town.through_steering(town.section(title)) for title in titles]
    return pages, town.to_council(*pages)


def test_one_vote_amends_one_section_and_leaves_the_other_as_it_is(town):
    (one, other), paper = before_the_council(town, "A", "B")
    item = paper.items.get(page_id=one.pk)
    block = item.snapshot["fields"]["body"][1]["id"]
    new = {item.pk: {block: "<p>Neu beschlossen.</p>"}}

    town.decide(town.council, paper, "adopted_amended", yes=20, final_texts=new)

    assert "Neu beschlossen." in str(town.fresh(one).body)
    kept = DecisionItem.objects.resolutions().get(paper_item__page_id=other.pk)
    assert kept.final_revision_id == kept.paper_item.revision_id and kept.problems() == []
    assert town.fresh(other).live
    assert [standing_of(page).code for page in (one, other)] == ["resolved_amended", "resolved"]


def test_a_vote_with_amendments_amends_at_least_one_section(town):
    _pages, paper = before_the_council(town, "A", "B")

    with pytest.raises(ValidationError, match="Enter the amended paragraphs"):
        town.decide(town.council, paper, "adopted_amended", yes=20, final_texts={})

    assert not Decision.objects.filter(kind="resolution").exists()


def test_a_text_that_the_editor_cannot_have_sent_is_an_error_of_the_field(town, client):
    _pages, paper = before_the_council(town, "A")
    agenda, item = town.agenda(town.council, paper), paper.items.get()
    field = f"text-{item.pk}-{item.snapshot['fields']['body'][1]['id']}"
    data = {
        "sections": [item.pk], "outcome": "adopted_amended", "present": 30, "yes": 20, "no": 1,
        "abstain": 0, "token": uuid.uuid4(), "wordings": "1",
    }  # fmt: skip
    client.force_login(town.clerk)

    for forged in ("<p>kein JSON</p>", "5", "[1]", '{"blocks": 3}'):
        url = reverse("council_record", args=[agenda.pk])
        response = client.post(url, data | {field: forged})
        assert response.status_code == 422
        assert response.context["form"].errors[field]

    assert not Decision.objects.filter(kind="resolution").exists()
