"""Which German text a key belongs to, and which work a person may open."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.models import Page, get_translatable_models
from wagtail_localize.models import Translation

from cms.models import User

from . import actions, rights
from .models import Work


def german_text(key: UUID) -> Any:
    """Return the German page or snippet of a translation key; raises Http404."""
    wanted = {"translation_key": key, "locale__language_code": settings.LANGUAGE_CODE}
    page = Page.objects.filter(**wanted, alias_of=None, depth__gt=1).first()
    if page is not None:
        return page.specific
    for model in get_translatable_models():
        if not issubclass(model, Page):
            found = model._base_manager.filter(**wanted).first()
            if found is not None:
                return found
    raise Http404


def work_for(user: User, work_id: int) -> tuple[Work, Translation]:
    """Return a work and its sentences' owner for somebody of its language.

    Raises Http404, and PermissionDenied for everybody else.
    """
    work = get_object_or_404(
        Work.objects.select_related("locale", "translator", "content_type"), pk=work_id
    )
    if not (rights.may_translate(user, work.locale_id) or rights.may_check(user, work.locale_id)):
        raise PermissionDenied(_("You do not translate into this language."))
    try:
        return work, actions.translation_of(work)
    except Translation.DoesNotExist as gone:
        raise Http404 from gone


def title_of(work: Work) -> str:
    """Return what the German text is called."""
    return str(german_text(work.translation_key))
