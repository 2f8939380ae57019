"""Events of the process, and the list of them."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import BodyBlock
from cms.fields import StreamField
from cms.models import BasePage, ListPage
from cms.navigation import site_map
from strategy.models import Phase

from ..calendar import Calendar
from ..fields import ChoicesField
from ..structured_data import event_data


class EventIndexPage(ListPage):
    """All events: what is coming, what has been."""

    subpage_types = ["events.EventPage"]

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    def listing(self, asked):
        return Calendar.of(self, asked, timezone.now())


class EventQuerySet(PageQuerySet):
    def ending(self) -> Self:
        """Add when each event is over: at its end, or at its start where no end is known."""
        return self.annotate(over=Coalesce("end", "start"))

    def upcoming(self, moment: datetime) -> Self:
        """Events that are not over, the next one first."""
        return self.ending().filter(over__gte=moment).order_by("start", "pk")

    def past(self, moment: datetime) -> Self:
        """Events that are over, the latest one first."""
        return self.ending().filter(over__lt=moment).order_by("-start", "-pk")


class EventPage(BasePage):
    """One event: when and where, what helps people to come, and what came of it."""

    class Kind(models.TextChoices):
        EXPERT_MEETING = "expert_meeting", _("Expert meeting")
        KICKOFF = "kickoff", _("Kick-off")
        WORKSHOP = "workshop", _("Workshop")
        DIALOGUE = "dialogue", _("Dialogue")
        MIDTERM = "midterm", _("Midterm review")
        CLOSING = "closing", _("Closing event")
        MEETING = "meeting", _("Meeting")
        FESTIVAL = "festival", _("Festival")

    class Service(models.TextChoices):
        SIGN_LANGUAGE = "sign_language", _("Sign language interpretation")
        INTERPRETATION = "interpretation", _("Interpretation into other languages")
        CHILDCARE = "childcare", _("Childcare")
        STEP_FREE = "step_free", _("Step-free access")
        HEARING_LOOP = "hearing_loop", _("Hearing loop")
        EASY_LANGUAGE = "easy_language", _("In easy language")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    phase = models.ForeignKey(
        Phase,
        verbose_name=_("phase of the process"),
        on_delete=models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
    )
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    address = models.TextField(_("address"), blank=True)
    services = ChoicesField(
        offered=Service.choices,
        verbose_name=_("services"),
        help_text=_("What helps people to come; tick only what is arranged."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("description"), blank=True)
    results = StreamField(
        BodyBlock(),
        verbose_name=_("results"),
        blank=True,
        help_text=_("What came of it, once the event is over."),
    )

    objects = PageManager.from_queryset(EventQuerySet)()

    text_fields = ["title", "place", "body", "results"]
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("phase")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
                FieldPanel("place"),
                FieldPanel("address"),
            ],
            heading=_("when and where"),
        ),
        "services",
        "body",
        "results",
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("place"),
        index.SearchField("body"),
        index.SearchField("results"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("kind", "phase", "start", "end", "address", "services")
        ),
    ]
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                name="events_end_after_start",
                condition=Q(end=None) | Q(end__gt=F("start")),
                violation_error_message=_("The event ends before it starts."),
            )
        ]

    def clean(self):
        super().clean()
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("The event ends before it starts.")})

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        place = site_map().place(self.pk)
        phase = None
        if self.phase_id:
            same = Phase.objects.filter(translation_key=self.phase.translation_key)
            phase = next(iter(same.readable_in(self.locale.language_code)))
        context |= {
            "phase": phase,
            "is_over": self.is_over(timezone.now()),
            "structured_data": [event_data(self, site_map().base_url + place.url)] if place else [],
        }
        return context

    def is_over(self, moment: datetime) -> bool:
        """Tell whether the event is over."""
        return (self.end or self.start) < moment
