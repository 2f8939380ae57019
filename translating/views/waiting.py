"""The translator's desk: everything that waits, by task, the oldest first."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail_localize.models import Translation

from .. import rights, segments, sheet
from ..waiting import Task, Waiting, count_words, waiting_for
from .showing import AdminRequest, show

#: So many texts stand on one page of the desk; the changes of each are read for these only.
A_PAGE = 20


@require_safe
def desk(request: AdminRequest) -> HttpResponse:
    """List what waits for a person in their languages."""
    locales = list(rights.languages_to_translate(request.user))
    if not locales:
        raise PermissionDenied(_("You do not translate into any language."))
    code = request.GET.get("language", "")
    chosen = [locale for locale in locales if locale.language_code == code] or locales
    found = waiting_for(request.user, locales=chosen)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    count_words(page.object_list)
    context = {
        "page": page,
        "groups": _groups(page.object_list),
        "languages": locales,
        "chosen": code if len(chosen) < len(locales) else "",
        "count": len(found),
    }
    return show(request, "desk", _("Translator's desk"), context)


def _groups(shown: Iterable[Waiting]) -> list[tuple[Task, list]]:
    """Return what is shown under the name of its task, with the changes of the German text."""
    shown = list(shown)
    given = _translations(one for one in shown if one.task == Task.UPDATE)
    groups: dict[Task, list] = {}
    for one in shown:
        changed = []
        translation = given.get((one.key, one.locale.pk))
        if translation is not None:
            found = segments.read(translation)
            changed = [diff for segment in found if (diff := sheet.changed(segment))]
        groups.setdefault(one.task, []).append((one, changed))
    return [(task, groups[task]) for task in Task if task in groups]


def _translations(shown: Iterable[Waiting]) -> dict[tuple[UUID, int], Translation]:
    """Return wagtail-localize's rows of some texts, by key and language; one query."""
    keys = [one.key for one in shown]
    rows = (
        Translation.objects.filter(source__object__in=keys) if keys else Translation.objects.none()
    )
    rows = rows.select_related("source__specific_content_type", "target_locale")
    return {(row.source.object_id, row.target_locale_id): row for row in rows}
