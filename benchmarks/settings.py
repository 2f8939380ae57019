"""The embedded default's settings, and a bare Wagtail page to compare with."""

from cms.settings.test import *  # noqa: F403
from cms.settings.test import DATABASES, INSTALLED_APPS, VAR_DIR

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.bare"]
ROOT_URLCONF = "benchmarks.urls"
DEMO = True
# What is measured reads no search index; keeping it up to date is most of the growing.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = VAR_DIR / "benchmark.sqlite3"
