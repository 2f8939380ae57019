"""What waits for those who translate: texts that changed, and texts nobody has translated yet."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.desk import Entry
from cms.models import LiveText, User

from . import roles

#: So many texts without a translation are offered at a time; the oldest come first.
NEW_TEXTS = 10


def translations_to_do(user: User) -> Iterator[Entry]:
    """Yield what a translator can do in each of their languages."""
    groups = set(user.groups.values_list("name", flat=True))
    for code in roles.languages_to_translate():
        if roles.translators(code) in groups:
            yield from _outdated(code)
            yield from _begun(code)
            yield from _missing(code)


def _outdated(code: str) -> Iterator[Entry]:
    texts = LiveText.objects.with_source().filter(page__locale__language_code=code)
    for text in texts.exclude(current_source_hash=F("source_hash")).select_related("page"):
        if text.is_outdated:
            yield _entry(
                text.page,
                reverse("wagtailadmin_pages:edit", args=[text.page_id]),
                _("Update the translation"),
                _("The German text has changed."),
            )


def _begun(code: str) -> Iterator[Entry]:
    """Yield drafts of texts that are public in German."""
    drafts = Page.objects.filter(locale__language_code=code, live=False, depth__gt=1)
    for page in drafts.filter(_german_is_live()).order_by("latest_revision_created_at"):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield _entry(page, url, _("Go on translating"), _("The translation is not public yet."))


def _missing(code: str) -> Iterator[Entry]:
    there = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=code
    )
    german = Page.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE, depth__gt=1)
    language = get_language_info(code)["name_translated"]
    for page in german.exclude(Exists(there)).order_by("first_published_at", "path")[:NEW_TEXTS]:
        url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        note = _("Not translated into %(language)s yet.") % {"language": language}
        yield _entry(page, url, _("Begin the translation"), note)


def _german_is_live() -> Exists:
    return Exists(
        Page.objects.live().filter(
            translation_key=OuterRef("translation_key"),
            locale__language_code=settings.LANGUAGE_CODE,
        )
    )


def _entry(page: Page, url: str, label: str, note: str) -> Entry:
    return Entry(
        title=page.title, url=url, action_label=label, since=page.last_published_at, note=note
    )
