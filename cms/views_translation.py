"""wagtail-localize's views, with what is unsafe taken out."""

from django import forms
from wagtail_localize.views import submit_translations


class SubmitPageTranslationView(submit_translations.SubmitPageTranslationView):
    """Offer languages, but not the subtree: copying it miscounts the children, which then answer 404."""

    def get_form(self):
        form = super().get_form()
        field = form.fields["include_subtree"]
        field.widget, field.disabled = forms.HiddenInput(), True
        return form
