"""Short ways in the editing interface: from a menu entry to the place in the tree where things are."""

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import page_permission_policy


def show_place(request: HttpRequest, app_label: str, model_name: str) -> HttpResponse:
    """Lead to the first page of a kind: to its list, or to its editor when nothing lies below.

    That is the German one; whoever does not work in German is led to the one in their language.
    """
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as unknown:
        raise Http404 from unknown
    if not issubclass(model, Page):
        raise Http404
    reachable = page_permission_policy.explorable_instances(request.user)
    pages = model.objects.filter(pk__in=reachable.values("pk"))
    page = pages.filter(locale__language_code=settings.LANGUAGE_CODE).first() or pages.first()
    if page is None:
        return redirect("wagtailadmin_explore_root")
    if not model.allowed_subpage_models():
        return redirect("wagtailadmin_pages:edit", page.pk)
    return redirect("wagtailadmin_explore", page.pk)


class PlaceMenuItem(MenuItem):
    """A menu entry for pages of one kind; it costs no query to show."""

    def __init__(self, label: str | Promise, model: type[Page], icon_name: str, order: int) -> None:
        self.place = (model._meta.app_label, model._meta.model_name)
        name = "-".join(("place", *self.place))
        super().__init__(label, "", name=name, icon_name=icon_name, order=order)
        self.url = reverse("cms_place", args=self.place)

    def is_shown(self, request):
        return user_has_any_page_permission(request.user)
