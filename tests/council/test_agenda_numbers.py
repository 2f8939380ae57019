"""Numbers on an agenda: each stands there once; what is no number is none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from .test_agenda import decided_item, post, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(town):
    return town.meeting(town.social, start=timezone.now() + timedelta(days=3), present=None)


def test_a_decided_number_in_the_way_leaves_each_number_once(town, meeting):
    put(town, meeting, "A")
    decided_item(town, meeting)
    put(town, meeting, "B", part="two")
    meeting.agenda.filter(title="Entschieden").update(part="two")
    put(town, meeting, "Nachtrag")

    numbers = dict(meeting.agenda.values_list("title", "number"))

    assert numbers["Entschieden"] == "2"
    assert len(set(numbers.values())) == 4


@pytest.mark.parametrize("junk", ["²", "9" * 5000])
def test_a_forged_button_changes_nothing(town, meeting, client, junk):
    a = put(town, meeting, "A")

    assert post(client, town.clerk, {"seen": f"{a.pk}", "up": junk}, "council_reorder", meeting.pk).status_code == 200  # fmt: skip
    assert post(client, town.clerk, {"lift": junk}, "council_recusals", a.pk).status_code == 422
