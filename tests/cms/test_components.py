"""Each component renders, refuses misspelt words, and never says a thing by colour alone."""

import re
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from cms.blocks import BodyBlock
from cms.components.process import STAGES
from cms.gallery import sample_navigation, sample_phases
from cms.icons import ICONS

ROOT = Path(__file__).resolve().parent.parent.parent


def shown(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_the_sprite_holds_exactly_the_icons_that_templates_may_name():
    sprite = (ROOT / "cms/static/cms/icons.svg").read_text()

    assert set(re.findall(r'<symbol id="([a-z-]+)"', sprite)) == ICONS


def test_an_icon_is_hidden_from_assistive_technology_and_turns_round_when_it_points():
    assert 'aria-hidden="true"' in shown('{% icon "calendar" %}')
    assert "icon--mirrored" in shown('{% icon "arrow-forward" %}')


@pytest.mark.parametrize(
    "source",
    [
        '{% icon "no-such-icon" %}',
        '{% badge "New" kind="loud" %}',
        '{% standing "somewhere" %}',
        '{% button "Send" kind="loud" %}',
        '{% translation_notice "perhaps" source_url="/" %}',
        '{% notice title="A" kind="loud" %}{% endnotice %}',
        '{% band title="A" key="a" tone="loud" %}{% endband %}',
    ],
)
def test_a_misspelt_word_is_an_error(source):
    with pytest.raises(ValueError, match="Unknown"):
        shown(source)


def test_a_misspelt_argument_is_an_error():
    with pytest.raises(TemplateSyntaxError):
        shown('{% card titel="A" %}{% endcard %}')


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_a_word_and_a_sign(stage):
    html = shown("{% standing stage %}", stage=stage)

    assert "<svg" in html
    assert str(STAGES[stage][2]) in html


def test_a_standing_says_what_it_waits_for_and_links_it():
    html = shown('{% standing "council" detail="Sitzung 4" href="/sitzung/" %}')

    assert '<a class="standing__detail" href="/sitzung/">Sitzung 4</a>' in html


@pytest.mark.parametrize(("stage", "current"), [("deliberation", 1), ("resolved", 0), ("draft", 1)])
def test_the_route_marks_the_step_a_section_stands_at(stage, current):
    html = shown("{% route stage %}", stage=stage)

    assert html.count('aria-current="step"') == current


def test_a_card_links_its_title_and_escapes_it():
    html = shown('{% card title=t href="/a/" level=2 %}<p>Text</p>{% endcard %}', t="A & B")

    assert "<h2" in html
    assert '<a href="/a/"><bdi>A &amp; B</bdi></a>' in html
    assert "<p>Text</p>" in html


def test_a_numbered_paragraph_carries_its_permanent_address():
    html = shown('{% paragraph number="1.2.3" anchor="p-77" %}<p>Wir.</p>{% endparagraph %}')

    assert 'id="p-77"' in html
    assert 'href="#p-77"' in html
    assert "1.2.3" in html


def test_both_timelines_say_in_words_where_the_process_stands():
    with translation.override("en"):
        full, line = (
            shown("{% timeline phases %}", phases=sample_phases()),
            shown("{% timeline phases compact=True %}", phases=sample_phases()),
        )

    for html in (full, line):
        assert html.count('aria-current="step"') == 1
        assert all(word in html for word in ("Completed", "Now", "Planned"))
    assert "Under way" in full


def test_a_vote_is_a_table_beside_its_bar():
    html = shown("{% vote_bar 27 6 3 %}")

    assert re.findall(r"<td>(\d+)</td>", html) == ["27", "6", "3"]
    assert html.count("<rect") == 3


def test_a_vote_without_voices_draws_no_bar_and_divides_by_nothing():
    assert "<rect" not in shown("{% vote_bar 0 0 0 %}")


def test_a_resolution_shows_number_body_and_checksum():
    html = shown(
        '{% resolution number="DS 2020/117" on=day body="Magistrat" yes=5 no=1 checksum="ab12" %}',
        day=date(2020, 11, 12),
    )

    assert all(text in html for text in ("DS 2020/117", "Magistrat", "ab12"))


def test_the_language_list_speaks_each_language_in_its_own_name_and_direction():
    html = shown("{% language_list items %}", items=sample_navigation("ar").alternates)

    assert 'lang="ar" hreflang="ar" dir="rtl" aria-current="true"' in html
    assert 'lang="de-simple" hreflang="de-simple" dir="ltr"' in html
    assert "<img" not in html


def test_the_demo_banner_shows_in_demos_only():
    assert "<aside" in shown("{% demo_banner yes %}", yes=True)
    assert shown("{% demo_banner yes %}", yes=False) == ""


@pytest.mark.parametrize("state", ["binding", "outdated", "machine", "partial", "fallback"])
def test_a_translation_says_what_it_is_worth(state):
    html = shown("{% translation_notice s source_url='/de/' translated_on=day %}", s=state, day=date(2020, 5, 1))  # fmt: skip

    assert f'data-translation="{state}"' in html
    assert ('href="/de/" hreflang="de"' in html) == (state != "fallback")
    assert ("2020" in html) == (state == "outdated")


def test_breadcrumbs_name_the_page_itself_last():
    items = [SimpleNamespace(title="Start", url="/"), SimpleNamespace(title="Hier", url="/h/")]

    assert '<span aria-current="page"><bdi>Hier</bdi></span>' in shown(
        "{% breadcrumbs i %}", i=items
    )
    assert shown("{% breadcrumbs i %}", i=[]).strip() == ""


def test_pagination_keeps_the_filter_and_marks_the_page():
    html = shown('{% pagination page query="kind=a" %}', page=Paginator(range(50), 10).page(2))

    assert 'href="?kind=a&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_pagination_is_silent_when_there_is_one_page():
    assert shown("{% pagination page %}", page=Paginator([1], 10).page(1)).strip() == ""


def test_an_event_says_when_where_and_with_which_help():
    html = shown(
        '{% event_meta start=s end=e place="Bürgerhaus" services=v %}',
        s=datetime(2020, 4, 3, 18),
        e=datetime(2020, 4, 3, 20),
        v=["sign_language", "childcare"],
    )

    assert 'datetime="2020-04-03T18:00:00"' in html
    assert html.count("<li>") == 2
    assert 'datetime="2020-04-03"' in shown("{% date_tile s %}", s=datetime(2020, 4, 3))


def test_an_event_without_end_shows_when_it_begins():
    assert "Bürgerhaus" not in shown("{% event_meta start=s %}", s=datetime(2020, 4, 3, 18))


def test_small_pieces_render():
    assert "Frauentreff" in shown('{% quote role="Frauentreff" %}<p>Ja</p>{% endquote %}')
    assert "<figcaption>" in shown('{% figure caption="Bild" %}x{% endfigure %}')
    assert 'tabindex="0"' in shown('{% table_scroller label="T" %}<table></table>{% endtable_scroller %}')  # fmt: skip
    assert "jährlich" in shown("{% definition_list i %}", i=[("Rhythmus", "jährlich")])
    assert 'rel="next"' in shown("{% previous_next following=f %}", f={"title": "A", "url": "/a"})
    assert "Noch nichts" in shown('{% empty_state title="Noch nichts" %}{% endempty_state %}')
    assert 'class="permalink"' in shown('{% permalink "#a" label="Link" %}')
    assert 'type="submit"' in shown('{% button "Los" icon="check" %}')
    assert "Achtung" in shown('{% notice title="Achtung" kind="warning" %}{% endnotice %}')


def test_structured_data_lists_the_way_and_cannot_end_its_element_early(db):
    trail = [SimpleNamespace(title="Start", url="/de/"), SimpleNamespace(title="Hier", url="/h/")]

    html = shown("{% structured_data f t %}", f=[{"name": "</script>"}], t=trail)

    assert html.count("</script>") == 2
    assert '"position": 2' in html
    assert '"name": "Hier"' in html
    assert shown("{% structured_data f t %}", f=[], t=trail[:1]) == ""


def test_a_body_numbers_its_paragraphs_but_not_its_headings():
    parts = [
        {"type": "heading", "value": "Ziele", "id": "h1"},
        {"type": "paragraph", "value": "<p>Wir laden ein.</p>", "id": "p1"},
        {"type": "guideline", "value": {"text": "Alle gehören dazu."}, "id": "g1"},
        {"type": "list", "value": ["<p>eins</p>"], "id": "l1"},
        {"type": "quote", "value": {"text": "Ja!", "speaker": "Frauentreff"}, "id": "q1"},
        {
            "type": "table",
            "id": "t1",
            "value": {
                "caption": "Orte",
                "header": ["Ort", "Zeit"],
                "rows": [{"cells": ["Mitte", "montags"]}],
            },
        },
    ]
    stream = BodyBlock().to_python(parts)

    html = shown('{% body stream number="1.2" changed=ids %}', stream=stream, ids=["g1"])

    assert re.findall(r'id="(p-\w+)"', html) == ["p-h1", "p-p1", "p-g1", "p-l1", "p-q1", "p-t1"]
    assert "1.2.5" in html
    assert "1.2.6" not in html
    assert html.count("paragraph__changed") == 1
    assert '<th scope="col">Ort</th>' in html
    assert "1.2" not in shown("{% body stream %}", stream=stream)
    assert shown("{% body stream %}", stream=None)


def test_steps_show_what_is_done_and_what_is_to_come():
    steps = [{"title": "Planen", "state": "done"}, {"title": "Fragen", "state": "current"}]

    html = shown("{% stepper steps label='Weg' note='Bald' %}", steps=steps)

    assert 'aria-label="Weg"' in html
    assert html.count('aria-current="step"') == 1
    assert "Bald" in html
