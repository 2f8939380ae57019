"""Names of the other direction inside of running text stand by themselves."""

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override

from cms.directions import isolated


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("مدينة Weiterstadt هنا", "مدينة <bdi>Weiterstadt</bdi> هنا"),
        ("مرحباً Weiterstadt WIRkt! أهلاً", "مرحباً <bdi>Weiterstadt WIRkt!</bdi> أهلاً"),
        ("القانون § 25 HGO هنا", "القانون <bdi>§ 25 HGO</bdi> هنا"),
        ("القانون (HGO § 63 الفقرة 1)", "القانون (<bdi>HGO § 63</bdi> الفقرة 1)"),
        (
            "أثار: (Magistrat) (HGO § 63)",
            "أثار: (<bdi>Magistrat</bdi>) (<bdi>HGO § 63</bdi>)",
        ),
        ("مع Foo (Bar) هنا", "مع <bdi>Foo (Bar)</bdi> هنا"),
        ("(Fachbereich „Kultur“)", "(<bdi>Fachbereich „Kultur“</bdi>)"),
        ("إلى a.b@c.example. ثم", "إلى <bdi>a.b@c.example</bdi>. ثم"),
        ("انظر https://c.example/a/ ثم", "انظر <bdi>https://c.example/a/</bdi> ثم"),
        ("Müller & Söhne، شركة", "<bdi>Müller &amp; Söhne</bdi>، شركة"),
        ("مرحباً 12.5 و 2026", "مرحباً 12.5 و 2026"),
        ("<b>خطر", "&lt;<bdi>b</bdi>&gt;خطر"),
    ],
)
def test_in_arabic_what_is_written_from_the_left_stands_by_itself(text, shown):
    with override("ar"):
        assert isolated(text) == shown


def test_tags_and_attributes_stay_as_they_are():
    html = mark_safe('<p>انظر <a href="/x/" title="Foo">Bar &amp; Co</a> و <b>نص</b></p>')

    with override("ar"):
        assert isolated(html) == html.replace("Bar &amp; Co", "<bdi>Bar &amp; Co</bdi>")


@pytest.mark.parametrize("language", ["de", "tr", "uk"])
def test_in_other_languages_arabic_words_stand_by_themselves(language):
    with override(language):
        assert isolated("Der Verein جمعية النور! lädt ein") == (
            "Der Verein <bdi>جمعية النور</bdi>! lädt ein"
        )
        assert isolated("Nur <Deutsch>") == "Nur &lt;Deutsch&gt;"
