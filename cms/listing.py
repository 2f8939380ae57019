"""Lists that readers filter and leaf through, and one address for each content.

Whatever keeps public pages keeps them by their address (design.md section 9): parameters that nobody
knows are dropped, known ones stand in one order, and what makes no sense counts as not asked.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class Names(forms.Select):
    """A choice between names: each keeps its own direction, and its language where that is not the page's."""

    def __init__(self, *args: Any, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["dir"] = "auto"
        if value and self.language:
            option["attrs"]["lang"] = self.language
        return option


class ListFilter(forms.Form):
    """What a reader can ask a list for; every field is optional."""

    #: Fields that choose between lists instead of leaving something out.
    views: frozenset[str] = frozenset()

    def wishes(self) -> dict[str, Any]:
        """Return what was asked for; what makes no sense counts as not asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class Listing:
    """One page of a list, with the form that asked for it."""

    #: How many more the German list has for the same question, and its address.
    german_only = 0
    german_url = ""

    def __init__(
        self, form: ListFilter, found: QuerySet | Sequence, asked: Mapping, per_page: int
    ) -> None:
        wishes = form.wishes()
        self.form = form
        self.pages = Paginator(found, per_page).get_page(asked.get("page"))
        self.filtered = any(value for name, value in wishes.items() if name not in form.views)
        self.wishes = {
            name: "on" if value is True else value for name, value in wishes.items() if value
        }

    @property
    def query(self) -> str:
        """Return what was asked for as part of an address, for the links to further pages."""
        return urlencode(self.wishes)

    @property
    def parameters(self) -> str:
        """Return the parameters of this page of the list; the first page needs no number."""
        number = {"page": self.pages.number} if self.pages.number > 1 else {}
        return urlencode(self.wishes | number)


def at_its_address(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a page's answer, or lead to the one address of its content.

    A page that lists things has its ``Listing`` in the context as ``listing``; all others know no
    parameters. The way there is no permanent one: a list that grows has more pages tomorrow.
    """
    context = getattr(response, "context_data", None)
    if context is None or request.method not in ("GET", "HEAD"):
        return response
    listing = context.get("listing")
    wanted = listing.parameters if listing else ""
    if request.META.get("QUERY_STRING", "") == wanted:
        return response
    return redirect(f"{request.path}?{wanted}" if wanted else request.path)
