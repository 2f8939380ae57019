"""The strategy as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.fields import StreamField
from cms.models import BasePage


class StrategyPage(BasePage):
    """One strategy of the town: why it exists, the theses it starts from, and its chapters."""

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
