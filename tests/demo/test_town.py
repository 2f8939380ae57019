"""The demo town is complete, is made by the product's own ways, and says that it is invented."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.models import Q
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.models import EasyCheck, LiveText, User
from council.models import (
    AgendaItem,
    Amendment,
    AmendmentVote,
    Decision,
    Faction,
    FactionVote,
    Notice,
    Objection,
    Paper,
    PaperAttachment,
    Recusal,
    Release,
)
from council.standing import standings
from demo.people import PEOPLE
from demo.reading import table
from events.models import EventPage
from partners.models import ActorGroup, Format, PartnerPage
from strategy.models import BuildingBlock, ChapterPage, Phase, SectionPage
from tests.wording import german as in_german
from translating import checking, segments
from translating.models import MistakeReport
from translating.quality import Level

from .conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

LANGUAGES = {"de", "de-simple", "en", "tr", "uk", "ar"}


def german(model):
    return model.objects.filter(locale__language_code="de")


def test_a_filled_site_is_refused_and_left_as_it_is():
    before = Page.objects.count()

    with pytest.raises(CommandError, match="already has content"):
        call_command("load_demo")
    call_command("load_demo", if_empty=True)

    assert Page.objects.count() == before


def test_a_real_town_is_never_filled_with_the_demo(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="no demo site"):
        call_command("load_demo")


def test_the_strategy_has_chapters_and_sections_in_every_stage_of_the_route():
    assert german(ChapterPage).count() >= 5
    assert german(SectionPage).count() >= 20

    codes = {s.code for s in standings(german(SectionPage).values_list("pk", flat=True)).values()}

    assert codes >= {
        "draft",
        "steering",
        "released",
        "deliberation",
        "council",
        "referred_back",
        "resolved",
        "resolved_amended",
        "suspended",
        "not_yet_in_force",
    }


def test_the_bodies_argue_as_bodies_do():
    outcomes = set(AmendmentVote.objects.values_list("outcome", flat=True))
    assert outcomes == {"accepted", "rejected", "dealt_with"}
    assert set(Amendment.objects.values_list("kind", flat=True)) == {"change", "insert"}
    before_the_council = Amendment.objects.filter(paper__supersedes__isnull=False)
    assert before_the_council.values("block_id").distinct().count() < before_the_council.count()
    assert Decision.objects.filter(outcome="deferred").exists()
    assert Decision.objects.filter(effective_on__gt=TODAY).exists()
    assert set(Objection.objects.values_list("end__how", flat=True)) == {"lifted", None}
    assert Paper.objects.exclude(withdrawn_at=None).get().superseded_by
    assert FactionVote.objects.count() == Faction.objects.count() == 3
    assert Recusal.objects.exists() and PaperAttachment.objects.exists()
    assert AgendaItem.objects.filter(part="non_public").exists()


def test_phases_keep_the_months_of_the_plan_and_three_of_them_run_now():
    phases = Phase.objects.filter(locale__language_code="de")

    assert [phase.number for phase in phases] == [1, 2, 3, 4, 5, 6, 7]
    assert all(phase.steps.exists() for phase in phases)
    assert str(phases[0].planned_start) == "2020-02-01"
    assert {phase.number for phase in phases.on(TODAY)} == {5, 6, 7}


def test_everybody_of_the_inventory_is_there():
    assert german(ActorGroup).count() == 7
    assert german(PartnerPage).count() >= 30
    assert {block.key for block in BuildingBlock.objects.all()} == {
        entry["key"] for entry in table("de", "building-blocks")["building_block"]
    }
    assert BuildingBlock.objects.count() == 8
    assert set(Format.objects.values_list("rhythm", flat=True)) >= {"yearly", "twice_yearly"}
    assert set(german(EventPage).values_list("kind", flat=True)) == set(EventPage.Kind.values)


def test_decisions_have_votes_and_nothing_is_public_without_one():
    assert Decision.objects.filter(kind="resolution", outcome="adopted").exists()
    assert Decision.objects.filter(outcome="rejected").exists()
    assert Release.objects.exists()
    assert not any(release.problems() for release in Release.objects.all())


def test_readers_meet_each_kind_of_translation():
    texts = LiveText.objects.with_source().select_related("page__locale")
    states = {state for text in texts for state in text.states}
    easy = [text for text in texts if text.page.locale.language_code == "de-simple"]
    checked = {check.content_hash for check in EasyCheck.objects.all()}

    assert {"outdated", "machine"} <= states
    assert {text.content_hash in checked for text in easy} == {True, False}
    assert MistakeReport.objects.filter(settled_at=None).exists()


def test_every_language_reads_the_front_page_the_process_and_two_chapters():
    for slug in ("strategie", "prozess", "ankommen-und-zusammenleben", "bildung-von-anfang-an"):
        pages = Page.objects.live().filter(slug=slug)
        assert set(pages.values_list("locale__language_code", flat=True)) == LANGUAGES, slug
    for model, fewest in ((EventPage, 4), (PartnerPage, 6), (SectionPage, 11)):
        for language in LANGUAGES:
            assert model.objects.live().filter(locale__language_code=language).count() >= fewest
    for language in LANGUAGES - {"de", "de-simple"}:
        assert SectionPage.objects.live().filter(locale__language_code=language).count() >= 14


def test_what_is_translated_has_no_german_words_left():
    """A name that stays as it is, is translated all the same: no notice about German parts."""
    texts = LiveText.objects.with_source().exclude(german_parts=[]).select_related("page__locale")

    left = [f"{t.page.locale}: {t.page}: {t.german_parts}" for t in texts if t.is_german_in_parts]
    assert left == []


def test_some_sections_stay_missing_in_each_language_on_purpose():
    public = german(SectionPage).filter(live=True).count()

    for language in LANGUAGES - {"de"}:
        assert SectionPage.objects.filter(locale__language_code=language).count() < public


def test_some_translations_are_outdated_on_purpose_and_the_others_are_not():
    texts = LiveText.objects.with_source().exclude(source_hash="").select_related("page")
    outdated = {text.page.slug for text in texts if text.is_outdated}

    assert outdated == {"bildung-von-anfang-an", "lernen-ein-leben-lang", "einfache-sprache"}


def test_translations_have_no_fault_that_a_translator_would_be_stopped_or_warned_for():
    """No error, and no number that the German sentence lacks; easy texts may leave numbers out."""
    more = in_german("The number %(number)s does not stand in the German text.").split(
        "%(number)s"
    )[1]
    found = []
    for translation in Translation.objects.select_related("source", "target_locale"):
        of_each = checking.faults_of(segments.read(translation), translation.target_locale, ())
        found += [
            f"{translation}: {fault.message}"
            for faults in of_each.values()
            for fault in faults
            if fault.level is Level.ERROR or fault.message.endswith(more)
        ]

    assert found == []


def test_nobody_gets_mail_from_the_demo():
    assert mail.outbox == []
    assert not Notice.objects.exists()


def test_the_demo_logins_are_there_and_nobody_has_a_name():
    logins = set(User.objects.values_list("username", flat=True))

    assert logins == {
        "admin",
        "editor",
        *(f"steering{number}" for number in range(1, 6)),
        "clerk",
        "member",
        *(f"{role}-{code}" for role in ("translator", "reviewer") for code in ("ar", "tr")),
        "partner",
    }
    called = {user.get_full_name().rstrip(" 12345") for user in User.objects.all()}
    assert called == {function for _login, function, _role in PEOPLE}
    # Wagtail's account page saves nothing without both.
    assert not User.objects.filter(Q(first_name="") | Q(last_name="")).exists()
    assert all(user.check_password("wirkt-demo") for user in User.objects.all())
