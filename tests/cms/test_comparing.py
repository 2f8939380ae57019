"""Two wordings compared: nothing is lost, nothing is invented, and it reads without colour."""

import itertools
import random
import uuid

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import translation

from cms import words
from cms.comparing import Change, Comparison, FieldChange, compare, compare_blocks
from cms.differences import Kind, difference, tokens
from strategy.blocks import SectionBody

BODY = SectionBody()
HOSTILE = "<script>alert(1)</script> & <b onclick=x>"


def block(key: str, text: str = "", kind: str = "heading") -> dict:
    return {"id": key, "type": kind, "value": text or f"Wort {key}"}


def changes(old: str, new: str) -> dict[str, str]:
    found = compare_blocks([block(k) for k in old], [block(k) for k in new], BODY)
    return {b.block_id: b.change.value for b in found}


def shown(source: str, **context) -> str:
    with translation.override("en"):
        return Template("{% load ui %}" + source).render(Context(context))


def some_text(dice: random.Random) -> str:
    stock = ["Stadt", "und", "Bürger*innen", " ", "  ", "\n", ",", "3,5", "„", "مدينة", "<b>", "e\u0301", ".", "’s", "\u200c"]  # fmt: skip
    return "".join(dice.choice(stock) + dice.choice(["", " "]) for _ in range(dice.randrange(40)))


@pytest.mark.parametrize("seed", range(60))
def test_a_difference_holds_both_texts_exactly(seed):
    dice = random.Random(seed)
    old, new = some_text(dice), some_text(dice)
    if seed % 2:  # texts that have much in common
        parts = tokens(old)
        for _ in range(3):
            parts.insert(dice.randrange(len(parts) + 1), dice.choice(["neu", " ", ""]))
        new = "".join(parts)

    found = difference(old, new)

    assert (found.old, found.new) == (old, new)
    assert found.is_same == (old == new)
    assert difference(old, old).is_same
    kinds = [piece.kind for piece in found.pieces]
    assert all(a != b for a, b in itertools.pairwise(kinds))
    assert all(piece.text for piece in found.pieces)


@pytest.mark.parametrize("seed", range(40))
def test_a_comparison_holds_both_orders_and_knows_what_stayed(seed):
    dice = random.Random(seed)
    old = [block(k, k + some_text(dice)) for k in dice.sample("abcdefghij", 7)]
    new = [block(k, k + some_text(dice)) for k in dice.sample("abcdefghijklm", 7)]
    before = {b["id"]: b for b in old}
    new = [before.get(b["id"], b) if dice.random() < 0.6 else b for b in new]

    found = compare_blocks(old, new, BODY)

    after = {b["id"]: b for b in new}
    assert [b.block_id for b in found if b.change != Change.REMOVED] == [b["id"] for b in new]
    assert {b.block_id for b in found if b.change != Change.ADDED} == set(before)
    for b in found:
        assert b.difference.old == before.get(b.block_id, {"value": ""})["value"]
        assert b.difference.new == after.get(b.block_id, {"value": ""})["value"]
    still = [
        b.block_id for b in found if not b.moved and b.block_id in before.keys() & after.keys()
    ]
    assert still == [key for key in before if key in still]
    again = compare_blocks(new, new, BODY)
    assert all(b.change == Change.UNCHANGED and not b.moved for b in again)


def test_only_what_truly_moved_is_marked():
    assert changes("abcde", "eabcd") == dict.fromkeys("abcd", "unchanged") | {"e": "moved"}
    assert changes("abcde", "bcdea") == dict.fromkeys("bcde", "unchanged") | {"a": "moved"}
    assert list(changes("abcd", "acdx").items()) == [
        ("a", "unchanged"),
        ("b", "removed"),
        ("c", "unchanged"),
        ("d", "unchanged"),
        ("x", "added"),
    ]


def test_a_paragraph_that_moved_and_changed_is_one_paragraph():
    old = [block("a"), block("b"), block("c", "Alt und gut")]
    new = [block("c", "Neu und gut"), block("a"), block("b")]

    found = compare_blocks(old, new, BODY)[0]

    assert (found.change, found.moved) == (Change.CHANGED, True)
    assert [(p.kind, p.text) for p in found.difference.pieces] == [
        (Kind.DELETED, "Alt"),
        (Kind.INSERTED, "Neu"),
        (Kind.SAME, " und gut"),
    ]


def test_a_copy_whose_ids_are_new_is_recognised_by_its_words():
    old = [block(k) for k in "abc"]
    new = [b | {"id": str(uuid.uuid4())} for b in old]

    assert {b.change for b in compare_blocks(old, new, BODY)} == {Change.UNCHANGED}


def test_blocks_without_or_with_double_ids_are_not_lost():
    old = [{"type": "heading", "value": "A"}, block("x", "B"), block("x", "C")]

    found = compare_blocks(old, [*old, block("x", "D")], BODY)

    assert [b.difference.new for b in found] == ["A", "B", "C", "D"]
    assert [b.change.value for b in found] == ["unchanged"] * 3 + ["added"]


