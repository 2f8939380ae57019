"""Fixtures that all tests share."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def count_queries(db) -> Callable[[Callable[[], object]], int]:
    """Return a function that runs a callable and returns the number of its database queries."""

    def count(do: Callable[[], object]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            do()
        return len(captured)

    return count
