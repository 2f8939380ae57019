"""A chapter with sections that are public in German, for tests of work on many texts."""

from wagtail.models import Locale, Page

from home import roles
from home.models import HomePage
from strategy.models import ChapterPage, SectionPage, StrategyPage
from tests.factories import UserFactory, paragraph

FIVE = ("en", "tr", "uk", "ar", "de-simple")


def chapter_with(sections: int, paragraphs: int = 1) -> ChapterPage:
    """Return a chapter with so many sections below it, all live: only jobs are tried here."""
    home = HomePage.objects.get(locale=Locale.get_default())
    strategy = home.add_child(instance=StrategyPage(title="Strategie", slug="strategie"))
    chapter = strategy.add_child(instance=ChapterPage(title="Ankommen", slug="ankommen"))
    for number in range(sections):
        add_section(chapter, number, paragraphs)
    return chapter


def add_section(chapter: ChapterPage, number: int, paragraphs: int = 1) -> SectionPage:
    section = SectionPage(
        title=f"Abschnitt {number}",
        slug=f"abschnitt-{number}",
        number=number + 1,
        live=False,
        summary="Worum es geht.",
        body=[paragraph(f"Alle gehören dazu, sagt Satz {n}.") for n in range(paragraphs)],
    )
    chapter.add_child(instance=section)
    # The way to the public is another matter: council/guards.py.
    Page.objects.filter(pk=section.pk).update(live=True)
    section.refresh_from_db()
    return section


def locales(*codes: str) -> list[Locale]:
    found = {locale.language_code: locale for locale in Locale.objects.all()}
    return [found[code] for code in codes]


def an_editor(username: str = "redaktion"):
    return UserFactory(username=username, roles=[roles.EDITORS])
