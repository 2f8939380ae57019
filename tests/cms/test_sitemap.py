"""The sitemap lists every live page in every language, from one query."""

from xml.etree import ElementTree

from tests.factories import HomePageFactory, PlainPageFactory

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def read(client) -> dict[str, dict[str, str]]:
    """Return the addresses of the sitemap, each with its translations."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        page.find("s:loc", NAMES).text: {
            link.get("hreflang"): link.get("href") for link in page.findall("x:link", NAMES)
        }
        for page in root.findall("s:url", NAMES)
    }


def test_it_lists_live_pages_with_their_translations(site, client):
    base = site.root_url
    HomePageFactory(language="ar", title="معًا")
    PlainPageFactory(title="Nur auf Deutsch", slug="nur-deutsch")
    PlainPageFactory(title="Entwurf", live=False)

    pages = read(client)

    both = {"de": f"{base}/de/", "ar": f"{base}/ar/", "x-default": f"{base}/de/"}
    assert pages == {
        f"{base}/de/": both,
        f"{base}/ar/": both,
        f"{base}/de/nur-deutsch/": {},
    }


def test_a_page_without_a_german_original_has_no_default(site, client):
    arabic, turkish = (HomePageFactory(language=code, title=code) for code in ("ar", "tr"))
    first = PlainPageFactory(parent=arabic, title="a", slug="a")
    PlainPageFactory(parent=turkish, title="b", slug="a", translation_key=first.translation_key)

    assert set(read(client)[f"{site.root_url}/ar/a/"]) == {"ar", "tr"}


def test_it_costs_the_same_queries_however_many_pages_there_are(site, client, count_queries):
    PlainPageFactory()
    read(client)
    few = count_queries(lambda: read(client))
    PlainPageFactory.create_batch(20)
    read(client)

    assert count_queries(lambda: read(client)) == few <= 2


def test_it_is_xml_and_robots_name_it(site, client):
    assert client.get("/sitemap.xml").headers["Content-Type"].startswith("application/xml")
    assert f"{site.root_url}/sitemap.xml" in client.get("/robots.txt").content.decode()
