"""The alliance: groups of actors, the profiles of its members, who speaks for them."""

from .groups import ActorGroup
from .pages import Format, PartnerIndexPage, PartnerPage
from .representatives import Representative
from .settings import PartnerSettings

__all__ = [
    "ActorGroup",
    "Format",
    "PartnerIndexPage",
    "PartnerPage",
    "PartnerSettings",
    "Representative",
]
