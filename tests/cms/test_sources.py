"""What translators are given is what wagtail-localize would write, with a few queries for any length."""

import uuid

import pytest
from django.db import transaction
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail_localize.fields import TranslatableField
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    StringSegment,
    TemplateSegment,
    TranslationSource,
)

from cms import sources
from cms.models import Image
from home.models import HomePage, PlainPage
from partners.models import ActorGroup, Format, PartnerIndexPage, PartnerPage
from strategy.models import ChapterPage, SectionPage, StrategyPage

KINDS = (TemplateSegment, RelatedObjectSegment, OverridableSegment, StringSegment)


def _format(title):
    return Format(title=title, locale=Locale.get_default())


def block(kind, value):
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def item(value):
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


@pytest.fixture
def rich_body(db):
    """One of every kind of block, with repeated sentences, links and markup."""
    image = Image.objects.create(title="Bild", file=get_test_image_file())
    figure = {"image": image.pk, "alt_text": "Ein Platz", "caption": "", "decorative": False}
    return [
        block("heading", "Ankommen"),
        block("paragraph", '<p>Alle <b>hier</b>: <a href="https://a.test/">mehr</a>.</p>'),
        block("paragraph", "<p>Erster Satz.</p><p>Erster Satz.</p><p>Zweiter Satz.</p>"),
        block("guideline", {"text": "Alle gestalten die Stadt."}),
        block("list", [item("<p>Punkt</p>"), item("<p>Punkt</p>"), item("<p>Anderer</p>")]),
        block("quote", {"text": "Schön hier.", "speaker": "Eine Nachbarin"}),
        block("figure", figure),
        block(
            "table",
            {
                "caption": "Zahlen",
                "header": [item("Jahr"), item("Menge")],
                "rows": [item({"cells": [item("2024"), item("viele")]})],
            },
        ),
    ]


@pytest.fixture
def texts(site, rich_body):
    home = HomePage.objects.get(locale=Locale.get_default())
    plain = home.add_child(
        instance=PlainPage(title="Rathaus", slug="rathaus", intro="Worum es geht.", body=rich_body)
    )
    strategy = home.add_child(instance=StrategyPage(title="Strategie", slug="strategie"))
    chapter = strategy.add_child(instance=ChapterPage(title="Ankommen", slug="ankommen"))
    section = SectionPage(title="Sprache", slug="sprache", body=rich_body)
    chapter.add_child(instance=section)
    group = ActorGroup.objects.create(key="ag", name="Verwaltung", locale=Locale.get_default())
    index = home.add_child(instance=PartnerIndexPage(title="Bündnis", slug="buendnis"))
    partner = PartnerPage(
        title="Verein", slug="verein", group=group, formats=[_format("Café"), _format("Fest")]
    )
    index.add_child(instance=partner)
    return {"page": plain, "section": section, "snippet": group, "partner": partner}


def rows(source):
    """Return everything that hangs on a source, without the numbers of rows."""
    found = []
    for kind in KINDS:
        for row in kind.objects.filter(source=source).select_related("context"):
            own = {
                StringSegment: lambda row: (row.string.data, row.attrs),
                TemplateSegment: lambda row: (row.template.template, row.template.string_count),
                RelatedObjectSegment: lambda row: (row.object_id, row.object.content_type_id),
                OverridableSegment: lambda row: (row.data_json,),
            }[kind](row)
            context = (row.context.path, row.context.path_id, row.context.field_path)
            found.append((kind.__name__, *context, row.order, *map(str, own)))
    return sorted(found)


class Undo(Exception):
    pass


def as_wagtail_localize_does(make):
    """Return the rows that wagtail-localize itself would write; they are not kept."""
    found = []
    try:
        with transaction.atomic():
            found = rows(make())
            raise Undo
    except Undo:
        return found


def theirs(instance):
    return TranslationSource.update_or_create_from_instance(instance)[0]


def updated(source):
    source.update_from_db()
    return source


@pytest.mark.parametrize("which", ["page", "section", "snippet", "partner"])
def test_the_first_time_the_same_rows_are_written(texts, which):
    german = type(texts[which]).objects.get(pk=texts[which].pk)
    expected = as_wagtail_localize_does(lambda: theirs(german))
    assert expected

    source = sources.give(german)

    assert rows(source) == expected
    again = TranslationSource.objects.get(pk=source.pk)
    assert again.object_repr == str(german)
    assert again.as_instance().pk == german.pk


@pytest.mark.parametrize("which", ["page", "section"])
def test_changed_words_leave_the_same_rows(texts, which):
    german = type(texts[which]).objects.get(pk=texts[which].pk)
    source = sources.give(german)
    kept = {row.string.data: row.pk for row in StringSegment.objects.filter(source=source)}
    body = [dict(one) for one in german.body.raw_data]
    german.title = "Neuer Titel"
    german.body = [body[2], body[0], block("paragraph", "<p>Ganz neu.</p>"), *body[4:]]
    german.save()
    expected = as_wagtail_localize_does(lambda: updated(source))

    sources.bring(german)

    assert rows(source) == expected
    titles = StringSegment.objects.filter(source=source, context__path="title")
    assert [row.string.data for row in titles] == ["Neuer Titel"]
    table = StringSegment.objects.get(source=source, string__data="Zahlen")
    assert table.string.data in kept


@pytest.fixture
def group_follows(monkeypatch):
    """Let a partner's group be one that is translated with the page; today none of ours is."""
    fields = [
        field for field in PartnerPage.override_translatable_fields if field.field_name != "group"
    ]
    follows = [*fields, TranslatableField("group")]
    monkeypatch.setattr(PartnerPage, "override_translatable_fields", follows)


def test_a_snippet_that_is_shown_is_noted_as_well(texts, group_follows):
    test_the_first_time_the_same_rows_are_written(texts, "partner")

    assert RelatedObjectSegment.objects.get().object_id == texts["snippet"].translation_key


@pytest.mark.usefixtures("group_follows")
def test_every_kind_of_row_is_compared(texts):
    written = [rows(sources.give(texts[which])) for which in ("page", "partner")]

    assert {row[0] for some in written for row in some} == {kind.__name__ for kind in KINDS}


def test_what_nobody_was_given_stays_at_home(texts):
    assert sources.bring(texts["page"]) is None
    assert not TranslationSource.objects.exists()


def test_the_same_words_once_more_write_nothing(texts, count_queries):
    source = sources.give(texts["page"])
    before = rows(source)

    assert count_queries(lambda: sources.give(texts["page"])) < 10
    assert rows(source) == before


def test_a_long_text_costs_as_many_queries_as_a_short_one(site, count_queries):
    home = HomePage.objects.get(locale=Locale.get_default())

    def page(paragraphs):
        body = [block("paragraph", f"<p>Satz {paragraphs} {n}.</p>") for n in range(paragraphs)]
        return home.add_child(
            instance=PlainPage(title=f"Lang {paragraphs}", slug=f"lang-{paragraphs}", body=body)
        )

    few, many = page(3), page(300)
    sources.give(page(1))  # content types are known now

    # SQLite writes at most some hundred values at once.
    assert count_queries(lambda: sources.give(many)) < count_queries(lambda: sources.give(few)) + 10
