"""Forms say what is wrong where it is wrong; the gallery shows every component in every direction."""

import re

import pytest
from django import forms
from django.template import Context, Template

from cms.gallery import SampleForm


def shown(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_wrong_form_says_what_is_wrong_at_the_field_and_in_a_summary():
    form = SampleForm({"email": "keine-adresse"})
    html = shown("{% error_summary form %}{% for f in form %}{% form_field f %}{% endfor %}", form=form)  # fmt: skip

    assert 'id="error-summary"' in html
    assert 'href="#id_email"' in html
    assert 'id="id_email_error"' in html
    assert re.search(r'<input type="email"[^>]*aria-invalid="true"', html)
    assert re.search(r'<input type="email"[^>]*aria-describedby="[^"]*id_email_error', html)
    assert 'autocomplete="email"' in html


def test_a_fresh_form_shows_no_errors():
    html = shown("{% error_summary form %}{% for f in form %}{% form_field f %}{% endfor %}", form=SampleForm())  # fmt: skip

    assert "error-summary" not in html
    assert "aria-invalid" not in html
    assert html.count('type="radio"') == 2


@pytest.mark.parametrize("language", ["de", "de-simple", "ar"])
def test_the_gallery_shows_every_component_in_every_direction(client, db, language):
    response = client.get(f"/design/{language}/")

    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert ("wirkt.rtl.css" in html) == (language == "ar")
    assert html.index('class="skip-link"') < html.index("<header")
    assert html.count("<h1") == 1
    assert "set-cookie" not in {name.lower() for name in response.headers}


def test_the_gallery_knows_only_the_languages_of_the_site(client, db):
    assert client.get("/design/").status_code == 200
    assert client.get("/design/xx/").status_code == 404


def test_several_choices_are_a_group_with_one_label_each():
    class Days(forms.Form):
        days = forms.MultipleChoiceField(
            label="Tage", choices=[("mo", "Montag"), ("di", "Dienstag")],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip

    html = shown("{% form_field form.days %}", form=Days())

    assert "<legend" in html
    assert html.count('class="choice"') == 2


def test_the_editing_interface_bears_the_products_name(client, db):
    html = client.get("/cms/login/").content.decode()

    assert "<h1>WIRkt</h1>" in html
    assert "Sign in to Wagtail" not in html
