"""A page whose text goes live only by a release of the steering group or a council decision."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel
from wagtail.models import Page

from cms.models import BasePage

from .. import guards


class ResolvablePage(BasePage):
    """The one kind of page that bodies deliberate on; ``text_fields`` is what they resolve."""

    #: Comments, but no schedule: a decision takes effect when it is recorded.
    settings_panels = [CommentPanel()]

    class Meta:
        abstract = True

    def missing_for_submission(self) -> list[str]:
        """Say in words what is missing before the text can be submitted; to be extended."""
        return []

    def check_submittable(self) -> None:
        """Raise a ValidationError that lists what is missing before the text can be submitted."""
        if missing := self.missing_for_submission():
            raise ValidationError([*missing])

    @property
    def has_workflow(self):
        """Ask for the run, not for the tree: Wagtail would offer a workflow it cannot start here."""
        return self.get_workflow() is not None

    def get_workflow(self):
        """Return the workflow of the current run: which one starts is chosen by whoever submits."""
        run = self.current_workflow_state
        return run.workflow if run else None

    def permissions_for_user(self, user):
        return guards.SectionPermissionTester(user, self)

    def clean(self):
        super().clean()
        if self.go_live_at or self.expire_at:
            raise ValidationError(
                _("A section cannot be scheduled; decisions take effect at once.")
            )
        before = Page.objects.filter(pk=self.pk).exclude(slug=self.slug).values_list("live")
        moved = guards.is_binding(self) and before.first()
        if moved and (moved[0] or guards.was_public(self.pk)):
            raise ValidationError({"slug": guards.ADDRESS_STAYS})

    def save(self, *args, update_fields=None, **kwargs):
        guards.check_live_change(self, update_fields)
        super().save(*args, update_fields=update_fields, **kwargs)

    def save_revision(self, *args, approved_go_live_at=None, overwrite_revision=None, **kwargs):
        if approved_go_live_at:
            raise guards.NotResolved(
                _("A section cannot be scheduled; decisions take effect at once.")
            )
        if overwrite_revision and overwrite_revision.pk == self.live_revision_id:
            # Autosave writes into the revision it is given, be it the one the public reads.
            raise PermissionDenied(_("The public version cannot be overwritten."))
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)
