"""The languages a town speaks. Adding one: an entry here, a catalogue in ``locale/`` and a Locale row."""

import django.conf.locale
from django.utils.translation import gettext_noop

#: German is the binding language: every other text is a translation of it.
SOURCE_LANGUAGE = "de"

#: Easy German has no entry in Django; without one ``get_language_info`` would answer with plain German.
#: ``de-simple`` is the registered IANA variant; ``de-ls`` would be the German of Lesotho.
django.conf.locale.LANG_INFO["de-simple"] = {
    "bidi": False,
    "code": "de-simple",
    "name": gettext_noop("Easy German"),
    "name_local": "Einfache Sprache",
}

#: The language in which German texts are told easily, beside them; empty where a town has none.
EASY_LANGUAGE = "de-simple"

LANGUAGES = [
    ("de", "Deutsch"),
    ("de-simple", "Einfache Sprache"),
    ("en", "English"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ar", "العربية"),
]

#: The languages of the editing interface (the public interface speaks all of LANGUAGES).
ADMIN_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
