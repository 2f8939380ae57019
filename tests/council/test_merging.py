"""Accepted amendments become one text: only the named paragraphs differ, whatever was accepted."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from cms.snapshots import digest, snapshot
from council.amendments import submitting
from council.amendments.amending import Change, differences, merge, paragraphs
from council.amendments.courses import conflicts, courses, new_block_id
from council.models import Amendment, Decision, DecisionItem
from strategy.models import SectionPage

from .tabled import NEW, block, propose, refused, vote

IDS = [str(uuid.UUID(int=number)) for number in range(1, 7)]


def text() -> SectionPage:
    body = [{"type": "heading", "value": "Anfang", "id": IDS[0]}]
    body += [
        {"type": "paragraph", "value": f"<p>Absatz {n}.</p>", "id": i}
        for n, i in enumerate(IDS[1:])
    ]
    return SectionPage(
        title="A", summary="B", locale=Locale(language_code="de"),
        translation_key=uuid.UUID(int=99), body=body,
    )  # fmt: skip


def change(kind: str, place: int) -> Change:
    if kind == "insert":
        anchor = ["", *IDS][place]
        return Change("insert", anchor, "paragraph", "<p>Neu.</p>", str(uuid.uuid4()))
    kinds = {"change": "<p>Anders.</p>" if place else "Anders", "delete": None}
    return Change(kind, IDS[place % 6], "paragraph" if place % 6 else "heading", kinds[kind])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["change", "delete"]), st.integers(0, 5)),
        unique_by=lambda pair: pair[1],
    ),
    st.lists(st.integers(0, 6), max_size=4),
)
def test_any_accepted_amendments_change_exactly_their_paragraphs(single, anchors):
    changes = [change(*pair) for pair in single] + [change("insert", place) for place in anchors]
    before, page = snapshot(text()), text()

    merge(page, changes)

    after = snapshot(page)
    assert differences(before, after) == {c.touches for c in changes}
    old, new = paragraphs(before), paragraphs(after)
    gone = {c.block_id for c in changes if c.kind == "delete"}
    named = {c.block_id: c for c in changes if c.kind == "change"}
    assert [key for key in new if key in old] == [key for key in old if key not in gone]
    for key in old.keys() - gone:
        assert new[key]["value"] == (named[key].value if key in named else old[key]["value"])
    order = list(new)
    for anchor in {c.block_id for c in changes if c.kind == "insert"} - gone:
        ids = [c.new_id for c in changes if c.kind == "insert" and c.block_id == anchor]
        start = order.index(anchor) + 1 if anchor else 0
        assert order[start : start + len(ids)] == ids
    assert (digest(before) == digest(after)) is not bool(changes)


def test_an_order_that_differs_is_seen():
    before, page = snapshot(text()), text()
    raw = [dict(b) for b in page.body.raw_data]
    page.body = page.body.stream_block.to_python([raw[1], raw[0], *raw[2:]])

    assert differences(before, snapshot(page)) == {"body"}


# --- through the council -----------------------------------------------------------------------------
@pytest.fixture
def item(town):
    """Return a pinned section of four paragraphs that waits for the council."""
    page = town.section(texts=("<p>Eins.</p>", "<p>Zwei.</p>", "<p>Drei.</p>"))
    return open_for_amendments(town.to_council(town.through_steering(page))).items.get()


def open_for_amendments(paper):
    paper.amendments_until = timezone.now() + timedelta(hours=1)
    paper.save()
    return paper


@pytest.fixture
def agenda(town, item):
    return town.agenda(town.council, item.paper)


def resolve(town, item, agenda, outcome="adopted_amended", **more):
    return town.decide(town.council, item.paper, outcome, yes=20, agenda=agenda, **more)


def resolved(item) -> dict:
    found = DecisionItem.objects.resolutions().get(paper_item=item)
    assert found.problems() == []
    return found.final_snapshot


def test_accepted_amendments_become_the_resolved_text(town, item, agenda):
    changed = propose(town, item)
    new = propose(town, item, kind="insert", block_id=block(item, 1), value="<p>Dazu.</p>")
    gone = propose(town, item, kind="delete", block_id=block(item, 2))
    refused_one = propose(town, item, block_id=block(item, 3))
    for one in (changed, new, gone):
        vote(one, agenda, town.clerk, yes=20)
    vote(refused_one, agenda, town.clerk, "rejected", yes=1, no=20)

    resolve(town, item, agenda)

    final = resolved(item)
    assert differences(item.snapshot, final) == {
        block(item),
        str(new_block_id(new)),
        block(item, 2),
    }
    values = [b["value"] for b in final["fields"]["body"]][1:]
    assert values == [NEW, "<p>Dazu.</p>", "<p>Drei.</p>"]
    page = town.fresh(item.page.specific)
    assert page.live and "Neu vorgeschlagen." in str(page.body)


def test_other_words_take_the_place_of_those_proposed(town, item, agenda):
    changed = propose(town, item)
    gone = propose(town, item, kind="delete", block_id=block(item, 2))
    for one, words in ((changed, "<p>Gemeinsam.</p>"), (gone, "<p>Kürzer.</p>")):
        vote(one, agenda, town.clerk, "accepted_modified", yes=20, value=words)

    resolve(town, item, agenda)

    values = [b["value"] for b in resolved(item)["fields"]["body"]][1:]
    assert values == ["<p>Gemeinsam.</p>", "<p>Kürzer.</p>", "<p>Drei.</p>"]


def test_a_vote_on_each_amendment_comes_first(town, item, agenda):
    propose(town, item)
    dropped = propose(town, item, kind="delete")
    submitting.withdraw(amendment=dropped, by=town.member)

    for outcome in ("adopted", "adopted_amended"):
        message = refused(lambda outcome=outcome: resolve(town, item, agenda, outcome))
        assert "First record the votes" in message and "Ä1" in message and "Ä2" not in message

    resolve(town, item, agenda, "deferred")
    assert not Decision.objects.filter(kind="resolution", outcome="adopted").exists()


def test_adopted_does_not_pass_over_an_accepted_amendment(town, item, agenda):
    vote(propose(town, item), agenda, town.clerk, yes=20)

    assert "Adopted with amendments" in refused(lambda: resolve(town, item, agenda, "adopted"))
    resolve(town, item, agenda)


def test_with_rejected_amendments_only_the_text_is_adopted_as_pinned(town, item, agenda):
    vote(propose(town, item), agenda, town.clerk, "rejected", yes=1, no=20)

    assert "Enter the amended paragraphs" in refused(lambda: resolve(town, item, agenda))
    resolve(town, item, agenda, "adopted")

    assert resolved(item) == item.snapshot


def test_a_committee_that_recommends_an_amendment_does_not_adopt_the_text_as_it_is(town):
    paper = town.paper(town.through_steering(town.section()))
    agenda = town.agenda(town.magistrate, paper)
    vote(propose(town, paper.items.get()), agenda, town.clerk)

    def record(outcome):
        return town.decide(town.magistrate, paper, outcome, agenda=agenda)

    assert "Adopted with amendments" in refused(lambda: record("adopted"))
    assert record("adopted_amended").outcome == "adopted_amended"


def test_two_accepted_on_one_paragraph_need_one_wording(town, item, agenda):
    one, other = propose(town, item), propose(town, item, value="<p>Ganz anders.</p>")
    (group,) = conflicts(courses(Amendment.objects.all())).values()
    assert [course.amendment for course in group] == [one, other]
    first = vote(one, agenda, town.clerk, yes=20)
    vote(other, agenda, town.clerk, yes=20)
    assert "same passage" in refused(lambda: resolve(town, item, agenda))

    submitting.correct_vote(
        vote=first, by=town.clerk, outcome="accepted_modified", value="<p>Beides.</p>"
    )
    resolve(town, item, agenda)

    assert resolved(item)["fields"]["body"][1]["value"] == "<p>Beides.</p>"


def test_a_rejected_or_withdrawn_amendment_is_in_nobodys_way(town, item, agenda):
    one, other = propose(town, item), propose(town, item, kind="delete")
    third = propose(town, item, value="<p>Drittens.</p>")
    new = [propose(town, item, kind="insert", block_id=block(item)) for _n in range(2)]
    submitting.withdraw(amendment=third, by=town.member)
    vote(other, agenda, town.clerk, "rejected", yes=1, no=20)

    assert conflicts(courses(Amendment.objects.all())) == {}
    for accepted in (one, *new):
        vote(accepted, agenda, town.clerk, yes=20)
    resolve(town, item, agenda)
    assert len(resolved(item)["fields"]["body"]) == len(item.snapshot["fields"]["body"]) + 2


def test_words_from_the_minutes_do_not_override_an_accepted_amendment(town, item, agenda):
    vote(propose(town, item), agenda, town.clerk, yes=20)
    texts = {item.pk: {block(item): "<p>Etwas anderes.</p>"}}

    with pytest.raises(ValidationError, match="amended already"):
        resolve(town, item, agenda, final_texts=texts)

    resolve(town, item, agenda, final_texts={item.pk: {block(item, 2): "<p>Mündlich.</p>"}})
    values = [b["value"] for b in resolved(item)["fields"]["body"]][1:]
    assert values == [NEW, "<p>Mündlich.</p>", "<p>Drei.</p>"]


def test_a_vote_in_a_later_meeting_counts(town, item, agenda):
    found = propose(town, item)
    vote(found, agenda, town.clerk, yes=20)
    resolve(town, item, agenda, "deferred")
    later = town.agenda(town.council, item.paper)
    vote(found, later, town.clerk, "rejected", yes=1, no=20)

    resolve(town, item, later, "adopted")

    assert resolved(item) == item.snapshot


def test_one_vote_on_two_sections_amends_one(town):
    pages = [town.through_steering(town.section(title)) for title in ("A", "B")]
    paper = open_for_amendments(town.to_council(*pages))
    one, other = paper.items.all()
    agenda = town.agenda(town.council, paper)
    vote(propose(town, one), agenda, town.clerk, yes=20)

    town.decide(town.council, paper, "adopted_amended", yes=20, agenda=agenda)

    assert differences(one.snapshot, resolved(one)) == {block(one)}
    assert resolved(other) == other.snapshot
