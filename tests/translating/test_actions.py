"""From the first word to the public: who may do which step, and that no draft is seen before."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

from cms.models import LiveText
from home.models import PlainPage
from translating import actions
from translating.models import LanguageRules, Step, Work

from .at_work import live, sentences, write

ALL = {
    "Mitmachen": "شاركوا",
    "Für alle.": "للجميع.",
    "Alle sind willkommen.": "الجميع <b>مرحب بهم</b>.",
    "Wir treffen uns im Rathaus.": "نلتقي في مبنى البلدية.",
}


def handed_in(work, by):
    write(work, by, words=ALL)
    return actions.hand_in(work=work, by=by)


def target(page, locale) -> PlainPage:
    return PlainPage.objects.get(translation_key=page.translation_key, locale=locale)


def test_begin_makes_a_draft_below_the_translated_parent(work, page, arabic, people):
    made = target(page, arabic)

    assert (work.stage, made.live, made.locale) == (Work.Stage.IN_WORK, False, arabic)
    assert [step.kind for step in work.steps.all()] == [Step.Kind.BEGUN]
    assert actions.begin(instance=page, locale=arabic, by=people("translator")) == work
    assert work.steps.count() == 1


def test_a_page_is_begun_after_the_page_above(page, people):
    turkish = Locale.objects.get(language_code="tr")

    with pytest.raises(ValidationError, match=page.get_parent().title):
        actions.begin(instance=page, locale=turkish, by=people("editor"))

    assert not page.has_translation(turkish)
    assert not Work.objects.exists()


def test_nobody_begins_or_writes_in_a_language_that_is_not_theirs(work, page, people):
    with pytest.raises(PermissionDenied):
        actions.begin(instance=page, locale=work.locale, by=people("partner"))
    with pytest.raises(PermissionDenied):
        write(work, people("turkish"), words=ALL)

    assert not StringTranslation.objects.exists()


def test_words_made_by_hand_are_taken_over(page, translate, arabic, people):
    translate(page, "ar", title="شاركوا بالعمل")

    work = actions.begin(instance=page, locale=arabic, by=people("translator"))

    assert sentences(work)["Mitmachen"].words == "شاركوا بالعمل"


def test_a_draft_never_stands_in_the_live_row(page, translate, arabic, people):
    public = translate(page, "ar", title="القديم")
    work = actions.begin(instance=page, locale=arabic, by=people("translator"))
    handed_in(work, people("translator"))

    assert (live(public).title, live(public).live) == ("القديم", True)
    assert live(public).get_latest_revision_as_object().title == "شاركوا"

    actions.publish(work=work, by=people("second"))

    assert (live(public).title, live(public).live) == ("شاركوا", True)


def test_publishing_keeps_the_address_and_names_both_people(page, translate, arabic, people):
    public = translate(page, "ar", title="القديم", slug="qadim")
    work = actions.begin(instance=page, locale=arabic, by=people("translator"))
    handed_in(work, people("translator"))

    actions.publish(work=work, by=people("second"))

    text = LiveText.objects.get(page=public)
    assert live(public).slug == "qadim"
    assert (text.translated_by, text.checked_by) == (people("translator"), people("second"))
    assert text.source_hash == LiveText.objects.get(page=page).content_hash
    assert "<b>مرحب بهم</b>" in str(live(public).body[0].value)


@pytest.mark.usefixtures("in_english")
def test_who_handed_in_does_not_publish_unless_the_language_has_no_second_person(work, people):
    translator = people("translator")
    handed_in(work, translator)

    with override("en"), pytest.raises(PermissionDenied, match="second person"):
        actions.publish(work=work, by=translator)
    with pytest.raises(PermissionDenied):
        actions.send_back(work=work, by=translator, comment="Noch einmal.")
    LanguageRules.objects.create(locale=work.locale, four_eyes=False)
    actions.publish(work=work, by=translator)

    assert Work.objects.get().stage == Work.Stage.PUBLISHED


def test_what_waits_for_a_check_is_not_written_until_it_is_taken_back(work, people):
    handed_in(work, people("translator"))

    with pytest.raises(ValidationError):
        write(work, people("translator"), words={"Mitmachen": "غير ذلك"})
    actions.take_back(work=work, by=people("translator"))
    write(work, people("translator"), words={"Mitmachen": "غير ذلك"})

    assert sentences(work)["Mitmachen"].words == "غير ذلك"


def test_sending_back_needs_a_reason(work, people):
    handed_in(work, people("translator"))

    with pytest.raises(ValidationError):
        actions.send_back(work=work, by=people("second"), comment="  ")
    sent = actions.send_back(work=work, by=people("second"), comment="Bitte höflicher.")

    assert sent.stage == Work.Stage.SENT_BACK
    assert work.steps.last().comment == "Bitte höflicher."
    assert actions.hand_in(work=work, by=people("translator")).stage == Work.Stage.HANDED_IN


def test_two_people_at_one_sentence_overwrite_nothing(work, people):
    key = sentences(work)["Mitmachen"].key
    other = sentences(work)["Für alle."].key
    write(work, people("second"), words={"Mitmachen": "شاركوا"})

    with pytest.raises(actions.Changed) as refused:
        actions.save_words(
            work=work,
            words={key: "انضموا", other: "للكل"},
            seen={key: "", other: ""},
            by=people("translator"),
        )

    conflict = refused.value.conflicts[0]
    assert (conflict.mine, conflict.theirs) == ("انضموا", "شاركوا")
    assert sentences(work)["Mitmachen"].words == "شاركوا"
    assert sentences(work)["Für alle."].words == ""


@pytest.mark.parametrize(
    "words",
    ["<script>x</script>", "<b onclick='x'>a</b>", '<a id="a1">x</a>', "<a>x</a>", "<p>x</p>"],
)
def test_tags_that_the_german_sentence_has_not_are_refused(work, people, words):
    with pytest.raises(ValidationError):
        write(work, people("translator"), words={"Alle sind willkommen.": words})

    assert not StringTranslation.objects.exists()


def test_the_german_text_changed_since_it_was_handed_in(work, page, people):
    handed_in(work, people("translator"))
    page.intro = "Wirklich für alle."
    page.save_revision().publish()

    with pytest.raises(actions.Stale):
        actions.publish(work=work, by=people("second"))
    assert not target(page, work.locale).live

    from translating.targets import german_hash

    now = german_hash(actions.translation_of(work))
    actions.publish(work=work, by=people("second"), german_seen=now)
    assert LiveText.objects.get(page__locale=work.locale, page__slug="mitmachen").german_parts == [
        "intro"
    ]


def test_a_changed_sentence_shows_what_it_was(work, page, people):
    handed_in(work, people("translator"))
    actions.publish(work=work, by=people("second"))
    page.intro = "Für alle Menschen."
    page.save_revision().publish()

    changed = sentences(work)["Für alle Menschen."]
    assert (changed.words, changed.before_german) == ("", "Für alle.")
    assert changed.before_words == "للجميع."
    write(work, people("translator"), words={"Für alle Menschen.": "لجميع الناس."})
    assert Work.objects.get().stage == Work.Stage.IN_WORK
    assert sentences(work)["Für alle Menschen."].before_german == "Für alle."


def test_a_machine_label_stays_until_a_person_confirms(work, page, people):
    write(work, people("translator"), words=ALL)
    key = sentences(work)["Mitmachen"].key
    StringTranslation.objects.filter(context_id=key.split(".")[0]).update(
        translation_type="machine", tool_name="x"
    )
    assert sentences(work)["Mitmachen"].is_machine
    actions.hand_in(work=work, by=people("translator"))
    actions.publish(work=work, by=people("second"))
    assert LiveText.objects.get(page=target(page, work.locale)).is_machine

    write(work, people("translator"), words={"Mitmachen": "شاركوا"})
    assert not sentences(work)["Mitmachen"].is_machine
    actions.hand_in(work=work, by=people("translator"))
    actions.publish(work=work, by=people("second"))
    assert not LiveText.objects.get(page=target(page, work.locale)).is_machine


def test_comments_are_said_and_settled_by_those_of_the_language(work, people):
    said = actions.comment(work=work, by=people("second"), text="Passt das?", path="title")

    with pytest.raises(PermissionDenied):
        actions.settle(comment=said, by=people("turkish"))
    with pytest.raises(ValidationError):
        actions.comment(work=work, by=people("second"), text=" ")
    assert actions.settle(comment=said, by=people("translator")).settled_by == people("translator")


def test_a_page_is_translated_from_german_only(work, page, people):
    arabic_page = Page.objects.get(translation_key=page.translation_key, locale=work.locale)

    with pytest.raises(ValidationError):
        actions.begin(instance=arabic_page, locale=work.locale, by=people("translator"))
