"""Whatever public pages show starts a new generation when it is saved or deleted."""

from datetime import date

import pytest

from cms.models import Generation
from council.models import Organization
from strategy.models import BuildingBlock, Phase


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Organization, {"name": "Magistrat", "kind": "magistrate", "statutory_members": 9}),
        (BuildingBlock, {"key": "konzept", "title": "Konzept", "publisher": "Stadt"}),
        (
            Phase,
            {
                "number": 1,
                "kind": "kickoff",
                "title": "Kick-off",
                "planned_start": date(2020, 4, 1),
                "planned_end": date(2020, 4, 30),
            },
        ),
    ],
)
def test_saving_and_deleting_start_a_new_generation(model, fields):
    before = Generation.current()
    shown = model.objects.create(**fields)
    saved = Generation.current()

    shown.delete()

    assert len({before, saved, Generation.current()}) == 3
