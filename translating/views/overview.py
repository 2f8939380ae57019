"""The overview of editors: all texts in all languages, to filter and to take along."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from cms.spreadsheets import as_csv
from cms.views_translation import locales_of

from ..overview import Matrix, file_rows, languages, parts, rows_of
from ..states import State
from .showing import AdminRequest, show

#: So many texts stand on one page.
A_PAGE = 25


@require_safe
def overview(request: AdminRequest) -> HttpResponse:
    """Show how far each text is in each language, part by part of the site."""
    asked = Asked(request)
    matrix = Matrix.read(asked.part, asked.all_locales)
    sources = matrix.where(asked.state, asked.locales)
    page = Paginator(sources, A_PAGE).get_page(request.GET.get("p"))
    context = {
        "asked": asked,
        "parts": parts(),
        "states": [(state.value, state.label) for state in State if state != State.BINDING],
        "progress": matrix.progress(),
        "page": page,
        "rows": rows_of(list(page), asked.locales, request.user),
        "count": len(sources),
        "query": asked.query.urlencode(),
    }
    return show(request, "overview", _("State of the translations"), context)


@require_safe
def overview_file(request: AdminRequest) -> HttpResponse:
    """Hand out the same as a file for spreadsheets."""
    asked = Asked(request)
    matrix = Matrix.read(asked.part, asked.all_locales)
    sources = matrix.where(asked.state, asked.locales)
    name = f"uebersetzungen-{timezone.localdate():%Y-%m-%d}.csv"
    return as_csv(name, file_rows(sources, asked.locales, asked.state))


class Asked:
    """What the address asks for; what makes no sense is left out."""

    def __init__(self, request: AdminRequest) -> None:
        if not locales_of(request.user):
            raise PermissionDenied
        self.all_locales = languages()
        known = {locale.language_code: locale for locale in self.all_locales}
        self.part = request.GET.get("part", "")
        state = request.GET.get("state", "")
        self.state = state if state in State.values else ""
        self.language = request.GET.get("language", "")
        only = known.get(self.language)
        if only is None:
            self.language = ""
        self.locales: list[Locale] = [only] if only else self.all_locales
        self.query = QueryDict(mutable=True)
        chosen = {"part": self.part, "state": self.state, "language": self.language}
        self.query.update({name: value for name, value in chosen.items() if value})
