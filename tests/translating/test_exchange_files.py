"""Odd and large files: read where they can be, refused in words where not, and never an accident."""

import dataclasses
import random
import time
from pathlib import Path
from uuid import uuid4

import pytest

from home.models import PlainPage
from tests.factories import paragraph
from translating import actions
from translating.exchange import po, reading, xliff
from translating.exchange.comparing import Outcome, compare
from translating.exchange.parcel import LARGEST, Malformed, Parcel, State, Text, Unit
from translating.exchange.taking import take_over
from translating.views import exchange

from .test_exchange import FIRST, SECOND, WORDS, out, outcomes, page, said, with_words, work  # noqa: F401
from .test_exchange_views import bring, export

FORMATS = pytest.mark.parametrize("kind", [po, xliff], ids=["po", "xliff"])


def again(sent, kind):
    """Return a parcel as it is after a tool wrote it."""
    return reading.read(kind.write(sent))


# --- odd files --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "moment", ["2026-13-45T99:00:00+02:00", "gestern", "2026-05-03", "x" * 5000]
)
@pytest.mark.parametrize("seal", ["", "0" * 16])
def test_a_strange_date_is_no_accident(
    work, page, turkish, translator, moment, seal  # noqa: F811
):  # fmt: skip
    sent = with_words(out(page, turkish, translator), WORDS, seal=seal)
    sent = dataclasses.replace(sent, written_at=moment)

    take_over(parcel=again(sent, po), locale=turkish, by=translator)

    assert said(SECOND) == WORDS[SECOND]
    second = with_words(sent, {SECOND: "Başka 3."})
    assert compare(again(second, po), turkish)


