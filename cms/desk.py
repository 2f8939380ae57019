"""The desk: what waits for a person. Each app says what it knows; the admin's front page shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One thing that waits, and the button that does it."""

    title: str
    url: str
    action_label: str
    since: datetime | None = None
    overdue: bool = False
    note: str = ""
    #: Until when it can be done.
    due: datetime | None = None


Source = Callable[[Any], Iterable[Entry]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add a function that lists what waits for a user; works as a decorator, too."""
    if source not in _sources:
        _sources.append(source)
    return source


def entries_for(user: Any) -> list[Entry]:
    """Return everything that waits for a user: overdue first, then what ends next, then the oldest."""
    found = [entry for source in _sources for entry in source(user)]
    return sorted(found, key=_waiting)


def _waiting(entry: Entry) -> tuple[bool, bool, float, bool, float]:
    due = entry.due.timestamp() if entry.due else 0.0
    since = entry.since.timestamp() if entry.since else 0.0
    return (not entry.overdue, entry.due is None, due, entry.since is None, since)
