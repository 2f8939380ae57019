"""Users, media, the base of all pages, and what is live of each."""

from .generation import Generation, Shown
from .live_text import LiveText
from .media import Document, Image, Rendition
from .pages import BasePage, PublicPagePermissionTester
from .user import User

__all__ = [
    "BasePage",
    "Document",
    "Generation",
    "Image",
    "LiveText",
    "PublicPagePermissionTester",
    "Rendition",
    "Shown",
    "User",
]
