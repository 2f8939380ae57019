"""What the public reads of a translated snippet: it has no draft, what is saved is public."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import Locale, TranslatableMixin

from .. import words
from ..snapshots import normal
from .generation import Shown
from .shown_text import ShownText


class SnippetText(ShownText):
    """The text of one snippet: public as soon as it is saved."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=36)
    translation_key = models.UUIDField(db_index=True)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="cms_snippet_text_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id}: {self.content_hash[:12]}"

    @classmethod
    def of(cls, snippet: Any) -> models.QuerySet["SnippetText"]:
        """Return the note of one snippet, or nothing."""
        content_type = ContentType.objects.get_for_model(type(snippet))
        return cls.objects.filter(content_type=content_type, object_id=str(snippet.pk))

    @classmethod
    def record(cls, snippet: Any) -> None:
        """Note what a snippet says now, in the transaction that saves it."""
        parts = parts_of(snippet)
        values: dict[str, Any] = {
            "translation_key": snippet.translation_key,
            "locale_id": snippet.locale_id,
            "content_hash": digest_of_parts(parts),
            "words": sum(words.count(text) for text in parts.values()),
            "source_hash": "",
            "german_parts": [],
        }
        source = german_of(snippet)
        if source is not None:
            german = parts_of(source)
            values["german_parts"] = [
                path for path, text in parts.items() if german.get(path) == text
            ]
            values |= cls.origin(
                snippet,
                cls.of(snippet).first(),
                values["content_hash"],
                digest_of_parts(german),
            )
            values["is_machine"] = cls.holds_machine_words(snippet, parts.values())
        cls.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(type(snippet)),
            object_id=str(snippet.pk),
            defaults=values,
        )


class TranslatedSnippet(Shown, TranslatableMixin):
    """A snippet that is translated: what it says in each language is noted when it is saved."""

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        SnippetText.record(self)
        if self.locale.language_code == settings.LANGUAGE_CODE:
            bring_to_translators(self)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        """Delete it; the German snippet takes its translations along."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            for copy in self.get_translations():
                copy.delete()
        SnippetText.of(self).delete()
        return super().delete(*args, **kwargs)


def parts_of(snippet: Any) -> dict[str, str]:
    """Return the words of a snippet by the place they stand in, the same places in every language."""
    from wagtail_localize.segments import StringSegmentValue
    from wagtail_localize.segments.extract import extract_segments

    found: dict[str, str] = {}
    for segment in extract_segments(snippet):
        if isinstance(segment, StringSegmentValue):
            before = found.get(segment.path)
            text = segment.string.data
            found[segment.path] = text if before is None else f"{before}\n{text}"
    return normal(found)


def digest_of_parts(parts: dict[str, str]) -> str:
    """Return the SHA-256 of a snippet's words with their places."""
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def german_of(snippet: Any) -> Any:
    """Return the German snippet that this one is a translation of; None for the German one itself."""
    if snippet.locale.language_code == settings.LANGUAGE_CODE:
        return None
    rows = type(snippet)._default_manager.filter(translation_key=snippet.translation_key)
    return rows.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def bring_to_translators(snippet: Any) -> None:
    """Give translators the German words that are public now."""
    from .. import sources

    sources.bring(snippet)
