"""Addresses below ``/cms/translating/``."""

from django.urls import path

from .views import mistakes

app_name = "translating"
urlpatterns = [
    path("mistakes/", mistakes.list_mistakes, name="mistakes"),
    path("mistakes/<int:report_id>/", mistakes.settle_mistake, name="mistake"),
]
