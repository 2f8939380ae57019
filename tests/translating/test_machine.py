"""A machine fills what is empty: labelled, where the rules allow it, names and links kept."""

import socket

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

from cms.models import LiveText
from tests.factories import paragraph
from translating import actions, machine
from translating.models import GlossaryTerm, LanguageRules, MachineUse, Step, Work

from .at_work import sentences, write
from .libre import body
from .with_machine import filled, prefill


def test_empty_segments_are_filled_and_labelled(libre, allowed, work, people):
    found = prefill(work, by=people("translator"))

    made = StringTranslation.objects.filter(locale=work.locale)
    assert found.filled == made.count() == 4 and not found.faults
    assert {row.translation_type for row in made} == {"machine"}
    assert {row.tool_name for row in made} == {"LibreTranslate"}
    assert all(segment.is_machine for segment in sentences(work).values())
    assert filled(work)["Alle sind willkommen."] == "«Alle sind <b>willkommen</b>.»"
    step = work.steps.last()
    assert (step.kind, step.by) == (Step.Kind.PREFILLED, people("translator"))


def test_the_server_is_asked_in_its_own_way(libre, allowed, work, people):
    prefill(work, by=people("translator"))

    (request,) = libre.asked
    assert request["path"] == "/translate" and request["format"] == "html"
    assert (request["source"], request["target"]) == ("de", "ar")
    assert request["api_key"] == "schluessel"


def test_nothing_is_published(libre, allowed, work, people, page):
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "live", "live_revision"))

    prefill(work, by=people("translator"))

    after = list(Page.objects.order_by("pk").values_list("pk", "title", "live", "live_revision"))
    assert after == before
    assert Work.objects.get().stage == Work.Stage.IN_WORK


def test_what_a_person_wrote_stays(libre, allowed, work, people):
    key = sentences(work)["Wir treffen uns im Rathaus."].key
    actions.save_words(work=work, words={key: "نلتقي"}, seen={}, by=people("translator"))

    prefill(work, by=people("second"))

    segment = sentences(work)["Wir treffen uns im Rathaus."]
    assert segment.words == "نلتقي" and not segment.is_machine
    assert not any("Rathaus" in text for text in libre.texts)


def test_what_a_person_writes_while_the_machine_thinks_stays(
    libre, allowed, work, people, monkeypatch
):
    answers = machine._answers

    def meanwhile(question, patience):
        got = answers(question, patience)
        write(work, people("second"), words={"Wir treffen uns im Rathaus.": "نلتقي"})
        return got

    monkeypatch.setattr(machine, "_answers", meanwhile)
    use = prefill(work, by=people("translator"))

    assert filled(work)["Wir treffen uns im Rathaus."] == "نلتقي"
    assert use.filled == 3


def test_a_person_who_typed_meanwhile_replaces_the_machine_without_a_conflict(
    libre, allowed, work, people
):
    key = sentences(work)["Wir treffen uns im Rathaus."].key
    prefill(work, by=people("translator"))

    words = {"words": {key: "نلتقي"}, "seen": {key: ""}}
    actions.save_words(work=work, by=people("translator"), **words)

    segment = sentences(work)["Wir treffen uns im Rathaus."]
    assert segment.words == "نلتقي" and not segment.is_machine
    with pytest.raises(actions.Changed):  # a person's words are another matter
        words["words"] = {key: "نجتمع"}
        actions.save_words(work=work, by=people("second"), **words)


# --- who and where ---------------------------------------------------------------------------------
def test_off_by_default(settings, work, people, allowed):
    assert settings.MACHINE_TRANSLATOR is None
    assert not machine.offers(work.locale)

    with pytest.raises(ValidationError):
        prefill(work, by=people("translator"))


