"""What all our workflow steps share: the text under review is frozen and pinned."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Revision, TaskState, WorkflowState

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

    def check_pin(self) -> None:
        """Refuse when the text is no longer the one that was submitted."""
        if digest_of(Revision.objects.get(pk=self.revision_id)) != self.content_hash:
            raise PermissionDenied(_("The text changed after it was submitted; nothing was done."))


def lock_runs(run_ids: Iterable[int]) -> dict[int, WorkflowState]:
    """Lock runs in a fixed order and return them fresh; two overlapping votes then never deadlock.

    Wagtail's ``approve()`` and ``reject()`` test an object in memory: without the lock, and without
    loading anew behind it, two requests at the same moment both win.
    """
    runs = WorkflowState.objects.select_for_update().filter(pk__in=list(run_ids)).order_by("pk")
    return {run.pk: run for run in runs}


def is_current(state: TaskState, run: WorkflowState) -> bool:
    """Tell whether a step, loaded behind the lock, is the one its run waits for."""
    return (
        run.status == WorkflowState.STATUS_IN_PROGRESS
        and run.current_task_state_id == state.pk
        and state.status == TaskState.STATUS_IN_PROGRESS
    )
