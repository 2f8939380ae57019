"""Addresses: the editing interface, files, machine-readable addresses, and one tree of pages per language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.documents import urls as wagtaildocs_urls

from . import gallery, views
from .sitemap import sitemap

handler400 = "cms.refusing.bad_request"
handler403 = "cms.refusing.permission_denied"
handler404 = "cms.views.page_not_found"
handler500 = "cms.views.server_error"

#: In production the web server in front hands out media files.
media = [re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT})]
gallery_urls = (
    [
        path("design/", gallery.show, name="design"),
        path("design/<str:language>/", gallery.show, name="design_in"),
    ]
    if settings.DESIGN_GALLERY
    else []
)

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("cms/workflows/", include("council.urls_route")),
    path("cms/", include("wagtail.admin.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    *(media if settings.SERVE_MEDIA else []),
    *gallery_urls,
    *i18n_patterns(
        path("languages/", views.languages, name="languages"),
        path("mistake/", include("translating.urls_public")),
        # Wagtail's own pattern, and dots: the versions of a section are called 0.3 or 1.0.
        re_path(r"^((?:[\w\-.]+/)*)$", views.serve_page, name="wagtail_serve"),
    ),
]
