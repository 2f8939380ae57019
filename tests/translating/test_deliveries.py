"""A second delivery corrects the first, and snippets travel along with the pages."""

import dataclasses

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.models import SnippetText
from partners.models import ActorGroup
from translating import actions
from translating.exchange import po, reading, xliff
from translating.exchange.comparing import Outcome, compare
from translating.exchange.packing import pack
from translating.exchange.taking import take_over
from translating.models import Step, Work

from .test_exchange import FIRST, SECOND, WORDS, out, outcomes, page, said, with_words, work  # noqa: F401
from .test_exchange_views import bring, export

CORRECTED = {FIRST: "Herkes şehirde <b>hoş geldiniz</b>."}
FORMATS = pytest.mark.parametrize("kind", [po, xliff], ids=["po", "xliff"])


def again(sent, kind):
    """Return a parcel as it is after a tool wrote it."""
    return reading.read(kind.write(sent))


# --- the second delivery ----------------------------------------------------------------------------
@FORMATS
def test_a_second_delivery_replaces_what_only_the_first_one_wrote(
    work, page, turkish, translator, kind  # noqa: F811
):  # fmt: skip
    sent = out(page, turkish, translator)
    take_over(parcel=again(with_words(sent, WORDS), kind), locale=turkish, by=translator)

    second = again(with_words(sent, WORDS | CORRECTED), kind)
    (preview,) = compare(second, turkish)
    assert [line.unit.german for line in preview.of(Outcome.CORRECTED)] == [FIRST]
    take_over(parcel=second, locale=turkish, by=translator)

    assert (said(FIRST), said(SECOND)) == (CORRECTED[FIRST], WORDS[SECOND])
    assert work.steps.filter(kind=Step.Kind.IMPORTED).count() == 2
    third = again(with_words(sent, WORDS | {FIRST: "<b>Hoş geldiniz</b>."}), kind)
    take_over(parcel=third, locale=turkish, by=translator)
    assert said(FIRST) == "<b>Hoş geldiniz</b>.", "and a third the second"


def test_what_a_person_changed_after_the_first_delivery_stays(
    work, page, turkish, translator  # noqa: F811
):  # fmt: skip
    sent = out(page, turkish, translator)
    take_over(parcel=with_words(sent, WORDS), locale=turkish, by=translator)
    from .at_work import write

    german = "Alle sind willkommen in der Stadt."
    write(work, translator, words={german: "Ben yazdım, <b>ben</b>."})

    sheets = take_over(parcel=with_words(sent, WORDS | CORRECTED), locale=turkish, by=translator)

    assert outcomes(sheets)[FIRST] is Outcome.NEWER
    assert said(FIRST) == "Ben yazdım, <b>ben</b>."


def test_a_file_that_was_exported_apart_corrects_nothing(
    work, page, turkish, translator  # noqa: F811
):  # fmt: skip
    """Two agencies got the same page: neither may write over the other unseen."""
    one, other = out(page, turkish, translator), out(page, turkish, translator)
    take_over(parcel=with_words(one, WORDS), locale=turkish, by=translator)

    sheets = take_over(parcel=with_words(other, WORDS | CORRECTED), locale=turkish, by=translator)

    assert outcomes(sheets)[FIRST] is Outcome.NEWER and said(FIRST) == WORDS[FIRST]


def test_without_a_moment_in_the_file_no_delivery_is_recognised(
    work, page, turkish, translator  # noqa: F811
):  # fmt: skip
    sent = dataclasses.replace(out(page, turkish, translator), written_at="")
    take_over(parcel=with_words(sent, WORDS), locale=turkish, by=translator)

    sheets = take_over(parcel=with_words(sent, WORDS | CORRECTED), locale=turkish, by=translator)

    assert outcomes(sheets)[FIRST] is Outcome.NEWER and said(FIRST) == WORDS[FIRST]


@pytest.mark.parametrize("ticked", [True, False])
def test_the_preview_offers_the_correction_and_shows_both_wordings(
    work, page, turkish, translator, client, ticked  # noqa: F811
):  # fmt: skip
    client.force_login(translator)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    sent = out(page, turkish, translator)
    take_over(parcel=with_words(sent, WORDS), locale=turkish, by=translator)

    preview = bring(client, turkish, po.write(with_words(sent, WORDS | CORRECTED)))

    soup = BeautifulSoup(preview.content, "html.parser")
    assert soup.select_one("input[name=corrections][checked]")
    assert "hoş geldiniz" in soup.get_text() and "So far: Herkes şehirde hoş geldi." in " ".join(
        soup.get_text().split()
    )
    data = {"parcel": soup.select_one("input[name=parcel]")["value"]}
    client.post(
        reverse("translating:exchange_import"), data | ({"corrections": "1"} if ticked else {})
    )
    assert said(FIRST) == (CORRECTED if ticked else WORDS)[FIRST]


# --- snippets ---------------------------------------------------------------------------------------
@pytest.fixture
def group(work, turkish, translator):  # noqa: F811
    made = ActorGroup.objects.create(key="vereine", name="Vereine & Initiativen")
    actions.begin(instance=made, locale=turkish, by=translator)
    ActorGroup.objects.create(key="neu", name="Noch nicht begonnen")
    return made


@FORMATS
def test_snippets_travel_with_the_pages_and_come_back(
    group, page, turkish, translator, kind  # noqa: F811
):  # fmt: skip
    packed = pack(root=page, locale=turkish, below=False, snippets=True, by=translator)
    titles = [text.title for text in packed.parcel.texts]
    assert "Vereine & Initiativen" in titles and "Noch nicht begonnen" in packed.not_begun
    text = next(t for t in packed.parcel.texts if t.title == "Vereine & Initiativen")
    units = tuple(dataclasses.replace(u, words="Dernekler &amp; girişimler") for u in text.units)
    sent = dataclasses.replace(packed.parcel, texts=(dataclasses.replace(text, units=units[:1]),))

    (sheet,) = take_over(
        parcel=again(with_words(sent, {units[0].german: "Dernekler &amp; girişimler"}), kind),
        locale=turkish, by=translator,
    )  # fmt: skip

    assert sheet.taken and said(units[0].german) == "Dernekler &amp; girişimler"
    assert not SnippetText.objects.filter(locale=turkish, translation_key=group.translation_key)
    assert Work.objects.get(translation_key=group.translation_key).stage == Work.Stage.IN_WORK


def test_snippets_stay_at_home_unless_they_are_wanted(
    group, page, turkish, translator, client  # noqa: F811
):  # fmt: skip
    client.force_login(translator)

    assert "Vereine" not in export(client, page, turkish).content.decode()
    assert "Vereine" in export(client, page, turkish, snippets="on").content.decode()


def test_a_snippet_that_nobody_has_begun_says_so(group, page, turkish, translator):  # noqa: F811
    packed = pack(root=page, locale=turkish, below=False, snippets=True, by=translator)
    new = ActorGroup.objects.get(name="Noch nicht begonnen")
    text = dataclasses.replace(packed.parcel.texts[0], key=str(new.translation_key))

    (sheet,) = compare(dataclasses.replace(packed.parcel, texts=(text,)), turkish)

    assert "begonnen" in sheet.refusal or "begun" in sheet.refusal
