"""The invitation to a meeting, what it must say on the second convocation, and the minutes."""

import re
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import User

from ..models import Meeting
from ..models.organization import is_clerk
from ..refusals import AlreadyDone

#: Without naming this provision a second convocation is void (HGO § 53 (2), last half-sentence).
PROVISION = re.compile(r"§\s*53\b")


def proposed_invitation(meeting: Meeting) -> str:
    """Return a text to begin with; on the second convocation with what the law asks for."""
    start = timezone.localtime(meeting.start)
    parts = [
        _("You are invited to meeting %(number)d of %(body)s on %(day)s at %(time)s.")
        % {
            "number": meeting.number,
            "body": meeting.organization,
            "day": date_format(start, "DATE_FORMAT"),
            "time": date_format(start, "TIME_FORMAT"),
        }
    ]
    if meeting.place:
        parts.append(_("Place: %(place)s") % {"place": meeting.place})
    if meeting.second_call:
        parts.append(second_call_notice())
    return "\n\n".join(parts)


def second_call_notice() -> str:
    """Return the sentence that the invitation to a second convocation must hold."""
    return _(
        "This is the second convocation for the same business: the body is quorate whatever the "
        "number of those present (HGO § 53 (2))."
    )


def lacks_notice(meeting: Meeting) -> bool:
    """Tell whether a second convocation was invited to without the notice of HGO § 53 (2)."""
    return meeting.second_call and not PROVISION.search(meeting.invitation)


@transaction.atomic
def write_invitation(*, meeting: Meeting, text: str, by: User) -> Meeting:
    """Keep the text of the invitation; a second convocation must name HGO § 53 (2)."""
    meeting = _locked(meeting, by)
    meeting.invitation = text.strip()
    if not meeting.invitation:
        raise ValidationError({"text": _("Enter the text of the invitation.")})
    if lacks_notice(meeting):
        raise ValidationError(
            {
                "text": _("On the second convocation the invitation must say: “%(notice)s”")
                % {"notice": second_call_notice()}
            }
        )
    meeting.save()
    log(meeting, "council.invitation", user=by)
    return meeting


@transaction.atomic
def file_minutes(*, meeting: Meeting, document: Any, by: User) -> Meeting:
    """Keep the signed minutes with the meeting; they are the legal record."""
    meeting = _locked(meeting, by)
    if meeting.start > timezone.now():
        raise ValidationError(_("The meeting has not begun yet."))
    filed = meeting.minutes
    if filed and (filed == document or (filed.file_hash and filed.file_hash == document.file_hash)):
        raise AlreadyDone(_("These minutes are filed already."))
    meeting.minutes = document
    meeting.save()
    log(meeting, "council.minutes", user=by, data={"document": document.title})
    return meeting


def _locked(meeting: Meeting, by: User) -> Meeting:
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not is_clerk(by, meeting.organization):
        raise PermissionDenied(_("Only the clerk of this body keeps its records."))
    return meeting
