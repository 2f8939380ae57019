"""wagtail-localize's views, with what is unsafe taken out."""

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.views import submit_translations


class SubmitPageTranslationView(submit_translations.SubmitPageTranslationView):
    """Offer languages for one page whose parent is translated already.

    The subtree is not offered: copying it miscounts the children, which then answer 404. And
    wagtail-localize would put a German copy in the place of a parent that has no translation.
    """

    def get_form(self):
        form = super().get_form()
        field = form.fields["include_subtree"]
        field.widget, field.disabled = forms.HiddenInput(), True
        return form

    def form_valid(self, form):
        parent = self.object.get_parent()
        there = Page.objects.filter(translation_key=parent.translation_key, alias_of=None)
        have = set(there.values_list("locale_id", flat=True))
        without = [locale for locale in form.cleaned_data["locales"] if locale.pk not in have]
        if without and not parent.is_root():
            messages.error(
                self.request,
                _("First translate the page above, “%(title)s”, into: %(languages)s.")
                % {
                    "title": parent.title,
                    "languages": ", ".join(str(locale) for locale in without),
                },
            )
            return self.render_to_response(self.get_context_data())
        return super().form_valid(form)
