"""The process as a page."""

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.beside import language_of
from cms.blocks import BodyBlock
from cms.components.pieces import name
from cms.fields import StreamField
from cms.models import BasePage
from cms.navigation import site_map

from .. import texts
from .phase import Phase, SubStep

State = SubStep.State


class ProcessPage(BasePage):
    """How the strategy comes about: what came before, and all phases as a visible line."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    before_title = models.CharField(_("title"), max_length=200, blank=True)
    before_on = models.DateField(_("date"), null=True, blank=True)
    before_text = models.TextField(_("text"), blank=True)
    before_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page about it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    text_fields = ["title", "intro", "body", "before_title", "before_text"]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("before_on"),
        SynchronizedField("before_page"),
    ]
    content_panels = [
        *BasePage.content_panels,
        "intro",
        "body",
        MultiFieldPanel(
            [
                FieldPanel("before_title"),
                FieldPanel("before_on"),
                FieldPanel("before_text"),
                PageChooserPanel("before_page"),
            ],
            heading=_("Before the process"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("process page")
        verbose_name_plural = _("process pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        (body,) = texts.load([self.body])
        before = site_map().place(self.before_page_id or 0, self.locale.language_code)
        return context | {
            **texts.translation(self, context["live_text"]),
            "body": body,
            "before_url": before.url if before else "",
            "phases": line(self.locale.language_code, timezone.localdate()),
        }


def line(language: str, today: date) -> list[dict[str, Any]]:
    """Return all phases as the timeline shows them, in two queries."""
    shown_as: dict[str, str] = {
        State.PLANNED: "planned",
        State.RUNNING: "current",
        State.DONE: "done",
    }
    return [
        {
            "number": phase.number,
            "anchor": f"phase-{phase.number}",
            "title": name(phase.title, language_of(phase, "title")),
            "summary": phase.summary and name(phase.summary, language_of(phase, "summary")),
            "when": phase.period(),
            "planned": phase.planned_period() if phase.actual_start else "",
            "state": shown_as[phase.state_on(today)],
            "steps": [_step(phase, step) for step in phase.steps.all()],
        }
        for phase in Phase.objects.prefetch_related("steps").readable_in(language)
    ]


def _step(phase: Phase, step: SubStep) -> dict[str, Any]:
    def said(field: str) -> str:
        text = getattr(step, field)
        return text and name(text, language_of(phase, f"steps.{step.translation_key}.{field}"))

    return {
        "letter": step.letter,
        "title": said("title"),
        "owner": said("owner"),
        "note": said("note"),
        "state": step.state,
    }
