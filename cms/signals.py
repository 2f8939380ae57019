"""Foreign events that change what the public sees: they have no other door."""

from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from .models import Generation
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
    from wagtail_localize.models import TranslationSource

    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source is not None:
        source.update_from_db()


def connect() -> None:
    """Listen to Wagtail and to requests; called once at start-up."""
    request_started.connect(request_begins, dispatch_uid="cms_generation_request_begins")
    request_finished.connect(request_ends, dispatch_uid="cms_generation_request_ends")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(renew_generation, dispatch_uid="cms_generation")
    page_published.connect(bring_to_translators, dispatch_uid="cms_bring_to_translators")
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
