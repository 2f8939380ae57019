"""The strategy as a whole."""

from django.db import models
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.fields import StreamField
from council.models import HoldingPage

from .. import reading, wordings


class StrategyPage(RoutablePageMixin, HoldingPage):
    """One strategy of the town: why it exists, the theses it starts from, and its chapters."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    text_fields = ["title", "intro", "body"]
    content_panels = [*HoldingPage.content_panels, "intro", "body"]
    search_fields = [
        *HoldingPage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    subpage_types = ["strategy.ChapterPage"]

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")

    def get_context(self, request, *args, whole=False, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        describe = reading.whole if whole else reading.strategy
        return context | describe(self, context["live_text"])

    @path("read/", name="read")
    def show_whole(self, request):
        """Show all chapters and sections as one text."""
        return self.render(request, template="strategy/strategy_read.html", whole=True)

    @path("versions/", name="versions")
    def list_versions(self, request):
        """List the public wordings of all sections in the order of time."""
        context = wordings.of_strategy(self, request.GET)
        return TemplateResponse(request, "strategy/strategy_versions.html", context)
