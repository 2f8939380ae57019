"""What is live of each page: its checksum, and for a translation the checksum it was made from.

A translation is outdated when the German text that is live differs from the one it was made from:
decided by checksums, never by dates (design.md section 4).
"""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _
from wagtail.models import Page

from .. import words
from ..snapshots import digest, snapshot, without_ids
from .shown_text import ShownText

#: Parts of blocks that are choices, not words.
CHOICES = words.CHOICES


class LiveTextQuerySet(models.QuerySet):
    def with_source(self) -> Self:
        """Add ``current_source_hash``: the checksum of the German text that is live now."""
        source = LiveText.objects.filter(
            page__translation_key=OuterRef("page__translation_key"),
            page__locale__language_code=settings.LANGUAGE_CODE,
        )
        return self.annotate(current_source_hash=Subquery(source.values("content_hash")[:1]))


class LiveText(ShownText):
    """The text of one live page, written in the transaction that makes it live."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="live_text")

    objects = LiveTextQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.content_hash[:12]}"

    @property
    def is_outdated(self) -> bool:
        """Tell whether the German text has changed since; needs ``with_source()``."""
        return bool(self.source_hash) and self.source_hash != self.current_source_hash

    @property
    def states(self) -> list[str]:
        """Say what readers must know of a translation; needs ``with_source()``, empty when all is well."""
        said = [
            ("outdated", self.is_outdated),
            ("machine", self.is_machine),
            ("partial", self.is_german_in_parts),
        ]
        return [state for state, holds in said if holds and self.source_hash]

    @property
    def made_on(self) -> datetime:
        """Return when these words were made from the German ones."""
        return self.translated_at or self.changed_at

    @classmethod
    def record(cls, page: Any) -> None:
        """Note what is live of a specific page now, or that nothing is."""
        if not page.live:
            cls.objects.filter(page_id=page.pk).delete()
            return
        data = snapshot(page)
        values: dict[str, Any] = {
            "content_hash": digest(data),
            "words": sum(words.count(text) for text in words.of_fields(data["fields"])),
            "source_hash": "",
            "german_parts": [],
            "german_sentences": {},
        }
        source = source_of(page)
        if source is not None:
            basis = translated_from(source)
            german = german_parts(data["fields"], basis["fields"])[0]
            values["german_parts"] = german
            values["german_sentences"] = german_sentences(page, data["fields"], german)
            known = cls.objects.filter(page_id=page.pk).first()
            values |= cls.origin(page, known, values["content_hash"], digest(basis))
            values["is_machine"] = cls.holds_machine_words(page, words.of_fields(data["fields"]))
        cls.objects.update_or_create(page_id=page.pk, defaults=values)


class NotTranslated(PermissionDenied):
    """A translation in which nothing is translated does not go live."""


def source_of(page: Any) -> Any:
    """Return the German page that a page is a translation of; None for the German page itself."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    pages = type(page)._default_manager.filter(translation_key=page.translation_key)
    return pages.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def translated_from(source: Any) -> dict:
    """Return the snapshot of the German wording that translators of this page were given last."""
    from wagtail_localize.models import TranslationSource

    given = TranslationSource.objects.get_for_instance_or_none(source)
    return snapshot(given.as_instance() if given else source)


def check_translated(fields: dict, source_fields: dict) -> None:
    """Raise NotTranslated when everything a translation says is still German."""
    german, count = german_parts(fields, source_fields)
    if count and len(german) == count:
        raise NotTranslated(_("Nothing on this page is translated yet, so it cannot be published."))


def german_parts(fields: dict, source_fields: dict) -> tuple[list[str], int]:
    """Return what of a translation is still German (field names, block ids), and how many parts it has.

    Public pages mark these parts ``lang="de"`` and say so in a notice. Proper names count as neither.
    """
    german, count = [], 0
    for name, value in fields.items():
        theirs = source_fields.get(name)
        if isinstance(value, list):
            original = {block["id"]: without_ids(block) for block in theirs or []}
            spoken = [block for block in value if _says_something(block["value"])]
            german += [b["id"] for b in spoken if original.get(b["id"]) == without_ids(b)]
            count += len(spoken)
        elif value and value not in settings.PROPER_NAMES:
            german += [name] if value == theirs else []
            count += 1
    return german, count


def german_sentences(page: Any, fields: dict, german: list[str]) -> dict[str, list[str]]:
    """Return the plain sentences that are still German inside of translated blocks, by block id.

    Such a block is no German one: each of these sentences is marked by itself where it is shown. Known
    only where words are translated sentence by sentence: there a name that stays as it is has been
    confirmed by somebody.
    """
    said = {
        block["id"]: "\n".join(_plain(text) for text in words.of_fields(block))
        for value in fields.values()
        if isinstance(value, list)
        for block in value
        if block["id"] not in german
    }
    found: dict[str, list[str]] = {}
    for path, text in _untranslated(page) if said else ():
        block_id, sentence = path.split(".")[1] if "." in path else "", _plain(text)
        if (
            any(letter.isalpha() for letter in text)
            and sentence not in settings.PROPER_NAMES
            and sentence in said.get(block_id, "")
        ):
            found.setdefault(block_id, []).append(sentence)
    return found


def _untranslated(page: Any) -> Any:
    """Return place and words of the German sentences that nobody has translated into a page's language."""
    from wagtail_localize.models import StringSegment, StringTranslation

    made = StringTranslation.objects.filter(
        context=OuterRef("context"),
        translation_of=OuterRef("string"),
        locale=page.locale_id,
        has_error=False,
    )
    given = StringSegment.objects.filter(
        source__object=page.translation_key,
        source__translations__target_locale=page.locale_id,
        source__translations__enabled=True,
    )
    found = given.exclude(Exists(made)).order_by("order")
    return found.values_list("context__path", "string__data")


def _plain(text: str) -> str:
    return " ".join(words.plain(text).split())


def _says_something(value: Any) -> bool:
    """Tell whether a block holds words; an image that is decoration, say, is the same in every language."""
    if isinstance(value, dict):
        return any(
            _says_something(item)
            for key, item in value.items()
            if key not in CHOICES | {"id", "type"}
        )
    if isinstance(value, list):
        return any(_says_something(item) for item in value)
    return isinstance(value, str) and any(letter.isalpha() for letter in value)
