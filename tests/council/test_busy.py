"""A long record holds SQLite's one place for writers: who comes meanwhile is told so, and loses nothing."""

import sqlite3
import uuid

import pytest
from django.db import connection
from django.urls import reverse

from council.models import Decision
from tests.wording import german

from .conftest import make_town

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets others write"),
]


@pytest.fixture(scope="module", autouse=True)
def restored(django_db_setup, django_db_blocker):
    """Give back what the last flush removed: Wagtail's root page, locales, content types."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


def test_a_second_writer_is_asked_to_try_again_and_then_can(transactional_db, client):
    town = make_town()
    paper = town.paper(town.through_steering(town.section()))
    agenda = town.agenda(town.magistrate, paper)
    client.force_login(town.clerk)
    client.raise_request_exception = False
    address = reverse("council_record", args=[agenda.pk])
    entered = {
        "sections": [paper.items.get().pk], "outcome": "adopted", "present": 5, "yes": 5, "no": 0,
        "token": uuid.uuid4(), "confirm": "1",
    }  # fmt: skip
    connection.cursor().execute("PRAGMA busy_timeout = 100")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    told = client.post(address, entered)

    other.execute("ROLLBACK")
    other.close()
    assert told.status_code == 503
    assert german("One moment, please") in told.text
    assert not Decision.objects.exists()
    assert client.post(address, entered).status_code == 302
    assert Decision.objects.count() == 1
    connection.cursor().execute("PRAGMA busy_timeout = 20000")
