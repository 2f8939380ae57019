"""What is live of each page: its checksum, and for a translation the checksum it was made from.

A translation is outdated when the German text that is live differs from the one it was made from:
decided by checksums, never by dates (design.md section 4).
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from wagtail.models import Page

from ..snapshots import digest, snapshot, without_ids


class LiveTextQuerySet(models.QuerySet):
    def with_source(self) -> Self:
        """Add ``current_source_hash``: the checksum of the German text that is live now."""
        source = LiveText.objects.filter(
            page__translation_key=OuterRef("page__translation_key"),
            page__locale__language_code=settings.LANGUAGE_CODE,
        )
        return self.annotate(current_source_hash=Subquery(source.values("content_hash")[:1]))


class LiveText(models.Model):
    """The text of one live page, written in the transaction that makes it live."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="live_text")
    content_hash = models.CharField(max_length=64)
    source_hash = models.CharField(max_length=64, blank=True)
    #: Fields and block ids of a translation that still show the German words.
    german_parts = models.JSONField(default=list)
    changed_at = models.DateTimeField(auto_now=True)

    objects = LiveTextQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.content_hash[:12]}"

    @property
    def is_outdated(self) -> bool:
        """Tell whether the German text has changed since; needs ``with_source()``."""
        return bool(self.source_hash) and self.source_hash != self.current_source_hash

    @classmethod
    def record(cls, page: Page) -> None:
        """Note what is live of a specific page now, or that nothing is."""
        if not page.live:
            cls.objects.filter(page_id=page.pk).delete()
            return
        data = snapshot(page)
        values = {"content_hash": digest(data), "source_hash": "", "german_parts": []}
        source = None if page.locale.language_code == settings.LANGUAGE_CODE else source_of(page)
        if source is not None:
            basis = translated_from(source)
            values |= {
                "source_hash": digest(basis),
                "german_parts": german_parts(data["fields"], basis["fields"]),
            }
        cls.objects.update_or_create(page_id=page.pk, defaults=values)


def source_of(page: Page) -> Page | None:
    """Return the German page of a translation, or None."""
    pages = type(page)._default_manager.filter(translation_key=page.translation_key)
    return pages.filter(locale__language_code=settings.LANGUAGE_CODE).exclude(pk=page.pk).first()


def translated_from(source: Page) -> dict:
    """Return the snapshot of the German wording that translators of this page were given last."""
    from wagtail_localize.models import TranslationSource

    given = TranslationSource.objects.get_for_instance_or_none(source)
    return snapshot(given.as_instance() if given else source)


def german_parts(fields: dict, source_fields: dict) -> list[str]:
    """Return the names of fields and the ids of blocks that are word for word the German ones."""
    parts = []
    for name, value in fields.items():
        theirs = source_fields.get(name)
        if isinstance(value, list):
            german = {block["id"]: without_ids(block) for block in theirs or []}
            parts += [b["id"] for b in value if german.get(b["id"]) == without_ids(b)]
        elif value and value == theirs:
            parts.append(name)
    return parts
