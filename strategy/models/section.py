"""A section of a chapter."""

from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms.fields import StreamField
from council.models import ResolvablePage

from .. import addresses, exports, reading, wordings
from ..blocks import SectionBody
from .numbering import Numbered

#: Addresses below a section that stay when it has left the public.
KEPT = ("version", "versions", "compare")


class SectionPage(RoutablePageMixin, Numbered, ResolvablePage):
    """A section of a chapter: the text that is deliberated and resolved as one."""

    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(SectionBody(), verbose_name=_("text"), blank=True)

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

    def missing_for_submission(self) -> list[str]:
        """Say in words what a section needs before it can be put before the bodies."""
        kinds = {block["type"] for block in self.body.raw_data}
        needed = [
            (bool(self.summary.strip()), _("The summary is missing.")),
            (bool(kinds - {"heading"}), _("The section has no text yet.")),
            ("guideline" in kinds, _("The guideline statement is missing.")),
        ]
        return [
            *super().missing_for_submission(),
            *(str(message) for there, message in needed if not there),
        ]

    def get_context(self, request, *args, version="", amendments=False, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        if amendments:
            return context | reading.amendments(self, context["live_text"])
        if version:
            return context | reading.version(self, version)
        return context | reading.section(self, context["live_text"])

    def route(self, request, path_components):
        """Lead to versions even when the text has left the public: their addresses never change."""
        if path_components[:1] and path_components[0] in KEPT and addresses.left_the_public(self):
            found = self.resolve_subpage("/".join(["", *path_components, ""]))
            return RouteResult(self, args=found)
        return super().route(request, path_components)

    @path("version/<str:number>/", name="version")
    def show_version(self, request, number):
        """Show one public wording at its own address, as it was released or resolved."""
        return self.render(request, template="strategy/section_version.html", version=number)

    @path("version/<str:number>/json/", name="version_file")
    def export_version(self, request, number):
        """Hand out one public wording as a file that can be verified without this site."""
        version, text = addresses.find(self, number)
        answer = HttpResponse(exports.version_file(version, text), content_type="application/json")
        answer["X-Robots-Tag"] = "noindex"
        name = f"{self.slug}-{version.number}.json"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    @path("versions/", name="versions")
    def list_versions(self, request):
        """List every public wording with its number, day and reason."""
        context = wordings.list_of(self)
        return TemplateResponse(request, "strategy/section_versions.html", context)

    @path("compare/", name="compare")
    def choose_versions(self, request):
        """Lead from the form to the address of a comparison; an incomplete choice to the list."""
        form = wordings.CompareForm(request.GET, wordings.of_section(self))
        here = addresses.address(self)
        if not form.is_valid():
            return redirect(f"{here}versions/")
        return redirect("{0}compare/{old}/{new}/".format(here, **form.cleaned_data))

    @path("compare/<str:old>/<str:new>/", name="comparison")
    def compare_versions(self, request, old, new):
        """Show two public wordings as one text, paragraph by paragraph."""
        context = wordings.compared(self, old, new)
        return TemplateResponse(request, "strategy/section_compare.html", context)

    @path("compare/<str:old>/<str:new>/side-by-side/", name="comparison_sides")
    def compare_side_by_side(self, request, old, new):
        """Show two public wordings beside each other."""
        context = wordings.compared(self, old, new) | {"side_by_side": True}
        return TemplateResponse(request, "strategy/section_compare.html", context)

    @path("amendments/", name="amendments")
    def show_amendments(self, request):
        """Show what was proposed to be different, and what became of it, once it is decided."""
        return self.render(request, template="strategy/section_amendments.html", amendments=True)

    @path("print/", name="print")
    def show_for_print(self, request):
        """Show the text alone, for paper and for quiet reading."""
        return self.render(request, template="strategy/section_print.html")