def test_words_of_every_kind_of_block_without_markup():
    item = {"type": "item", "id": "1"}
    kinds = BODY.child_blocks
    table = {
        "caption": "Orte",
        "header": [item | {"value": "Teil"}, item | {"value": "Ort"}],
        "rows": [item | {"value": {"cells": [item | {"value": "Nord"}, item | {"value": "Haus"}]}}],
    }

    assert words.of_rich_text("<p>Ein&nbsp;<b>Wort</b></p><p>mehr<br/>hier</p>") == "Ein Wort\nmehr\nhier"  # fmt: skip
    assert words.of_block(kinds["heading"], HOSTILE) == HOSTILE
    assert words.of_block(kinds["list"], [item | {"value": "<p>a</p>"}, "<p>b</p>"]) == "a\nb"
    assert words.of_block(kinds["quote"], {"text": "Ja", "speaker": "Sie"}) == "Ja\nSie"
    assert words.of_block(kinds["table"], table) == "Orte\nTeil | Ort\nNord | Haus"
    assert words.of_block(None, {"x": [item | {"value": "alt"}]}) == "alt"


def test_bold_words_and_new_links_are_a_change_of_form():
    old = block("a", "<p>Ein Wort</p>", "paragraph")
    bold = block("a", "<p>Ein <b>Wort</b></p>", "paragraph")
    statement = {"id": "a", "type": "guideline", "value": {"text": "Ein Wort"}}

    for new in (bold, statement):
        found = compare_blocks([old], [new], BODY)[0]
        assert found.change == Change.CHANGED
        assert found.only_form
    assert "formatting, a link" in shown("{% compared b %}", b=compare_blocks([old], [bold], BODY)[0])  # fmt: skip


def test_fields_are_compared_beside_the_paragraphs():
    old = {"model": "strategy.sectionpage", "fields": {"title": "A", "summary": "S", "body": []}}
    new = {**old, "fields": {"title": "B", "summary": "S", "body": [block("a")]}}

    found = compare(old, new)

    assert [field.is_same for field in found.fields] == [False, True, False]
    assert found.counts()[Change.ADDED] == 1
    assert compare(old, old).is_same
    assert compare(None, new).blocks[0].change == Change.ADDED
    assert compare({"model": "gone.model", "fields": {"x": "1"}}, new | {"model": "gone.model"})


def test_what_changed_is_said_in_words_and_signs_and_hostile_text_is_escaped():
    old = {"model": "strategy.sectionpage", "fields": {"title": "A", "body": [block("a", "Alt")]}}
    new = {**old, "fields": {"title": "B", "body": [block("a", "Alt " + HOSTILE), block("b")]}}

    html = shown('{% comparison found number="1.2" language="de" %}', found=compare(old, new))

    assert "title or summary changed, 1 paragraph changed, 1 paragraph added" in html
    assert '<bdi class="difference__spoken" lang="en">[inserted: </bdi>' in html
    assert 'lang="de"' in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html.replace("</span>", "")
    assert "Both wordings are the same." in shown("{% comparison f %}", f=compare(old, old))


def test_only_changes_can_be_shown():
    old = {"model": "strategy.sectionpage", "fields": {"title": "Titel", "body": [block("a")]}}
    new = {**old, "fields": {"title": "Titel", "body": [block("a"), block("b")]}}

    html = shown('{% comparison f show="changes" %}', f=compare(old, new))

    assert "Wort b" in html
    assert "Wort a" not in html
    assert "Titel" not in html
    with pytest.raises(ValueError, match="Unknown extent"):
        shown('{% comparison f show="some" %}', f=compare(old, new))


def test_german_words_stay_left_to_right_on_an_arabic_page():
    found = difference("Alt", "Neu")

    with translation.override("ar"):
        html = Template("{% load ui %}{% difference f language='de' %}").render(
            Context({"f": found})
        )

    assert 'lang="de" dir="ltr"' in html
    assert '<bdi class="difference__spoken" lang="ar">' in html


def test_a_removed_paragraph_says_which_number_it_had():
    found = compare_blocks([block("a", kind="quote"), block("b", kind="quote")], [], BODY)[1]

    assert "it was 1.2.2" in shown('{% compared b number="1.2" %}', b=found)


def test_side_by_side_each_column_holds_its_own_wording():
    old = [block("a", "Alt."), block("b", "Bleibt."), block("c", "Weg."), block("e", "Ende.")]
    new = [block("b", "Bleibt."), block("e", "Ende."), block("a", "Neu."), block("d", "Dazu.")]
    found = Comparison((FieldChange("body", "Text", blocks=compare_blocks(old, new, BODY)),))

    html = shown("{% columns old='0.1' new='0.2' as s %}{% comparison f sides=s %}", f=found)

    page = BeautifulSoup(html, "html.parser")
    sides = [
        [side.select_one(".compared__text").text.strip() for side in row.select(".compared__side")]
        for row in page.select(".compared")
    ]
    assert ["Bleibt.", "Bleibt."] in sides
    for left, right in sides:
        assert "inserted" not in left and "deleted" not in right
    changed = next(row for row in page.select(".compared") if "Neu" in row.text)
    assert "Changed" in changed.text and "moved" in changed.text
    assert "[deleted: " in changed.select_one(".compared__side--old").text
    assert "[inserted: " in changed.select(".compared__side")[1].text
    only = [row.text for row in page.select(".compared") if "Not in this wording" in row.text]
    assert len(only) == 2 and all(("Added" in text) or ("Removed" in text) for text in only)
    names = [name.text for name in page.select(".compared__name")]
    assert names == ["0.1:", "0.2:"] * 5
