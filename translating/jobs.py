"""Work on many texts in the background: order it, do one step, stop it, try again.

A step is one page in one language and one transaction. Steps of a job are done in their order, one
at a time, however many workers there are; so a page never comes before its parent, and a step that a
dying worker leaves behind is simply the next one again.
"""

import logging
import time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page

from cms.models import User

from . import machine
from .actions import begin
from .editors import is_editor
from .models import Job, JobStep, MachineUse, Work
from .people import language_of
from .planning import LANGUAGES_AT_ONCE, Plan, plan_for

logger = logging.getLogger(__name__)
State = JobStep.State


@transaction.atomic
def order(*, root: Page, locales: list[Locale], by: User, with_machine: bool = False) -> Job:
    """Lay down the preparation of a page and all below it; the work itself is for a worker.

    What is there already, or waits in another job, is not laid down again. Raises PermissionDenied
    or ValidationError in words.
    """
    if not is_editor(by) or not root.permissions_for_user(by).can_edit():
        raise PermissionDenied(_("Only editors prepare pages for translation."))
    # Two who order at the same moment come one after the other; steps at work go on meanwhile.
    list(
        Locale.objects.select_for_update(no_key=True)
        .filter(pk__in=[loc.pk for loc in locales])
        .order_by("pk")
    )
    plan = plan_for(root, locales)
    check(plan)
    job = Job.objects.create(root=root, title=root.title, by=by, with_machine=with_machine)
    JobStep.objects.bulk_create(
        JobStep(
            job=job, page=pair.page, page_title=pair.page.title, locale=pair.locale, position=place
        )
        for place, pair in enumerate(plan.pairs, start=1)
    )
    return job


def check(plan: Plan) -> None:
    """Raise ValidationError, in words, when an order cannot be taken."""
    if not 0 < len(plan.locales) <= LANGUAGES_AT_ONCE:
        raise ValidationError(
            _("Choose between one and %(count)s languages.") % {"count": LANGUAGES_AT_ONCE}
        )
    drafts = [
        page
        for page in plan.root.get_ancestors(inclusive=True)
        if not page.live and not page.is_root()
    ]
    if drafts:
        raise ValidationError(
            _("“%(title)s” is not public in German, so it cannot be translated yet.")
            % {"title": drafts[0].title}
        )
    if not plan.pairs and plan.ordered:
        raise ValidationError(
            _("All of this is ordered already; the list of jobs shows how far it is.")
        )
    if not plan.pairs:
        raise ValidationError(_("All of this is there in these languages already."))


def advance(job_id: int, *, seconds: float, patience: float | None = None) -> int:
    """Do steps of a job until the time is up, at least one; return how many were done.

    Where the machine prefills, each of its answers counts, and may take ``patience`` seconds.
    """
    end = time.monotonic() + seconds
    done = 0
    while do_next(job_id, patience):
        done += 1
        if time.monotonic() >= end:
            break
    _finish(job_id)
    return done


def unfinished(job_id: int) -> bool:
    """Tell whether a job has something before it."""
    return Job.objects.filter(pk=job_id, finished_at=None, cancelled_at=None).exists()


def do_next(job_id: int, patience: float | None = None) -> bool:
    """Do the next step of a job; False when there is none, or somebody else is at it.

    A failure is noted at its step, in the words of who ordered, and the next step has its turn.
    """
    if not unfinished(job_id):
        return False
    waiting = JobStep.objects.filter(job_id=job_id, state=State.WAITING)
    step = waiting.select_related("job__by__wagtail_userprofile", "machine_use").first()
    if step is None:
        return False
    with override(language_of(step.job.by)):
        return _try(step, patience)


def _try(step: JobStep, patience: float | None) -> bool:
    try:
        return _fill(step, step.machine_use, patience) if step.machine_use else _do(step.pk)
    except OperationalError:
        # Locked by somebody else, or the connection is gone: the step waits for the next attempt.
        logger.warning("Step %s waits for the next attempt", step.pk, exc_info=True)
        return False
    except (PermissionDenied, ValidationError) as refusal:
        _note(step.pk, State.FAILED, words_of_refusal(refusal))
    except Exception:
        logger.exception("Step %s failed", step.pk)
        _note(step.pk, State.FAILED, _("Something went wrong; the server's log tells what."))
    return True


