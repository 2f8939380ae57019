"""The frame of every page: what the navigation knows, and what the town adds to it.

The footer is read once per generation, like the site map (two queries when something has changed).
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from cms.navigation import MenuItem, Navigation, Place, SiteMap, navigation, site_map

if TYPE_CHECKING:
    from .models import HomePage, PlainPage, TownSettings

#: Where the footer shows which purpose, in this order.
HELP = ("easy_language", "sign_language")
LEGAL = ("imprint", "privacy", "accessibility")


@dataclass(frozen=True)
class FooterLink:
    """A link of the footer, with the language of its title and of the page it leads to."""

    title: str
    url: str
    language: str
    page_language: str


@dataclass(frozen=True)
class Footer:
    """What the footer needs in any language: the town, and the German page of each purpose."""

    town: "TownSettings"
    pages: dict[str, int]
    #: Where the register of decisions stands, by language.
    registers: dict[str, str]


@dataclass(frozen=True)
class Frame(Navigation):
    """The frame around one public page."""

    url: str = ""
    publisher: str = ""
    address: list[str] = field(default_factory=list)
    email: str = ""
    phone: str = ""
    contact_url: str = ""
    help: list[FooterLink] = field(default_factory=list)
    legal: list[FooterLink] = field(default_factory=list)
    #: Where a barrier can be reported: the accessibility statement.
    barrier_url: str = ""
    #: The register, where each decision has a page of its own.
    decisions_url: str = ""


_kept: tuple[SiteMap, Footer] | None = None


def frame(pk: int | None = None, language: str | None = None) -> Frame:
    """Return the frame around a page, or of a view that is no page, in one language."""
    sites = site_map()
    base = navigation(pk, language, sites)
    place = sites.place(pk) if pk else None
    footer = footer_of(sites)
    town = footer.town
    links = {
        kind: _link(sites, sites.by_pk[page], base.language)
        for kind, page in footer.pages.items()
        if page in sites.by_pk
    }
    return Frame(
        **vars(base),
        url=place.url if place else "",
        publisher=town.office or town.name,
        address=town.address_lines,
        email=town.email,
        phone=town.phone,
        contact_url=links["contact"].url
        if "contact" in links
        else f"mailto:{town.email}"
        if town.email
        else "",
        help=[links[kind] for kind in HELP if kind in links],
        legal=[links[kind] for kind in LEGAL if kind in links],
        barrier_url=links["accessibility"].url if "accessibility" in links else "",
        decisions_url=footer.registers.get(base.language, ""),
    )


def footer_of(sites: SiteMap) -> Footer:
    """Return what the footer needs, read once per generation."""
    from .models import DecisionIndexPage, PlainPage, TownSettings

    global _kept
    if _kept is None or _kept[0] is not sites:
        rows = PlainPage.objects.with_purpose().filter(locale__language_code=settings.LANGUAGE_CODE)
        pages = dict(rows.values_list("kind", "pk"))
        kind = ContentType.objects.get_for_model(DecisionIndexPage).pk
        registers = {p.language: p.url for p in sites.by_path.values() if p.content_type_id == kind}
        _kept = (sites, Footer(TownSettings.now(), pages, registers))
    return _kept[1]


def of_stand_in(page: "PlainPage", language: str) -> Frame:
    """Return the frame of a German page that is shown under another language's address.

    Its menu is that language's; the canonical address stays the German one.
    """
    sites = site_map()
    german = sites.by_pk[page.pk]
    around = frame(sites.roots[language].pk)
    alternates = [
        alternate
        if alternate.exists
        else replace(
            alternate,
            url=stand_in_url(sites, german, alternate.code),
            absolute_url=sites.base_url + stand_in_url(sites, german, alternate.code),
        )
        for alternate in sites.alternates(german, language)
    ]
    here = stand_in_url(sites, german, language)
    return replace(
        around,
        url=here,
        alternates=alternates,
        breadcrumbs=[*around.breadcrumbs, MenuItem(german.title, here, True, german.language)],
        report_url="",
        absolute_url=sites.base_url + german.url,
    )


def below(pk: int, rest: str, title: str) -> Frame:
    """Return the frame of an address below a page that serves it in each of its languages."""
    around = frame(pk)
    here = around.url + rest
    return replace(
        around,
        url=here,
        alternates=[
            replace(alternate, url=alternate.url + rest, absolute_url=alternate.absolute_url + rest)
            if alternate.exists
            else alternate
            for alternate in around.alternates
        ],
        breadcrumbs=[
            *(replace(step, current=False) for step in around.breadcrumbs),
            MenuItem(title, here, current=True),
        ],
        absolute_url=around.absolute_url + rest,
    )


def stand_in_url(sites: SiteMap, german: Place, language: str) -> str:
    """Return the address in another language under which a German page is shown."""
    return sites.roots[language].url + german.url.removeprefix(
        sites.roots[settings.LANGUAGE_CODE].url
    )


def organization(town: "TownSettings", home: "HomePage") -> dict:
    """Describe the town for search engines (schema.org)."""
    facts = {
        "name": town.name or home.title,
        "url": site_map().base_url + "/",
        "email": town.email,
        "telephone": town.phone,
        "address": ", ".join(town.address_lines),
        "inLanguage": home.locale.language_code,
    }
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        **{name: value for name, value in facts.items() if value},
    }


def _link(sites: SiteMap, german: Place, language: str) -> FooterLink:
    there = sites.by_key[german.key].get(language)
    if there is not None:
        return FooterLink(there.title, there.url, there.title_language, there.language)
    known = language in sites.roots
    url = stand_in_url(sites, german, language) if known else german.url
    return FooterLink(german.title, url, german.language, german.language)
