"""Menus, breadcrumbs, language lists and addresses of the public site, from one query per generation.

All live pages are read once as plain values and kept in the process until the generation changes.
Templates and link handlers ask here instead of asking the database page by page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, override
from wagtail.models import Page, Site

from .models import Generation


@dataclass(frozen=True)
class Place:
    """One live page in the tree; ``url`` is its path from the host's root."""

    pk: int
    path: str
    title: str
    #: The language of the title: German where a translated page's title is not translated yet.
    title_language: str
    url: str
    key: UUID
    language: str
    content_type_id: int
    in_menu: bool
    depth: int


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    current: bool = False
    #: The language of the title.
    language: str = ""


@dataclass(frozen=True)
class Alternate:
    """A language of the site and where this page stands in it.

    ``url`` leads to the same page; where it does not ``exist`` in this language, to the nearest page
    above it that does: a chapter lists its sections in German until they are translated.
    """

    code: str
    name_local: str
    bidi: bool
    url: str
    absolute_url: str
    exists: bool
    current: bool

    @property
    def is_binding(self) -> bool:
        """Tell whether this is the language that all others are translated from."""
        return self.code == settings.LANGUAGE_CODE


@dataclass
class SiteMap:
    """All live pages of the site, to be looked up by number, path, address and translation."""

    base_url: str
    by_pk: dict[int, Place] = field(default_factory=dict)
    by_path: dict[str, Place] = field(default_factory=dict)
    by_url: dict[str, Place] = field(default_factory=dict)
    by_key: dict[UUID, dict[str, Place]] = field(default_factory=dict)
    roots: dict[str, Place] = field(default_factory=dict)

    def place(self, pk: int, language: str | None = None) -> Place | None:
        """Return where a page stands, in another language if it exists there."""
        here = self.by_pk.get(pk)
        if here is None or language is None:
            return here
        return self.by_key[here.key].get(language, here)

    def menu(self, language: str, current: Place | None = None) -> list[MenuItem]:
        """Return the main menu: the pages below the front page that are shown in menus, in tree order."""
        root = self.roots.get(language)
        if root is None:
            return []
        return [
            MenuItem(
                place.title,
                place.url,
                current is not None and current.path.startswith(place.path),
                place.title_language,
            )
            for place in self.children(root)
            if place.in_menu
        ]

    def children(self, parent: Place) -> Iterable[Place]:
        """Return the live pages right below one, in tree order."""
        return (
            p
            for p in self.by_path.values()
            if p.depth == parent.depth + 1 and p.path.startswith(parent.path)
        )

    def only_in_source(self, pk: int) -> tuple[str, list[int]]:
        """Return the address of a page's German original, and the pages below it in German alone.

        Alone means that the language of the page asked about has none of them.
        """
        here = self.by_pk.get(pk)
        source = self.place(pk, settings.LANGUAGE_CODE)
        if here is None or source is None or source is here:
            return "", []
        below = self.children(source)
        return source.url, [p.pk for p in below if here.language not in self.by_key[p.key]]

    def breadcrumbs(self, place: Place) -> list[MenuItem]:
        """Return the way from the front page down to a page, itself included."""
        steps = range(Page.steplen * 2, len(place.path) + 1, Page.steplen)
        trail = [self.by_path.get(place.path[:step]) for step in steps]
        return [
            MenuItem(p.title, p.url, p is place, p.title_language) for p in trail if p is not None
        ]

    def alternates(self, place: Place | None, language: str) -> list[Alternate]:
        """Return every language that has a front page, in the order of the settings."""
        found = []
        for code, _name in settings.LANGUAGES:
            root = self.roots.get(code)
            if root is None:
                continue
            there = self.by_key[place.key].get(code) if place else None
            info = get_language_info(code)
            url = (there or self._nearest(place, code) or root).url
            found.append(
                Alternate(
                    code,
                    info["name_local"],
                    info["bidi"],
                    url,
                    self.base_url + url,
                    there is not None,
                    code == language,
                )
            )
        return found

    def _nearest(self, place: Place | None, code: str) -> Place | None:
        """Return the page above one that stands closest to it in another language."""
        path = place.path[: -Page.steplen] if place else ""
        while path:
            above = self.by_path.get(path)
            there = self.by_key[above.key].get(code) if above else None
            if there is not None:
                return there
            path = path[: -Page.steplen]
        return None


@dataclass(frozen=True)
class Navigation:
    """What the frame of one public page shows."""

    language: str
    menu: list[MenuItem]
    breadcrumbs: list[MenuItem]
    alternates: list[Alternate]
    home_url: str
    home_title: str
    home_title_language: str
    absolute_url: str
    #: Where readers report a mistake; empty on German pages and where there is no page.
    report_url: str = ""


_kept: tuple[UUID, SiteMap] | None = None


def site_map() -> SiteMap:
    """Return the map of the site as it is now: one query when nothing has changed, four when something has."""
    global _kept
    generation = Generation.current()
    if _kept is None or _kept[0] != generation:
        _kept = (generation, _read())
    return _kept[1]


def navigation(
    pk: int | None = None, language: str | None = None, sites: SiteMap | None = None
) -> Navigation:
    """Return the frame around a page, or of a view that is no page, in one language."""
    sites = sites or site_map()
    place = sites.place(pk) if pk else None
    language = place.language if place else (language or get_language() or settings.LANGUAGE_CODE)
    root = sites.roots.get(language)
    return Navigation(
        language=language,
        menu=sites.menu(language, place),
        breadcrumbs=sites.breadcrumbs(place) if place else [],
        alternates=sites.alternates(place, language),
        home_url=root.url if root else "/",
        home_title=root.title if root else "",
        home_title_language=root.title_language if root else "",
        absolute_url=sites.base_url + place.url if place else "",
        report_url=report_url(place) if place else "",
    )


def report_url(place: Place) -> str:
    """Return the address of the form for mistakes in a translation; the German text is none."""
    if place.language == settings.LANGUAGE_CODE:
        return ""
    with override(place.language):
        return f"{reverse('report_mistake')}?page={place.pk}"


def _read() -> SiteMap:
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return SiteMap(base_url=settings.WAGTAILADMIN_BASE_URL)
    sites = SiteMap(base_url=site.root_url)
    root_key = site.root_page.translation_key
    # A language that was taken out of the settings has no addresses any more.
    shown_codes = [code for code, _name in settings.LANGUAGES]
    pages = Page.objects.live().filter(depth__gte=2, locale__language_code__in=shown_codes)
    rows = pages.order_by("path").values_list(
        "pk", "path", "title", "url_path", "translation_key", "locale__language_code", "content_type_id",
        "show_in_menus", "depth", "live_text__german_parts",
    )  # fmt: skip
    shown, prefix = "\0", ""
    for (
        pk,
        path,
        title,
        url_path,
        key,
        language,
        content_type_id,
        in_menu,
        depth,
        german,
    ) in rows:
        if depth == 2:
            prefix = url_path
            shown = path if key == root_key else "\0"
        if not path.startswith(shown):
            continue  # another site's, or below a front page that is not live
        url = f"/{language}/{url_path.removeprefix(prefix)}"
        spoken = settings.LANGUAGE_CODE if "title" in (german or ()) else language
        place = Place(pk, path, title, spoken, url, key, language, content_type_id, in_menu, depth)
        sites.by_pk[pk] = place
        sites.by_path[path] = place
        sites.by_url[url] = place
        sites.by_key.setdefault(key, {})[language] = place
        if depth == 2:
            sites.roots[language] = place
    return sites
