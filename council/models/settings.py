"""Which workflow carries a section where."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Workflow


class Purpose(models.TextChoices):
    """What a section is submitted for."""

    RELEASE = "release", _("Release for participation")
    RESOLUTION = "resolution", _("Resolution by the city council")


@register_setting(icon="clipboard-list")
class CouncilSettings(BaseGenericSetting):
    """The two routes of design.md section 3."""

    release_workflow = models.ForeignKey(
        Workflow,
        verbose_name=_("workflow of a release for participation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    resolution_workflow = models.ForeignKey(
        Workflow,
        verbose_name=_("workflow of a resolution"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    members_may_amend = models.BooleanField(
        _("single members may propose amendments"), default=True
    )
    factions_may_amend = models.BooleanField(_("factions may propose amendments"), default=True)
    bodies_may_amend = models.BooleanField(
        _("bodies may propose amendments"), default=True, help_text=_("Entered by their clerk.")
    )
    days_to_amend = models.PositiveSmallIntegerField(
        _("days before the council meets that amendments end"), default=2
    )
    withdrawn_amendments_are_public = models.BooleanField(
        _("withdrawn amendments are public once the council has decided"), default=False
    )
    magistrate_may_object = models.BooleanField(
        _("the Magistrat may object when the mayor does not"),
        default=True,
        help_text=_("Its time begins when the mayor's has ended (HGO § 63 (4))."),
    )
    days_to_object = models.PositiveSmallIntegerField(
        _("days in which the mayor can object to a resolution"),
        default=14,
        help_text=_("Two weeks by law (HGO § 63 (1)); have your law office check it."),
    )
    days_between_votes = models.PositiveSmallIntegerField(
        _("days until the council can decide anew"),
        default=3,
        help_text=_("From the first vote to the new meeting; three by law (HGO § 63 (1))."),
    )
    days_to_challenge = models.PositiveSmallIntegerField(
        _("days in which the mayor can challenge a confirmed resolution"),
        default=7,
        help_text=_("One week by law, with reasons in writing (HGO § 63 (2))."),
    )

    class Meta:
        verbose_name = _("routes of resolution")

    def workflow_for(self, purpose: str) -> Workflow | None:
        """Return the workflow that leads to a purpose."""
        if purpose == Purpose.RELEASE:
            return self.release_workflow
        return self.resolution_workflow

    def purpose_of(self, workflow_id: int) -> str:
        """Return what a run of a workflow is for; only the release workflow releases."""
        if workflow_id == self.release_workflow_id:
            return Purpose.RELEASE
        return Purpose.RESOLUTION
