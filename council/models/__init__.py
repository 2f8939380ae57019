"""Bodies, meetings, papers, decisions, and the pages that bodies resolve."""

from .resolvable import ResolvablePage

__all__ = ["ResolvablePage"]
