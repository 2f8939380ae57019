"""The directory of the alliance and the profiles of its members."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import BodyBlock
from cms.fields import StreamField
from cms.models import BasePage, ListPage
from cms.navigation import site_map
from cms.untranslated import parts

from ..directory import Directory
from .groups import ActorGroup


class PartnerIndexPage(ListPage):
    """The directory: everybody in the alliance, by group."""

    subpage_types = ["partners.PartnerPage"]

    class Meta:
        verbose_name = _("directory of partners")
        verbose_name_plural = _("directories of partners")

    def listing(self, asked):
        return Directory.of(self, asked)


class PartnerPage(BasePage):
    """The profile of one organisation, body or office in the alliance."""

    group = models.ForeignKey(
        ActorGroup,
        verbose_name=_("group of actors"),
        on_delete=models.PROTECT,
        related_name="partners",
        limit_choices_to={"locale__language_code": settings.LANGUAGE_CODE},
    )
    parent_organization = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.SET_NULL,
        related_name="parts",
        null=True,
        blank=True,
    )
    mandate = models.BooleanField(
        _("political mandate"),
        default=False,
        help_text=_("The town's statutes give this body a say in political decisions."),
    )
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    checked_on = models.DateField(_("contact checked on"), null=True, blank=True)

    text_fields = ["title", "summary", "body", "formats"]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("group"),
                PageChooserPanel("parent_organization", "partners.PartnerPage"),
                FieldPanel("mandate"),
            ],
            heading=_("place in the alliance"),
        ),
        "summary",
        "body",
        InlinePanel("formats", heading=_("formats"), label=_("format")),
        MultiFieldPanel(
            [FieldPanel("website"), FieldPanel("email"), FieldPanel("checked_on")],
            heading=_("contact"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("group", "parent_organization", "mandate", "checked_on")
        ),
    ]
    parent_page_types = ["partners.PartnerIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        sites = site_map()
        key = ActorGroup.objects.filter(pk=self.group_id).values("translation_key")
        members = PartnerPage.objects.live().filter(
            locale=self.locale,
            parent_organization__translation_key=self.translation_key,
        )
        context |= {
            "group": ActorGroup.objects.in_language(language).get(translation_key__in=key),
            "parent": self.parent_organization_id
            and sites.place(self.parent_organization_id, language),
            "parts": [
                place for pk in members.values_list("pk", flat=True) if (place := sites.place(pk))
            ],
            "formats": parts(
                ((str(one.translation_key), one) for one in self.formats.all()),
                context["live_text"],
            ),
        }
        return context

    def permissions_for_user(self, user):
        from ..permissions import PartnerPermissionTester

        return PartnerPermissionTester(user, self)

    @property
    def has_workflow(self):
        return self.get_workflow() is not None

    def get_workflow(self):
        """Return the moderation of profiles: no assignment to a place in the tree can be forgotten."""
        from .settings import PartnerSettings

        workflow = PartnerSettings.load().moderation
        return workflow if workflow and workflow.active else super().get_workflow()


class Format(TranslatableMixin, Orderable):
    """Something a partner does again and again that brings people together."""

    class Rhythm(models.TextChoices):
        ONCE = "once", _("once")
        YEARLY = "yearly", _("once a year")
        TWICE_YEARLY = "twice_yearly", _("twice a year")
        MONTHLY = "monthly", _("monthly")
        REGULAR = "regular", _("regularly")
        AS_NEEDED = "as_needed", _("as needed")

    page = ParentalKey(
        PartnerPage, verbose_name=_("partner"), on_delete=models.CASCADE, related_name="formats"
    )
    title = models.CharField(_("title"), max_length=200)
    rhythm = models.CharField(
        _("rhythm"), max_length=20, choices=Rhythm.choices, default=Rhythm.REGULAR
    )
    rhythm_note = models.CharField(_("note on the rhythm"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)

    panels = ["title", "rhythm", "rhythm_note", "description"]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("format")
        verbose_name_plural = _("formats")

    def __str__(self) -> str:
        return self.title
