"""The public share of each language: bars that say what they show, by word as well."""

from bs4 import BeautifulSoup

from tests.factories import HomePageFactory


def test_each_bar_has_its_language_as_label_and_its_share_in_words(site, client):
    for language in ("ar", "tr", "de-simple"):
        HomePageFactory(language=language)

    soup = BeautifulSoup(client.get("/", headers={"accept-language": "zh"}).content, "html.parser")

    bars = soup.find_all("progress")
    assert [bar["aria-labelledby"] for bar in bars] == ["share-de-simple", "share-tr", "share-ar"]
    for bar in bars:
        assert bar["max"] == "100" and 0 <= int(bar["value"]) <= 100
        said = f"{bar['value']} %"
        assert bar.get_text() == bar.find_next_sibling("span").text == said
        label = soup.find(id=bar["aria-labelledby"])
        assert label["lang"] == bar["aria-labelledby"].removeprefix("share-")
        assert label.get_text() and label["dir"] == ("rtl" if label["lang"] == "ar" else "ltr")
