"""The screens of amendments: a member proposes, a clerk records, both without scripts."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from council.models import Amendment, AmendmentVote

from .tabled import block, propose, vote

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def item(town):
    return town.paper(town.through_steering(town.section())).items.get()


@pytest.fixture
def at_council(town):
    """Return a section before the council, with its agenda item; amendments are still taken."""
    paper = town.to_council(town.through_steering(town.section()))
    paper.amendments_until = timezone.now() + timedelta(hours=1)
    paper.save()
    return paper.items.get(), town.agenda(town.council, paper)


def read(client, user, name, *args, **query):
    client.force_login(user)
    response = client.get(reverse(name, args=args), query, headers=ENGLISH)
    assert response.status_code == 200, response
    return BeautifulSoup(response.content, "html.parser")


def send(client, user, url, data, status=302):
    client.force_login(user)
    response = client.post(url, data, headers=ENGLISH)
    assert response.status_code == status, response.context and response.context.get("form").errors
    return response


def address(item, kind, block_id):
    return f"{reverse('council_amend', args=[item.pk])}?kind={kind}&block={block_id}"


def test_a_member_chooses_a_paragraph_and_proposes_without_scripts(town, item, client):
    page = read(client, town.member, "council_amendments", item.paper_id)
    assert page.find("a", href=reverse("council_amend", args=[item.pk]))
    page = read(client, town.member, "council_amend", item.pk)
    assert page.find("a", href=f"?kind=change&block={block(item)}")
    page = read(client, town.member, "council_amend", item.pk, kind="change", block=block(item))
    assert "Alt." in page.select_one("noscript textarea").text
    token = page.find("input", {"name": "token"})["value"]
    data = {"proposer": "person", "reason": "Klarer.", "token": token}
    data |= {"words": "", "words-plain": "Neu & klar.\n\nZweitens."}

    for _twice in range(2):
        send(client, town.member, address(item, "change", block(item)), data)

    found = Amendment.objects.get()
    assert found.new_value == "<p>Neu &amp; klar.</p><p>Zweitens.</p>"
    page = read(client, town.member, "council_amendments", item.paper_id)
    assert "Ä1" in page.text and "Not voted on yet" in page.text
    assert page.select_one(".synopsis ins") and page.select_one(".synopsis del")


def test_wrong_words_come_back_with_a_message_beside_the_field(town, item, client):
    data = {"proposer": "person", "reason": "", "token": uuid.uuid4(), "words-plain": "Alt."}
    url = address(item, "change", block(item))

    response = send(client, town.member, url, data, 422)
    assert "reason" in response.context["form"].errors
    response = send(client, town.member, url, data | {"reason": "Klarer."}, 422)
    assert "as it is now" in str(response.context["form"].errors["words"])
    response = send(client, town.member, url, data | {"proposer": "body-1", "reason": "x"}, 422)
    assert "proposer" in response.context["form"].errors
    response = send(client, town.member, url, data | {"words-plain": " ", "reason": "x"}, 422)

    assert not Amendment.objects.exists()


def test_a_new_paragraph_and_a_deletion_by_form(town, item, client):
    data = {"proposer": "person", "reason": "Klarer.", "words-plain": "Dazu."}
    send(client, town.member, address(item, "insert", ""), data | {"token": uuid.uuid4()})
    send(client, town.member, address(item, "delete", block(item)), data | {"token": uuid.uuid4()})

    assert [a.kind for a in Amendment.objects.all()] == ["insert", "delete"]


def test_who_may_not_propose_gets_no_form(town, item, client):
    for user in (town.s1, town.editor, town.admin):
        client.force_login(user)
        url = reverse("council_amend", args=[item.pk])
        assert client.get(url).status_code == 403
    client.force_login(town.member)
    assert client.get(address(item, "change", uuid.uuid4())).status_code == 404


def test_a_member_takes_an_amendment_back(town, item, client):
    found = propose(town, item)
    url = reverse("council_amendment_withdraw", args=[found.pk])
    assert read(client, town.member, "council_amendment_withdraw", found.pk).select_one("form .no")

    send(client, town.member, url, {})
    send(client, town.member, url, {})

    found.refresh_from_db()
    assert found.withdrawn_at
    assert "Withdrawn" in read(client, town.member, "council_amendments", item.paper_id).text


def recommended(town):
    """Carry a section with two amendments to the council; the finance committee recommends on both."""
    paper = town.paper(town.through_steering(town.section()))
    item = paper.items.get()
    one, other = propose(town, item), propose(town, item, kind="delete", block_id=block(item, 2))
    for body in (town.magistrate, town.social, town.finance, town.advisory):
        agenda = town.agenda(body, paper)
        if body == town.finance:
            vote(one, agenda, town.clerk, "accepted_modified", value="<p>Gemeinsam.</p>")
            vote(other, agenda, town.clerk, "rejected", yes=1, no=5)
        town.decide(
            body, paper, "adopted_amended" if body == town.finance else "adopted", agenda=agenda
        )
    return one, other, town.agenda(town.council, paper)


def test_the_clerk_follows_the_recommendation_in_all(town, client):
    one, other, agenda = recommended(town)
    url = reverse("council_amendment_votes", args=[agenda.pk])
    page = read(client, town.clerk, "council_amendment_votes", agenda.pk)
    chosen = [i["value"] for i in page.select("input[type=radio][checked]")]
    assert chosen == ["accepted_modified", "rejected"]

    data = {"present": 30, "yes": 20, "no": 4, "abstain": 1, "follow": "1"}
    response = send(client, town.clerk, url, data, 200)
    assert not AmendmentVote.objects.filter(agenda_item=agenda).exists()
    page = BeautifulSoup(response.content, "html.parser")
    assert page.find("input", {"name": f"{one.pk}-yes"})["value"] == "20"
    assert "Gemeinsam." in page.select_one(f"[name='{one.pk}-words-plain']").text

    data = {
        "present": 30, f"{one.pk}-outcome": "accepted_modified", f"{one.pk}-yes": 20, f"{one.pk}-no": 4,
        f"{one.pk}-words-plain": "Gemeinsam.", f"{other.pk}-outcome": "rejected",
        f"{other.pk}-yes": 4, f"{other.pk}-no": 20,
    }  # fmt: skip
    for _twice in range(2):
        send(client, town.clerk, url, data, 302 if not _twice else 422)

    rows = AmendmentVote.objects.filter(agenda_item=agenda).order_by("amendment")
    assert [(v.outcome, v.value, v.yes) for v in rows] == [
        ("accepted_modified", "<p>Gemeinsam.</p>", 20),
        ("rejected", None, 4),
    ]


def test_a_count_that_does_not_carry_comes_back_beside_its_amendment(town, at_council, client):
    item, agenda = at_council
    one, other = propose(town, item), propose(town, item, kind="delete", block_id=block(item, 2))
    url = reverse("council_amendment_votes", args=[agenda.pk])
    data = {"present": 30, f"{one.pk}-outcome": "accepted", f"{one.pk}-yes": 20,
            f"{other.pk}-outcome": "rejected", f"{other.pk}-yes": 20}  # fmt: skip

    response = send(client, town.clerk, url, data, 422)

    page = BeautifulSoup(response.content, "html.parser")
    fieldset = page.find("input", {"name": f"{other.pk}-no"}).find_parent("fieldset")
    assert "no rejection" in fieldset.text and not AmendmentVote.objects.exists()
    send(client, town.clerk, url, {"present": 30}, 422)


def test_a_clerk_sees_a_conflict_before_the_vote(town, at_council, client):
    item, agenda = at_council
    propose(town, item)
    propose(town, item, kind="delete")

    for name, arg in (
        ("council_amendment_votes", agenda.pk),
        ("council_amendments", item.paper_id),
    ):
        assert (
            "Ä1, Ä2 are about the same passage (Paragraph 2)"
            in read(client, town.clerk, name, arg).text
        )


def test_a_clerk_corrects_a_vote(town, at_council, client):
    item, agenda = at_council
    first = vote(propose(town, item), agenda, town.clerk, yes=20)
    url = reverse("council_amendment_correct", args=[first.pk])
    data = {"outcome": "rejected", "present": 30, "yes": 20, "no": 3}
    key = first.amendment_id
    send(client, town.clerk, url, {f"{key}-{n}": v for n, v in data.items()}, 422)
    data |= {"yes": 3, "no": 20}

    send(client, town.clerk, url, {f"{key}-{n}": v for n, v in data.items()})

    assert AmendmentVote.objects.in_force().get().outcome == "rejected"
    client.force_login(town.member)
    assert client.get(url).status_code == 403


def test_reading_costs_the_same_queries_however_many_amendments_there_are(
    town, at_council, client, count_queries
):
    item, _agenda = at_council
    url = reverse("council_amendments", args=[item.paper_id])
    client.force_login(town.clerk)
    propose(town, item)
    client.get(url)
    with_one = count_queries(lambda: client.get(url))
    for _n in range(5):
        propose(town, item)

    assert count_queries(lambda: client.get(url)) == with_one
