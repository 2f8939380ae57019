"""Grow the demo town: many sections, each released by ballot, in every language."""

import uuid
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.models import Generation, User
from council.actions import cast_vote, submit
from council.models.settings import Purpose
from home.models import HomePage
from strategy.models import ChapterPage, SectionPage, StrategyPage

from .bare.models import BarePage

PER_CHAPTER = 30
WORDS = "Vielfalt gehört zum Alltag dieser Stadt, und alle, die hier leben, gestalten sie mit. " * 4
STEERING = ("steering1", "steering2", "steering3")


def grow(sections: int) -> tuple[StrategyPage, ChapterPage, SectionPage]:
    """Add a strategy with so many live sections in all languages; return one page of each kind.

    German texts go their own way through the ballot; translations are added as rows, because how they
    were made changes nothing in what reading them costs. Can be run again: each run adds a strategy.
    """
    editor = User.objects.get(username="editor")
    voters = [User.objects.get(username=name) for name in STEERING]
    home = HomePage.objects.get(locale=Locale.get_default())
    slug = f"gross-{StrategyPage.objects.count()}"
    with disable_reference_index_auto_update(), override("de"):
        strategy = home.add_child(
            instance=StrategyPage(title="Große Strategie", slug=slug, body=body(8))
        )
        _translate(strategy, home)
        for number in range(sections):
            if number % PER_CHAPTER == 0:
                title = f"Kapitel {number // PER_CHAPTER + 1}"
                chapter = strategy.add_child(instance=ChapterPage(title=title, body=body(2)))
                _translate(chapter, strategy)
            section = _release(chapter, number, editor, voters)
            _translate(section, chapter)
    Generation.renew()
    return strategy, chapter, section


@transaction.atomic
def _release(chapter: ChapterPage, number: int, editor: User, voters: list[User]) -> SectionPage:
    """Add one section and carry it through the ballot."""
    section = chapter.add_child(
        instance=SectionPage(
            title=f"Abschnitt {number + 1}", summary=WORDS, body=body(12), live=False
        )
    )
    run = submit(page=section, purpose=Purpose.RELEASE, by=editor)
    ballot = run.current_task_state.specific
    for voter in voters[: ballot.task.specific.consent_needed]:
        cast_vote(task_state=ballot, choice="consent", by=voter)
    section.refresh_from_db()
    return section


def body(paragraphs: int) -> list[dict]:
    """Return StreamField data: a guideline statement, then paragraphs."""
    return [
        {
            "type": "guideline",
            "value": {"text": "Alle gestalten die Stadt."},
            "id": str(uuid.uuid4()),
        },
        *(
            {"type": "paragraph", "value": f"<p>{WORDS}</p>", "id": str(uuid.uuid4())}
            for _number in range(paragraphs - 1)
        ),
    ]


@transaction.atomic
def _translate(page: Page, above: Page) -> None:
    """Add the page in every language in which the page above it is there."""
    for parent in above.get_translations().select_related("locale").specific():
        same = ("body", "summary", "number", "slug", "translation_key")
        copy = type(page)(
            title=f"{page.title} ({parent.locale.language_code})",
            locale=parent.locale,
            **{name: getattr(page, name) for name in same if hasattr(page, name)},
        )
        parent.add_child(instance=copy)
        if not copy.live:  # a section starts as a draft, wherever it comes from
            copy.live = True
            copy.save()


def bare_page() -> BarePage:
    """Make the page that ours are compared with: as many paragraphs, Wagtail's own way."""
    there = BarePage.objects.first()
    if there is not None:
        return there
    root = Page.objects.get(depth=2, locale=Locale.get_default())
    raw = [{**block, "value": f"<p>{WORDS}</p>", "type": "paragraph"} for block in body(12)]
    return root.add_child(instance=BarePage(title="Nackte Seite", slug="bare", body=raw))


def addresses(
    strategy: StrategyPage, chapter: ChapterPage, section: SectionPage
) -> Iterator[tuple[str, str]]:
    """Yield a name and an address for each kind of page, the small demo town's and the grown ones."""
    german = HomePage.objects.get(locale=Locale.get_default())
    yield "front page", german.get_url()
    yield f"strategy, {chapter.number} chapters", strategy.get_url()
    yield f"chapter, {PER_CHAPTER} sections", chapter.get_url()
    yield "section, 12 paragraphs", section.get_url()
    arabic = section.get_translation(Locale.objects.get(language_code="ar"))
    yield "section in Arabic", arabic.get_url()
    yield "whole strategy", f"{strategy.get_url()}read/"
    for name, label in (
        ("process", "process"),
        ("partners.PartnerIndexPage", "directory"),
        ("partners.PartnerPage", "partner"),
        ("events.EventIndexPage", "events"),
        ("events.EventPage", "event"),
        ("home.PlainPage", "plain page"),
    ):
        app, _dot, model = name.partition(".")
        kinds = {"content_type__app_label": app, "content_type__model": model.lower()}
        if name == "process":
            kinds = {"content_type__model": "processpage"}
        page = Page.objects.live().filter(locale=Locale.get_default(), **kinds).first()
        if page is not None:
            yield label, page.get_url()
    yield "sitemap", "/sitemap.xml"
