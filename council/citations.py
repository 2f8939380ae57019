"""What pinned texts, papers and minutes show: files and sources that nobody takes away or exchanges."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Revision

from .models import DecisionItem, Meeting, PaperAttachment, PaperItem, Release


def why_kept(thing: Model) -> str:
    """Say in words what holds an image, a document or a snippet; empty when nothing does."""
    if isinstance(thing, get_document_model()):
        if PaperAttachment.objects.filter(document=thing.pk).exists():
            return _("The document is attached to a paper; it stays.")
        if Meeting.objects.filter(minutes=thing.pk).exists():
            return _("The document is the minutes of a meeting; it stays.")
    wanted = (thing._meta.label, str(thing.pk))
    for revision in Revision.objects.filter(pk__in=_pinned()).iterator(chunk_size=50):
        page = revision.as_object()
        if wanted in _cited(page):
            return _("“%(section)s” shows this in a version that is pinned; it stays.") % {
                "section": page.title
            }
    return ""


def _pinned() -> set[int]:
    """Return the ids of revisions that papers, decisions and releases hold."""
    found = set(PaperItem.objects.values_list("revision", flat=True))
    found |= set(Release.objects.values_list("revision", flat=True))
    decided = DecisionItem.objects.filter(final_revision__isnull=False)
    return found | set(decided.values_list("final_revision", flat=True))


def _cited(page: Any) -> Iterator[tuple[str, str]]:
    """Yield model (by its label) and id of everything that the text of a page refers to."""
    for name in page.text_fields:
        value = getattr(page, name)
        if hasattr(value, "stream_block"):
            for model, pk, *_path in value.stream_block.extract_references(value):
                yield model._meta.label, str(pk)


def keep_where_cited(model: type[Model]) -> None:
    """Let nothing of a model be deleted that a pinned text shows."""
    pre_delete.connect(keep_cited, sender=model, dispatch_uid="council_cited")


def keep_cited(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Refuse to delete what is held (a receiver of ``pre_delete``)."""
    if words := why_kept(instance):
        raise PermissionDenied(words)


def keep_file(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Refuse to put another file in the place of one that is held (a receiver of ``pre_save``)."""
    if raw or not instance.pk:
        return
    before = sender._base_manager.filter(pk=instance.pk).values_list("file", flat=True).first()
    if before and before != instance.file.name and (words := why_kept(instance)):
        raise PermissionDenied(words)


def media_models() -> tuple[type[Model], type[Model]]:
    """Return the models of images and documents."""
    return get_image_model(), get_document_model()
