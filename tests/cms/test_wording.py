"""Things in a row and dates, each in the way of the reader's language."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import override

from cms.wording import listed

EVENING = datetime(2020, 11, 5, 18, 30)
ROW = "{% load wording %}{{ names|listed }}{% comma %}{{ day|date:'DATE_FORMAT' }}"
# Between two values, with nothing but the comma: what one alphabet writes otherwise.
HARD_COMMA = re.compile(r"""[%}]}, *(?:<[^>]*>)?\{[%{]|join:["'], ?["']""")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Magistrat, Ausländerbeirat, 5. November 2020"),
        ("en", "Magistrat, Ausländerbeirat, 5 November 2020"),
        ("tr", "Magistrat, Ausländerbeirat, 5 Kasım 2020"),
        ("uk", "Magistrat, Ausländerbeirat, 5 листопада 2020 року"),
        ("ar", "Magistrat، Ausländerbeirat، 5 نوفمبر 2020"),
    ],
)
def test_things_in_a_row_are_parted_as_the_language_does_it(language, text):
    with override(language):
        row = Template(ROW).render(
            Context({"names": ["Magistrat", "", "Ausländerbeirat"], "day": EVENING})
        )

    assert row == text


def test_a_row_on_a_page_escapes_what_is_no_markup():
    names = ["<b>", mark_safe("<i>Rat</i>")]

    with override("de"):
        row = Template("{% load wording %}{{ names|listed }}").render(Context({"names": names}))
        plain = listed(["A", "", "B"])

    assert row == "&lt;b&gt;, <i>Rat</i>"
    assert plain == "A, B"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_date_ends_a_sentence_twice(language):
    names = ("DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT")
    with override(language):
        dates = [date_format(EVENING, name) for name in (*names, "TIME_FORMAT")]

    assert not [date for date in dates if date.endswith(".")]


def test_no_public_template_puts_a_comma_between_two_values_by_hand():
    apps = ("cms", "events", "home", "partners", "strategy")
    root = Path(settings.BASE_DIR)
    templates = [file for app in apps for file in (root / app).glob("templates/**/*.html")]
    by_hand = [
        str(file.relative_to(root)) for file in templates if HARD_COMMA.search(file.read_text())
    ]

    assert len(templates) > 50
    assert by_hand == []
