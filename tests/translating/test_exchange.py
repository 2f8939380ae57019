"""Translations leave as a file and come back: what fits is taken, what does not is named, nothing is public."""

import dataclasses

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Locale, Revision
from wagtail_localize.models import StringTranslation

from home.models import PlainPage
from tests.factories import paragraph
from translating import actions
from translating.exchange import po, reading, xliff
from translating.exchange.comparing import Outcome, compare
from translating.exchange.packing import pack
from translating.exchange.parcel import State
from translating.exchange.taking import take_over
from translating.models import GlossaryTerm, Step, Work

FIRST = "Alle sind <b>willkommen</b> in der Stadt."
SECOND = "Der Magistrat tagt am 3. Mai."
BLOCK = "11111111-1111-4111-8111-111111111111"
OTHER_BLOCK = "22222222-2222-4222-8222-222222222222"


@pytest.fixture
def page(home) -> PlainPage:
    body = [paragraph(FIRST, BLOCK), paragraph(SECOND, OTHER_BLOCK)]
    return home.add_child(instance=PlainPage(title="Willkommen", slug="willkommen", body=body))


@pytest.fixture
def work(page, turkish, translator) -> Work:
    return actions.begin(instance=page, locale=turkish, by=translator)


def out(page, turkish, translator):
    return pack(root=page, locale=turkish, below=False, by=translator).parcel


def with_words(parcel, words: dict[str, str], **more):
    """Return a parcel as a translator sends it back: German words with their translation."""
    (text,) = parcel.texts
    units = tuple(
        dataclasses.replace(unit, words=words[unit.german], state=State.DONE, **more)
        if unit.german in words
        else unit
        for unit in text.units
    )
    return dataclasses.replace(parcel, texts=(dataclasses.replace(text, units=units),))


def outcomes(sheets) -> dict[str, Outcome]:
    return {line.unit.german: line.outcome for sheet in sheets for line in sheet.lines}


def said(german: str) -> str:
    row = StringTranslation.objects.filter(translation_of__data=german).first()
    return row.data if row else ""


def edit(page: PlainPage, first: str) -> None:
    page.body = [paragraph(first, BLOCK), paragraph(SECOND, OTHER_BLOCK)]
    page.save_revision().publish()


WORDS = {FIRST: "Herkes şehirde <b>hoş geldi</b>.", SECOND: "Magistrat 3 Mayıs'ta toplanıyor."}


@pytest.mark.parametrize("kind", [po, xliff], ids=["po", "xliff"])
def test_what_was_translated_outside_is_taken_over(work, page, turkish, translator, kind):
    sent = with_words(out(page, turkish, translator), WORDS)

    sheets = take_over(
        parcel=reading.read(kind.write(sent)), locale=turkish, by=translator, name="datei"
    )

    assert {said(FIRST), said(SECOND)} == set(WORDS.values())
    assert outcomes(sheets)[FIRST] is Outcome.TAKEN
    row = StringTranslation.objects.get(translation_of__data=SECOND)
    assert (row.translation_type, row.last_translated_by) == ("manual", translator)
    step = work.steps.get(kind=Step.Kind.IMPORTED)
    assert (step.by, "datei" in step.comment) == (translator, True)


@pytest.mark.parametrize("kind", [po, xliff], ids=["po", "xliff"])
def test_out_in_and_out_again_is_the_same(work, page, turkish, translator, say, kind):
    take_over(
        parcel=with_words(out(page, turkish, translator), WORDS), locale=turkish, by=translator
    )
    before = out(page, turkish, translator)

    sheets = take_over(parcel=reading.read(kind.write(before)), locale=turkish, by=translator)

    assert out(page, turkish, translator).texts == before.texts
    assert set(outcomes(sheets).values()) <= {Outcome.SAME, Outcome.EMPTY}
    assert work.steps.filter(kind=Step.Kind.IMPORTED).count() == 1


