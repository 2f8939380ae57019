"""What people are told by mail: written down with what happened, sent once it holds (ADR 0014)."""

from .announcing import (
    amendment_decided,
    amendment_received,
    announce_meeting,
    invited_at,
    is_announced,
    objection_raised,
)
from .events import connect, in_force

__all__ = [
    "amendment_decided",
    "amendment_received",
    "announce_meeting",
    "connect",
    "in_force",
    "invited_at",
    "is_announced",
    "objection_raised",
]
