"""A file that goes out and comes back loses nothing, and a broken one is refused with its line."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from translating.exchange import parcel as parcels
from translating.exchange import po, reading, xliff
from translating.exchange.parcel import Malformed, Parcel, State, Text, Unit, seal

FORMATS = pytest.mark.parametrize("kind", [po, xliff], ids=["po", "xliff"])
KEY = str(uuid.UUID(int=7))


def a_parcel(*units: Unit, language: str = "tr") -> Parcel:
    return Parcel(
        language, (Text(KEY, "a" * 64, units, title="Seite"),), "2026-05-03T10:00:00+02:00"
    )


def unit(german: str, words: str = "", state: State = State.EMPTY, **more) -> Unit:
    return Unit("body.4f.text", 0, german, words, state, seal=seal(words), **more)


MARKUP = ["<b>", "</b>", '<a id="a1">', "</a>", "<br/>", "<br>", "&amp;", "&lt;", "&nbsp;", "&"]
MARKUP += ["Wort", " ", "كلمة", "</i>", "<i>", "\\n", '"', "<", "%(name)s"]
signs = some.one_of(
    some.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
    some.sampled_from("<>&\"'\\%#\n\r\t\x0b\x0c\x1c\x1d\x85\u2028\u2029\ufffe"),
)
sentences = some.one_of(
    some.text(signs, min_size=1, max_size=30),
    some.lists(
        some.sampled_from(MARKUP),
        min_size=1,
        max_size=12,
    ).map("".join),
)
paths = some.text(some.characters(categories=["Ll", "Nd"]) | some.sampled_from(".-#/ "), min_size=1)


@some.composite
def units(draw):
    german = draw(sentences)
    words = draw(some.one_of(some.just(""), sentences.filter(str.strip)))
    states = [state for state in State if (state is State.EMPTY) == (words == "")]
    state = draw(some.sampled_from(states))
    before = draw(sentences) if state is State.UNFINISHED else ""
    hints = tuple(draw(some.lists(some.text(signs, max_size=8), max_size=2)))
    position = draw(some.integers(0, 99))
    return Unit(
        draw(paths.map(str.strip).filter(bool)),
        position,
        german,
        words,
        state,
        before,
        seal(words),
        hints,
    )


texts = some.builds(
    Text,
    key=some.uuids().map(str),
    german_hash=some.text("0123456789abcdef", min_size=64, max_size=64),
    units=some.lists(units(), min_size=1, max_size=4).map(tuple),
    title=some.text(signs, max_size=10),
)
all_parcels = some.builds(
    Parcel,
    language=some.sampled_from(["tr", "ar", "de-simple", "uk"]),
    texts=some.lists(texts, min_size=1, max_size=3, unique_by=lambda text: text.key).map(tuple),
    written_at=some.just("2026-05-03T10:00:00.123456+02:00"),
)


#: A busy machine is no fault of the formats.
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@FORMATS
@PATIENT
@given(sent=all_parcels)
def test_what_goes_out_comes_back_letter_by_letter(kind, sent):
    assert reading.read(kind.write(sent)) == sent


@FORMATS
@PATIENT
@given(data=some.binary(max_size=200) | some.text(max_size=200).map(str.encode))
def test_any_other_file_is_refused_in_words(kind, data):
    with pytest.raises(Malformed) as refusal:
        reading.read(data)

    assert refusal.value.messages


@FORMATS
@PATIENT
@given(
    sent=all_parcels, place=some.floats(0, 1), put=some.sampled_from(["", "<", '"', "\n", "#, "])
)
def test_a_damaged_file_is_read_or_refused_but_never_an_accident(kind, sent, place, put):
    data = kind.write(sent).decode()
    cut = int(len(data) * place)
    try:
        reading.read((data[:cut] + put + data[cut + 3 :]).encode())
    except Malformed as refusal:
        assert refusal.messages


def test_xliff_says_what_tools_look_for():
    data = xliff.write(
        a_parcel(
            unit('Zur <a id="a1">Seite</a> &amp; mehr', "Sayfa", State.DONE, hints=("Absatz",)),
            language="de-simple",
        )
    ).decode()

    assert '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">' in data
    assert f'original="{KEY}#{"a" * 64}#2026-05-03T10:00:00+02:00"' in data
    assert 'source-language="de" target-language="de-simple"' in data
    assert 'id="body.4f.text#0" xml:space="preserve"' in data
    assert (
        '<bpt id="1" ctype="link">&lt;a id="a1"&gt;</bpt>Seite<ept id="1">&lt;/a&gt;</ept> &amp; mehr'
        in data
    )
    assert '<target state="translated" xml:lang="de-simple">Sayfa</target>' in data
    assert 'approved="yes"' in data, "tools take nothing else for translated"
    assert "<note>Absatz</note>" in data


def test_po_keeps_the_place_as_context_and_marks_what_is_outdated():
    data = po.write(a_parcel(unit("Neu", "Eski", State.UNFINISHED, before="Alt"))).decode()

    assert f'msgctxt "{KEY}/body.4f.text#0"' in data
    assert f"#: {KEY}/body.4f.text:1" in data
    assert "#, fuzzy" in data
    assert '#| msgid "Alt"' in data
    assert f"X-WIRkt-German-{KEY}: {'a' * 64}" in data


def test_a_tools_own_marks_around_words_are_passed_over():
    data = xliff.write(a_parcel(unit("Seite", "Sayfa", State.DONE))).decode()
    data = data.replace(">Sayfa<", '><mrk mtype="seg" mid="0">Say</mrk><g id="1">fa</g><')

    assert reading.read(data.encode()).texts[0].units[0].words == "Sayfa"


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ('state="final"', State.DONE),
        ("", State.DONE),
        ('state="new"', State.UNFINISHED),
        ('state="needs-translation"', State.UNFINISHED),
        ('state="translated" state-qualifier="mt-suggestion"', State.MACHINE),
        ('state="signed-off" state-qualifier="mt-suggestion"', State.DONE),
    ],
)
def test_the_states_of_other_tools_are_understood(mark, expected):
    data = xliff.write(a_parcel(unit("Seite", "Sayfa", State.DONE))).decode()

    (read,) = reading.read(data.replace('state="translated"', mark).encode()).texts[0].units

    assert read.state is expected


def test_a_tools_own_date_does_not_hide_when_the_file_was_written():
    data = xliff.write(a_parcel(unit("Seite", "Sayfa", State.DONE))).decode()
    data = data.replace('date="2026-05-03T10:00:00+02:00"', 'date="2030-01-01T00:00:00Z"')

    assert reading.read(data.encode()).written_at == "2026-05-03T10:00:00+02:00"


def test_words_that_were_changed_are_finished_whatever_the_tool_left_as_their_state():
    outdated = Unit("title", 0, "Neu", "Eski", State.UNFINISHED, seal=seal("Eski"))
    changed = Unit("title", 0, "Neu", "Yeni", State.UNFINISHED, seal=seal("Eski"))

    assert not outdated.is_finished
    assert changed.is_finished


BOMB = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xliff version="1.2"><file/></xliff>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<xliff version="1.2"><file>&a;</file></xliff>"""
ENTRY = '\nmsgctxt "{context}"\nmsgid "Seite"\nmsgstr "Sayfa"\n'


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (BOMB, 2),
        (OUTSIDE, 2),
        ("<xliff version='1.2'>\n<file>\n</xliff>", 3),
        ("<html>\n</html>", 1),
        ("<xliff version='2.0'/>", 1),
        ("<xliff version='1.2'>\n<file/></xliff>", 2),
        ("<xliff version='1.2'>\n<file><body>\n<trans-unit id='x'/></body></file></xliff>", 3),
        ("<xliff version='1.2'>\n<file><body>\n<trans-unit id='x#1'/></body></file></xliff>", 3),
        ("<xliff version='1.2'><file><body><trans-unit id='x#1'>\n<source><x id='1'/></source>"
         "</trans-unit></body></file></xliff>", 1),
        ("\n\nThis is a letter.", 3),
        (ENTRY.format(context="ohne Stelle"), 1),
        ('\n\nmsgid "Seite"\nmsgstr "Sayfa"\n', 1),
        ('\nmsgctxt "a/b#1"\nmsgid "Seite"\nmsgstr "Sayfa"\n\nmsgsomething "x"\n', 6),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_the_line(data, line):
    with pytest.raises(Malformed) as refusal:
        reading.read(data.encode())

    assert f"{line}:" in refusal.value.messages[0], refusal.value.messages


@pytest.mark.usefixtures("in_english")
def test_files_that_are_not_utf8_empty_or_too_large_are_refused(monkeypatch):
    for data, words in (
        (b"<a>\n" + "ü".encode("latin-1"), "Line 2"),
        ("<a/>".encode("utf-16"), "Line 1"),
        (b" \n", "empty"),
    ):
        with pytest.raises(Malformed, match=words):
            reading.read(data)
    monkeypatch.setattr(parcels, "LARGEST", 10)
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(Malformed, match="too large"):
        reading.read(b" " * 11)


def test_a_text_that_is_the_name_of_a_file_is_no_way_to_read_that_file(tmp_path):
    secret = tmp_path / "secret.po"
    secret.write_text(ENTRY.format(context=f"{KEY}/title#0"))

    with pytest.raises(Malformed):
        reading.read(str(secret).encode())


@pytest.mark.usefixtures("in_english")
def test_markup_that_is_nested_without_end_is_refused():
    deep = "<g id='1'>" * 5000 + "</g>" * 5000
    body = f"<trans-unit id='x#1'><source>{deep}</source></trans-unit>"

    with pytest.raises(Malformed, match="deeply"):
        reading.read(f"<xliff version='1.2'><file><body>{body}</body></file></xliff>".encode())
