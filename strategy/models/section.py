"""A section of a chapter."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.fields import StreamField
from council.models import ResolvablePage

from ..blocks import SectionBody
from .numbering import Numbered


class SectionPage(Numbered, ResolvablePage):
    """A section of a chapter: the text that is deliberated and resolved as one."""

    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(SectionBody(), verbose_name=_("body"), blank=True)

    text_fields = ["title", "summary", "body"]
    override_translatable_fields = [
        *ResolvablePage.override_translatable_fields,
        SynchronizedField("number"),
    ]
    content_panels = ["number", *ResolvablePage.content_panels, "summary", "body"]
    search_fields = [
        *ResolvablePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    parent_page_types = ["strategy.ChapterPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
