"""What languages cost editors: one very large page, and the overview of a large strategy."""

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from cms import sources
from cms.models import Image, User
from home import roles
from home.models import HomePage, PlainPage
from strategy.models import StrategyPage
from translating import jobs
from translating.actions import hand_in, publish
from translating.models import Job, Work

from .growth import WORDS
from .job import LANGUAGES
from .measure import Clock

PARAGRAPHS, TABLES, FIGURES = 200, 10, 40


@dataclass(frozen=True)
class Spent:
    """What one thing cost: queries, processor time of this process, and the clock."""

    name: str
    queries: int
    cpu: float
    seconds: float


def spend(name: str, act: Callable[[], Any]) -> Spent:
    """Do something once and return what it cost."""
    clock, cpu, started = Clock(), time.process_time(), time.perf_counter()
    with connection.execute_wrapper(clock):
        answer = act()
    spent = time.perf_counter() - started
    if getattr(answer, "status_code", 200) >= 400:
        raise RuntimeError(f"{name}: {answer.status_code}")
    return Spent(name, clock.queries, time.process_time() - cpu, spent)


def large() -> Iterator[Spent]:
    """Begin, publish and outdate a page of 200 paragraphs, ten tables and forty figures."""
    editor = _person("large-editor")
    translator, checker = (
        _person(f"large-{name}", superuser=True) for name in ("translator", "checker")
    )
    locales = [Locale.objects.get(language_code=code) for code in LANGUAGES]
    with override("de"):
        page = _large_page()
        job = jobs.order(root=page, locales=locales, by=editor)
        above = [step for step in job.steps.all() if step.page_id != page.pk]
        for _step in above:
            jobs.do_next(job.pk)
        for code in LANGUAGES:
            yield spend(f"one step of a job, {code}", lambda: jobs.do_next(job.pk))
        for number, work in enumerate(Work.objects.filter(translation_key=page.translation_key)):
            _write([page.translation_key], work.locale)
            if not number:
                client = Client()
                client.force_login(translator)
                url = reverse("translating:edit", args=[work.pk])
                yield spend("the translator's sheet", partial(client.get, url))
            yield spend("hand in", partial(hand_in, work=work, by=translator))
            yield spend("publish", partial(publish, work=work, by=checker))
        page = PlainPage.objects.get(pk=page.pk)
        page.intro = "Andere Worte."
        revision = page.save_revision(user=editor)
        yield spend("publish German, five languages outdated", revision.publish)
        page = PlainPage.objects.get(pk=page.pk)
        page.only_spelling, page.intro = True, "Andere, Worte."
        revision = page.save_revision(user=editor)
        yield spend("publish a correction of spelling", revision.publish)
        yield spend("take down", lambda: PlainPage.objects.get(pk=page.pk).unpublish())


def many(strategy: StrategyPage) -> Iterator[Spent]:
    """Look at a large strategy: the preview of an order, the overview, its filter and its file."""
    client = Client()
    client.force_login(_person("many-editor", superuser=True))
    locales = [Locale.objects.get(language_code=code).pk for code in LANGUAGES]
    form = {"root": strategy.pk, "locales": locales}
    order, overview = reverse("translating:job_order"), reverse("translating:overview")
    file = reverse("translating:overview_file")
    part = f"?part={strategy.pk}"
    _translate(strategy)
    client.get(overview)
    yield spend("overview of all", lambda: client.get(overview))
    yield spend("overview of the strategy", lambda: client.get(overview + part))
    yield spend("only missing", lambda: client.get(f"{overview}{part}&state=missing"))
    yield spend("only checked", lambda: client.get(f"{overview}{part}&state=checked"))
    yield spend("last page", lambda: client.get(f"{overview}?p=999"))
    yield spend("file", lambda: client.get(file))
    yield spend("desk", lambda: client.get(reverse("translating:desk")))
    below = strategy.get_descendants().values("translation_key")
    Page.objects.filter(translation_key__in=below).exclude(locale=strategy.locale).delete()
    yield spend("count what is to prepare", lambda: client.post(order, form))
    yield spend("order", lambda: client.post(order, form | {"confirm": "1"}))
    job = reverse("translating:job", args=[Job.objects.latest("pk").pk])
    yield spend("page of the job", lambda: client.get(job))


def _translate(strategy: StrategyPage) -> None:
    """Let the sentences be known as well: what is left is counted from them."""
    for page in strategy.get_descendants(inclusive=True).specific():
        sources.give(page)
    locales = Locale.objects.filter(language_code__in=LANGUAGES[:3])
    keys = strategy.get_descendants(inclusive=True).values("translation_key")
    for locale in locales:
        _write(keys, locale)


def table(found: Iterable[Spent]) -> str:
    """Return the costs as a table."""
    lines = ["| what | queries | CPU s | s |", "|---|---:|---:|---:|"]
    lines += [f"| {s.name} | {s.queries} | {s.cpu:.2f} | {s.seconds:.2f} |" for s in found]
    return "\n".join(lines)


def _person(name: str, superuser: bool = False) -> User:
    person, _made = User.objects.get_or_create(username=name, defaults={"is_superuser": superuser})
    person.groups.add(Group.objects.get(name=roles.EDITORS))
    return person


def _large_page() -> PlainPage:
    home = HomePage.objects.get(locale=Locale.get_default())
    image = Image.objects.create(title="Bild", file=get_test_image_file())

    def block(kind: str, value: Any) -> dict:
        return {"type": kind, "value": value, "id": str(uuid.uuid4())}

    def cells(number: int) -> list[str]:
        return [f"Feld {number} {column}" for column in range(4)]

    body = [block("paragraph", f"<p>{n}: {WORDS}</p>") for n in range(PARAGRAPHS)]
    body += [
        block(
            "table",
            {
                "caption": f"Tabelle {n}",
                "header": cells(0),
                "rows": [{"cells": cells(row)} for row in range(10)],
            },
        )
        for n in range(TABLES)
    ]
    body += [
        block(
            "figure",
            {"image": image.pk, "alt_text": f"Ein Bild {n}", "caption": f"Bild {n} der Stadt"},
        )
        for n in range(FIGURES)
    ]
    page = PlainPage(title="Sehr lang", slug=f"lang-{uuid.uuid4().hex[:6]}", intro=WORDS, body=body)
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def _write(keys: Any, locale: Locale) -> None:
    rows = StringSegment.objects.filter(source__object__in=keys)
    StringTranslation.objects.bulk_create(
        (
            StringTranslation(
                translation_of=row.string,
                context=row.context,
                locale=locale,
                data=f"x {row.string.data}",
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for row in rows.select_related("string", "context")
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
