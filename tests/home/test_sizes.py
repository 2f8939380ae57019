"""Each kind of page costs the same queries, however much there is (design.md section 9, point 6)."""

import pytest
from wagtail.models import Locale, Page, Site

from cms.models import Generation
from council.models import ResolvablePage
from strategy.models import ProcessPage
from tests.council.conftest import Town, make_town
from tests.factories import (
    ActorGroupFactory,
    EventIndexPageFactory,
    EventPageFactory,
    PartnerIndexPageFactory,
    PartnerPageFactory,
    PlainPageFactory,
    paragraph,
)

TWELVE = [
    ("de", "Deutsch"), ("de-simple", "Einfache Sprache"), ("en", "English"), ("tr", "Türkçe"),
    ("uk", "Українська"), ("ar", "العربية"), ("fa", "فارسی"), ("pl", "Polski"), ("ro", "Română"),
    ("ru", "Русский"), ("fr", "Français"), ("it", "Italiano"),
]  # fmt: skip

#: The most that one answer may cost without any page cache.
CEILINGS = {
    "front page": 12, "strategy": 12, "whole text": 12, "chapter": 8, "section": 8, "print view": 8,
    "version": 9, "process": 8, "events": 12, "event": 8, "partners": 12, "partner": 10, "plain page": 8,
    "sitemap": 4,
}  # fmt: skip


@pytest.fixture
def town(site) -> Town:
    """Return a town with one page of each kind, three of what there are many of."""
    town = make_town()
    group = ActorGroupFactory()
    for _number in range(3):
        EventPageFactory(body=body(4))
        PartnerPageFactory(group=group, body=body(4))
        town.through_steering(town.section(), "release")
    PlainPageFactory(slug="seite", body=body(4))
    home = Site.objects.get().root_page
    home.add_child(instance=ProcessPage(title="Prozess", slug="prozess"))
    Generation.renew()
    return town


def body(blocks: int) -> list[dict]:
    return [paragraph(f"Absatz {number}") for number in range(blocks)]


def addresses(town: Town, section: Page) -> dict[str, str]:
    """Return an address of each kind."""
    home, strategy = Site.objects.get().root_page, town.chapter.get_parent()
    first = {
        "front page": home, "strategy": strategy, "chapter": town.chapter, "section": section,
        "events": EventIndexPageFactory.the_one(), "partners": PartnerIndexPageFactory.the_one(),
    }  # fmt: skip
    found = {kind: page.get_url() for kind, page in first.items()}
    found |= {
        "event": first["events"].get_children().last().get_url(),
        "partner": first["partners"].get_children().last().get_url(),
        "plain page": f"{found['front page']}seite/",
        "process": f"{found['front page']}prozess/",
        "whole text": f"{found['strategy']}read/",
        "print view": f"{found['section']}print/",
        "version": f"{found['section']}version/0.1/",
        "sitemap": "/sitemap.xml",
    }
    return found


@pytest.fixture
def costs(client, count_queries):
    """Return a function that counts the queries of addresses that have been read before."""

    def count(found: dict[str, str]) -> dict[str, int]:
        for address in found.values():
            assert client.get(address).status_code == 200, address
        return {kind: count_queries(lambda url=url: client.get(url)) for kind, url in found.items()}

    return count


def sections(town: Town, count: int, blocks: int) -> Page:
    """Release so many sections of so many paragraphs; return the last one."""
    texts = [f"<p>Absatz {number}</p>" for number in range(blocks)]
    for _number in range(count):
        section = town.through_steering(town.section(texts=texts), "release")
    return section


def test_no_kind_of_page_is_beyond_its_ceiling(town, costs):
    found = costs(addresses(town, sections(town, 1, 4)))

    assert {kind: n for kind, n in found.items() if n > CEILINGS[kind]} == {}
    assert found.keys() == CEILINGS.keys()


def test_thirty_items_and_forty_blocks_cost_what_three_and_four_do(town, costs):
    few = costs(addresses(town, sections(town, 1, 4)))
    group = ActorGroupFactory()
    EventPageFactory.create_batch(26, body=body(40))
    PartnerPageFactory.create_batch(26, group=group, body=body(40))
    plain = Page.objects.get(slug="seite").specific
    plain.body = body(40)
    plain.save_revision().publish()
    many = addresses(town, sections(town, 26, 40))
    EventPageFactory(body=body(40))
    PartnerPageFactory(group=group, body=body(40))

    assert costs(many) == few


def test_twelve_languages_cost_what_one_does(town, costs, settings):
    kinds = addresses(town, sections(town, 1, 4))
    in_one = costs(kinds)
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = TWELVE
    german = list(Page.objects.live().filter(depth__gt=1).order_by("path").specific())
    for code, _name in TWELVE[1:]:
        locale, _new = Locale.objects.get_or_create(language_code=code)
        for page in german:
            copy = page.copy_for_translation(locale)
            copy.title, copy.live = f"{page.title} {code}", True
            copy.save()
    Generation.renew()

    in_twelve = costs(kinds)
    arabic = costs({kind: url.replace("/de/", "/ar/") for kind, url in kinds.items()})

    # Beside a German section stands its easy text: the page and its check, whatever its length.
    easy = {"section": 2, "print view": 2}
    assert in_twelve == {kind: count + easy.get(kind, 0) for kind, count in in_one.items()}
    assert {kind: n for kind, n in in_twelve.items() if n > CEILINGS[kind]} == {}
    assert {kind: n for kind, n in arabic.items() if n > CEILINGS[kind] + 2} == {}


@pytest.mark.parametrize("blocks", [4, 40])
def test_publishing_any_page_stays_within_eighty_queries(town, count_queries, blocks):
    kinds = {
        type(page): page
        for page in Page.objects.live().filter(depth__gt=1).specific()
        if not isinstance(page, ResolvablePage)
    }
    assert len(kinds) == 9
    spent = {}
    for kind, page in kinds.items():
        if hasattr(page, "body"):
            page.body = body(blocks)
        spent[kind.__name__] = count_queries(lambda page=page: page.save_revision().publish())

    assert {name: n for name, n in spent.items() if n > 80} == {}


@pytest.mark.parametrize("blocks", [4, 40])
def test_the_vote_that_releases_a_section_costs_the_same_however_long_it_is(
    town, count_queries, blocks
):
    """It votes, ends the ballot and the run, keeps the version and publishes it (ADR 0015)."""
    texts = [f"<p>Absatz {number}</p>" for number in range(blocks)]
    section = town.submit(town.section(texts=texts), "release")
    for voter in (town.s1, town.s2):
        town.vote(section, voter)

    spent = count_queries(lambda: town.vote(section, town.s3))

    assert town.fresh(section).live
    assert spent <= 150
