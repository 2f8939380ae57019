"""The front page, plain pages, the register of decisions, and what the town says about itself."""

from .decisions import DecisionIndexPage
from .pages import HomePage, PlainPage
from .town import TownSettings

__all__ = ["DecisionIndexPage", "HomePage", "PlainPage", "TownSettings"]
