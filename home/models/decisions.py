"""The public register of decisions."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.models import ListPage
from cms.navigation import site_map
from council.models import Decision

from .. import decisions, frame
from ..structured_data import decision_data


class DecisionIndexPage(RoutablePageMixin, ListPage):
    """What the bodies decided: the newest first, each entry with an address of its own."""

    subpage_types: list[str] = []

    class Meta:
        verbose_name = gettext_lazy("register of decisions")
        verbose_name_plural = gettext_lazy("registers of decisions")

    @property
    def address(self) -> str:
        """Return where the register stands, without asking the database."""
        place = site_map().place(self.pk)
        return place.url if place else ""

    def listing(self, asked):
        return decisions.Register.of(self.locale.language_code, self.address, asked)

    @path("<int:number>/", name="decision")
    def show_decision(self, request, number):
        """Show one decision; a record that was corrected stays readable and says so."""
        found = decisions.with_everything(Decision.objects.filter(pk=number)).first()
        if found is None:
            raise Http404(_("There is no such decision."))
        (entry,) = decisions.entries([found], self.locale.language_code, self.address)
        context = {
            "page": self,
            "entry": entry,
            "navigation": frame.below(self.pk, f"{number}/", _("Decision")),
            "structured_data": decision_data(entry),
        }
        return TemplateResponse(request, "home/decision.html", context)

    @path("feed/", name="feed")
    def show_feed(self, request):
        """Answer with the newest decisions for feed readers (Atom)."""
        from ..feed import DecisionFeed

        return DecisionFeed()(request, page=self)
