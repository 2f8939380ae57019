"""The front page, plain pages, and what the town says about itself."""

from .pages import HomePage, PlainPage
from .town import TownSettings

__all__ = ["HomePage", "PlainPage", "TownSettings"]
