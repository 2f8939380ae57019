"""Where a section and its versions are found: its German page, its standing, addresses that never change."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from cms.navigation import site_map
from cms.snapshots import Snapshot
from council.facts import sources_of
from council.guards import is_binding
from council.standing import Standing, standings

from . import versions
from .outline import outline


def known_versions(page: Any) -> tuple[Standing, list[versions.Version]]:
    """Return where a section stands, and its public wordings, newest first."""
    standing = (standing_of(page.pk) if page.live else None) or standings([page])[page.pk]
    return standing, versions.versions(standing, address(page), is_live=page.live)


def find(page: Any, number: str) -> tuple[versions.Version, Snapshot]:
    """Return one public wording of a section and its text; 404 when there is none."""
    version, text = versions.find(binding_of(page), number, address(page))
    for known in known_versions(page)[1]:
        if known.number == number:
            return replace(version, code=known.code), text
    raise Http404(_("There is no such version."))


def left_the_public(page: Any) -> bool:
    """Tell whether a section was public once and is not any more: the council set its text aside.

    Its versions keep their addresses. A translation does so as long as it was public itself.
    """
    if page.live or not (is_binding(page) or page.first_published_at):
        return False
    source = type(page)._default_manager.filter(pk=binding_of(page), live=False)
    return source.exists() and bool(known_versions(page)[1])


def binding_of(page: Any) -> int:
    """Return the id of the German page, whether it is live or not."""
    return binding_pk(page.pk) if page.live else sources_of([page])[page.pk]


def address(page: Any) -> str:
    """Return the address of a section; one that left the public keeps it for its versions."""
    above = site_map().by_path.get(page.path[: -page.steplen])
    return url_of(page.pk) or (f"{above.url}{page.slug}/" if above else "")


def standing_of(pk: int) -> Standing | None:
    """Return where a live section stands; a translation stands where its German text does."""
    return outline().standings.get(binding_pk(pk))


def binding_pk(pk: int) -> int:
    """Return the German page of a page: only the German text has a standing."""
    place = site_map().place(pk, settings.LANGUAGE_CODE)
    return place.pk if place else pk


def url_of(pk: int) -> str:
    place = site_map().place(pk)
    return place.url if place else ""
