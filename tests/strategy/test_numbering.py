"""Chapters and sections have numbers that nobody needs to count."""

import pytest
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from cms.navigation import site_map
from strategy.models import ChapterPage, Phase, ProcessPage, SectionPage, SubStep
from strategy.outline import Outline, outline
from tests.factories import HomePageFactory

pytestmark = pytest.mark.django_db


def form_for(page, parent, **data):
    form_class = type(page).get_edit_handler().get_form_class()
    if data:
        comments = inline_formset([])
        data = nested_form_data(data | {"body": streamfield([]), "comments": comments})
    return form_class(data or None, instance=page, parent_page=parent)


def test_a_new_section_takes_the_next_free_number(make_section):
    numbers = [make_section().number, make_section(number=5).number, make_section().number]

    assert numbers == [1, 5, 6]


def test_numbers_are_counted_per_chapter(make_chapter, make_section):
    make_section()
    other = make_chapter(title="Bildung")

    assert other.number == 2
    assert make_section(parent=other).number == 1


def test_the_form_of_a_new_section_proposes_the_next_number(chapter, make_section):
    make_section(number=3)

    assert form_for(SectionPage(), chapter).initial["number"] == 4


def test_a_number_that_a_neighbour_has_is_refused_with_its_title(chapter, make_section):
    make_section(title="Gut ankommen", number=1)
    second = make_section(title="Sprache", number=2)

    form = form_for(second, chapter, number="1", title="Sprache", slug="sprache")

    assert not form.is_valid()
    assert "Gut ankommen" in form.errors["number"][0]


def test_a_section_keeps_its_own_number(chapter, make_section):
    section = make_section(number=1)

    form = form_for(section, chapter, number="1", title="Sprache", slug="sprache")
    form.is_valid()

    assert "number" not in form.errors


def test_a_copy_takes_the_next_free_number_in_its_draft_too(make_section):
    section = make_section()
    section.save_revision()

    copy = section.copy(update_attrs={"slug": "kopie"})

    assert copy.number == 2
    assert copy.get_latest_revision_as_object().number == 2


def test_a_translation_has_the_number_of_its_source(make_section, translate):
    make_section()
    second = make_section()
    HomePageFactory(language="ar")
    for page in (second.get_parent().get_parent(), second.get_parent()):
        translate(page, "ar", title="ترجمة")

    arabic = Locale.objects.get(language_code="ar")
    assert second.copy_for_translation(arabic).number == 2


def test_translations_take_number_and_order_of_their_german_pages_at_once(make_chapter, translate):
    first, second = make_chapter(title="Ankommen"), make_chapter(title="Bildung")
    HomePageFactory(language="ar")
    translate(first.get_parent(), "ar", title="استراتيجية")
    copies = [translate(page, "ar", title=f"فصل {page.number}") for page in (first, second)]

    first.number = 3
    first.save_revision().publish()

    above = copies[0].get_parent().path
    assert [entry.title for entry in outline().children(above)] == ["فصل 2", "فصل 1"]
    assert [entry.number for entry in outline().children(above)] == ["2", "3"]


def test_translators_are_not_asked_for_numbers_letters_and_addresses():
    def translated(model) -> set[str]:
        fields = get_translatable_fields(model)
        return {f.field_name for f in fields if isinstance(f, TranslatableField)}

    assert {"title", "summary", "body"} <= translated(SectionPage)
    assert not {"number", "slug"} & (translated(SectionPage) | translated(ChapterPage))
    assert translated(Phase) == {"title", "summary", "steps"}
    assert translated(SubStep) == {"title", "owner", "note"}
    assert not {"before_on", "before_page", "slug"} & translated(ProcessPage)


def test_the_outline_knows_nothing_of_pages_that_are_not_there(site, chapter):
    outline = Outline(site_map(), {999_999: 1})

    assert outline.readable("0000") == [] and outline.neighbours("0000") == (None, None)
    assert outline.entries == {}
