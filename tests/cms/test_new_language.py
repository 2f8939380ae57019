"""A town adds Tigrinya and Persian to a running site by configuration alone (docs/adding-a-language.md)."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import clear_url_caches, reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import trans_real
from fontTools.ttLib import TTFont
from wagtail.coreutils import get_content_languages
from wagtail.models import GroupPagePermission, Locale

from cms.catalogues import compile_all
from cms.models import Generation, User
from home import roles
from tests.factories import HomePageFactory, PlainPageFactory, paragraph

ROOT = Path(site_settings.BASE_DIR)
STYLES = ROOT / "cms/static/cms/built"
NEW = [("ti", "ትግርኛ"), ("fa", "فارسی")]
#: The small catalogue a town begins with.
WORDS = {"ti": {"Main menu": "ቀንዲ ዝርዝር"}, "fa": {"Main menu": "فهرست اصلی"}}
SHIPPED = [code for code, _name in site_settings.LANGUAGES]
#: What only English calls a month so (German has “April”, Turkish “Mar” and “May”).
ENGLISH_MONTHS = re.compile(r"\b(?:January|February|March|June|July|October|December|Oct|Dec)\b")


def forget_languages() -> None:
    """Let Django read languages and catalogues again, as a restart does."""
    for known in (
        trans_real.get_languages,
        trans_real.get_supported_language_variant,
        trans_real.check_for_language,
        get_content_languages,
    ):
        if hasattr(known, "cache_clear"):
            known.cache_clear()
    trans_real._translations = {}
    clear_url_caches()


@pytest.fixture
def afterwards() -> Iterator[None]:
    """Forget the languages when the settings are back; asked for before ``settings``."""
    yield
    translation.activate(site_settings.LANGUAGE_CODE)
    forget_languages()


@pytest.fixture
def configured(afterwards, settings, tmp_path) -> None:
    """Configure both languages: settings and a small catalogue, and nothing else."""
    for code, words in WORDS.items():
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue = polib.POFile()
        catalogue.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Plural-Forms": "nplurals=2; plural=(n > 1);",
        }
        catalogue += [polib.POEntry(msgid=key, msgstr=text) for key, text in words.items()]
        catalogue.save(str(folder / "django.po"))
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, *NEW]
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, tmp_path]
    compile_all()
    forget_languages()


@pytest.fixture
def without_new_languages(settings):
    """Return a function that takes both languages out of the settings and starts anew."""

    def restart() -> None:
        known = [one for one in settings.LANGUAGES if one not in NEW]
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = known
        forget_languages()
        Generation.renew()

    return restart


@pytest.fixture
def running(site, configured, translate) -> str:
    """Return the address of a page that a running site has translated into both."""
    page = PlainPageFactory(title="Seite", slug="seite", body=[paragraph("Ein Absatz.")])
    call_command("setup_site", verbosity=0)
    for code, name in NEW:
        HomePageFactory(language=code, title=name)
        translate(page, code, title=name, body=[paragraph(name)])
    return "seite/"


def read(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def test_a_running_site_gets_locale_rows_and_roles(running):
    codes = set(Locale.objects.values_list("language_code", flat=True))

    assert {"ti", "fa"} <= codes
    for code in ("ti", "fa"):
        assert Group.objects.filter(name=roles.translators(code)).exists()


def rights_of(code):
    rights = GroupPagePermission.objects.filter(group__name=roles.translators(code))
    return set(rights.values_list("page__locale__language_code", "permission__codename"))


def test_a_language_that_is_taken_away_leaves_the_site_and_comes_back_whole(
    running, client, settings, without_new_languages
):
    there, had = settings.LANGUAGES, rights_of("fa")
    assert had and read(client, f"/fa/{running}").main
    client.force_login(User.objects.create_superuser("admin"))

    without_new_languages()
    for _once_more in range(2):
        call_command("setup_site", verbosity=0)

    for address in (f"/fa/{running}", "/fa/"):
        assert client.get(address).status_code == 404
    page = read(client, f"/de/{running}")
    assert not page.select('[hreflang="fa"]') and "فارسی" not in page.text
    assert "/fa/" not in client.get("/sitemap.xml").text
    root = client.get("/", headers={"accept-language": "fa"})
    assert root.status_code == 200 and "/fa/" not in root.text
    for name in ("translating:overview", "translating:desk", "translating:job_order"):
        assert client.get(reverse(name)).status_code == 200
    call_command("check_translations", verbosity=0)
    assert rights_of("fa") == had

    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = there
    forget_languages()
    Generation.renew()
    call_command("setup_site", verbosity=0)

    assert "فارسی" in read(client, f"/fa/{running}").main.text
    assert read(client, f"/de/{running}").select('[hreflang="fa"]')
    assert rights_of("fa") == had


def test_switcher_and_alternates_know_the_new_languages(running, client):
    page = read(client, f"/de/{running}")

    links = {a["hreflang"]: a for a in page.select(".drawer--languages a")}
    assert [links[code].text for code in ("ti", "fa")] == ["ትግርኛ", "فارسی"]
    assert [links[code]["dir"] for code in ("ti", "fa")] == ["ltr", "rtl"]
    assert list(links)[-2:] == ["ti", "fa"]  # last, as the settings have them
    alternates = {tag["hreflang"] for tag in page.select('link[rel="alternate"][hreflang]')}
    assert {"de", "ti", "fa", "x-default"} <= alternates


@pytest.mark.parametrize(
    ("code", "direction", "sheet"), [("fa", "rtl", "wirkt.rtl"), ("ti", "ltr", "wirkt")]
)
def test_pages_have_their_language_direction_and_words(code, direction, sheet, running, client):
    page = read(client, f"/{code}/{running}")

    assert (page.html["lang"], page.html["dir"]) == (code, direction)
    assert page.select_one(f'link[rel="stylesheet"][href*="/{sheet}."]')
    assert page.find("nav", class_="main-menu")["aria-label"] == WORDS[code]["Main menu"]


def test_the_root_leads_a_browser_to_the_new_language(running, client):
    assert client.get("/", headers={"accept-language": "ti"}).headers["Location"] == "/ti/"
    assert client.get("/", headers={"accept-language": "fa-IR"}).headers["Location"] == "/fa/"


def test_the_form_for_mistakes_speaks_the_new_language_too(running, client):
    (link,) = read(client, f"/fa/{running}").select('a[href*="/fa/mistake/"]')

    assert read(client, link["href"]).html["dir"] == "rtl"


def test_the_ethiopic_font_holds_the_letters_and_only_pages_of_the_script_load_it():
    sheet = (STYLES / "wirkt.css").read_text()
    (face,) = re.findall(r"@font-face \{[^}]*Noto Sans Ethiopic[^}]*\}", sheet)
    font = TTFont(STYLES / "fonts/noto-sans-ethiopic-ethiopic-400.woff2")

    # unicode-range keeps browsers from loading the file for any other script.
    assert re.search(r"unicode-range:\s*U\+1200-137F;?", face, re.IGNORECASE)
    assert {ord(letter) for letter in "ትግርኛጥሪለካቲት"} <= set(font.getBestCmap())
    assert "Noto Sans Ethiopic" in re.search(r"--font-text:[^;]*", sheet)[0]


def test_the_arabic_font_holds_the_letters_of_persian():
    font = TTFont(STYLES / "fonts/noto-sans-arabic-arabic-400.woff2")

    assert {ord(letter) for letter in "پچژگکی۰۱۲۳۴۵۶۷۸۹"} <= set(font.getBestCmap())


@pytest.mark.parametrize("code", [*SHIPPED, "ti", "fa"])
def test_no_language_shows_english_months(code, configured):
    days = [datetime.date(2026, month, 15) for month in range(1, 13)]
    with translation.override(code):
        said = [
            date_format(day, name)
            for day in days
            for name in ("DATE_FORMAT", "SHORT_DATE_FORMAT", "YEAR_MONTH_FORMAT", "F", "M", "l")
        ]

    english = [text for text in said if ENGLISH_MONTHS.search(text)]
    assert english == [] or code == "en"


def test_tigrinya_has_names_of_its_own_for_every_month_and_day(configured):
    with translation.override("ti"):
        months = {date_format(datetime.date(2026, month, 1), "F") for month in range(1, 13)}
        days = {date_format(datetime.date(2026, 6, day), "l") for day in range(1, 8)}

        assert date_format(datetime.date(2026, 11, 22), "DATE_FORMAT") == "22 ሕዳር 2026"
    assert len(months) == 12 and len(days) == 7
    assert all(re.fullmatch(r"[\u1200-\u137f]+", name) for name in months | days)


@pytest.mark.parametrize(("wish", "code"), [("ti,fa", 0), ("tii", 1)])
def test_one_line_of_the_environment_adds_languages_and_a_misspelt_code_stops_the_start(wish, code):
    answer = subprocess.run(
        [sys.executable, "-c", "from django.conf import settings as s; print(s.LANGUAGES[-2:])"],
        cwd=ROOT,
        env={
            "MORE_LANGUAGES": wish,
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "PYTHONIOENCODING": "utf-8",
            "PATH": "/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
    )

    assert (answer.returncode != 0) == bool(code), answer.stderr
    assert "ትግርኛ" in answer.stdout if code == 0 else "MORE_LANGUAGES names “tii”" in answer.stderr


def test_nothing_knows_a_language_by_name_but_fonts_and_settings():
    named = re.compile(r"""["'(](?:de-simple|en|tr|uk|ar|fa|ti)["')]""")
    allowed = {
        "cms/settings/languages.py",
        "cms/catalogues.py",  # the language of the msgids
        "cms/styles/fonts.css",
        "translating/glossary.py",  # endings of German words
    }
    found = []
    for folder in ("cms", "home", "events", "strategy", "partners", "council", "translating"):
        for file in (ROOT / folder).rglob("*"):
            name = str(file.relative_to(ROOT))
            if file.suffix not in {".py", ".html", ".css", ".js"} or name in allowed:
                continue
            if {"built", "migrations"} & set(file.parts):
                continue
            found += [
                f"{name}: {line.strip()[:80]}"
                for line in file.read_text().splitlines()
                if named.search(line)
            ]

    assert found == []
