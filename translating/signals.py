"""Foreign events that concern work on translations: they have no other door."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page

from cms.models import MinorCorrection, TranslatedSnippet

from .models import Step, TranslationComment, Work


def keep_work_current(
    sender: Any, instance: MinorCorrection, raw: bool = False, **kwargs: Any
) -> None:
    """A correction of spelling that is public takes along what was handed in from the wrong words."""
    if raw or not instance.new_hash:
        return
    key = instance.page.translation_key
    handed_in = Work.objects.filter(translation_key=key, source_hash=instance.old_hash)
    handed_in.update(source_hash=instance.new_hash)


def forget_work(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Work on a text that is gone has no end any more; the log keeps that the text was there."""
    gone = Work.objects.filter(
        translation_key=instance.translation_key, locale=instance.locale_id
    ).values("pk")
    Step.objects.filter(work__in=gone).delete()
    TranslationComment.objects.filter(work__in=gone).delete()
    Work.objects.filter(pk__in=gone).delete()


def connect() -> None:
    """Listen; called once at start-up."""
    post_save.connect(
        keep_work_current, sender=MinorCorrection, dispatch_uid="translating_keep_work_current"
    )
    for sender in (Page, *TranslatedSnippet.__subclasses__()):
        post_delete.connect(
            forget_work, sender=sender, dispatch_uid=f"translating_forget_{sender.__name__}"
        )
