"""The trees of the languages follow the German one, in the transaction that changes it.

wagtail-localize leaves translations where they are when their German page is taken down, moved,
renamed or deleted. What happens instead is decided in the ADR on trees of languages.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Page

STRANGERS = gettext_lazy(
    "Below a translation of this page stand translations of other texts; move them first."
)


def is_german(page: Page) -> bool:
    """Tell whether a page is the German text itself: no translation and no alias."""
    return page.alias_of_id is None and page.locale.language_code == settings.LANGUAGE_CODE


def translations_of(page: Page) -> QuerySet[Page]:
    """Return the translations of a German page; aliases are Wagtail's own business."""
    same = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return same.exclude(pk=page.pk).order_by("pk")


@dataclass
class Before:
    """A German page as it was before it is saved."""

    live: bool
    slug: str
    publication: Any = None

    @classmethod
    def of(cls, page: Any) -> "Before | None":
        """Return how a page stands in the database; None for a new one and for translations."""
        if page._state.adding or not is_german(page):
            return None
        from .correcting import Publication

        known = Page.objects.filter(pk=page.pk).values("live", "slug").first()
        if known is None:
            return None
        publication = None
        if known["live"] and page.live and page.live_revision_id:
            publication = Publication.begin(page)
        return cls(**known, publication=publication)

    def let_translations_follow(self, page: Any) -> None:
        """Do to the translations what was done to the German page."""
        if self.publication is not None:
            self.publication.finish(page)
        if self.live and not page.live:
            take_down(page)
        if self.slug != page.slug:
            rename(page, self.slug)


def take_down(page: Page) -> None:
    """Take the translations of a German page from the public; their words stay as drafts."""
    for copy in translations_of(page).filter(live=True).specific():
        action = UnpublishPageAction(copy, log_action="cms.unpublish_with_german")
        action.execute(skip_permission_checks=True)


def rename(page: Page, old_slug: str) -> None:
    """Give translations the new address of the German page, unless they had one of their own."""
    for copy in translations_of(page).filter(slug=old_slug).specific():
        copy.slug = find_available_slug(copy.get_parent(), page.slug, ignore_page_id=copy.pk)
        copy.save(update_fields=["slug", "url_path"], clean=False)
        draft = copy.latest_revision
        if draft is not None and draft.content.get("slug") == old_slug:
            draft.content["slug"] = copy.slug
            draft.save(update_fields=["content"])
        log(instance=copy, action="cms.rename_with_german", data={"slug": copy.slug})


def place(page: Page) -> None:
    """Move the translations of a German page to where it stands now, where the page above exists.

    Where it does not, the translation stays; ``check_translations`` names it, and it follows as soon
    as the page above is translated.
    """
    for pk in translations_of(page).values_list("pk", flat=True):
        _place_one(page, pk)


def place_children(copy: Page) -> None:
    """Bring translations that wait elsewhere below a page that has just been translated."""
    source = german_of(copy)
    if source is None:
        return
    for child in source.get_children().filter(alias_of=None):
        waiting = translations_of(child).filter(locale=copy.locale_id).first()
        if waiting is not None and waiting.get_parent().pk != copy.pk:
            _place_one(child, waiting.pk)
    # Who translates goes on with this object: it must not write back how the tree was before.
    now = Page.objects.get(pk=copy.pk)
    copy.path, copy.depth, copy.numchild = now.path, now.depth, now.numchild


def german_of(copy: Page) -> Page | None:
    """Return the German page behind a translation."""
    same = Page.objects.filter(translation_key=copy.translation_key, alias_of=None)
    return same.filter(locale__language_code=settings.LANGUAGE_CODE).exclude(pk=copy.pk).first()


def _place_one(page: Page, pk: int) -> None:
    copy = Page.objects.get(pk=pk)
    # Treebeard's objects do not notice when others move: everything is read anew.
    page = Page.objects.get(pk=page.pk)
    parents = translations_of(page.get_parent()).filter(locale=copy.locale_id)
    parent = parents.first()
    if parent is None or parent.is_descendant_of(copy) or parent.pk == copy.pk:
        return None
    keys = list(page.get_siblings().order_by("path").values_list("translation_key", flat=True))
    here = {
        sibling.translation_key: sibling for sibling in parent.get_children().exclude(pk=copy.pk)
    }
    index = keys.index(page.translation_key)
    for key in reversed(keys[:index]):
        if key in here:
            return _move(copy, here[key], "right")
    for key in keys[index + 1 :]:
        if key in here:
            return _move(copy, here[key], "left")
    if copy.get_parent().pk != parent.pk:
        _move(copy, parent, "last-child")
    return None


def _move(copy: Page, target: Page, pos: str) -> None:
    before = copy.path
    parent = target if pos == "last-child" else target.get_parent()
    if not Page._slug_is_available(copy.slug, parent, copy):
        # Wagtail checks this in its form only; two pages would answer to one address.
        copy = copy.specific
        copy.slug = find_available_slug(parent, copy.slug, ignore_page_id=copy.pk)
        copy.save(update_fields=["slug", "url_path"], clean=False)
        copy = Page.objects.get(pk=copy.pk)
    copy.move(target, pos=pos)
    if Page.objects.get(pk=copy.pk).path != before:
        log(instance=copy.specific, action="cms.move_with_german")


def check_place(page: Page, parent_before: Page, parent_after: Page) -> None:
    """Raise PermissionDenied when a translation would leave the place of its German page."""
    if parent_before.pk == parent_after.pk or page.alias_of_id or is_german(page):
        return
    source = german_of(page)
    if source is None:
        return
    if source.get_parent().translation_key != parent_after.translation_key:
        raise PermissionDenied(
            _("A translation stands where its German page stands; move the German page.")
        )


def deleted_with(page: Page) -> list[Page]:
    """Return the translations that go when a German page and all below it are deleted."""
    if not is_german(page):
        return []
    keys = page.get_descendants(inclusive=True).values("translation_key")
    copies = Page.objects.filter(translation_key__in=keys, alias_of=None)
    german = page.get_descendants(inclusive=True).values("pk")
    return list(copies.exclude(pk__in=german).select_related("locale").order_by("path"))


def check_deletion(page: Page) -> None:
    """Raise PermissionDenied when translations of other texts would be deleted with a page."""
    if next(strangers_below(page), None) is not None:
        raise PermissionDenied(STRANGERS)


def strangers_below(page: Page) -> Iterator[Page]:
    """Yield pages below the translations of a German page whose own German page stands elsewhere.

    They would be deleted with a text that is not theirs.
    """
    going = {copy.pk: copy for copy in deleted_with(page)}
    for copy in going.values():
        for below in copy.get_descendants().exclude(pk__in=going):
            if below.alias_of_id is None and german_of(below) is not None:
                yield below


def delete_with_german(page: Page) -> None:
    """Delete the translations of a German page that is being deleted."""
    for pk in list(translations_of(page).values_list("pk", flat=True)):
        copy = Page.objects.filter(pk=pk).first()
        if copy is None:
            continue  # gone with the page above it
        with suppress(Page.DoesNotExist):
            copy.specific.delete()
