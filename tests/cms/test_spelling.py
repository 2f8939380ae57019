"""What may pass for a correction of spelling, and what may not: the rule, case by case."""

import pytest
from django.core.exceptions import ValidationError

from cms.spelling import check_minor

pytestmark = pytest.mark.usefixtures("in_english")


def wording(*paragraphs, title="Gut ankommen"):
    """Return a snapshot of a page with a title and some paragraphs."""
    body = [
        {"type": "paragraph", "id": f"p{number}", "value": text}
        for number, text in enumerate(paragraphs)
    ]
    return {"fields": {"title": title, "body": body}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Wir heissen alle willkommen.</p>", "<p>Wir heißen alle willkommen.</p>"),
        ("<p>Wir sagen das es gut ist.</p>", "<p>Wir sagen, dass es gut ist.</p>"),
        ("<p>Das Büro ist zuhause.</p>", "<p>Das Büro ist zu Hause.</p>"),
        ("<p>Die Kinder Gärten.</p>", "<p>Die Kinder-Gärten.</p>"),
        ("<p>Am 2.Oktober um 18 Uhr.</p>", "<p>Am 2. Oktober um 18 Uhr.</p>"),
        ('<p>Siehe <a href="/a/">hir</a>.</p>', '<p>Siehe <a href="/a/">hier</a>.</p>'),
        ("<p>Ja</p>", "<p>Ja.</p>"),
        ("<p data-block-key='a'>Gut.</p>", "<p data-block-key='b'>Gut.</p>"),
    ],
)
def test_spelling_passes(before, after):
    check_minor(wording(before), wording(after))


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("<p>Wir helfen gern.</p>", "<p>Wir helfen nicht gern.</p>", "negation"),
        ("<p>Das ist ein Problem.</p>", "<p>Das ist kein Problem.</p>", "negation"),
        ("<p>Wir helfen.</p>", "<p>Wir helfen allen.</p>", "added or removed"),
        ("<p>Wir helfen allen.</p>", "<p>Wir helfen.</p>", "added or removed"),
        ("<p>Wir helfe.</p>", "<p>Wir helfen allen.</p>", "added or removed"),
        ("<p>Die Stadt soll zahlen.</p>", "<p>Die Stadt muss zahlen.</p>", "another word"),
        ("<p>Um 18 Uhr.</p>", "<p>Um 19 Uhr.</p>", "number"),
        ("<p>3,5 Stellen</p>", "<p>35 Stellen</p>", "number"),
        ('<p><a href="/a/">Mehr</a></p>', '<p><a href="/b/">Mehr</a></p>', "links"),
        ("<p>Mehr dazu</p>", '<p><a href="/b/">Mehr</a> dazu</p>', "links"),
        ("<p>Eins. Zwei.</p>", "<p>Eins.</p><p>Zwei.</p>", "Lines"),
        (
            "<p>Di Stat wil alen Menschn helfn.</p>",
            "<p>Die Stadt will allen Menschen helfen.</p>",
            "Too much",
        ),
    ],
)
def test_more_than_spelling_is_refused_in_words(before, after, says):
    with pytest.raises(ValidationError, match=says):
        check_minor(wording(before), wording(after))


def test_paragraphs_stay_where_they_are():
    two = wording("<p>Eins</p>", "<p>Zwei</p>")
    for other in (wording("<p>Eins</p>"), wording("<p>Eins</p>", "<p>Zwei</p>", "<p>Drei</p>")):
        with pytest.raises(ValidationError, match="added, removed or moved"):
            check_minor(two, other)
    turned = wording("<p>Eins</p>", "<p>Zwei</p>")
    turned["fields"]["body"].reverse()
    with pytest.raises(ValidationError, match="added, removed or moved"):
        check_minor(two, turned)


def test_a_choice_or_an_image_is_no_spelling():
    def figure(image, alt="Ein Haus"):
        value = {"image": image, "alt_text": alt, "decorative": False}
        return {"fields": {"body": [{"type": "figure", "id": "f", "value": value}]}}

    check_minor(figure(1, "Ein Hauß"), figure(1))
    with pytest.raises(ValidationError, match="image"):
        check_minor(figure(1), figure(2))


def test_an_address_is_no_spelling():
    def link(url):
        return {"fields": {"body": [{"type": "link", "id": "l", "value": {"url": url}}]}}

    with pytest.raises(ValidationError, match="links"):
        check_minor(link("https://example.org/ein"), link("https://example.org/eins"))
