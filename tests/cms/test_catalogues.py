"""Interface catalogues: what the code says, what translators owe, and how they compile."""

from io import StringIO

import polib
import pytest
from django.core.management import CommandError, call_command

from cms import catalogues

GERMAN_RULE = "nplurals=2; plural=(n != 1);"
ARABIC_RULE = catalogues.plural_rule("ar")


@pytest.fixture
def folder(tmp_path, settings):
    """An empty home for catalogues, of a site that speaks German only."""
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("de", "Deutsch")]
    return tmp_path


@pytest.fixture
def one_message(monkeypatch):
    """Make the code say one thing."""

    def say(msgid, plural="", context=None):
        message = catalogues.Message(msgid, plural, context, ["cms/views.py"])
        monkeypatch.setattr(catalogues, "messages_in_code", lambda: {message.key: message})
        return message

    return say


def write(language, rule, **entry):
    catalogue = polib.POFile()
    catalogue.metadata = {"Plural-Forms": rule, "Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(**entry))
    file = catalogues.catalogue_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(file))
    return file


def problems(message, language="de"):
    return list(catalogues.problems_of(language, [message]))


def test_python_messages_are_found_with_context_and_plural():
    source = """
_("Section")
label = gettext_lazy("a " "long text")
ngettext("%(n)s vote", "%(n)s votes", n) % {"n": n}
pgettext("month", "May")
npgettext("body", "seat", "seats", n)
translation.gettext("Meeting")
_(variable)
print("not for translators")
"""

    found = {(m.context, m.msgid, m.plural) for m in catalogues.messages_in_python(source)}

    assert found == {
        (None, "Section", ""),
        (None, "a long text", ""),
        (None, "%(n)s vote", "%(n)s votes"),
        ("month", "May", ""),
        ("body", "seat", "seats"),
        (None, "Meeting", ""),
    }


def test_template_messages_are_found_in_tags_filters_and_arguments():
    source = """{% load i18n %}{% translate "Next" %}{% translate "May" context "month" %}
{% blocktranslate trimmed count n=votes|length %}
  {{ n }} vote
{% plural %}
  {{ n }} votes
{% endblocktranslate %}
{% card title=_("It's open") %}{{ title|default:_("Untitled") }}"""

    found = {(m.context, m.msgid, m.plural) for m in catalogues.messages_in_template(source)}

    assert found == {
        (None, "Next", ""),
        ("month", "May", ""),
        (None, "%(n)s vote", "%(n)s votes"),
        (None, "It's open", ""),
        (None, "Untitled", ""),
    }


def test_our_own_code_speaks():
    found = catalogues.messages_in_code()

    assert (None, "decoration only") in found
    assert not any("migrations" in place for m in found.values() for place in m.places)


def test_a_missing_catalogue_and_a_missing_message_are_named(folder, one_message):
    message = one_message("Section")
    assert problems(message) == ["the catalogue does not exist"]

    write("de", GERMAN_RULE, msgid="Chapter", msgstr="Kapitel")

    assert problems(message) == [
        "'Section' is missing (cms/views.py)",
        "'Chapter' is used nowhere",
    ]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"msgstr": "%(n)s Abschnitte"}, None),
        ({"msgstr": ""}, "is empty"),
        ({"msgstr": "Abschnitte"}, "has other placeholders"),
        ({"msgstr": "%(n)s Abschnitte", "flags": ["fuzzy"]}, "is fuzzy"),
        ({"msgstr": "<b>%(n)s</b> Abschnitte"}, "has other HTML tags"),
    ],
)
def test_each_fault_of_an_entry_is_named(folder, one_message, entry, problem):
    message = one_message("%(n)s sections")
    write("de", GERMAN_RULE, msgid="%(n)s sections", **entry)

    found = problems(message)

    assert (found == []) if problem is None else (problem in found[0])


def test_arabic_needs_six_forms_that_may_spell_the_number_out(folder, one_message):
    message = one_message("%(n)s vote", "%(n)s votes")
    forms = dict.fromkeys(range(6), "%(n)s صوت") | {0: "لا أصوات", 1: "صوت واحد"}
    entry = {"msgid": message.msgid, "msgid_plural": message.plural}

    write("ar", ARABIC_RULE, msgstr_plural=forms, **entry)
    assert problems(message, "ar") == []

    write("ar", ARABIC_RULE, msgstr_plural={0: "صوت", 1: "صوت"}, **entry)
    assert "has 2 of 6 plural forms" in problems(message, "ar")[0]


def test_a_wrong_plural_rule_is_named(folder, one_message):
    message = one_message("Section")
    write("de", "nplurals=1; plural=0;", msgid="Section", msgstr="Abschnitt")

    assert "plural rule" in problems(message)[0]


def test_updating_keeps_translations_adds_empty_ones_and_drops_the_unused(folder, one_message):
    votes = one_message("%(n)s vote", "%(n)s votes")
    write("de", GERMAN_RULE, msgid="Section", msgstr="Abschnitt")
    section = catalogues.Message("Section", places=["strategy/models.py"])

    assert catalogues.update("de", [votes, section]) == (1, 0)
    assert catalogues.update("de", [votes]) == (0, 1)
    assert catalogues.update("de", [votes, section]) == (1, 0)

    catalogue = polib.pofile(str(catalogues.catalogue_file("de")))
    entry = catalogue.find(votes.msgid)
    assert entry.msgstr_plural == {0: "", 1: ""}
    assert "python-format" in entry.flags


def test_english_says_what_the_code_says(folder, one_message):
    votes = one_message("%(n)s vote", "%(n)s votes")
    section = catalogues.Message("Section", places=["strategy/models.py"])

    catalogues.update("en", [votes, section])

    assert list(catalogues.problems_of("en", [votes, section])) == []


def test_the_check_names_every_gap_and_passes_once_they_are_closed(folder, one_message):
    one_message("Section")
    call_command("update_catalogues", stdout=StringIO())
    gaps = StringIO()
    with pytest.raises(CommandError, match=r"Incomplete catalogues: de \(1\)"):
        call_command("check_catalogues", stderr=gaps)
    assert "'Section' is empty" in gaps.getvalue()

    write("de", GERMAN_RULE, msgid="Section", msgstr="Abschnitt")
    answer = StringIO()
    call_command("check_catalogues", stdout=answer)

    assert "complete in every language" in answer.getvalue()


def test_catalogues_compile_once_until_they_change(folder):
    file = write("de", GERMAN_RULE, msgid="Section", msgstr="Abschnitt")
    answer = StringIO()

    call_command("compile_catalogues", stdout=answer)
    call_command("compile_catalogues", stdout=answer)

    assert answer.getvalue() == "1 catalogues compiled.\n0 catalogues compiled.\n"
    assert polib.mofile(str(file.with_suffix(".mo"))).find("Section").msgstr == "Abschnitt"


def test_the_compiled_catalogue_leaves_doubtful_entries_out(folder):
    file = write("de", GERMAN_RULE, msgid="Section", msgstr="Absatz", flags=["fuzzy"])

    call_command("compile_catalogues", verbosity=0)

    assert polib.mofile(str(file.with_suffix(".mo"))).find("Section") is None


def test_every_gap_in_a_text_of_ours_has_a_name():
    nameless = [m.msgid for m in catalogues.messages_in_code().values() if "%s" in m.msgid]

    assert nameless == []
