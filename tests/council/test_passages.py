"""Title, summary, tables, figures and lists get other words, and nothing else of them changes."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.snapshots import snapshot
from council.amendments.amending import Change, differences, merge
from council.amendments.passages import block_of, passages
from council.amendments.pieces import frozen, pieces, put, with_room, without_gaps
from council.forms.wording import paragraphs_of
from council.models import Amendment, DecisionItem
from strategy.blocks import SectionBody

from .tabled import propose, refused, vote
from .test_merging import text

FIGURE = {"image": 7, "alt_text": "Ein Fest", "decorative": False, "caption": "Im Juli"}


def entry(value) -> dict:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def row(*cells: str) -> dict:
    return entry({"cells": [entry(cell) for cell in cells]})


def table() -> dict:
    return {
        "caption": "Räume",
        "header": [entry("Ort"), entry("Plätze")],
        "rows": [row("Bürgerhaus", "40"), row("Halle", "")],
    }


SAMPLES = {
    "heading": "Was wir tun",
    "paragraph": "<p>Ein <b>Absatz</b>.</p>",
    "guideline": {"text": "Wir wollen."},
    "list": [entry("<p>Erstens</p>"), entry("<p>Zweitens</p>")],
    "quote": {"text": "Schön.", "speaker": "Eine Bürgerin"},
    "figure": FIGURE,
    "table": table(),
    "document": {"document": 3, "note": "Als Datei"},
    "building_block": {"building_block": 1, "relation": "updates", "note": "Kapitel 2"},
}


# --- the words of a block ----------------------------------------------------------------------------
def test_every_kind_of_block_has_words_to_amend():
    assert SAMPLES.keys() == SectionBody().child_blocks.keys()


@pytest.mark.parametrize("name", SAMPLES)
def test_one_piece_changes_and_the_rest_of_the_block_stays(name):
    kind, value = SectionBody().child_blocks[name], SAMPLES[name]
    found = list(pieces(kind, value))
    assert found and len({piece.name for piece in found}) == len(found)

    for piece in found:
        assert put(value, piece.path, piece.value) == value
        new = put(value, piece.path, "ANDERS")
        assert frozen(kind, new) == frozen(kind, value)
        after = {p.path: p.value for p in pieces(kind, new)}
        assert after == {p.path: p.value for p in found} | {piece.path: "ANDERS"}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("figure", FIGURE | {"image": 8}),
        ("figure", FIGURE | {"decorative": True}),
        ("document", {"document": 4, "note": "Als Datei"}),
        ("building_block", {"building_block": 1, "relation": "replaces", "note": "Kapitel 2"}),
    ],
)
def test_what_is_no_wording_is_seen_to_differ(name, other):
    kind = SectionBody().child_blocks[name]

    assert frozen(kind, SAMPLES[name]) != frozen(kind, other)


@pytest.mark.parametrize("name", ["list", "table"])
def test_room_for_more_that_stays_empty_leaves_no_trace(name):
    kind, value = SectionBody().child_blocks[name], SAMPLES[name]
    roomy = with_room(kind, value)

    assert len(list(pieces(kind, roomy))) > len(list(pieces(kind, value)))
    assert without_gaps(kind, roomy, value) == value


def test_a_row_is_added_and_another_taken_out_but_an_empty_one_that_was_there_stays():
    kind, value = SectionBody().child_blocks["table"], table()
    value["rows"].append(row("", ""))
    roomy = with_room(kind, value)
    for path in (("rows", 0, "cells", 0), ("rows", 0, "cells", 1)):
        roomy = put(roomy, path, "")
    roomy = put(roomy, ("rows", 3, "cells", 0), "Saal")

    rows = without_gaps(kind, roomy, value)["rows"]

    assert [[c["value"] for c in r["value"]["cells"]] for r in rows] == [
        ["Halle", ""],
        ["", ""],
        ["Saal", ""],
    ]
    assert [r.get("id") for r in rows[:2]] == [r["id"] for r in value["rows"][1:]]


def test_a_field_is_merged_beside_the_paragraphs():
    before, page = snapshot(text()), text()

    merge(page, [Change("change", "field:title", "field:title", "Neuer Titel")])

    assert differences(before, snapshot(page)) == {"field:title"}
    assert (page.title, page.summary) == ("Neuer Titel", "B")


# --- through the council -----------------------------------------------------------------------------
@pytest.fixture
def item(town):
    """Return a pinned section with one block of every kind of words that waits for the council."""
    image = get_image_model().objects.create(title="Fest", file=get_test_image_file())
    page = town.section()
    draft = page.get_latest_revision_as_object()
    raw = [dict(found) for found in draft.body.raw_data]
    new = {"figure": FIGURE | {"image": image.pk}, "table": table()}
    raw += [{"type": k, "value": v, "id": str(uuid.uuid4())} for k, v in new.items()]
    draft.body = draft.body.stream_block.to_python(raw)
    draft.save_revision(user=town.editor)
    paper = town.to_council(town.through_steering(page))
    paper.amendments_until = timezone.now() + timedelta(hours=1)
    paper.save()
    return paper.items.get()


@pytest.fixture
def agenda(town, item):
    return town.agenda(town.council, item.paper)


def of_kind(item, kind: str):
    return next(found for found in passages(item.snapshot) if found.type == kind)


def test_title_table_and_figure_are_amended_and_everything_else_stays(town, item, agenda, client):
    figure, grid = of_kind(item, "figure"), of_kind(item, "table")
    cell = put(grid.value, ("rows", 0, "cells", 1), "60")
    wanted = {
        "field:title": "Gut und sicher ankommen",
        figure.id: put(figure.value, ("caption",), "Im August"),
        grid.id: cell,
    }
    for place, value in wanted.items():
        vote(propose(town, item, block_id=place, value=value), agenda, town.clerk, yes=20)
    summary = propose(town, item, block_id="field:summary", value="Anderes.")
    vote(summary, agenda, town.clerk, "rejected", yes=1, no=20)

    town.decide(town.council, item.paper, "adopted_amended", yes=20, agenda=agenda)

    final = DecisionItem.objects.resolutions().get(paper_item=item)
    assert final.problems() == []
    assert differences(item.snapshot, final.final_snapshot) == wanted.keys()
    after = {p.id: p.value for p in passages(final.final_snapshot)}
    assert after[figure.id] == figure.value | {"caption": "Im August"}
    assert after[grid.id] == cell
    page = town.fresh(item.page.specific)
    assert page.live and page.title == "Gut und sicher ankommen" and page.slug == item.page.slug
    public = client.get(f"{page.get_url()}amendments/", headers={"accept-language": "en"})
    rows = BeautifulSoup(public.content, "html.parser").select(".synopsis__row")
    with translation.override(page.locale.language_code):
        places = [passage.label for passage in passages(item.snapshot)]
    assert [r.select_one(".synopsis__about p").text for r in rows][:2] == places[:2]
    assert "60" in rows[-1].select_one("ins").text and "Bürgerhaus | 40" in rows[-1].text


def test_passages_stand_as_on_the_page_however_the_database_keeps_them(item):
    backwards = dict(reversed(item.snapshot["fields"].items()))

    ids = [passage.id for passage in passages(item.snapshot | {"fields": backwards})]

    assert ids[:2] == ["field:title", "field:summary"]
    assert ids == [passage.id for passage in passages(item.snapshot)]


def test_two_on_the_title_are_a_conflict(town, item, agenda, client):
    for words in ("Ankommen", "Gut da"):
        propose(town, item, block_id="field:title", value=words)
    client.force_login(town.clerk)

    url = reverse("council_amendments", args=[item.paper_id])
    shown = client.get(url, headers={"accept-language": "en"}).content.decode()

    assert "Ä1, Ä2 are about the same passage (Title)" in shown


def test_title_and_summary_are_not_deleted_nor_left_empty(town, item):
    for kind in ("delete", "insert"):
        refused(
            lambda kind=kind: propose(town, item, kind=kind, block_id="field:title"),
            kind="only get other words",
        )
    refused(lambda: propose(town, item, block_id="field:title", value=" "), value="")
    refused(lambda: propose(town, item, block_id="field:title", value="x" * 256), value="255")
    refused(lambda: propose(town, item, block_id="field:slug", value="x"), block_id="no such")


def test_an_amendment_does_not_exchange_an_image(town, item, agenda):
    figure = of_kind(item, "figure")
    other = get_image_model().objects.create(title="Anderes", file=get_test_image_file())
    new = figure.value | {"image": other.pk}

    refused(lambda: propose(town, item, block_id=figure.id, value=new), value="Only words")
    with pytest.raises(ValidationError, match="Only words"):
        texts = {item.pk: {figure.id: new}}
        town.decide(
            town.council, item.paper, "adopted_amended", yes=20, agenda=agenda, final_texts=texts
        )


def test_a_clerk_takes_a_title_and_a_cell_from_the_minutes(town, item, agenda):
    asked = {piece.label: piece for piece in paragraphs_of(item)}
    cell = asked["Paragraph 5, Row 1, column 2"]
    assert asked["Paragraph 5, Row 2, column 2"].value == ""
    assert not asked["Title"].differs(" ") and cell.differs("")
    texts = {
        asked["Title"].block_id: asked["Title"].replaced("", "Neu"),
        cell.block_id: cell.replaced(cell.block_value, "50"),
    }

    town.decide(
        town.council, item.paper, "adopted_amended", yes=20, agenda=agenda,
        final_texts={item.pk: texts},
    )  # fmt: skip

    final = DecisionItem.objects.resolutions().get(paper_item=item).final_snapshot
    assert differences(item.snapshot, final) == texts.keys()


def test_a_member_fills_in_a_table_by_form(town, item, client):
    grid = of_kind(item, "table")
    client.force_login(town.member)
    choose = client.get(reverse("council_amend", args=[item.pk]), headers={"accept-language": "en"})
    links = [a["href"] for a in BeautifulSoup(choose.content, "html.parser")("a", href=True)]
    assert f"?kind=change&block={grid.id}" in links and "?kind=change&block=field:title" in links
    assert "?kind=delete&block=field:title" not in links
    url = f"{reverse('council_amend', args=[item.pk])}?kind=change&block={grid.id}"
    page = BeautifulSoup(client.get(url).content, "html.parser")
    cells = page.select(".wording-grid textarea")
    assert [cell.text.strip() for cell in cells] == [
        "Ort", "Plätze", "Bürgerhaus", "40", "Halle", "", "", "",
    ]  # fmt: skip
    assert all(page.find("label", attrs={"for": cell["id"]}) for cell in cells)
    data = {cell["name"]: cell.text.strip() for cell in cells}
    data |= {"caption": "Räume", "rows-2-cells-0": "Saal", "rows-2-cells-1": "10\r\n20"}
    data |= {"proposer": "person", "reason": "Mehr Platz.", "token": uuid.uuid4()}

    assert client.post(url, data | {"header-0": ""}).status_code == 422
    done = client.post(url, data)
    assert done.status_code == 302, done.context["form"].errors

    made = Amendment.objects.get()
    assert [r["id"] for r in made.new_value["rows"][:2]] == [r["id"] for r in grid.value["rows"]]
    assert [c["value"] for c in made.new_value["rows"][2]["value"]["cells"]] == ["Saal", "10 20"]
    assert block_of(item.snapshot, made.block_type).name == "table"
