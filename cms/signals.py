"""Foreign events that change what the public sees: they have no other door."""

from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, Site
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    pre_page_move,
)

from . import trees
from .models import Generation, LiveText
from .models.generation import request_begins, request_ends


def renew_generation(sender: Any, **kwargs: Any) -> None:
    """Start a new generation: menus, addresses and language lists are read anew."""
    Generation.renew()


def renew_after_delete(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        Generation.renew()


def bring_to_translators(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Give translators the German words that have just gone live; what was translated before stays.

    Without it wagtail-localize shows them the old words until somebody presses “Sync”.
    """
    from . import sources

    sources.bring(instance)


#: German pages that are being moved: Wagtail's own signal comes after the transaction.
_moving: set[int] = set()


def move_begins(sender: Any, instance: Any, **kwargs: Any) -> None:
    trees.check_place(instance, kwargs["parent_page_before"], kwargs["parent_page_after"])
    if trees.is_german(instance):
        _moving.add(instance.pk)


def move_translations(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Let translations follow inside of the transaction in which Wagtail saves the moved page."""
    if instance.pk in _moving:
        _moving.discard(instance.pk)
        trees.place(instance)


def take_down_plain_row(
    sender: Any, instance: Any, created: bool, raw: bool, **kwargs: Any
) -> None:
    """Take down what belongs to a page whose time is over: Wagtail saves its plain row, not our model."""
    if created or raw or instance.live:
        return
    LiveText.objects.filter(page=instance.pk).delete()
    if trees.is_german(instance):
        trees.take_down(instance)


def delete_translations(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Let translations go with their German page, whoever deletes it and in whatever way."""
    if sender is Page and trees.is_german(instance):
        trees.delete_with_german(instance)


def bring_children(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    if isinstance(target_obj, Page):
        trees.place_children(target_obj)


def connect() -> None:
    """Listen to Wagtail and to requests; called once at start-up."""
    request_started.connect(request_begins, dispatch_uid="cms_generation_request_begins")
    request_finished.connect(request_ends, dispatch_uid="cms_generation_request_ends")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(renew_generation, dispatch_uid="cms_generation")
    page_published.connect(bring_to_translators, dispatch_uid="cms_bring_to_translators")
    pre_page_move.connect(move_begins, dispatch_uid="cms_move_begins")
    post_save.connect(move_translations, sender=Page, dispatch_uid="cms_move_translations")
    post_save.connect(take_down_plain_row, sender=Page, dispatch_uid="cms_take_down_plain_row")
    post_delete.connect(delete_translations, sender=Page, dispatch_uid="cms_delete_translations")
    copy_for_translation_done.connect(bring_children, dispatch_uid="cms_bring_children")
    for sender in (Site, Locale):
        post_save.connect(
            renew_generation,
            sender=sender,
            dispatch_uid=f"cms_generation_{sender.__name__}",
        )
        post_delete.connect(
            renew_generation,
            sender=sender,
            dispatch_uid=f"cms_generation_{sender.__name__}_gone",
        )
    post_delete.connect(renew_after_delete, sender=Page, dispatch_uid="cms_generation_page_gone")