def _do(step_id: int) -> bool:
    """Do a step unless somebody else is at it or has done it."""
    with transaction.atomic():
        step = _claim(step_id)
        if step is None:
            return False
        reason, work = _begin(step)
        if work is not None and step.job.with_machine:
            try:
                # Asked for anew: with a language's front page rights in the language begin.
                by = User.objects.get(pk=step.job.by_id)
                step.machine_use = machine.start(work=work, by=by)
                step.save(update_fields=["machine_use"])
                return True
            except (PermissionDenied, ValidationError) as refusal:
                reason = words_of_refusal(refusal)  # told, and no reason to fail
        _settle(step, State.DONE if work else State.SKIPPED, reason)
    return True


def _fill(step: JobStep, use: MachineUse, patience: float | None) -> bool:
    """Let the machine go on with a text that was begun; the step is done when it has no more to say."""
    asked = machine.advance(use.pk, seconds=0, patience=patience)
    use.refresh_from_db()
    if use.finished_at:
        _note(step.pk, State.DONE, use.message)
    return bool(asked or use.finished_at)


def _claim(step_id: int) -> JobStep | None:
    locked = JobStep.objects.select_for_update(skip_locked=True, of=("self",))
    waiting = locked.filter(state=State.WAITING, machine_use=None, job__cancelled_at=None)
    return waiting.filter(pk=step_id).first()


def _begin(step: JobStep) -> tuple[str, Work | None]:
    """Begin one translation; return why there is nothing to do, or the work."""
    if step.page is None:
        return _("The page has been deleted."), None
    if not step.page.live:
        return _("The page is no longer public in German."), None
    there = Page.objects.filter(
        translation_key=step.page.translation_key, locale=step.locale, alias_of=None
    )
    if there.exists():
        return _("It is there already."), None
    # Two jobs below one parent: one after the other, or both would take the same place in the tree.
    above = Page.objects.filter(translation_key=step.page.get_parent().translation_key)
    list(above.filter(locale=step.locale).select_for_update(no_key=True))
    return "", begin(instance=step.page.specific, locale=step.locale, by=step.job.by)


def _settle(step: JobStep, state: State, message: str) -> None:
    step.state, step.message, step.at = state, message, timezone.now()
    step.save(update_fields=["state", "message", "at"])


@transaction.atomic
def _note(step_id: int, state: State, message: str) -> None:
    """Note how a step ended, unless somebody has done it in the meantime."""
    waiting = JobStep.objects.filter(pk=step_id, state=State.WAITING)
    waiting.update(state=state, message=message, at=timezone.now())


def _finish(job_id: int) -> None:
    open_jobs = Job.objects.filter(pk=job_id, finished_at=None, cancelled_at=None)
    open_jobs.exclude(steps__state=State.WAITING).update(finished_at=timezone.now())


@transaction.atomic
def cancel(*, job: Job, by: User) -> None:
    """Stop a job before its next step; what is done stays."""
    if not is_editor(by):
        raise PermissionDenied(_("Only editors stop a job."))
    stopped = Job.objects.filter(pk=job.pk, finished_at=None, cancelled_at=None)
    if not stopped.update(cancelled_at=timezone.now(), cancelled_by=by):
        raise ValidationError(_("The job has ended already."))
    waiting = job.steps.filter(state=State.WAITING)
    for use in MachineUse.objects.filter(pk__in=waiting.values("machine_use")):
        machine.stop(use, _("The job was stopped."))


@transaction.atomic
def try_again(*, job: Job, by: User) -> int:
    """Put the failed steps of a job back; return how many."""
    if not is_editor(by):
        raise PermissionDenied(_("Only editors try a job again."))
    if not Job.objects.filter(pk=job.pk, cancelled_at=None).exists():
        raise ValidationError(_("The job was stopped; order anew what is missing."))
    failed = JobStep.objects.filter(job=job, state=State.FAILED)
    count = failed.update(state=State.WAITING, message="", at=None, machine_use=None)
    if not count:
        raise ValidationError(_("Nothing in this job has failed."))
    Job.objects.filter(pk=job.pk).update(finished_at=None)
    return count


def words_of_refusal(refusal: PermissionDenied | ValidationError) -> str:
    """Return a refusal as one text."""
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return str(refusal) or _("You may not do this.")
