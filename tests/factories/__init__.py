"""Factories for tests: the smallest valid object of each kind, nothing random."""

from .events import EventIndexPageFactory, EventPageFactory
from .home import DecisionIndexPageFactory, HomePageFactory, PlainPageFactory
from .pages import paragraph
from .partners import (
    ActorGroupFactory,
    FormatFactory,
    PartnerIndexPageFactory,
    PartnerPageFactory,
    RepresentativeFactory,
)
from .users import UserFactory

__all__ = [
    "ActorGroupFactory",
    "DecisionIndexPageFactory",
    "EventIndexPageFactory",
    "EventPageFactory",
    "FormatFactory",
    "HomePageFactory",
    "PartnerIndexPageFactory",
    "PartnerPageFactory",
    "PlainPageFactory",
    "RepresentativeFactory",
    "UserFactory",
    "paragraph",
]
