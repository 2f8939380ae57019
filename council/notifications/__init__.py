"""What people are told by mail: written down with what happened, sent once it holds (ADR 0014)."""

from .announcing import (
    amendment_decided,
    amendment_received,
    announce_meeting,
    invited_at,
    objection_raised,
)
from .events import connect

__all__ = [
    "amendment_decided",
    "amendment_received",
    "announce_meeting",
    "connect",
    "invited_at",
    "objection_raised",
]
