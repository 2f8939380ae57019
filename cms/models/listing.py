"""What pages that list things have in common."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from ..blocks import BodyBlock
from ..fields import StreamField
from ..listing import Listing
from .pages import BasePage


class ListPage(BasePage):
    """A page that lists things by what a reader asks for."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    text_fields = ["title", "intro", "body"]
    content_panels = [*BasePage.content_panels, "intro", "body"]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    parent_page_types = ["home.HomePage"]

    class Meta:
        abstract = True

    def listing(self, asked: Mapping) -> Listing:
        """Return one page of the list; what was asked for comes unchecked from the address."""
        raise NotImplementedError

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = self.listing(request.GET)
        return context
