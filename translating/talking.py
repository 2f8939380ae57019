"""What translators and reviewers tell each other about a text."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import User

from . import rights
from .models import TranslationComment, Work


@transaction.atomic
def comment(
    *, work: Work, by: User, text: str, path: str = "", quote: str = ""
) -> TranslationComment:
    """Say something about a translation or one sentence of it."""
    work = Work.objects.select_for_update().get(pk=work.pk)
    if not (rights.may_translate(by, work.locale_id) or rights.may_check(by, work.locale_id)):
        raise PermissionDenied(_("You do not translate into this language."))
    said = TranslationComment(work=work, path=path, quote=quote, text=text.strip(), by=by)
    said.full_clean()
    said.save()
    return said


@transaction.atomic
def settle(*, comment: TranslationComment, by: User) -> TranslationComment:
    """Mark a comment as settled; whoever works in the language may."""
    found = TranslationComment.objects.select_for_update().get(pk=comment.pk)
    locale_id = found.work.locale_id
    if not (rights.may_translate(by, locale_id) or rights.may_check(by, locale_id)):
        raise PermissionDenied(_("You do not translate into this language."))
    if found.settled_at is None:
        found.settled_by, found.settled_at = by, timezone.now()
        found.save(update_fields=["settled_by", "settled_at"])
    return found
