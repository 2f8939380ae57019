"""The languages a town speaks. How to add one: docs/adding-a-language.md."""

import django.conf.locale
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_noop

from . import env

#: German is the binding language: every other text is a translation of it.
SOURCE_LANGUAGE = "de"

#: What Django does not know of a language: without an entry ``get_language_info`` would answer with
#: another one (plain German for easy German) or stop.
#: ``de-simple`` is the registered IANA variant; ``de-ls`` would be the German of Lesotho.
LANG_INFO = {
    "de-simple": {
        "bidi": False,
        "code": "de-simple",
        "name": gettext_noop("Easy German"),
        "name_local": "Einfache Sprache",
    },
    "ti": {"bidi": False, "code": "ti", "name": gettext_noop("Tigrinya"), "name_local": "ትግርኛ"},
}
for _code, _info in LANG_INFO.items():
    django.conf.locale.LANG_INFO.setdefault(_code, _info)

#: The language in which German texts are told easily, beside them; empty where a town has none.
EASY_LANGUAGE = "de-simple"

SHIPPED = [
    ("de", "Deutsch"),
    ("de-simple", "Einfache Sprache"),
    ("en", "English"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ar", "العربية"),
]


def with_names(codes: list[str]) -> list[tuple[str, str]]:
    """Return languages with their own names. Raises ImproperlyConfigured for an unknown code."""
    known = django.conf.locale.LANG_INFO
    for code in codes:
        if "name_local" not in known.get(code, {}):
            raise ImproperlyConfigured(
                f"MORE_LANGUAGES names “{code}”, of which nothing is known. "
                "See docs/adding-a-language.md."
            )
    return [(code, known[code]["name_local"]) for code in codes]


#: In the order of the switcher. A town adds languages with ``MORE_LANGUAGES=ti,fa``.
LANGUAGES = [*SHIPPED, *with_names(env.words("MORE_LANGUAGES", ""))]
LANGUAGES_BIDI = [code for code, info in django.conf.locale.LANG_INFO.items() if info.get("bidi")]

#: The languages of the editing interface (the public interface speaks all of LANGUAGES).
ADMIN_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
