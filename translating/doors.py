"""The other doors to a translation: Wagtail's page editor and wagtail-localize's own views.

They know neither a second person nor a lock, so they lead to our sheet or stay shut. Publishing by
Wagtail's bulk action, API and menus ends at ``permissions_for_user`` (cms/models/pages.py).
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail_localize.models import Translation

from . import rights
from .models import Work
from .views.showing import AdminRequest

#: wagtail-localize's views that write past the lock of a work.
SHUT = {
    "edit_string_translation": "translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
    "edit_override": "translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/",
    "machine_translate": "translate/<int:translation_id>/machine_translate/",
    "upload_pofile": "translate/<int:translation_id>/pofile/upload/",
    "stop_translation": "translate/<int:translation_id>/disable/",
}


def translation_behind(instance: Any) -> Translation | None:
    """Return wagtail-localize's row that a page or snippet is the translation of, if there is one."""
    return Translation.objects.filter(
        source__object_id=instance.translation_key,
        target_locale_id=instance.locale_id,
        enabled=True,
    ).first()


def to_the_sheet(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Lead from Wagtail's editor of a translation to the sheet; everything else passes."""
    translation = translation_behind(instance) if hasattr(instance, "locale_id") else None
    if translation is None:
        return None
    if request.method == "POST":
        messages.error(request, _("Translations are saved and published at the translator's desk."))
    return redirect("translating:begin", instance.translation_key, instance.locale.language_code)


def shut(request: AdminRequest, translation_id: int, **kwargs: Any) -> HttpResponse:
    """Refuse what wagtail-localize would write without lock and history, in words."""
    translation = get_object_or_404(Translation, pk=translation_id)
    work = Work.objects.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale_id
    ).first()
    is_mine = work is not None and rights.may_translate(request.user, work.locale_id)
    if request.method in ("PUT", "DELETE") or work is None or not is_mine:
        raise PermissionDenied(_("Translations are saved and published at the translator's desk."))
    messages.error(request, _("Translations are saved and published at the translator's desk."))
    return redirect("translating:edit", work.pk)
