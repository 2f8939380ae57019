"""What all our workflow steps share: the text under review is frozen and pinned."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.snapshots import digest_of


class FrozenTextLock(WorkflowLock):
    """Locked means locked for everybody: a text under review must be the text that was submitted."""

    def for_user(self, user):
        return True

    def get_message(self, user):
        return _("The text is fixed while it is in the step “%(step)s”.") % {"step": self.task.name}

    def get_locked_by(self, user, can_lock=False):
        return _("Fixed while it is with the bodies")

    def get_description(self, user, can_lock=False):
        return _("Nobody can change the text while it is with the bodies.")


class PinnedTaskState(TaskState):
    """A step of one run, pinned to the checksum of the submitted text.

    Wagtail's ``Task.start()`` creates, saves and announces the state in one go: ``save()`` is the
    only place that is early enough.
    """

    content_hash = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self._state.adding and not self.content_hash:
            self.pin()
        super().save(*args, **kwargs)

    def pin(self) -> None:
        """Fix what must not change while the step is open."""
        self.content_hash = digest_of(self.revision)

    def check_pin(self, revision: Revision | None = None) -> None:
        """Refuse when the text is no longer the one that was submitted.

        ``revision`` is the row as it was loaded behind the lock; without it, it is read now.
        """
        if digest_of(revision or Revision.objects.get(pk=self.revision_id)) != self.content_hash:
            raise PermissionDenied(_("The text changed after it was submitted; nothing was done."))


def lock_runs(run_ids: Iterable[int]) -> dict[int, WorkflowState]:
    """Lock runs in a fixed order and return them fresh; two overlapping votes then never deadlock.

    Wagtail's ``approve()`` and ``reject()`` test an object in memory: without the lock, and without
    loading anew behind it, two requests at the same moment both win.
    """
    runs = WorkflowState.objects.select_for_update().filter(pk__in=list(run_ids)).order_by("pk")
    return {run.pk: run for run in runs}


def load_revisions(revision_ids: Iterable[int]) -> dict[int, Revision]:
    """Return revisions with their pages, and these with language and parent: four queries for all."""
    rows = Revision.objects.filter(pk__in=set(revision_ids))
    found = {row.pk: row for row in rows.prefetch_related("content_object__locale")}
    pages = {row.content_object.pk: row.content_object for row in found.values()}
    above = {page.path[: -Page.steplen] for page in pages.values()}
    parents = {parent.path: parent for parent in Page.objects.filter(path__in=above)}
    for page in pages.values():
        page._cached_parent_obj = parents.get(page.path[: -Page.steplen])
        if page.latest_revision_id in found:
            page.latest_revision = found[page.latest_revision_id]
    return found


def is_current(state: TaskState, run: WorkflowState) -> bool:
    """Tell whether a step, loaded behind the lock, is the one its run waits for."""
    return (
        run.status == WorkflowState.STATUS_IN_PROGRESS
        and run.current_task_state_id == state.pk
        and state.status == TaskState.STATUS_IN_PROGRESS
    )
