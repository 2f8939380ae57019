"""What Wagtail asks this app for."""

from cms import desk

from .translating import translations_to_do

desk.register(translations_to_do)
