"""Numbers and dates on public pages: the reader's own words, one family of digits in every language.

Django's formats write European digits in every language, Arabic and Persian too. Texts of a town may
hold others; what the program writes never mixes with them.
"""

import re
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils.formats import date_format, number_format
from django.utils.timezone import make_aware
from django.utils.translation import override
from wagtail.models import Locale

from home.actions import set_up_site
from tests.factories import DecisionIndexPageFactory, HomePageFactory

from .conftest import decide

OTHER_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
ALL = ["de", "de-simple", "en", "tr", "uk", "ar", "fa", "ti"]
MOMENT = make_aware(datetime(2026, 11, 3, 18, 5))


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize(
    "written",
    [
        "DATE_FORMAT",
        "SHORT_DATE_FORMAT",
        "DATETIME_FORMAT",
        "SHORT_DATETIME_FORMAT",
        "YEAR_MONTH_FORMAT",
        "MONTH_DAY_FORMAT",
        "TIME_FORMAT",
    ],
)
def test_dates_are_written_with_european_digits_and_no_english_month(language, written):
    with override(language):
        shown = date_format(MOMENT, written)

    assert re.search("[0-9]", shown) and not OTHER_DIGITS.search(shown)
    assert language == "en" or "Nov" not in shown or language in ("de", "de-simple")
    assert not re.search("a.m.|p.m.", shown)


@pytest.mark.parametrize("language", ALL)
def test_counts_and_sizes_are_written_with_european_digits(language):
    with override(language):
        size = Template("{{ size|filesizeformat }}").render(Context({"size": 12_345_678}))
        shown = [number_format(1234.5, 1), number_format(12), size]

    assert not OTHER_DIGITS.search(" ".join(shown))


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_the_register_shows_votes_numbers_and_pages_in_one_family_of_digits(
    language, chapter, client, translate, settings
):
    settings.LANGUAGES = [*settings.LANGUAGES, ("fa", "فارسی")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    Locale.objects.get_or_create(language_code=language)
    set_up_site()
    page = DecisionIndexPageFactory(title="Beschlüsse", slug="beschluesse")
    HomePageFactory(language=language, title="معًا")
    for number in range(13):
        decide(chapter, f"Titel {number}", days_ago=number + 1)
    there = translate(page, language, title="القرارات")

    first = BeautifulSoup(client.get(there.get_url()).content, "html.parser")
    second = BeautifulSoup(client.get(there.get_url() + "?page=2").content, "html.parser")

    for soup in (first, second):
        assert not OTHER_DIGITS.search(soup.get_text())
    assert [one.get_text(strip=True)[-1] for one in first.select(".pagination [aria-current]")] == [
        "1"
    ]
    assert str(date.today().year) in first.main.get_text()
    assert "6" in first.find(class_="decision__facts").get_text()
