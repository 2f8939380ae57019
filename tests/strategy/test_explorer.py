"""The lists of chapters and sections in the editing interface."""

import pytest
from django.urls import reverse

from .conftest import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(town, client):
    client.force_login(town.editor)
    return client


def explore(page) -> str:
    return reverse("wagtailadmin_explore", args=[page.pk])


def test_the_list_says_number_stage_and_whom_a_section_waits_for(town, editor):
    town.section(title="Entwurf")
    town.submit(town.section(title="Zur Abstimmung"), "release")

    said = words_of(editor.get(explore(town.chapter)))

    for heading in ("Number", "Stage", "Waiting for", "Since"):
        assert heading in said
    assert "With the steering group" in said and "Steuerungsgruppe" in said


def test_sections_stand_in_the_order_of_their_numbers(town, editor):
    for number, title in ((3, "Drei"), (1, "Eins"), (2, "Zwei")):
        section = town.section(title=title)
        section.number = number + 10
        section.save()

    said = words_of(editor.get(explore(town.chapter)))
    downwards = words_of(editor.get(explore(town.chapter) + "?ordering=-number"))

    assert said.index("Eins") < said.index("Zwei") < said.index("Drei")
    assert downwards.index("Drei") < downwards.index("Zwei") < downwards.index("Eins")


def test_sections_can_be_searched_and_show_where_they_stand(town, editor):
    town.submit(town.section(title="Zur Abstimmung"), "release")

    said = words_of(editor.get(explore(town.chapter) + "?q=Abstimmung"))

    assert "With the steering group" in said


def test_chapters_show_their_numbers(town, editor):
    strategy = town.chapter.get_parent()

    said = words_of(editor.get(explore(strategy)))

    assert "Number" in said and town.chapter.title in said


def test_the_list_costs_the_same_however_many_sections_it_has(town, editor, count_queries):
    def cost() -> int:
        editor.get(explore(town.chapter))
        return count_queries(lambda: editor.get(explore(town.chapter)))

    for _section in range(3):
        town.submit(town.section(), "release")
    with_three = cost()
    for _section in range(12):
        town.submit(town.section(), "release")
    for _section in range(35):
        town.section()

    assert town.chapter.get_children().count() == 50
    assert cost() == with_three <= 40
