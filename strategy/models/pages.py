"""The document as pages: strategy, chapters, sections."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.fields import StreamField
from cms.models import BasePage
from council.models import ResolvablePage


class StrategyPage(BasePage):
    """One strategy of the town, with its theses and its chapters."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    text_fields = ["title", "intro", "body"]
    content_panels = [*BasePage.content_panels, "intro", "body"]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    subpage_types = ["strategy.ChapterPage"]

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")


class ChapterPage(BasePage):
    """A guideline chapter: a field of the town's life and the sections about it."""

    number = models.PositiveSmallIntegerField(_("number"), default=1)
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    text_fields = ["title", "summary", "body"]
    content_panels = [*BasePage.content_panels, "number", "summary", "body"]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    parent_page_types = ["strategy.StrategyPage"]
    subpage_types = ["strategy.SectionPage"]

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")


class SectionPage(ResolvablePage):
    """A section of a chapter: the text that is deliberated and resolved as one."""

    number = models.PositiveSmallIntegerField(_("number"), default=1)
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    text_fields = ["title", "summary", "body"]
    content_panels = [*ResolvablePage.content_panels, "number", "summary", "body"]
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
