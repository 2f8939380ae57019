"""Rows that belong to one act, written in one go at its end.

An act on three hundred sections leaves three hundred log entries and notices: one query, not
hundreds. Outside of ``together()`` a row is written at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

#: What waits, by the function that writes it; None outside of ``together()``.
_waiting: ContextVar[dict[Callable[[list], None], list] | None] = ContextVar(
    "waiting", default=None
)


@contextmanager
def together() -> Iterator[None]:
    """Gather what ``add`` is given, and write it at the end; within another one, at that one's end.

    Meant for the inside of a transaction: what fails writes nothing and leaves nothing behind.
    """
    if _waiting.get() is not None:
        yield
        return
    rows: dict[Callable[[list], None], list] = {}
    token = _waiting.set(rows)
    try:
        yield
        while rows:  # writing may add more
            write = next(iter(rows))
            write(rows.pop(write))
    finally:
        _waiting.reset(token)


def add(write: Callable[[list], None], row: Any) -> None:
    """Have a row written by ``write(rows)``: at once, or with all others of its kind."""
    waiting = _waiting.get()
    if waiting is None:
        write([row])
    else:
        waiting.setdefault(write, []).append(row)


def waits(write: Callable[[list], None]) -> bool:
    """Tell whether something is gathered for a function."""
    return bool((_waiting.get() or {}).get(write))


def write_now(write: Callable[[list], None]) -> None:
    """Write what is gathered for a function, without waiting for the end."""
    rows = (_waiting.get() or {}).pop(write, None)
    if rows:
        write(rows)
