"""The front page of each language, and plain pages such as the imprint."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from cms.blocks import BodyBlock
from cms.fields import StreamField
from cms.models import BasePage
from cms.untranslated import parts

from .. import frame, now, roles
from ..blocks import GoalsBlock
from .town import TownSettings


class HomePage(BasePage):
    """The front page of one language: what this is, where it stands, what one can do."""

    claim = models.CharField(_("motto"), max_length=200, blank=True)
    intro = models.TextField(_("introduction"), blank=True)
    goals = StreamField(GoalsBlock(), verbose_name=_("goals"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    closing = models.TextField(
        _("closing words"), blank=True, help_text=_("Each line is a paragraph.")
    )
    funding = models.TextField(_("funding"), blank=True)

    text_fields = ["title", "claim", "intro", "goals", "body", "closing", "funding"]
    content_panels = [
        *BasePage.content_panels,
        "claim",
        "intro",
        "goals",
        "body",
        "closing",
        "funding",
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("claim"),
        index.SearchField("intro"),
        index.SearchField("goals"),
        index.SearchField("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save; a new front page opens its language to those who work in it."""
        is_new = self.pk is None
        super().save(*args, **kwargs)
        if is_new:
            roles.open_language(self)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        language, moment = self.locale.language_code, timezone.now()
        context |= {
            "goals": parts(((goal.id, goal) for goal in self.goals), context["live_text"]),
            "closing_lines": [line for line in self.closing.splitlines() if line.strip()],
            "phases": now.phases(language, moment),
            "events": now.next_events(language, moment),
            "decisions": now.newest_decisions(language),
            "actions": now.actions(language),
            "places": now.places(language),
            "structured_data": [frame.organization(TownSettings.now(), self)],
        }
        return context

    def route(self, request, path_components):
        """Serve a legal page in German where it has no translation (nobody may miss the imprint)."""
        try:
            return super().route(request, path_components)
        except Http404:
            page = self._german_page(path_components)
            if page is None:
                raise
            return RouteResult(page, kwargs={"instead_in": self})

    def _german_page(self, path_components: list[str]) -> "PlainPage | None":
        if len(path_components) != 1 or self.locale.language_code == settings.LANGUAGE_CODE:
            return None
        return (
            PlainPage.objects.with_purpose()
            .filter(locale__language_code=settings.LANGUAGE_CODE, slug=path_components[0])
            .select_related("locale")
            .first()
        )


class PlainPageQuerySet(PageQuerySet):
    def with_purpose(self) -> Self:
        """Pages that the frame of every page links, such as the imprint."""
        return self.live().exclude(kind="")


class PlainPage(BasePage):
    """A page with nothing but text; its kind tells the footer where it belongs."""

    class Kind(models.TextChoices):
        """What the footer of every page links, in its order."""

        CONTACT = "contact", _("Contact")
        EASY_LANGUAGE = "easy_language", _("Easy language")
        SIGN_LANGUAGE = "sign_language", _("Sign language")
        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        PRIVACY = "privacy", _("Privacy policy")
        IMPRINT = "imprint", _("Imprint")

    kind = models.CharField(
        _("purpose"),
        max_length=20,
        choices=Kind.choices,
        blank=True,
        help_text=_("Pages with a purpose are linked in the footer of every page."),
    )
    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    objects = PageManager.from_queryset(PlainPageQuerySet)()

    text_fields = ["title", "intro", "body"]
    content_panels = [*BasePage.content_panels, "kind", "intro", "body"]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("kind", overridable=False),
    ]
    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def clean(self):
        super().clean()
        others = PlainPage.objects.filter(kind=self.kind, locale_id=self.locale_id)
        if self.kind and others.exclude(pk=self.pk).exists():
            message = _("There is already a page for this purpose in this language.")
            raise ValidationError({"kind": message})

    def get_context(self, request, *args, instead_in=None, **kwargs):
        """Add what the page shows; ``instead_in`` is the front page whose language it stands in for."""
        context = super().get_context(request, *args, **kwargs)
        context["stands_in"] = instead_in is not None
        context["german_parts"] = context["live_text"].german_parts if context["live_text"] else ()
        if instead_in is not None:
            context["german_parts"] = {"title", "intro", *(block.id for block in self.body)}
            context["navigation"] = frame.of_stand_in(self, instead_in.locale.language_code)
        return context
