"""The public wordings of sections beside each other: lists of versions, and any two compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.comparing import compare
from cms.listing import ListFilter, Listing

from . import addresses, reading, versions
from .outline import Entry, outline
from .versions import Version

PER_PAGE = 25


class CompareForm(forms.Form):
    """Which two wordings of a section a reader wants to see beside each other."""

    old = forms.ChoiceField(label=_("Earlier wording"))
    new = forms.ChoiceField(label=_("Later wording"))

    def __init__(self, data: Mapping | None, known: list[Version]):
        super().__init__(data)
        names = [(version.number, version.name) for version in known]
        self.fields["old"].choices = self.fields["new"].choices = names
        if len(known) > 1:
            self.initial = {"old": known[1].number, "new": known[0].number}


@dataclass(frozen=True)
class Dated:
    """One version in the list of the whole strategy."""

    section: Entry
    version: Version


def list_of(page: Any) -> dict[str, Any]:
    """Return all public wordings of a section, newest first, and the form to compare two."""
    known = of_section(page)
    return {
        **reading.frame(page),
        "page": page,
        "versions": known,
        "pairs": [*zip(known, [*known[1:], None], strict=True)],
        "form": CompareForm(None, known) if len(known) > 1 else None,
    }


def of_section(page: Any) -> list[Version]:
    """Return the public wordings of a section with addresses in the page's language; newest first."""
    return addresses.known_versions(page)[1]


def compared(page: Any, old: str, new: str) -> dict[str, Any]:
    """Return two public wordings of a section, compared paragraph by paragraph; 404 without them."""
    before, text_before = addresses.find(page, old)
    after, text_after = addresses.find(page, new)
    known = of_section(page)
    form = CompareForm(None, known)
    form.initial = {"old": old, "new": new}
    return {
        **reading.frame(page),
        "page": page,
        "title": text_after["fields"]["title"],
        "old": before,
        "new": after,
        "found": compare(text_before, text_after),
        "form": form,
    }


def of_strategy(page: Any, asked: Mapping) -> dict[str, Any]:
    """Return all public wordings of all sections of a strategy, the newest first."""
    found = []
    for section in outline().readable_sections(page.path):
        standing = addresses.standing_of(section.place.pk)
        if standing is not None:
            found += [
                Dated(section, version)
                for version in versions.versions(standing, section.place.url)
            ]
    found.sort(key=lambda dated: (dated.version.on, dated.section.order), reverse=True)
    return {
        "page": page,
        "listing": Listing(ListFilter(asked), found, asked, PER_PAGE),
        "strategy_url": addresses.url_of(page.pk),
    }
