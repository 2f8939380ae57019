"""What the public reads of a text in one language: its checksum, its source, and who answers for it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.log_actions import get_active_log_context

from .. import words

#: Fields that hold a name: often the same in every language, and marked ``lang="de"`` all the same.
NAMES = frozenset({"title", "name", "place"})


@dataclass(frozen=True)
class Credit:
    """Who answers for the words that go live next: who translated them and who checked them."""

    translation_key: UUID
    locale_id: int
    translated_by: Any = None
    checked_by: Any = None
    translated_at: datetime | None = None


_credit: ContextVar[Credit | None] = ContextVar("credit", default=None)


@contextmanager
def credited(
    instance: Any,
    *,
    translated_by: Any,
    checked_by: Any = None,
    translated_at: datetime | None = None,
) -> Iterator[None]:
    """Say who answers for the translation that is published inside of this block.

    ``instance`` is the page or snippet in the language it is translated into. With ``checked_by`` a
    named person answers for every word: what a machine wrote is no longer called so.
    """
    credit = Credit(
        instance.translation_key, instance.locale_id, translated_by, checked_by, translated_at
    )
    token = _credit.set(credit)
    try:
        yield
    finally:
        _credit.reset(token)


def credit_for(instance: Any) -> Credit | None:
    """Return who answers for what is saved of this instance now, if somebody said so."""
    credit = _credit.get()
    here = (instance.translation_key, instance.locale_id)
    return credit if credit and (credit.translation_key, credit.locale_id) == here else None


class ShownText(models.Model):
    """What the public reads of one page or snippet, and what it was translated from."""

    content_hash = models.CharField(max_length=64)
    source_hash = models.CharField(max_length=64, blank=True)
    #: Fields and block ids of a translation that still show the German words.
    german_parts = models.JSONField(default=list)
    #: German sentences inside of blocks that are translated otherwise, by block id.
    german_sentences = models.JSONField(default=dict)
    #: How many words it has, counted when it went live.
    words = models.PositiveIntegerField(default=0)
    #: Words of a machine stand in it that nobody has answered for yet.
    is_machine = models.BooleanField(default=False)
    #: When, and by whom, these words were made from that source; who checked them.
    translated_at = models.DateTimeField(null=True, editable=False)
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def is_german_in_parts(self) -> bool:
        """Tell whether sentences are still German; a name that stays as it is needs no notice."""
        return bool(self.german_sentences) or any(part not in NAMES for part in self.german_parts)

    @staticmethod
    def origin(
        instance: Any, known: "ShownText | None", content_hash: str, basis: str
    ) -> dict[str, Any]:
        """Return what a translation was made from, when, by whom, and who checked it.

        Saving an old translation once more does not make it fit the new German words; only a
        translator who has answered for every part of them does.
        """
        credit = credit_for(instance)
        same = known is not None and known.content_hash == content_hash
        if same and known is not None and credit is None and not gone_through(instance):
            return {"source_hash": known.source_hash}
        values: dict[str, Any] = {"source_hash": basis}
        if credit is not None:
            values |= {
                "translated_at": credit.translated_at or timezone.now(),
                "translated_by": credit.translated_by,
                "checked_by": credit.checked_by,
            }
        elif known is None or not same or known.source_hash != basis:
            user = get_active_log_context().user
            values |= {
                "translated_at": timezone.now(),
                "translated_by": user if user is not None and user.is_authenticated else None,
                "checked_by": None,
            }
        return values

    @staticmethod
    def holds_machine_words(instance: Any, texts: Iterable[str]) -> bool:
        """Tell whether words of a machine are shown that nobody has checked.

        Where somebody has checked this translation, they answer for these words from now on; the
        tool's name stays with them.
        """
        from wagtail_localize.models import StringTranslation

        by_machine = StringTranslation.objects.filter(
            context__object=instance.translation_key,
            locale=instance.locale_id,
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
        )
        data = list(by_machine.values_list("pk", "data"))
        if not data:
            return False
        shown = {" ".join(words.plain(text).split()) for text in texts}
        all_of_it = "\n".join(shown)
        used = [pk for pk, text in data if " ".join(words.plain(text).split()) in all_of_it]
        credit = credit_for(instance)
        if used and credit is not None and credit.checked_by is not None:
            by_machine.filter(pk__in=used).update(
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL
            )
            return False
        return bool(used)


def gone_through(instance: Any) -> bool:
    """Tell whether a translator has a translation for every part of the German words of now."""
    from wagtail_localize.models import Translation

    at_work = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale_id, enabled=True
    ).first()
    if at_work is None:
        return False
    parts, translated = at_work.get_progress()
    return parts == translated
