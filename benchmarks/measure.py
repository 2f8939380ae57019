"""Measure one address: how many queries, how long in SQL, how long altogether."""

import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.test import Client


@dataclass(frozen=True)
class Cost:
    """What one request costs: queries, and medians in milliseconds."""

    name: str
    queries: int
    sql_ms: float
    total_ms: float
    kilobytes: float


class Clock:
    """Counts queries and the time spent in them."""

    def __init__(self) -> None:
        self.queries, self.seconds = 0, 0.0

    def __call__(self, execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - started


def measure(name: str, url: str, repeat: int) -> Cost:
    """Request an address ``repeat`` times after three warm-up rounds.

    Raises RuntimeError when it does not answer 200.
    """
    client = Client()
    for _round in range(3):
        response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status_code}")
    sql, total, queries = [], [], 0
    for _round in range(repeat):
        clock = Clock()
        started = time.perf_counter()
        with connection.execute_wrapper(clock):
            client.get(url)
        total.append((time.perf_counter() - started) * 1000)
        sql.append(clock.seconds * 1000)
        queries = clock.queries
    return Cost(
        name,
        queries,
        statistics.median(sql),
        statistics.median(total),
        len(response.content) / 1024,
    )


def table(costs: Iterable[Cost]) -> str:
    """Return the costs as a Markdown table."""
    lines = ["| page | queries | SQL ms | total ms | kB |", "|---|---:|---:|---:|---:|"]
    lines += [
        f"| {c.name} | {c.queries} | {c.sql_ms:.1f} | {c.total_ms:.1f} | {c.kilobytes:.0f} |"
        for c in costs
    ]
    return "\n".join(lines)