def with_line_ends(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


@FORMATS
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", [bytes, with_line_ends])
def test_a_mark_at_the_beginning_and_the_line_ends_of_other_systems_are_read(
    work, page, turkish, translator, kind, bom, ends  # noqa: F811
):  # fmt: skip
    sent = with_words(out(page, turkish, translator), WORDS)

    sheets = take_over(
        parcel=reading.read(bom + ends(kind.write(sent))), locale=turkish, by=translator
    )

    assert outcomes(sheets)[FIRST] is outcomes(sheets)[SECOND] is Outcome.TAKEN
    assert said(FIRST) == WORDS[FIRST]


@FORMATS
def test_languages_the_wrong_way_round_are_refused(
    work, page, turkish, translator, client, kind  # noqa: F811
):  # fmt: skip
    """A tool that was told to translate from Turkish to German sends Turkish as the source."""
    client.force_login(translator)
    data = kind.write(with_words(out(page, turkish, translator), WORDS)).decode()
    data = data.replace(
        'source-language="de" target-language="tr"', 'source-language="tr" target-language="de"'
    )
    data = data.replace("Language: tr", "Language: de")

    assert bring(client, turkish, data.encode()).status_code == 422


@FORMATS
def test_strange_signs_survive(page, turkish, translator, kind, home):  # noqa: F811
    odd = "Text\u00ad mit \u200fZeichen\u200e,\u00a0 &amp; <b>fett</b>\u2028neu &lt;x&gt; 😀 ]]> \u202btest\u202c"
    page.body = [paragraph(odd), paragraph(SECOND), paragraph(SECOND)]
    page.save_revision().publish()
    from .at_work import sentences

    work = actions.begin(instance=page, locale=turkish, by=translator)  # noqa: F811
    german = next(s for s in sentences(work).values() if "fett" in s.german)
    words = {german.data: german.data.replace("Text", "Metin"), SECOND: "Encümen 3 Mayıs."}
    sent = with_words(out(page, turkish, translator), words)

    sheets = take_over(parcel=again(sent, kind), locale=turkish, by=translator)

    assert said(german.data) == words[german.data]
    taken = [line for sheet in sheets for line in sheet.taken if line.unit.german == SECOND]
    assert len(taken) == 2, "the same words at two places are two sentences"
    back = out(page, turkish, translator)
    assert again(back, kind).texts == back.texts


@pytest.mark.parametrize("sign", ["0", "D800", "110000", "-1", "x", ""])
def test_what_is_no_sign_is_refused_with_its_line(sign):
    data = (
        '<xliff version="1.2">\n<file original="a#b"><body><trans-unit id="title#0">\n'
        f'<source>a</source><target>b<ph id="1" ctype="x-sign">{sign}</ph></target>'
        "</trans-unit></body></file></xliff>"
    )

    with pytest.raises(Malformed) as refusal:
        reading.read(data.encode())

    assert "2:" in refusal.value.messages[0]


# --- size -------------------------------------------------------------------------------------------
def test_what_could_not_come_back_is_not_sent(work, page, turkish, translator, client, monkeypatch):  # noqa: F811
    """A file that is small enough today and too large when it is translated wastes weeks."""
    client.force_login(translator)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    sent = export(client, page, turkish)
    monkeypatch.setattr("translating.views.exchange.LARGEST", len(sent.content) + 100)

    refused = export(client, page, turkish)

    assert refused.status_code == 422 and "chapter by chapter" in refused.content.decode()
    monkeypatch.setattr("translating.views.exchange.LARGEST", len(sent.content) + 1000)
    assert export(client, page, turkish).status_code == 200


def test_a_large_file_fits_into_the_form_of_the_preview():
    """The preview travels through the browser, and Django takes forms of two and a half megabytes."""
    words = demo_words()
    content = {"content": po.write(large(words, sentences=14_000)).decode()}
    assert 5_000_000 < len(content["content"]) < LARGEST

    field = exchange._signed(content, "salt")

    assert len(field) < exchange.LARGEST_FORM
    assert exchange._unsigned(field, "salt") == content


def demo_words() -> list[str]:
    """Return the words of real German texts in their order."""
    return " ".join(path.read_text() for path in Path("docs/handbuch").glob("*.md")).split()


def large(words: list[str], sentences: int) -> Parcel:
    chance = random.Random(7)

    def sentence() -> str:
        start = chance.randrange(len(words) - 20)
        return " ".join(chance.sample(words[start : start + 20], 15))

    units = [
        Unit(f"body.{uuid4()}", 0, sentence(), sentence(), State.DONE, seal=f"{number:016x}")
        for number in range(sentences)
    ]
    texts = tuple(
        Text(str(uuid4()), "a" * 64, tuple(units[at : at + 30]), title="Abschnitt")
        for at in range(0, sentences, 30)
    )
    return Parcel("tr", texts, "2026-05-03T10:00:00+02:00")


def test_three_hundred_sections_are_written_and_read_in_seconds():
    parcel = large(demo_words(), sentences=9_000)

    for kind in (po, xliff):
        started = time.process_time()
        assert again(parcel, kind) == parcel
        assert time.process_time() - started < 15


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\x1f\x8b\x08\x00"])
def test_packed_files_are_not_unpacked(head):
    with pytest.raises(Malformed):
        reading.read(head + b"\x00" * 1000)


def test_fifty_megabytes_are_refused_before_they_are_read(
    work, turkish, translator, client, monkeypatch  # noqa: F811
):  # fmt: skip
    client.force_login(translator)
    monkeypatch.setattr("translating.forms.exchange.read", lambda data: pytest.fail("was read"))

    assert bring(client, turkish, b"#" * 50_000_000).status_code == 422


def test_each_further_sentence_costs_one_query(home, turkish, translator, count_queries):
    """A whole strategy has thousands; each of them is looked for and written in few steps."""

    def taking(sentences):
        made = home.add_child(
            instance=PlainPage(
                title=f"Mit {sentences}", body=[paragraph(f"Satz {n}.") for n in range(sentences)]
            )
        )
        actions.begin(instance=made, locale=turkish, by=translator)
        parcel = out(made, turkish, translator)
        words = {unit.german: f"Cümle {unit.german}" for unit in parcel.texts[0].units}
        sent = with_words(parcel, words)
        return count_queries(lambda: take_over(parcel=sent, locale=turkish, by=translator))

    assert taking(25) - taking(5) <= 20
