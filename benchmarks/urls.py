"""The site's addresses, and the bare page under Wagtail's own routing."""

from django.urls import include, path

from cms import urls

handler404 = urls.handler404
urlpatterns = [path("bare/", include("wagtail.urls")), *urls.urlpatterns]
