"""A reader walks through the whole Arabic demo: every name of another direction stands by itself."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup, Comment, Doctype, NavigableString
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db

#: Not read aloud as words of a language: code, checksums and addresses.
NO_WORDS = {"code", "pre"}
#: Latin letters that are no German: names of formats, e-mail addresses, the letters of steps.
NO_GERMAN = re.compile(r"[a-f]|DS \d+/\d+|\S+@\S+|https?://\S+|\(?verify_version\.py\)?|[\d–. ]+")


#: Elements inside of a line of text.
IN_A_LINE = {"a", "b", "bdi", "em", "i", "span", "strong"}


def walk(start: str) -> dict[str, BeautifulSoup]:
    """Return every page that links lead to below an address."""
    ahead, pages, client = [start], {}, Client(headers={"accept-language": "ar"})
    while ahead:
        here = ahead.pop()
        answer = client.get(here, follow=True)
        assert answer.status_code == 200, here
        if "html" not in answer["Content-Type"]:
            continue
        pages[here] = BeautifulSoup(answer.content, "html.parser")
        for link in pages[here].find_all("a", href=True):
            there = urldefrag(urljoin(here, link["href"]))[0]
            if there.startswith(start) and there not in pages and there not in ahead:
                ahead.append(there)
    return pages


@pytest.fixture(scope="module")
def arabic(town, django_db_blocker) -> dict[str, BeautifulSoup]:
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        return walk("/ar/")


def texts(page: BeautifulSoup) -> Iterator[NavigableString]:
    for text in page.body.find_all(string=True):
        kind = isinstance(text, Comment | Doctype) or text.parent.name in ("script", "style")
        if text.strip() and not kind:
            yield text


def is_left_to_right(text: str) -> bool:
    return any(unicodedata.bidirectional(c) == "L" and c.isalpha() for c in text)


def stands_alone(text: NavigableString) -> bool:
    return any(one.name == "bdi" or one.get("dir") for one in list(text.parents)[:-2])


def test_the_walk_comes_to_every_kind_of_page(arabic):
    ends = (
        "/",
        "/print/",
        "/versions/",
        "/read/",
        "/amendments/",
        "/side-by-side/",
        r"/beschluesse/\d+/",
    )

    assert len(arabic) > 150
    assert all(any(re.search(f"{end}$", address) for address in arabic) for end in ends)
    assert any("/compare/" in address for address in arabic)
    assert any("/mistake/" in address for address in arabic)


def test_every_word_from_the_left_stands_alone_in_a_page_from_the_right(arabic):
    loose = {
        (text.strip(), address)
        for address, page in arabic.items()
        for text in texts(page)
        if is_left_to_right(text) and not stands_alone(text)
    }

    assert not loose


def test_numbers_with_blanks_keep_their_order(arabic):
    loose = {
        (text.strip(), address)
        for address, page in arabic.items()
        for text in texts(page)
        if re.search(r"\+?\d+(?: \d+)+", text) and not stands_alone(text)
    }

    assert not loose


def test_german_titles_and_names_say_that_they_are_german(arabic):
    """A text of Latin letters alone stands for German words in an Arabic page, so it says so."""
    unmarked = set()
    for address, page in arabic.items():
        for text in texts(page):
            language = next(one["lang"] for one in text.parents if one.get("lang"))
            own_words = not any("\u0590" <= c <= "\u08ff" for c in text)
            known = "WIRkt" in text or NO_GERMAN.fullmatch(text.strip())
            inside = [one.name for one in text.parents]
            if not (own_words and is_left_to_right(text)) or known or NO_WORDS & {*inside}:
                continue
            if language == "ar" and not _in_running_text(text):
                unmarked.add((text.strip(), address))

    assert not unmarked


def _in_running_text(text: NavigableString) -> bool:
    """Tell whether words stand between Arabic ones in a sentence: a name that a translator left there."""
    around = next(one for one in text.parents if one.name not in IN_A_LINE)
    return any("\u0590" <= c <= "\u08ff" for c in around.get_text())


#: Whole families of digits: a page shows the ones its language writes, and no other.
DIGITS = {"latin": "0-9", "arabic": "\u0660-\u0669", "persian": "\u06f0-\u06f9"}


def test_a_page_shows_one_family_of_digits(arabic):
    for address, page in arabic.items():
        shown = page.body.get_text()
        found = {name for name, digits in DIGITS.items() if re.search(f"[{digits}]", shown)}
        assert found == {"latin"}, address
