"""The documents the strategy rests on."""

import pytest

from strategy.models import BuildingBlock

pytestmark = pytest.mark.django_db


def test_a_document_is_named_with_its_years():
    block = BuildingBlock.objects.create(
        key="k", title="Bildungsgesamtplan", kind="Plan", years="2016–2020", publisher="Stadt"
    )

    assert str(block) == "Bildungsgesamtplan (2016–2020)"
    assert str(BuildingBlock(title="Charta der Vielfalt")) == "Charta der Vielfalt"
    assert block.history.count() == 1
