"""Addresses for readers, below the prefix of each language."""

from django.urls import path

from .views import reporting

urlpatterns = [
    path("", reporting.report_mistake, name="report_mistake"),
    path("thanks/", reporting.mistake_reported, name="mistake_reported"),
]
