"""Whoever translates works in their languages: every other one is closed, by every address (ADR 0030).

Wagtail's own views refuse most of it already; some answer 404, lead elsewhere or show a title. Here
stands one question before all of them: in which language is what this address names?
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Site
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import Translation

from .models import User
from .refusing import is_at_work
from .showing import is_id
from .views_translation import locales_of

#: Names of placeholders that stand for a page.
PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
#: Views of pages; their “pk” is a page.
OF_PAGES = ("wagtailadmin_pages", "wagtailadmin_api:pages")
#: No row has a number so long; databases refuse to compare it.
DIGITS = 19
#: Views that Wagtail leaves open, or leads elsewhere, for a page that somebody has nothing to do with.
OPEN = ("wagtailadmin_explore", "wagtailadmin_explore_results", "move_confirm")


class LanguageGate:
    """Refuse texts of languages that a translator does not work in.

    Only people who translate and do not write German are asked; German texts and everybody else are
    left to the rules of each view, and so is what belongs to no language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: tuple, kwargs: dict[str, Any]) -> None:
        """Raise PermissionDenied before a view is asked for a text in a foreign language.

        Raises Http404 for numbers that no row can have: Wagtail's actions on many stumble over them.
        """
        many = request.resolver_match.url_name == "wagtail_bulk_action"
        if many and not all(is_id(pk) or pk == "all" for pk in request.GET.getlist("id")):
            raise Http404
        if not is_at_work(request) or request.user.is_superuser or _has_german(request.user):
            return
        named = list(_named(request, view, kwargs))
        if not named:
            return
        mine = locales_of(request.user)
        german = Locale.get_default().pk
        if not mine or german in mine:
            return
        languages = {pk for rows in named for pk in rows.values_list("locale", flat=True)}
        if languages - mine - {german, None}:
            raise PermissionDenied(_("You do not translate into this language."))
        if request.resolver_match.url_name in OPEN:
            reachable = page_permission_policy.explorable_instances(request.user)
            pages = [rows for rows in named if rows.model is Page]
            if any(rows.exclude(pk__in=reachable.values("pk")).exists() for rows in pages):
                raise PermissionDenied(_("Your role does not include this page or this step."))


def _has_german(user: User) -> bool:
    """Tell, without a query of its own, whether somebody writes the whole German site."""
    rights = page_permission_policy.get_cached_permissions_for_user(user)
    changed = [r.page.url_path for r in rights if r.permission.codename == "change_page"]
    return any(
        root.language_code == settings.LANGUAGE_CODE and root.root_path.startswith(tuple(changed))
        for root in Site.get_site_root_paths()
    )


def _named(request: Any, view: Any, kwargs: dict[str, Any]) -> Iterator[QuerySet]:
    """Yield what an address names and what has a language, as querysets with a ``locale``."""
    match = request.resolver_match
    pages = [str(kwargs[name]) for name in PAGES if name in kwargs]
    if match.namespace in OF_PAGES and "pk" in kwargs:
        pages.append(str(kwargs["pk"]))
    if match.url_name == "wagtail_bulk_action":
        pages += request.GET.getlist("id")
    if numbers := [number for page in pages if (number := _number(page)) is not None]:
        yield Page.objects.filter(pk__in=numbers).order_by()
    if "translation_id" in kwargs:
        made = Translation.objects.filter(pk=kwargs["translation_id"])
        yield made.annotate(locale=F("target_locale")).order_by()
    model = getattr(view, "view_initkwargs", {}).get("model", _model(kwargs))
    key = _number(str(kwargs.get("pk", kwargs.get("object_id"))))
    if key is not None and isinstance(model, type) and _has_language(model):
        yield model._base_manager.filter(pk=key).order_by()


def _number(text: str) -> int | None:
    """Return the number of a row; None for what can be none."""
    return int(text) if text.isdecimal() and len(text) < DIGITS else None


def _model(kwargs: dict[str, Any]) -> type[Model] | None:
    try:
        return apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except (KeyError, LookupError):
        return None


def _has_language(model: type[Model]) -> bool:
    return any(field.name == "locale" for field in model._meta.fields)
