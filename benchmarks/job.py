"""What a chapter for the translators costs: no request of the job may take two seconds."""

import time
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.models import User
from home import roles
from home.models import HomePage
from strategy.models import ChapterPage, SectionPage, StrategyPage
from translating.models import Job, JobStep

from .growth import WORDS, body

LANGUAGES = ("en", "tr", "uk", "ar", "de-simple")
ACCEPT = {"accept": "application/json"}


@dataclass
class Requests:
    """The requests of one kind: processor time of this process, and the clock."""

    name: str
    count: int = 0
    cpu: float = 0.0
    longest_cpu: float = 0.0
    longest: float = 0.0

    def __call__(self, client: Client, method: str, url: str, *data, **headers):
        clock, cpu = time.perf_counter(), time.process_time()
        answer = getattr(client, method)(url, *data, headers=headers)
        if answer.status_code >= 400:
            raise RuntimeError(f"{url} answered {answer.status_code}")
        spent = time.process_time() - cpu
        self.count += 1
        self.cpu += spent
        self.longest_cpu = max(self.longest_cpu, spent)
        self.longest = max(self.longest, time.perf_counter() - clock)
        return answer


def run(sections: int) -> list[Requests]:
    """Order a chapter of so many sections into five languages and press the button until it is done."""
    with disable_reference_index_auto_update(), override("de"):
        chapter = _chapter(sections)
    client = Client()
    client.force_login(_editor())
    counting, ordering, going_on = Requests("count"), Requests("order"), Requests("next part")
    locales = [Locale.objects.get(language_code=code).pk for code in LANGUAGES]
    form = {"root": chapter.pk, "locales": locales}
    url = reverse("translating:job_order")
    counting(client, "post", url, form)
    job = reverse_of(ordering(client, "post", url, form | {"confirm": "1"}))
    running = True
    while running:
        url = reverse("translating:job_go_on", args=[job.pk])
        running = going_on(client, "post", url, **ACCEPT).json()["running"]
    states = JobStep.objects.filter(job=job).values_list("state", flat=True)
    if set(states) != {"done"} or any(Page.find_problems()):
        raise RuntimeError(f"not all is done: {set(states)}, {Page.find_problems()}")
    return [counting, ordering, going_on]


def reverse_of(answer) -> Job:
    """Return the job that an order has led to."""
    return Job.objects.get(pk=answer.url.rstrip("/").rsplit("/", 1)[1])


def _chapter(sections: int) -> ChapterPage:
    home = HomePage.objects.get(locale=Locale.get_default())
    strategy = home.add_child(instance=StrategyPage(title="Große Strategie", slug="gross"))
    chapter = strategy.add_child(instance=ChapterPage(title="Kapitel", body=body(2)))
    for number in range(sections):
        section = SectionPage(
            title=f"Abschnitt {number + 1}", summary=WORDS, body=body(12), live=False
        )
        chapter.add_child(instance=section)
    # How sections get to the public costs something else.
    Page.objects.filter(path__startswith=chapter.path).update(live=True)
    return chapter


def _editor() -> User:
    editor, _made = User.objects.get_or_create(username="job-editor")
    editor.groups.add(Group.objects.get(name=roles.EDITORS))
    return editor


def table(found: list[Requests], sections: int) -> str:
    """Return the costs as a table."""
    lines = [
        f"{sections} sections into {len(LANGUAGES)} languages",
        "| request | how often | CPU s, all | CPU s, longest | s, longest |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {r.name} | {r.count} | {r.cpu:.1f} | {r.longest_cpu:.2f} | {r.longest:.2f} |"
        for r in found
    ]
    return "\n".join(lines)
