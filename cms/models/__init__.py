"""Users, media, the base of all pages, and what is live of each."""

from .easy_check import EasyCheck
from .generation import Generation, Shown
from .listing import ListPage
from .live_text import LiveText
from .media import Document, Image, Rendition
from .minor_correction import MinorCorrection
from .pages import BasePage, PublicPagePermissionTester
from .shown_text import credited
from .sign_video import SignVideo
from .snippet_text import SnippetText, TranslatedSnippet
from .user import User

__all__ = [
    "BasePage",
    "Document",
    "EasyCheck",
    "Generation",
    "Image",
    "ListPage",
    "LiveText",
    "MinorCorrection",
    "PublicPagePermissionTester",
    "Rendition",
    "Shown",
    "SignVideo",
    "SnippetText",
    "TranslatedSnippet",
    "User",
    "credited",
]
