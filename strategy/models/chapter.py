"""A chapter of the strategy."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import BodyBlock
from cms.fields import StreamField
from council.models import HoldingPage

from .. import reading
from .numbering import Numbered


class ChapterPage(Numbered, HoldingPage):
    """A guideline chapter: a field of the town's life and the sections about it."""

    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    text_fields = ["title", "summary", "body"]
    override_translatable_fields = [
        *HoldingPage.override_translatable_fields,
        SynchronizedField("number"),
    ]
    content_panels = ["number", *HoldingPage.content_panels, "summary", "body"]
    search_fields = [
        *HoldingPage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    parent_page_types = ["strategy.StrategyPage"]
    subpage_types = ["strategy.SectionPage"]

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | reading.chapter(self, context["live_text"])
