"""Every named address there is, and a real object for each of its placeholders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver


@dataclass(frozen=True)
class Address:
    """One pattern of the address book: its name with namespaces, and how to fill it."""

    name: str
    route: str

    @property
    def namespace(self) -> str:
        return self.name.rpartition(":")[0]


def address_book() -> list[Address]:
    """Walk through the whole address book.

    An address without a name goes by its route; the second of a name is called ``name#2``.
    """
    found: list[Address] = []
    seen: Counter[str] = Counter()
    for given, route in _walk(get_resolver().url_patterns):
        name = f"{given[:-1]}{route}" if given.endswith("?") else given
        seen[name] += 1
        found.append(Address(name if seen[name] == 1 else f"{name}#{seen[name]}", route))
    return found


def _walk(
    patterns: list[URLPattern | URLResolver], space: tuple[str, ...] = (), route: str = ""
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield ":".join([*space, pattern.name or "?"]), here
        else:
            inner = (*space, pattern.namespace) if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, here)


def fill(address: Address, values: dict[str, Any]) -> str:
    """Return an address as a person would call it, its placeholders filled with what there is.

    ``values`` knows a placeholder by ``address/name``, ``namespace:name`` or its name alone.
    """

    def value(name: str) -> str:
        keys = (f"{address.name}/{name}", f"{address.namespace}:{name}", name)
        found = next((values[key] for key in keys if key in values), None)
        assert found is not None, f"{address.name}: nothing to put in for {name}"
        return str(getattr(found, "pk", found))

    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: value(match[1]), _without_regex(address))
    return "/" + route


#: Old-style patterns, as addresses with placeholders.
REGULAR = {
    r"cms/pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$": (
        "cms/pages/<page_id>/revisions/compare/earliest...latest/"
    ),
    r"cms/^.*/$": "cms/gibt-es-nicht/",
    r"documents/^(\d+)/(.*)$": "documents/<document_id>/<document_name>",
    r"^media/(?P<path>.+)$": "media/gibt-es-nicht.png",
    r"de/^((?:[\w\-.]+/)*)$": "de/",
}


def _without_regex(address: Address) -> str:
    return REGULAR.get(address.route, re.sub(r"[\^$]", "", address.route))
