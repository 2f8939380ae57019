"""The interface for programs that the editing interface brings: what exists and is closed says so."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.views.snippets_api import SnippetViewSet

from .views_translation import locales_of, may_change


class ClosedPagesAPI(PagesAdminAPIViewSet):
    """Wagtail's interface to pages, where a page that somebody may not see is 403 and not missing."""

    def get_object(self):
        try:
            return super().get_object()
        except Http404:
            if Page.objects.filter(pk=self.kwargs["pk"], depth__gt=1).exists():
                raise PermissionDenied from None
            raise


class ClosedSnippetsAPI(SnippetViewSet):
    """wagtail-localize's interface to snippets, for those who keep them or translate into their language."""

    def get_queryset(self):
        rows, user = super().get_queryset(), self.request.user
        if may_change(user, self.get_model()):
            return rows
        mine = locales_of(user) if issubclass(self.get_model(), TranslatableMixin) else set()
        if not mine:
            raise PermissionDenied
        return rows.filter(locale__in=mine)

    def get_object(self):
        try:
            return super().get_object()
        except Http404:
            if self.get_model()._default_manager.filter(pk=self.kwargs["pk"]).exists():
                raise PermissionDenied from None
            raise
