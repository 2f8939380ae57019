"""The sheet and the check in the browser's eyes: forms, answers, refusals, and every other door."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from cms.models import LiveText
from translating import actions
from translating.models import GlossaryTerm, Work

from .at_work import sentences, write
from .test_actions import ALL, handed_in, target

EN = {"accept-language": "en"}
XHR = {"x-requested-with": "XMLHttpRequest", "accept-language": "en"}


@pytest.fixture
def at(work) -> callable:
    """Return the address of a view of the work: ``at("edit")``."""
    return lambda name: reverse(f"translating:{name}", args=[work.pk])


def fields(work: Work, **words: str) -> dict[str, str]:
    """Return the whole form as a browser sends it, with other words for some German ones."""
    sent = {}
    for german, segment in sentences(work).items():
        sent[f"w-{segment.key}"] = words.get(german, segment.words)
        sent[f"s-{segment.key}"] = segment.words
    return sent


def test_the_sheet_shows_german_and_field_in_their_directions(client, work, people, at):
    GlossaryTerm.objects.create(german="Rathaus", locale=work.locale, translation="مبنى البلدية")
    client.force_login(people("translator"))

    page = BeautifulSoup(client.get(at("edit"), headers=EN).text, "html.parser")

    first = page.select("[data-row]")[0]
    assert first.textarea["lang"] == "ar" and first.textarea["dir"] == "rtl"
    assert first.select_one(".sheet__text")["lang"] == "de"
    assert page.mark.get_text() == "Rathaus"
    assert "مبنى البلدية" in page.select_one(".sheet__terms").get_text()
    assert "0 of 4 sentences, 11 words left" in page.get_text()


def test_the_whole_form_is_saved_and_handed_in_without_a_script(client, work, people, at):
    client.force_login(people("translator"))

    client.post(at("edit"), fields(work, **ALL) | {"hand_in": "1", "comment": "Fertig."})

    work.refresh_from_db()
    assert (work.stage, work.translator) == (Work.Stage.HANDED_IN, people("translator"))
    assert work.steps.last().comment == "Fertig."


def test_a_conflict_shows_both_wordings_and_saves_the_rest(client, work, people, at):
    client.force_login(people("translator"))
    form = fields(work, **{"Mitmachen": "انضموا", "Für alle.": "للكل."})
    write(work, people("second"), words={"Mitmachen": "شاركوا"})

    response = client.post(at("edit"), form, headers=EN)

    assert response.status_code == 409
    assert "انضموا" in response.text and "شاركوا" in response.text
    key = sentences(work)["Mitmachen"].key
    summary = BeautifulSoup(response.text, "html.parser").select_one("[role=alert]")
    assert [link["href"] for link in summary.find_all("a")] == [f"#w-{key}"]
    assert sentences(work)["Mitmachen"].words == "شاركوا"
    assert sentences(work)["Für alle."].words == "للكل."


def test_words_for_a_german_sentence_that_has_changed_meanwhile_are_shown(
    client, work, page, people, at
):
    client.force_login(people("translator"))
    form = fields(work, **{"Für alle.": "للجميع هنا.", "Mitmachen": "شاركوا"})
    page.intro = "Ganz anders."
    page.save_revision().publish()

    for extra in ({}, {"hand_in": "1"}):
        answer = client.post(at("edit"), form | extra, headers=EN)

        shown = BeautifulSoup(answer.text, "html.parser").select(".help-warning")
        assert answer.status_code == 409
        assert "للجميع هنا." in " ".join(block.get_text() for block in shown)
    assert sentences(work)["Mitmachen"].words == "شاركوا"
    work.refresh_from_db()
    assert work.stage == Work.Stage.IN_WORK


def test_saving_all_does_not_confirm_the_words_of_a_machine(client, work, people, at):
    key = sentences(work)["Mitmachen"].key
    actions.save_words(
        work=work, words={key: "شاركوا"}, seen={key: ""}, by=people("translator"), tool="Test"
    )
    client.force_login(people("translator"))

    client.post(at("edit"), fields(work))
    assert sentences(work)["Mitmachen"].is_machine

    client.post(at("edit"), fields(work) | {f"c-{key}": "1"})
    assert not sentences(work)["Mitmachen"].is_machine


def test_the_script_saves_one_sentence_and_hears_of_conflicts(client, work, people, at):
    client.force_login(people("translator"))
    key = sentences(work)["Mitmachen"].key

    saved = client.post(at("save_sentence"), {f"w-{key}": "شاركوا", f"s-{key}": ""}, headers=XHR)
    refused = client.post(at("save_sentence"), {f"w-{key}": "غير", f"s-{key}": ""}, headers=XHR)

    assert saved.json()["progress"] == "1 of 4 sentences, 10 words left"
    assert refused.status_code == 409
    assert json.loads(refused.content)["theirs"] == "شاركوا"
    assert sentences(work)["Mitmachen"].words == "شاركوا"


def test_the_script_hears_that_nobody_is_logged_in(client, work, at):
    response = client.post(at("save_sentence"), {}, headers=XHR)

    assert response.status_code == 403
    assert not StringTranslation.objects.exists()


def test_a_fault_is_told_and_an_error_is_not_handed_in(client, work, page, people, at):
    page.intro = "Bis %(date)s für alle."
    page.save_revision().publish()
    client.force_login(people("translator"))

    response = client.post(
        at("edit"), fields(work, **{"Bis %(date)s für alle.": "للجميع."}) | {"hand_in": "1"},
        headers=EN,
    )  # fmt: skip

    assert response.status_code == 422
    assert "The placeholder %(date)s is missing." in response.text
    work.refresh_from_db()
    assert work.stage == Work.Stage.IN_WORK


@pytest.mark.parametrize(
    "name", ["edit", "review", "save_sentence", "take_back", "comment"]
)  # fmt: skip
def test_who_translates_into_another_language_is_refused(
    client, translate, home, work, people, name
):
    translate(home, "tr", title="Başlangıç")
    client.force_login(people("turkish"))
    address = reverse(f"translating:{name}", args=[work.pk])

    assert client.get(address, headers=XHR).status_code in (403, 405)
    assert client.post(address, headers=XHR).status_code == 403


def test_the_check_publishes_what_another_person_handed_in(client, work, page, people, at):
    handed_in(work, people("translator"))
    client.force_login(people("second"))
    assert "شاركوا" in client.get(at("review")).text

    client.post(at("review"), {"publish": "1"})

    public = target(page, work.locale)
    assert (public.live, public.title) == (True, "شاركوا")
    assert LiveText.objects.get(page=public).checked_by == people("second")


def test_the_check_shows_what_would_change_for_readers(client, work, page, people, at):
    handed_in(work, people("translator"))
    actions.publish(work=work, by=people("second"))
    write(work, people("translator"), words={"Wir treffen uns im Rathaus.": "نلتقي غداً."})
    actions.hand_in(work=work, by=people("translator"))
    client.force_login(people("second"))

    shown = BeautifulSoup(client.get(at("review")).text, "html.parser")

    change = shown.find(id="against-live-section") or shown.find(id="against-live")
    assert "غدا" in change.get_text()
    assert "treffen" not in change.get_text()


def test_who_handed_in_cannot_publish_by_any_form(client, work, page, people, at):
    handed_in(work, people("translator"))
    client.force_login(people("translator"))

    response = client.post(at("review"), {"publish": "1"}, headers=EN)

    assert response.status_code == 422
    assert not target(page, work.locale).live


def test_sending_back_without_a_reason_keeps_the_page_and_says_why(client, work, people, at):
    handed_in(work, people("translator"))
    client.force_login(people("second"))

    refused = client.post(at("review"), {"send_back": "1"}, headers=EN)
    assert refused.status_code == 422 and "Say what should be changed." in refused.text

    client.post(at("review"), {"send_back": "1", "comment": "Bitte höflicher."})
    client.force_login(people("translator"))
    assert "Bitte höflicher." in client.get(reverse("translating:desk")).text
    assert "Bitte höflicher." in client.get(at("edit")).text


def test_the_check_says_that_the_german_text_has_changed(client, work, page, people, at):
    handed_in(work, people("translator"))
    page.intro = "Wirklich für alle."
    page.save_revision().publish()
    client.force_login(people("second"))

    assert "has changed since" in client.get(at("review"), headers=EN).text
    assert client.post(at("review"), {"publish": "1"}, headers=EN).status_code == 422
    assert not target(page, work.locale).live

    shown = BeautifulSoup(client.get(at("review")).text, "html.parser")
    seen = shown.select_one("[name=german_seen]")["value"]
    client.post(at("review"), {"publish": "1", "looked": "1", "german_seen": seen})
    assert target(page, work.locale).live


def test_comments_stand_beside_their_sentence_until_they_are_settled(client, work, people, at):
    handed_in(work, people("translator"))
    client.force_login(people("second"))
    segment = sentences(work)["Mitmachen"]

    client.post(at("comment"), {"text": "Klingt hart.", "path": segment.path, "quote": "Mitmachen"})

    page = BeautifulSoup(client.get(at("edit")).text, "html.parser")
    assert "Klingt hart." in page.find(id=f"row-{segment.key}").get_text()
    said = work.comments.get()
    client.force_login(people("translator"))
    client.post(reverse("translating:settle", args=[said.pk]))
    said.refresh_from_db()
    assert said.settled_by == people("translator")


def test_the_desk_shows_what_changed_and_leads_to_the_sheet(client, work, page, people):
    handed_in(work, people("translator"))
    actions.publish(work=work, by=people("second"))
    page.intro = "Für alle Menschen."
    page.save_revision().publish()
    client.force_login(people("translator"))

    shown = client.get(reverse("translating:desk"), headers=EN).text

    assert "<ins" in shown and "Menschen" in shown
    assert reverse("translating:edit", args=[work.pk]) in shown


def test_the_sheet_costs_the_same_however_long_the_text_is(
    client, work, page, people, at, count_queries
):
    client.force_login(people("translator"))
    client.get(at("edit"))
    short = count_queries(lambda: client.get(at("edit")))
    page.body = [*page.body.raw_data, *({"type": "heading", "value": f"T {n}"} for n in range(20))]
    page.save_revision().publish()

    assert count_queries(lambda: client.get(at("edit"))) <= short


def test_a_snippet_is_public_only_when_it_was_checked(site, home, translate, people, arabic):
    from partners.models import ActorGroup

    translate(home, "ar", title="البداية")
    group = ActorGroup.objects.create(key="stadt", name="Verwaltung", locale=Locale.get_default())
    work = actions.begin(instance=group, locale=arabic, by=people("translator"))
    assert not group.has_translation(arabic)
    write(work, people("translator"), words={"Verwaltung": "الإدارة"})
    actions.hand_in(work=work, by=people("translator"))
    assert not group.has_translation(arabic)

    actions.publish(work=work, by=people("second"))

    assert group.get_translation(arabic).name == "الإدارة"
