"""wagtail-localize's views, with what is unsafe taken out."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.views import submit_translations, update_translations

from .models import User
from .wording import listed


class SubmitPageTranslationView(submit_translations.SubmitPageTranslationView):
    """Offer the languages somebody may work in, for one page whose parent is translated already.

    The subtree is not offered: copying it miscounts the children, which then answer 404. And
    wagtail-localize would put a German copy in the place of a parent that has no translation.
    """

    def get_form(self):
        form = super().get_form()
        never(form, "include_subtree")
        if not self.object.permissions_for_user(self.request.user).can_edit():
            locales = form.fields["locales"]
            locales.queryset = locales.queryset.filter(pk__in=locales_of(self.request.user))
        return form

    def get_object(self):
        """Return the page; drafts are for those who may edit them."""
        page = super().get_object()
        if not page.live and not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

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
                    "languages": listed(without),
                },
            )
            return self.render_to_response(self.get_context_data())
        return super().form_valid(form)


class SubmitSnippetTranslationView(submit_translations.SubmitSnippetTranslationView):
    """A snippet has no draft: its translation is public at once, so it takes the right to change it."""

    def get_object(self):
        snippet = super().get_object()
        if not may_change(self.request.user, type(snippet)):
            raise PermissionDenied
        return snippet


class UpdateTranslationsView(update_translations.UpdateTranslationsView):
    """Bring new German words to the translators, and publish nothing on the way.

    wagtail-localize would publish German words in every language, whoever presses the button.
    """

    def get_form(self):
        form = super().get_form()
        never(form, "publish_translations")
        return form

    def get_object(self):
        """Return what is brought up to date in all languages at once; that is for those who write German."""
        source = super().get_object()
        model = source.specific_content_type.model_class()
        if model in get_snippet_models():
            allowed = may_change(self.request.user, model)
        else:
            german = source.get_source_instance()
            allowed = german.permissions_for_user(self.request.user).can_edit()
        if not allowed:
            raise PermissionDenied
        return source


def keep_own_words(request: HttpRequest, page_id: int) -> HttpResponse:
    """Refuse to turn a translation into an alias: it would show German under another language's address."""
    messages.error(request, _("A translation keeps its own words; it cannot become a copy."))
    return redirect("wagtailadmin_pages:edit", page_id)


def never(form: forms.Form, name: str) -> None:
    """Hide a yes/no question of a form and answer it with no, whatever the browser sends."""
    form.fields[name].widget, form.fields[name].disabled = forms.HiddenInput(), True


def locales_of(user: User) -> set[int]:
    """Return the languages that somebody may change pages in."""
    pages = page_permission_policy.instances_user_has_any_permission_for(user, {"change"})
    return set(Locale.objects.filter(pk__in=pages.values("locale")).values_list("pk", flat=True))


def may_change(user: User, model: type[Model]) -> bool:
    return user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")
