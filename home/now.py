"""What is happening now: the phases, the next events, the newest decisions, what one can do."""

from datetime import datetime

from cms.navigation import Place


def phases(language: str, moment: datetime) -> list[dict]:
    return []


def next_events(language: str, moment: datetime) -> list:
    return []


def newest_decisions() -> list:
    return []


def places(language: str) -> dict[str, Place]:
    return {}
