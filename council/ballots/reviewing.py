"""The verbs of review comments: say something, take it back, answer it.

A comment belongs to one ballot and quotes the paragraph as it was; it stays when the text changes.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState

from cms import words
from cms.models import User

from ..models import Membership, ReviewComment, SteeringTaskState
from ..models.pinned import is_current, lock_runs
from ..refusals import AlreadyDone


def is_member(ballot: SteeringTaskState, person: User) -> bool:
    """Tell whether a person belongs to the group of a ballot today, with or without a vote in it."""
    members = Membership.objects.current().filter(person=person)
    group = ballot.task.specific.organization_id
    return person.is_active and members.filter(organization=group).exists()


def may_answer(page: Page, person: User) -> bool:
    """Tell whether a person is one of the editors of a page, who answer its comments."""
    return bool(person.is_active and page.permissions_for_user(person).can_edit())


@transaction.atomic
def comment(*, task_state: TaskState, text: str, by: User, block_id: str = "") -> ReviewComment:
    """Say something about one paragraph of the pinned text, or (without ``block_id``) about all of it.

    Every member of the group may comment while the ballot is open, a late joiner, too. Saying the
    same thing twice in a row (a form sent twice) makes one comment.
    """
    run = lock_runs([task_state.workflow_state_id])[task_state.workflow_state_id]
    ballot = SteeringTaskState.objects.get(pk=task_state.pk)
    if not is_member(ballot, by):
        raise PermissionDenied(_("Only members of the steering group comment on its ballots."))
    if not is_current(ballot, run):
        raise AlreadyDone(_("This ballot is closed."))
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Write what you want to say.")})
    quote = quoted(ballot.revision.as_object(), block_id) if block_id else ""
    same = ballot.review_comments.filter(person=by, block_id=block_id, text=text)
    twin = same.filter(withdrawn_at=None).first()
    if twin is not None:
        return twin
    made = ReviewComment(task_state=ballot, block_id=block_id, quote=quote, text=text, person=by)
    made.full_clean()
    made.save()
    _log("comment", ballot, made, by)
    return made


@transaction.atomic
def withdraw_comment(*, comment: ReviewComment, by: User) -> ReviewComment:
    """Take one's own comment back, as long as nobody has answered it; the row stays."""
    comment = _locked(comment)
    ballot = comment.task_state
    if comment.person_id != by.pk or not is_member(ballot, by):
        raise PermissionDenied(_("You can withdraw only your own comments."))
    if comment.withdrawn_at:
        raise AlreadyDone(_("The comment is already withdrawn."))
    if comment.answered_at:
        raise AlreadyDone(_("The comment is already answered; it stays."))
    comment.withdrawn_at = timezone.now()
    comment.save(update_fields=["withdrawn_at"])
    _log("comment_withdraw", ballot, comment, by)
    return comment


@transaction.atomic
def answer_comment(*, comment: ReviewComment, by: User, answer: str = "") -> ReviewComment:
    """Say what the editors made of a comment; without words it is marked as done."""
    comment = _locked(comment)
    page = _page_of(comment.task_state)
    if not may_answer(page, by):
        raise PermissionDenied(_("Only editors of the section answer comments."))
    if comment.withdrawn_at:
        raise AlreadyDone(_("The comment is withdrawn; it needs no answer."))
    comment.answer = answer.strip()
    comment.answered_by, comment.answered_at = by, timezone.now()
    comment.full_clean()
    comment.save(update_fields=["answer", "answered_by", "answered_at"])
    _log("comment_answer", comment.task_state, comment, by)
    return comment


def quoted(page: Page, block_id: str) -> str:
    """Return the words of one paragraph; a ValidationError when the text has no such paragraph."""
    for name in page.text_fields:
        value = getattr(page, name)
        for block in getattr(value, "raw_data", ()):
            if block.get("id") == block_id:
                child = value.stream_block.child_blocks.get(block["type"])
                return words.of_block(child, block["value"])
    raise ValidationError(_("This paragraph is not part of the text of the ballot."))


def _locked(comment: ReviewComment) -> ReviewComment:
    rows = ReviewComment.objects.select_for_update(of=("self",))
    return rows.select_related("task_state").get(pk=comment.pk)


def _page_of(ballot: SteeringTaskState) -> Page:
    return ballot.workflow_state.content_object.specific


def _log(verb: str, ballot: SteeringTaskState, comment: ReviewComment, by: User) -> None:
    log(
        _page_of(ballot),
        f"council.{verb}",
        user=by,
        data={"comment": comment.pk, "paragraph": comment.block_id},
        revision=ballot.revision,
    )
