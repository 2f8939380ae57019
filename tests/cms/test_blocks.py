"""Blocks and images ask for what readers cannot do without."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from cms.blocks import FigureBlock, TableBlock
from cms.models import Image
from home.models import PlainPage

FIGURE = {"image": None, "alt_text": "", "decorative": False, "caption": ""}


@pytest.fixture
def image(db) -> Image:
    from wagtail.images.tests.utils import get_test_image_file

    return Image.objects.create(
        title="Markt", file=get_test_image_file(), description="Stände auf dem Markt"
    )


def test_an_image_is_described_or_marked_as_decoration(image):
    image.clean()
    assert image.default_alt_text == "Stände auf dem Markt"

    image.description = " "
    with pytest.raises(ValidationError) as refused:
        image.clean()
    assert list(refused.value.message_dict) == ["description"]

    image.decorative = True
    image.clean()
    assert image.default_alt_text == ""


def test_a_figure_is_described_or_marked_as_decoration(image):
    block = FigureBlock()

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(FIGURE | {"image": image.pk}))

    assert list(refused.value.block_errors) == ["alt_text"]
    block.clean(block.to_python(FIGURE | {"image": image.pk, "alt_text": "Stände"}))
    block.clean(block.to_python(FIGURE | {"image": image.pk, "decorative": True}))


def table(*rows: list[str]) -> object:
    block = TableBlock()
    cells = [{"cells": list(row)} for row in rows]
    return block.to_python({"caption": "Zahlen", "header": ["Jahr", "Wert"], "rows": cells})


def test_every_row_of_a_table_has_a_cell_for_every_column():
    block = TableBlock()
    block.clean(table(["2025", "1"], ["2026", "2"]))

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(table(["2025", "1"], ["2026"]))

    assert list(refused.value.block_errors) == ["rows"]


@pytest.mark.parametrize("blocks", [4, 40])
def test_publishing_costs_no_more_queries_with_more_blocks(home, count_queries, blocks):
    body = [{"type": "paragraph", "value": "<p>Vielfalt</p>"}] * blocks
    page = home.add_child(instance=PlainPage(title="Seite", slug="seite", body=body))

    assert count_queries(lambda: page.save_revision().publish()) <= 80
