"""More text, more sections and more languages cost no more queries.

Counted without any page cache; what is read once per generation (site map, outline) is there.
"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.tests.utils import get_test_image_file

from cms.models import Document, Image
from strategy.models import BuildingBlock, Phase, ProcessPage, SubStep
from tests.factories import HomePageFactory

from .conftest import block, paragraph

pytestmark = pytest.mark.django_db


@pytest.fixture
def every_block(town):
    """Return a function that makes raw blocks, so many of each kind."""
    document = Document.objects.create(title="Plan", file=SimpleUploadedFile("plan.txt", b"Plan"))
    source = BuildingBlock.objects.create(
        key="plan", title="Plan", kind="Plan", publisher="Stadt", document=document
    )
    image = Image.objects.create(title="Bild", file=get_test_image_file(), decorative=True)
    link = f'Text mit <a linktype="page" id="{town.chapter.pk}">Link</a>'

    def make(count: int) -> list[dict]:
        return count * [
            paragraph(link),
            block("heading", "Überschrift"),
            block("list", [{"type": "item", "value": f"<p>{link}</p>", "id": "1"}]),
            block("quote", {"text": "Zitat", "speaker": "eine Mutter"}),
            block(
                "building_block", {"building_block": source.pk, "relation": "updates", "note": ""}
            ),
            block("figure", {"image": image.pk, "decorative": True, "alt_text": "", "caption": ""}),
            block("document", {"document": document.pk, "note": ""}),
        ]

    return make


@pytest.fixture
def release(town, every_block):
    """Return a function that releases a new section with so many blocks of each kind."""

    def make(blocks: int):
        section = town.section()
        draft = section.get_latest_revision_as_object()
        raw = [*draft.body.raw_data, *every_block(blocks)]
        draft.body = draft.body.stream_block.to_python(raw)
        draft.save_revision()
        return town.through_steering(section, "release")

    return make


@pytest.fixture
def cost(client, count_queries):
    """Return a function that counts the queries of an address that was read before."""

    def count(address: str) -> int:
        assert client.get(address).status_code == 200, address
        return count_queries(lambda: client.get(address))

    return count


def test_a_section_costs_the_same_however_long_it_is(release, cost):
    short, long = release(1), release(10)

    assert cost(short.get_url()) == cost(long.get_url()) <= 8


def test_versions_and_print_view_cost_the_same_however_long_they_are(release, cost):
    short, long = release(1), release(10)

    assert cost(f"{short.get_url()}print/") == cost(f"{long.get_url()}print/") <= 8
    assert cost(f"{short.get_url()}version/0.1/") == cost(f"{long.get_url()}version/0.1/") <= 9


def test_lists_of_versions_and_comparisons_cost_the_same_however_many_there_are(
    town, release, cost
):
    page = release(1)
    town.edit(page)
    town.through_steering(page, "release")
    strategy = town.chapter.get_parent().get_url()
    addresses = {
        f"{page.get_url()}versions/": 8,
        f"{page.get_url()}compare/0.1/0.2/": 12,
        f"{page.get_url()}compare/0.1/0.2/side-by-side/": 12,
        f"{strategy}versions/": 8,
    }
    with_two = {address: cost(address) for address in addresses}
    for number in range(3):
        town.edit(page, f"<p>Noch neuer {number}.</p>")
        town.through_steering(page, "release")
        release(1)

    assert {address: cost(address) for address in addresses} == with_two
    assert all(with_two[address] <= limit for address, limit in addresses.items()), with_two


def test_chapter_strategy_and_whole_text_cost_the_same_with_more_sections(town, release, cost):
    release(1)
    strategy = town.chapter.get_parent().get_url()
    addresses = {town.chapter.get_url(): 8, strategy: 12, f"{strategy}read/": 12}
    with_one = {address: cost(address) for address in addresses}
    for _more in range(3):
        release(2)

    assert {address: cost(address) for address in addresses} == with_one
    assert all(with_one[address] <= limit for address, limit in addresses.items()), with_one


def test_a_section_costs_the_same_in_more_languages(town, release, cost, translate):
    page = release(1)
    in_one = cost(page.get_url())
    chapter = page.get_parent()
    for language in ("en", "ar"):
        HomePageFactory(language=language)
        for above in (chapter.get_parent(), chapter, page):
            translated = translate(above, language, title=f"{language} {above.pk}")

    assert cost(page.get_url()) == in_one
    assert cost(translated.get_url()) <= in_one + 1


def test_the_process_costs_the_same_however_many_phases_it_has(home, cost):
    page = home.add_child(instance=ProcessPage(title="Prozess", slug="prozess"))

    def add(number: int) -> None:
        Phase.objects.create(
            number=number, kind="planning", title="Planung", planned_start=date(2020, 2, 1),
            planned_end=date(2020, 3, 1), steps=[SubStep(letter="a", title="Suchen")],
        )  # fmt: skip

    add(1)
    with_one = cost(page.get_url())
    for number in range(2, 9):
        add(number)

    assert cost(page.get_url()) == with_one <= 8
