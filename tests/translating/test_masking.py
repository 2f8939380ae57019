"""What a machine must not touch comes back as it was, or its answer is not taken."""

import pytest

from translating.masking import Broken, Mask

from .at_work import sentences, write


def test_ends_of_lines_survive_a_machine_that_reads_html():
    mask = Mask("Vereine\nSchulen\n\nKirchen", names=())

    words = mask.take_off(mask.sent.replace("Schulen", "مدارس"))

    assert words == "Vereine\nمدارس\n\nKirchen"
    with pytest.raises(Broken):
        mask.take_off("Vereine Schulen Kirchen")


@pytest.mark.parametrize(
    "answer",
    ["  Welcome to <b>all</b>. \n", "Welcome\n  to\t<b>all</b>.", "Welcome to <b>all</b>."],
)
def test_blanks_that_a_machine_adds_are_taken_off(answer):
    assert Mask("Willkommen an <b>alle</b>.", names=()).take_off(answer) == "Welcome to <b>all</b>."


@pytest.mark.parametrize(
    ("german", "answer"),
    [
        ("Brot &amp; Salz", "Bread &amp; salt"),
        ("Brot &lt;b&gt; Salz", "Bread &lt;b&gt; salt"),
        ("Zeile<br/>zwei", "Line<br>two"),
        ('Zur <a id="a1">Seite</a>', "To the <a id='a1'>page</a>"),
        ("Punkt\u00a0eins", "Point\u00a0one"),
    ],
)
def test_other_ways_of_writing_the_same_html_are_taken(german, answer):
    assert Mask(german, names=()).take_off(answer)


def test_a_name_in_a_compound_is_no_name():
    mask = Mask("Die Magistratssitzung des Magistrat", names=["Magistrat"])

    assert mask.kept == ["Magistrat"]


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\ud800"])
def test_signs_that_no_database_takes_are_not_taken(sign):
    with pytest.raises(Broken):
        Mask("Guten Tag", names=()).take_off(f"Good{sign} day")


def test_a_sign_that_postgresql_does_not_take_is_left_out(work, people):
    write(work, people("translator"), words={"Mitmachen": "شا\0ركوا"})

    assert sentences(work)["Mitmachen"].words == "شاركوا"
