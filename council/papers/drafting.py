"""The words of a paper, what it takes the place of, and the documents that go with it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Generation, User

from ..models import Paper, PaperAttachment
from ..refusals import AlreadyDone
from .planning import locked_paper
from .superseding import check_superseding


@transaction.atomic
def edit_paper(*, paper: Paper, by: User, **words: Any) -> Paper:
    """Change the words of a paper; what a decision rests on stays."""
    paper = locked_paper(paper, by)
    for name, value in words.items():
        setattr(paper, name, value)
    check_superseding(paper)
    paper.full_clean()
    paper.save()
    log(paper, "wagtail.edit", user=by)
    return paper


@transaction.atomic
def attach(*, paper: Paper, document: Any, by: User) -> PaperAttachment:
    """Put a document with a paper, behind those that are there."""
    paper = locked_paper(paper, by)
    same = Q(document=document)
    if document.file_hash:
        same |= Q(document__file_hash=document.file_hash)
    if paper.attachments.filter(same).exists():
        raise AlreadyDone(_("This document is already attached to the paper."))
    last = paper.attachments.aggregate(last=Max("position"))["last"] or 0
    attachment = PaperAttachment(paper=paper, document=document, position=last + 1)
    attachment.full_clean()
    attachment.save()
    log(paper, "council.attach", user=by, data={"document": document.title})
    return attachment


@transaction.atomic
def detach(*, paper: Paper, attachment_id: int, by: User) -> None:
    """Take a document off a paper, as long as no body has decided on it; the document stays."""
    paper = locked_paper(paper, by)
    if paper.is_decided_on():
        raise ValidationError(_("A decision is recorded on this; it stays as it was."))
    attachment = paper.attachments.filter(pk=attachment_id).select_related("document").first()
    if attachment is None:
        raise AlreadyDone(_("This document is no longer attached."))
    title = attachment.document.title
    attachment.delete()
    log(paper, "council.attach", user=by, data={"removed": title})
    Generation.renew()
