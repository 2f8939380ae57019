"""What waits for those who translate: to check, sent back, changed in German, begun, not begun."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from cms.models import LiveText, User

from . import rights
from .models import LanguageRules, Step, Work
from .states import Standing, State, standings, words_given, words_left


class Task(TextChoices):
    """What there is to do, in the order of the desk."""

    SENT_BACK = "sent_back", _("Sent back to you")
    CHECK = "check", _("To check")
    UPDATE = "update", _("The German text has changed")
    GO_ON = "go_on", _("Begun")
    BEGIN = "begin", _("Not translated yet")


#: The button of each task.
LABELS = {
    Task.SENT_BACK: _("Revise"),
    Task.CHECK: _("Check"),
    Task.UPDATE: _("Update the translation"),
    Task.GO_ON: _("Go on translating"),
    Task.BEGIN: _("Begin the translation"),
}


@dataclass
class Waiting:
    """One text in one language that waits for a person."""

    task: Task
    #: Translation key of the German text.
    key: UUID
    title: str
    locale: Locale
    url: str
    since: datetime | None = None
    words: int = 0
    words_left: int = 0
    work: Work | None = None
    #: Why it was sent back, and by whom.
    step: Step | None = None

    @property
    def label(self) -> str:
        return str(LABELS[self.task])

    @property
    def language(self) -> str:
        return self.locale.get_display_name()


def waiting_for(user: User, *, locales: Iterable[Locale] | None = None) -> list[Waiting]:
    """Return what a person can do, by task, the oldest first; constant queries for any number of texts.

    Pages and snippets in whose work somebody stands, and all public German pages. No text is read
    here: ``count_words`` does that for those that are shown.
    """
    mine = list(rights.languages_to_translate(user) if locales is None else locales)
    to_check = set(rights.languages_to_check(user).values_list("pk", flat=True))
    if not mine:
        return []
    alone = set(LanguageRules.objects.filter(four_eyes=False).values_list("locale", flat=True))
    german = Page.objects.live().filter(
        locale__language_code=settings.LANGUAGE_CODE, depth__gt=1, alias_of=None
    )
    pages = list(german.select_related("live_text"))
    since = {p.translation_key: _since(p) for p in pages}
    titles = {p.translation_key: p.title for p in pages}
    works = Work.objects.filter(locale__in=mine).select_related("locale", "translator")
    by_place = {(work.translation_key, work.locale_id): work for work in works}
    reasons = _reasons(by_place.values())
    names = _names(work for work in by_place.values() if work.translation_key not in titles)
    found: list[Waiting] = []
    standing = standings(pages, mine, count=False)
    languages = {locale.pk: locale for locale in mine}
    for (key, locale_id), one in standing.items():
        work = by_place.pop((key, locale_id), None)
        task = _task(work, one, user, to_check, alone)
        if task is not None:
            found.append(
                Waiting(
                    task,
                    key,
                    titles[key],
                    languages[locale_id],
                    _url(task, key, languages[locale_id], work),
                    work.changed_at if work and task != Task.UPDATE else since[key],
                    one.words,
                    work=work,
                    step=reasons.get(work.pk) if work else None,
                )
            )
    for (key, locale_id), work in by_place.items():
        task = _task(work, None, user, to_check, alone)
        if task is not None and key in names:
            locale = languages[locale_id]
            url = _url(task, key, locale, work)
            found.append(
                Waiting(task, key, names[key], locale, url, work.changed_at, work=work,
                        step=reasons.get(work.pk))
            )  # fmt: skip
    order = list(Task)
    found.sort(key=lambda one: (order.index(one.task), one.since.timestamp() if one.since else 0))
    return found


def count_words(shown: Iterable[Waiting]) -> None:
    """Fill in how many words there are and are left in a few texts; three queries."""
    shown = list(shown)
    keys = {one.key for one in shown}
    left = words_left(keys, {one.locale for one in shown})
    given = words_given(one.key for one in shown if not one.words)
    for one in shown:
        one.words = one.words or given.get(one.key, 0)
        one.words_left = left.get((one.key, one.locale.pk), one.words)


def _task(
    work: Work | None, standing: Standing | None, user: User, to_check: set[int], alone: set[int]
) -> Task | None:
    """Return what somebody can do with a text, or nothing."""
    if work is not None and work.stage == Work.Stage.HANDED_IN:
        own = work.translator_id == user.pk and work.locale_id not in alone
        return Task.CHECK if work.locale_id in to_check and not own else None
    if work is not None and work.stage == Work.Stage.SENT_BACK:
        return Task.SENT_BACK if work.translator_id == user.pk else Task.GO_ON
    if standing is not None and standing.state == State.OUTDATED:
        return Task.UPDATE
    if work is not None and work.stage == Work.Stage.IN_WORK:
        return Task.GO_ON
    if standing is not None and standing.state == State.IN_WORK:
        return Task.GO_ON
    return Task.BEGIN if standing is not None and standing.state == State.MISSING else None


def _url(task: Task, key: Any, locale: Locale, work: Work | None) -> str:
    if work is None:
        return reverse("translating:begin", args=[key, locale.language_code])
    return reverse(
        "translating:review" if task == Task.CHECK else "translating:edit", args=[work.pk]
    )


def _since(page: Page) -> datetime | None:
    text: LiveText | None = getattr(page, "live_text", None)
    return text.changed_at if text else page.last_published_at


def _reasons(works: Iterable[Work]) -> dict[int, Step]:
    """Return the last reason for sending back, by work."""
    sent = [work.pk for work in works if work.stage == Work.Stage.SENT_BACK]
    steps = Step.objects.filter(work__in=sent, kind=Step.Kind.SENT_BACK).select_related("by")
    return {step.work_id: step for step in steps}


def _names(works: Iterable[Work]) -> dict[Any, str]:
    """Return what German texts are called that are no public pages: drafts and snippets."""
    keys: dict[Any, list[Any]] = {}
    for work in works:
        keys.setdefault(work.content_type_id, []).append(work)
    found: dict[Any, str] = {}
    for some in keys.values():
        model = some[0].content_type.model_class()
        rows = model._base_manager.filter(
            translation_key__in=[work.translation_key for work in some],
            locale__language_code=settings.LANGUAGE_CODE,
        )
        found |= {row.translation_key: str(row) for row in rows}
    return found
