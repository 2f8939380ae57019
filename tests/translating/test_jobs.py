"""Work on many texts in the background: laid down at once, done step by step, never twice."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Page

from cms.models import LiveText
from home import roles
from tests.factories import UserFactory
from translating import jobs
from translating.models import Job, JobStep, Work
from translating.planning import plan_for

from .bulk import FIVE, add_section, an_editor, chapter_with, locales

State = JobStep.State


@pytest.fixture
def editor(site):
    return an_editor()


def run(job):
    """Do a whole job, as a worker does."""
    while jobs.unfinished(job.pk):
        jobs.advance(job.pk, seconds=60)


def states(job):
    return list(job.steps.values_list("state", flat=True))


def test_a_chapter_and_all_below_it_is_laid_down_parents_first(editor):
    chapter = chapter_with(3)

    job = jobs.order(root=chapter, locales=locales("en", "ar"), by=editor)

    laid = [(step.page_title, step.locale.language_code) for step in job.steps.all()]
    assert laid[:2] == [("Weiterstadt WIRkt!", "en"), ("Weiterstadt WIRkt!", "ar")] or laid[0][1]
    titles = [title for title, code in laid if code == "ar"][-4:]
    assert titles == ["Ankommen", "Abschnitt 0", "Abschnitt 1", "Abschnitt 2"]
    assert len(laid) == 2 * 6


def test_laying_down_costs_the_same_queries_however_many_pages(editor, count_queries):
    chapter = chapter_with(2)
    small = count_queries(lambda: plan_for(chapter, locales("en", "ar")))
    for number in range(2, 12):
        add_section(chapter, number)
    chapter.refresh_from_db()
    large = count_queries(lambda: plan_for(chapter, locales("en", "ar")))

    assert large == small


def test_a_plan_counts_pages_and_words(editor):
    chapter = chapter_with(2)

    plan = plan_for(chapter, locales("en", "tr"))

    sections = 2 * (2 + 3 + 6)  # title, summary, one paragraph
    assert plan.pages == 5
    assert plan.words == 2 * (sections + sum(w for w in (1, 1, len(_title(plan.above[0])))))


def _title(page):
    return page.title.split()


def test_a_job_prepares_every_page_and_nothing_german_goes_live(editor):
    chapter = chapter_with(3)
    job = jobs.order(root=chapter, locales=locales(*FIVE), by=editor)

    run(job)

    job.refresh_from_db()
    assert set(states(job)) == {State.DONE} and job.finished_at
    assert Work.objects.count() == job.steps.count() == 6 * 5
    foreign = Page.objects.exclude(locale__language_code="de").filter(depth__gt=1)
    assert foreign.count() == 30
    assert not foreign.filter(live=True).exists()
    assert not LiveText.objects.filter(page__in=foreign).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_drafts_and_what_hangs_under_them_are_left_out(editor):
    chapter = chapter_with(2)
    Page.objects.filter(slug="abschnitt-0").update(live=False)

    plan = plan_for(chapter, locales("en"))

    assert [pair.page.title for pair in plan.pairs][-1] == "Abschnitt 1"
    assert plan.not_live == 1 and plan.pages == 4


def test_a_page_below_a_draft_cannot_be_ordered(editor):
    chapter = chapter_with(1)
    Page.objects.filter(slug="strategie").update(live=False)

    with pytest.raises(ValidationError, match="Strategie"):
        jobs.order(root=chapter, locales=locales("en"), by=editor)

    assert not Job.objects.exists()


def test_what_is_there_is_not_laid_down_again(editor):
    chapter = chapter_with(1)
    run(jobs.order(root=chapter, locales=locales("en"), by=editor))
    add_section(chapter, 1)
    chapter.refresh_from_db()

    job = jobs.order(root=chapter, locales=locales("en", "tr"), by=editor)

    english = job.steps.filter(locale__language_code="en")
    assert [step.page_title for step in english] == ["Abschnitt 1"]
    assert job.steps.filter(locale__language_code="tr").count() == 5


def test_the_same_order_twice_is_recognised(editor):
    chapter = chapter_with(2)
    jobs.order(root=chapter, locales=locales("en"), by=editor)

    with pytest.raises(ValidationError) as refusal:
        jobs.order(root=chapter, locales=locales("en"), by=editor)

    assert "ordered" in str(refusal.value) or "Auftrag" in str(refusal.value)
    assert Job.objects.count() == 1


def test_a_stopped_job_holds_up_no_other(editor):
    chapter = chapter_with(2)
    first = jobs.order(root=chapter, locales=locales("en"), by=editor)
    jobs.advance(first.pk, seconds=0)
    jobs.cancel(job=first, by=editor)

    second = jobs.order(root=chapter, locales=locales("en"), by=editor)

    assert second.steps.count() == first.steps.count() - 1


@pytest.mark.parametrize("codes", [(), ("en", "tr", "uk", "ar", "de-simple", "fa")])
def test_between_one_and_five_languages(editor, codes):
    from wagtail.models import Locale

    Locale.objects.get_or_create(language_code="fa")

    with pytest.raises(ValidationError):
        jobs.order(root=chapter_with(1), locales=locales(*codes), by=editor)


@pytest.mark.parametrize(
    "role", [roles.translators("ar"), roles.CLERKS, roles.STEERING, roles.PARTNERS]
)
def test_only_editors_order_stop_and_try_again(editor, role):
    chapter = chapter_with(1)
    job = jobs.order(root=chapter, locales=locales("en"), by=editor)
    other = UserFactory(roles=[role])

    for act in (
        lambda: jobs.order(root=chapter, locales=locales("ar"), by=other),
        lambda: jobs.cancel(job=job, by=other),
        lambda: jobs.try_again(job=job, by=other),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Job.objects.get().cancelled_at is None


def test_a_slice_does_at_least_one_step_and_no_more_when_its_time_is_up(editor):
    job = jobs.order(root=chapter_with(3), locales=locales("en"), by=editor)

    assert jobs.advance(job.pk, seconds=0) == 1
    assert states(job).count(State.DONE) == 1


def test_a_stopped_job_does_nothing_more(editor):
    job = jobs.order(root=chapter_with(2), locales=locales("en"), by=editor)
    jobs.advance(job.pk, seconds=0)

    jobs.cancel(job=job, by=editor)

    assert jobs.advance(job.pk, seconds=60) == 0
    assert Work.objects.count() == 1
    job.refresh_from_db()
    assert job.cancelled_by == editor and job.finished_at is None
    with pytest.raises(ValidationError):
        jobs.cancel(job=job, by=editor)


def test_a_failure_is_noted_in_words_and_the_others_go_on(editor, monkeypatch):
    chapter = chapter_with(3)
    job = jobs.order(root=chapter, locales=locales("en"), by=editor)
    begin = jobs.begin

    def stumbling(*, instance, locale, by):
        if instance.title == "Abschnitt 0":
            raise ValidationError("Der Absatz ist zu lang.")
        if instance.title == "Abschnitt 1":
            begin(instance=instance, locale=locale, by=by)
            raise RuntimeError("geheim")
        return begin(instance=instance, locale=locale, by=by)

    monkeypatch.setattr(jobs, "begin", stumbling)
    run(job)

    by_title = {step.page_title: step for step in job.steps.all()}
    assert by_title["Abschnitt 0"].message == "Der Absatz ist zu lang."
    assert by_title["Abschnitt 1"].state == State.FAILED
    assert "geheim" not in by_title["Abschnitt 1"].message != ""
    assert by_title["Abschnitt 2"].state == State.DONE
    german = Page.objects.get(slug="abschnitt-1", locale=chapter.locale)
    assert not german.has_translation(locales("en")[0]), "half a step is none"

    monkeypatch.setattr(jobs, "begin", begin)
    assert jobs.try_again(job=job, by=editor) == 2
    run(job)

    job.refresh_from_db()
    assert set(states(job)) == {State.DONE} and job.finished_at
    assert Page.find_problems() == ([], [], [], [], [])


def test_children_of_a_failed_page_say_which_page_comes_first(editor, monkeypatch):
    chapter = chapter_with(1)
    job = jobs.order(root=chapter, locales=locales("en"), by=editor)
    begin = jobs.begin

    def stumbling(*, instance, **rest):
        if instance.title == "Ankommen":
            raise PermissionDenied("Nein.")
        return begin(instance=instance, **rest)

    monkeypatch.setattr(jobs, "begin", stumbling)
    run(job)

    last = job.steps.last()
    assert last.state == State.FAILED and "Ankommen" in last.message


def test_what_was_deleted_or_made_meanwhile_is_skipped(editor):
    chapter = chapter_with(3)
    job = jobs.order(root=chapter, locales=locales("en"), by=editor)
    Page.objects.get(slug="abschnitt-0").delete()
    Page.objects.filter(slug="abschnitt-1").update(live=False)
    jobs.advance(job.pk, seconds=0)
    other = Page.objects.get(slug="strategie", locale=chapter.locale).specific
    jobs.begin(instance=other, locale=locales("en")[0], by=editor)

    run(job)

    skipped = job.steps.filter(state=State.SKIPPED)
    assert len(skipped) == 3 and all(step.message for step in skipped)
    assert Page.find_problems() == ([], [], [], [], [])


def test_who_has_lost_the_right_meanwhile_prepares_nothing(editor):
    job = jobs.order(root=chapter_with(1), locales=locales("en"), by=editor)
    editor.groups.clear()

    run(job)

    assert set(states(job)) == {State.FAILED} and not Work.objects.exists()