def test_nothing_becomes_public_and_the_preview_writes_nothing(work, page, turkish, translator):
    sent = with_words(out(page, turkish, translator), WORDS)
    target = page.get_translation(turkish)
    revisions = Revision.objects.count()

    compare(sent, turkish)
    assert not StringTranslation.objects.exists()

    take_over(parcel=sent, locale=turkish, by=translator)
    target.refresh_from_db()
    work.refresh_from_db()
    assert not target.live
    assert Revision.objects.count() == revisions
    assert work.stage == Work.Stage.IN_WORK


def test_a_stale_file_says_which_german_words_changed_and_the_rest_is_taken(
    work, page, turkish, translator
):
    sent = with_words(out(page, turkish, translator), WORDS)
    edit(page, "Alle Menschen sind willkommen.")
    actions.begin(instance=page, locale=turkish, by=translator)

    (sheet,) = take_over(parcel=sent, locale=turkish, by=translator)

    (changed,) = sheet.of(Outcome.CHANGED)
    assert (changed.unit.german, changed.german) == (FIRST, "Alle Menschen sind willkommen.")
    assert said(SECOND) == WORDS[SECOND]
    assert not said(FIRST)


def test_a_paragraph_that_is_gone_is_reported(work, page, turkish, translator):
    sent = with_words(out(page, turkish, translator), WORDS)
    page.body = [paragraph(SECOND, OTHER_BLOCK)]
    page.save_revision().publish()
    actions.begin(instance=page, locale=turkish, by=translator)

    sheets = take_over(parcel=sent, locale=turkish, by=translator)

    assert outcomes(sheets)[FIRST] is Outcome.UNKNOWN
    assert outcomes(sheets)[SECOND] is Outcome.TAKEN


@pytest.mark.parametrize("sealed", [True, False])
def test_a_persons_newer_words_are_kept(work, page, turkish, translator, say, sealed):
    sent = with_words(out(page, turkish, translator), WORDS, **({} if sealed else {"seal": ""}))
    say(actions.translation_of(work), FIRST, "Daha yeni.", translator)

    sheets = take_over(parcel=sent, locale=turkish, by=translator)

    assert outcomes(sheets)[FIRST] is Outcome.NEWER
    assert said(FIRST) == "Daha yeni."
    assert said(SECOND) == WORDS[SECOND]


def test_words_that_stood_there_when_the_file_was_made_are_replaced(
    work, page, turkish, translator, say
):
    say(actions.translation_of(work), FIRST, "<b>Eski.</b>", translator)

    take_over(
        parcel=with_words(out(page, turkish, translator), WORDS), locale=turkish, by=translator
    )

    assert said(FIRST) == WORDS[FIRST]


def test_a_persons_words_replace_those_of_a_machine_and_confirm_the_same(
    work, page, turkish, translator, say
):
    sent = out(page, turkish, translator)
    for german, words in {FIRST: "Makine <b>b</b>.", SECOND: WORDS[SECOND]}.items():
        say(actions.translation_of(work), german, words, translation_type="machine")

    take_over(parcel=with_words(sent, WORDS), locale=turkish, by=translator)

    assert said(FIRST) == WORDS[FIRST]
    assert not StringTranslation.objects.filter(translation_type="machine").exists()


def test_words_of_a_machine_travel_as_such_and_stay_unchecked(work, page, turkish, translator, say):
    say(actions.translation_of(work), FIRST, "Makine <b>b</b>.", translation_type="machine")

    for kind in (po, xliff):
        sent = reading.read(kind.write(out(page, turkish, translator)))
        sheets = take_over(parcel=sent, locale=turkish, by=translator)
        assert outcomes(sheets)[FIRST] in (Outcome.SAME, Outcome.UNFINISHED)

    assert StringTranslation.objects.get().translation_type == "machine"


def test_faulty_words_are_refused_one_by_one(work, page, turkish, translator):
    sent = with_words(out(page, turkish, translator), WORDS | {FIRST: "<script>alert(1)</script>"})

    (sheet,) = take_over(parcel=sent, locale=turkish, by=translator)

    (faulty,) = sheet.of(Outcome.FAULTY)
    assert faulty.messages
    assert not said(FIRST)
    assert said(SECOND) == WORDS[SECOND]


