"""Users, media, the base of all pages, and what is live of each."""

from .generation import Generation, Shown
from .listing import ListPage
from .live_text import LiveText
from .media import Document, Image, Rendition
from .pages import BasePage, PublicPagePermissionTester
from .user import User

__all__ = [
    "BasePage",
    "Document",
    "Generation",
    "Image",
    "ListPage",
    "LiveText",
    "PublicPagePermissionTester",
    "Rendition",
    "Shown",
    "User",
]
