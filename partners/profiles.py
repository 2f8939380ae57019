"""What waits: for those who speak for a partner their profile, for editors a change to check."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from cms.desk import Entry

from .models import PartnerPage, Representative

#: A contact counts as checked for this long.
CHECK_AFTER = timedelta(days=180)


def profiles_to_keep(user: Any) -> list[Entry]:
    """Return the German profiles a person keeps, with what is due; a constant number of queries."""
    keys = Representative.objects.of(user).keys()
    if not keys:
        return []
    pages = Page.objects.filter(
        translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE
    )
    return [_entry(page) for page in pages.specific().prefetch_workflow_states()]


def _entry(page: PartnerPage) -> Entry:
    state, due = page.current_workflow_state, _due(page)
    overdue = due is None or due < timezone.now()
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        note = _("The editors ask for changes.")
    elif state:
        note = _("Your changes are being checked by the editors.")
    elif due is None or page.checked_on is None:
        note = _("The contact has not been checked yet.")
    else:
        note = _("Contact checked on %(day)s.") % {"day": date_format(page.checked_on)}
    return Entry(
        title=page.title,
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        action_label=_("Edit the profile"),
        since=due if overdue else None,
        overdue=overdue,
        note=note,
    )


def _due(page: PartnerPage) -> datetime | None:
    """Return when the contact wants to be checked again."""
    if page.checked_on is None:
        return None
    checked = datetime.combine(page.checked_on, datetime.min.time())
    return timezone.make_aware(checked) + CHECK_AFTER


def profiles_to_check(user: Any) -> list[Entry]:
    """Return changes to profiles that wait for a person's approval; one query."""
    model = ContentType.objects.get_for_model(PartnerPage)
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__content_type=model,
        task__groupapprovaltask__groups__user=user,
    )
    return [
        Entry(
            title=state.revision.object_str,
            url=reverse("wagtailadmin_pages:edit", args=[state.workflow_state.object_id]),
            action_label=_("Check the profile"),
            since=state.started_at,
            note=_("A partner has changed its profile."),
        )
        for state in waiting.select_related("revision", "workflow_state").distinct()
    ]
