"""Role × address: what each person gets to see. An address that stands in no row fails."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from .addresses import address_book, fill
from .conftest import ROLES, TownHall

TABLE = Path(__file__).with_name("table.toml")
LOGIN = "/cms/login/"


class Rolled(Exception):
    """Takes back what an answer has changed."""


def rows(part: str) -> dict[str, list[str]]:
    """Return a part of the table: the expected answer by role for each name or pattern."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))[part]
    return {name: answers.split() for name, answers in table.items()}


def row_for(name: str, table: dict[str, list[str]]) -> list[str] | None:
    """Return the row of an address: its own, else that of the longest pattern that fits."""
    fitting = [pattern for pattern in table if fnmatchcase(name, pattern)]
    return table[max(fitting, key=lambda p: ("*" not in p, len(p)))] if fitting else None


def answer_of(response: HttpResponse) -> str:
    """Return one sign for an answer: L asked to log in, - refused, > sent elsewhere, + let in."""
    place = response.headers.get("Location", "")
    if place.startswith(LOGIN):
        return "L"
    if response.status_code in (403, 404):
        return "-"
    assert response.status_code < 500, response
    return ">" if place else "+"


def ask(client: Client, method: str, path: str, **data: str) -> str:
    """Ask once and take back whatever it changed, a logging out included."""
    answer, cookies = "", client.cookies.copy()
    try:
        with transaction.atomic():
            response = getattr(client, method)(path, data)
            for other in (client.post, client.put):
                if response.status_code == 405:
                    response = other(path, data)
            answer = answer_of(response)
            raise Rolled
    except Rolled:
        client.cookies = cookies
    return answer


def client_of(hall: TownHall, role: str) -> Client:
    client = Client(headers={"accept-language": "de"})
    if role != "anonymous":
        client.force_login(hall.people[role])
    return client


def test_every_address_stands_in_the_table():
    table = rows("views")

    missing = {address.name for address in address_book() if not row_for(address.name, table)}

    assert missing == set()


def test_every_row_of_the_table_is_an_address():
    names = {address.name for address in address_book()}

    assert [row for row in rows("views") if not any(fnmatchcase(n, row) for n in names)] == []
    for part in ("views", "post", "pages"):
        assert {len(answers) for answers in rows(part).values()} == {len(ROLES)}


@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_table_says(role: str, town_hall: TownHall):
    client = client_of(town_hall, role)

    faults = []
    for name, method, path, row in asked(town_hall):
        expected = row[ROLES.index(role)]
        answer = ask(client, method, path) if expected != "/" else expected
        if answer != expected:
            faults.append(f"{method} {name}: {answer}, not {expected}")

    assert faults == [], "\n".join(faults)


def asked(hall: TownHall) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield every question of the table: name, method, address and the answers by role."""
    book = {address.name: address for address in address_book()}
    seen = rows("views")
    for address in book.values():
        if row := row_for(address.name, seen):
            yield address.name, "get", fill(address, hall.values), row
    for name, row in rows("post").items():
        yield name, "post", fill(book[name], hall.values), row
    for name, row in rows("pages").items():
        action, _, state = name.partition(" ")
        page = hall.pages[state]
        yield name, "get", reverse(f"wagtailadmin_pages:{action}", args=[page.pk]), row
