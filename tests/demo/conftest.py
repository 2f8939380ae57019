"""The demo town, loaded once for all tests that look at it."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Load the demo town and take it away again; tests that use it only look.

    They need the mark ``django_db`` as well: without it there is no test database.
    """
    demo = override_settings(DEMO=True)
    with demo, django_db_blocker.unblock(), transaction.atomic():
        call_command("setup_site", verbosity=0)
        call_command("load_demo", today=TODAY, verbosity=0)
        yield
        transaction.set_rollback(True)