def test_nothing_leaves_the_house_while_it_is_off(monkeypatch, client, work, people, allowed):
    def refuse(*args, **kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    client.force_login(people("editor"))

    for name in ("machine_report", "jobs", "job_order"):
        assert client.get(reverse(f"translating:{name}")).status_code == 200
    client.post(reverse("translating:prefill", args=[work.pk]))

    assert not MachineUse.objects.exists()


def test_wagtail_localize_s_own_button_stays_off(libre, client, work, people):
    """It knows neither rules nor budget nor names that stay."""
    translation = actions.translation_of(work)
    client.force_login(people("translator"))

    client.post(reverse("wagtail_localize:machine_translate", args=[translation.pk]))

    assert libre.asked == [] and not StringTranslation.objects.exists()


def test_only_where_the_rules_of_the_language_allow_it(libre, work, people):
    with pytest.raises(ValidationError):
        prefill(work, by=people("translator"))

    assert libre.asked == []


@pytest.mark.parametrize("name", ["turkish", "partner"])
def test_only_who_translates_into_the_language(libre, allowed, work, people, name):
    with pytest.raises(PermissionDenied):
        prefill(work, by=people(name))

    assert libre.asked == []


def test_easy_german_is_written_by_people(libre, home, page, translate, people):
    easy = Locale.objects.get(language_code="de-simple")
    translate(home, "de-simple", title="Start")
    rules = LanguageRules(locale=easy, machine=True)
    with pytest.raises(ValidationError):
        rules.full_clean()
    rules.save()
    work = actions.begin(instance=page, locale=easy, by=people("editor"))

    with pytest.raises(ValidationError):
        prefill(work, by=people("editor"))

    assert libre.asked == []


def test_what_waits_for_a_check_is_not_touched(libre, allowed, work, people):
    Work.objects.update(stage=Work.Stage.HANDED_IN)
    work.refresh_from_db()

    with pytest.raises(ValidationError):
        prefill(work, by=people("translator"))

    assert libre.asked == []


# --- names, links, placeholders ---------------------------------------------------------------------
@pytest.fixture
def named(home, translate, arabic, people, allowed):
    """Return work on one sentence with a name, a link, a placeholder and a mail address in it."""
    from home.models import PlainPage

    translate(home, "ar", title="البداية")
    GlossaryTerm.objects.create(german="Magistrat")
    text = 'Der Magistrat hilft: <a href="https://example.org/a">hier</a> oder rat@example.org, {name}.'
    page = PlainPage(
        title="Magistrat", slug="m", intro="Weiterstadt WIRkt!", body=[paragraph(text)]
    )
    home.add_child(instance=page)
    return actions.begin(instance=page, locale=arabic, by=people("translator"))


SENTENCE = "Der Magistrat hilft: hier oder rat@example.org, {name}."


def test_what_stays_is_masked_and_comes_back_as_it_was(libre, named, people):
    prefill(named, by=people("translator"))

    (sent,) = libre.texts
    for kept in ("Magistrat", "rat@example.org", "{name}"):
        assert f'translate="no">{kept}</span>' in sent
    words = filled(named)[SENTENCE]
    assert words.startswith("«Der Magistrat hilft: <a id=") and "span" not in words
    assert not StringTranslation.objects.filter(has_error=True).exists()


def test_a_text_that_is_only_a_name_is_not_sent(libre, named, people):
    prefill(named, by=people("translator"))

    assert filled(named)["Magistrat"] == "Magistrat"
    assert filled(named)["Weiterstadt WIRkt!"] == "Weiterstadt WIRkt!"
    assert not any(text in ("Magistrat", "Weiterstadt WIRkt!") for text in libre.texts)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace('<span id="stays0" translate="no">Magistrat</span>', "city"),
        lambda text: text.replace('id="stays0"', 'id="stays1"'),
        lambda text: text + '<span id="stays0">Magistrat</span>',
        lambda text: text.replace("<a id=", "<b id=").replace("</a>", "</b>"),
        lambda text: text.replace("hilft", "<script>alert(1)</script>"),
        lambda text: text.replace("hilft", '<a href="https://evil.example">x</a>'),
        lambda text: text.replace("hilft", "<!-- x -->"),
        lambda text: text.replace("hilft", "<img src=x onerror=alert(1)>"),
        lambda text: "",
        lambda text: "   ",
    ],
    ids=["lost", "swapped", "doubled", "tag", "script", "link", "comment", "image", "empty", "blank"],
)  # fmt: skip
def test_a_segment_whose_names_or_tags_are_broken_stays_empty(libre, named, people, spoil):
    libre.answer = lambda request: (200, body([spoil(text) for text in request["q"]]))

    found = prefill(named, by=people("translator"))

    assert SENTENCE not in filled(named)
    assert found.broken == 1 and MachineUse.objects.get().faults
    assert "1" in found.message


# --- the button -----------------------------------------------------------------------------------
def test_the_editor_offers_the_machine_only_where_it_may_help(libre, work, people, client, arabic):
    client.force_login(people("translator"))
    edit, button = (reverse(f"translating:{name}", args=[work.pk]) for name in ("edit", "prefill"))
    assert button not in client.get(edit).content.decode()

    LanguageRules.objects.create(locale=arabic, machine=True)
    assert button in client.get(edit).content.decode()

    assert client.post(button).url == edit
    shown = client.get(edit).content.decode()
    assert f'action="{button}"' not in shown and shown.count("data-machine") >= 4


def test_new_german_words_of_a_published_translation_are_filled(libre, allowed, work, people):
    Work.objects.update(stage=Work.Stage.PUBLISHED)
    work.refresh_from_db()

    prefill(work, by=people("translator"))

    work.refresh_from_db()
    assert work.stage == Work.Stage.IN_WORK
    assert [step.kind for step in work.steps.all()][-2:] == ["begun", "prefilled"]


def test_readers_are_told_until_somebody_has_checked(libre, allowed, work, people, page):
    prefill(work, by=people("translator"))
    actions.hand_in(work=work, by=people("translator"))

    live = actions.publish(work=work, by=people("second"))

    assert LiveText.objects.get(page=live.pk).is_machine
    actions.hand_in(
        work=actions.begin(instance=page, locale=work.locale, by=people("translator")),
        by=people("translator"),
    )
    actions.publish(work=work, by=people("second"), machine_checked=True)
    assert not LiveText.objects.get(page=live.pk).is_machine
