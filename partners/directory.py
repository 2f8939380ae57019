"""The directory of partners: which profiles are shown, by what the reader asked for."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.listing import ListFilter, Listing, Names
from cms.navigation import Place, site_map

if TYPE_CHECKING:
    from .models import ActorGroup, PartnerIndexPage

PER_PAGE = 24


class DirectoryFilter(ListFilter):
    """What a reader can ask the directory for."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    group = forms.ChoiceField(label=_("Group"), required=False, widget=Names)
    mandate = forms.BooleanField(label=_("Only with a political mandate"), required=False)

    def __init__(self, data: Mapping, groups: list["ActorGroup"]):
        super().__init__(data)
        names = [(group.key, group.name) for group in groups]
        self.fields["group"].choices = [("", _("All groups")), *names]


@dataclass(frozen=True)
class Profile:
    """One partner as the directory shows it."""

    place: Place
    group: "ActorGroup"
    parent: Place | None
    mandate: bool
    summary: str
    summary_language: str


class Directory(Listing):
    """One page of the directory."""

    groups: list["ActorGroup"]

    @classmethod
    def of(cls, page: "PartnerIndexPage", asked: Mapping) -> "Directory":
        """Read the directory: three queries, however many partners there are."""
        from .models import ActorGroup, PartnerPage

        groups = list(ActorGroup.objects.in_language(page.locale.language_code))
        form = DirectoryFilter(asked, groups)
        wishes = form.wishes()
        here = PartnerPage.objects.live().child_of(page)
        profiles = [p for p in _profiles(here, page, groups) if _matches(p, wishes)]
        profiles.sort(key=lambda profile: folded(profile.place.title))
        directory = cls(form, profiles, asked, PER_PAGE)
        directory.groups = groups
        german_url, untranslated = site_map().only_in_source(page.pk)
        if untranslated:
            others = _profiles(PartnerPage.objects.filter(pk__in=untranslated), page, groups)
            directory.german_only = sum(_matches(profile, wishes) for profile in others)
            directory.german_url = german_url
        return directory


def folded(text: str) -> str:
    """Return a text as it is sorted and searched by: no case, no accents (Ö beside O)."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _profiles(
    pages: QuerySet, page: "PartnerIndexPage", groups: list["ActorGroup"]
) -> list[Profile]:
    """Return partners as the directory of one language shows them."""
    sites = site_map()
    language = page.locale.language_code
    by_key: dict[UUID, ActorGroup] = {group.translation_key: group for group in groups}
    rows = pages.values_list(
        "pk",
        "group__translation_key",
        "parent_organization_id",
        "mandate",
        "summary",
        "live_text__german_parts",
    )
    return [
        Profile(
            place,
            by_key[group_key],
            sites.place(parent, language) if parent else None,
            mandate,
            summary,
            settings.LANGUAGE_CODE if "summary" in (german or ()) else language,
        )
        for pk, group_key, parent, mandate, summary, german in rows
        if (place := sites.place(pk)) and group_key in by_key
    ]


def _matches(profile: Profile, wishes: dict) -> bool:
    return (
        (not wishes["q"] or folded(wishes["q"]) in folded(profile.place.title))
        and (not wishes["group"] or profile.group.key == wishes["group"])
        and (not wishes["mandate"] or profile.mandate)
    )