def test_a_sentence_that_stands_twice_counts_once(work, page, turkish, translator):
    sent = with_words(out(page, turkish, translator), WORDS)
    (text,) = sent.texts
    again = tuple(dataclasses.replace(unit, words="Başka <b>b</b>.") for unit in text.units)
    sent = dataclasses.replace(
        sent, texts=(dataclasses.replace(text, units=text.units + again), text)
    )

    first, second = take_over(parcel=sent, locale=turkish, by=translator)

    assert Outcome.TWICE in [line.outcome for line in first.lines]
    assert second.refusal
    assert said(FIRST) == WORDS[FIRST]


def test_texts_of_other_sites_and_texts_not_begun_are_refused(
    work, page, home, turkish, translator
):
    other = home.add_child(instance=PlainPage(title="Andere", slug="andere"))
    sent = with_words(out(page, turkish, translator), WORDS)
    (text,) = sent.texts
    keys = ["00000000-0000-4000-8000-000000000000", "kein Schlüssel", str(other.translation_key)]
    strange = [dataclasses.replace(text, key=key) for key in keys]

    *refused, taken = take_over(
        parcel=dataclasses.replace(sent, texts=(*strange, text)), locale=turkish, by=translator
    )

    assert all(sheet.refusal for sheet in refused)
    assert taken.taken


def test_a_text_is_taken_over_wholly_or_not_at_all(work, page, turkish, translator, monkeypatch):
    """A fault after the words were written takes them back."""
    sent = with_words(out(page, turkish, translator), WORDS)

    def stumble(*args, **kwargs):
        raise ValidationError("Der Strom ist weg.")

    monkeypatch.setattr("translating.exchange.taking._note", stumble)
    (sheet,) = take_over(parcel=sent, locale=turkish, by=translator)

    assert sheet.refusal == "Der Strom ist weg."
    assert not StringTranslation.objects.exists()


def test_only_who_translates_into_a_language_sends_and_brings(work, page, turkish, translator):
    arabic = Locale.objects.get(language_code="ar")
    sent = with_words(out(page, turkish, translator), WORDS)

    with pytest.raises(PermissionDenied):
        pack(root=page, locale=arabic, below=False, by=translator)
    with pytest.raises(PermissionDenied):
        take_over(parcel=dataclasses.replace(sent, language="ar"), locale=arabic, by=translator)
    with pytest.raises(ValidationError):
        take_over(parcel=dataclasses.replace(sent, language="ar"), locale=turkish, by=translator)
    assert not StringTranslation.objects.exists()


def test_a_whole_part_of_the_site_goes_into_one_file_and_what_is_not_begun_is_named(
    work, page, home, turkish, translator
):
    home.add_child(instance=PlainPage(title="Noch nicht begonnen", slug="neu"))
    home.add_child(instance=PlainPage(title="Entwurf", slug="entwurf", live=False))

    packed = pack(root=home, locale=turkish, below=True, by=translator)

    assert "Willkommen" in [text.title for text in packed.parcel.texts]
    assert "Noch nicht begonnen" in packed.not_begun
    assert "Entwurf" not in packed.not_begun


def test_outdated_words_travel_with_the_german_they_were_made_for(work, page, turkish, translator):
    take_over(
        parcel=with_words(out(page, turkish, translator), WORDS), locale=turkish, by=translator
    )
    edit(page, "Alle Menschen sind <b>willkommen</b> in der Stadt.")
    actions.begin(instance=page, locale=turkish, by=translator)

    (text,) = out(page, turkish, translator).texts
    unit = next(unit for unit in text.units if unit.german.startswith("Alle"))

    assert (unit.state, unit.words, unit.before) == (State.UNFINISHED, WORDS[FIRST], FIRST)


def test_glossary_and_place_go_along_as_notes(work, page, turkish, translator):
    GlossaryTerm.objects.create(german="Magistrat", locale=turkish, translation="belediye encümeni")

    (text,) = out(page, turkish, translator).texts
    unit = next(unit for unit in text.units if unit.german == SECOND)

    assert "Magistrat = belediye encümeni" in unit.hints
    assert len(unit.hints[0]) > 3
