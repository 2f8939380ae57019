"""A correction of spelling from its mark to the day it is public: its translations stay current."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail_localize.models import StringSegment, StringTranslation

from . import sources
from .models.live_text import LiveText
from .models.minor_correction import MinorCorrection
from .snapshots import digest, snapshot
from .spelling import check_minor

#: What stands at each place of a text: the numbers of its strings, in order.
Strings = dict[int, list[int]]


def may_be_marked(page: Any) -> bool:
    """Tell whether a page can have corrections of spelling: German, and public already."""
    is_german = page.locale_id and page.locale.language_code == settings.LANGUAGE_CODE
    return bool(page.pk and page.live and is_german and not page.alias_of_id)


def is_marked(page: Any) -> bool:
    """Tell whether the draft of a page is marked as a correction of spelling."""
    if not page.latest_revision_id or not may_be_marked(page):
        return False
    return MinorCorrection.objects.filter(revision=page.latest_revision_id, new_hash="").exists()


def check_correction(page: Any) -> None:
    """Raise a ValidationError when a draft is more than a correction of what is public.

    In: the page with the new words.
    """
    if not may_be_marked(page):
        raise ValidationError(_("Only a public German page can have corrections of spelling."))
    public = type(page)._default_manager.get(pk=page.pk)
    check_minor(snapshot(public), snapshot(page))


def mark(*, page: Any, revision: Revision, by: Any) -> MinorCorrection:
    """Note that a revision only corrects spelling; it counts when that revision goes live.

    Raises: ValidationError, in words, when it is more than that.
    """
    if by is None:
        raise PermissionDenied(_("Only a person can answer for a correction of spelling."))
    check_correction(page)
    correction, is_new = MinorCorrection.objects.update_or_create(
        revision=revision, defaults={"page_id": page.pk, "marked_by": by}
    )
    if is_new:
        log(instance=page, action="cms.minor_correction", user=by, revision=revision)
    return correction


def unmark(revision: Revision) -> None:
    """Take the mark off a revision that autosave has written anew without it."""
    MinorCorrection.objects.filter(revision=revision, new_hash="").delete()


@dataclass
class Publication:
    """What is public of a page before a revision with corrections goes live."""

    correction: MinorCorrection
    before: LiveText
    strings: Strings

    @classmethod
    def begin(cls, page: Any) -> "Publication | None":
        """Return what is needed to keep translations current, if a page goes live with corrections only.

        In: the page with the new words, before it is saved. Compared is with what is public now, not
        with what was when somebody marked it: when other words went live meanwhile, the mark no
        longer holds.
        """
        correction = MinorCorrection.objects.filter(
            revision=page.live_revision_id, page=page.pk, new_hash=""
        ).first()
        if correction is None:
            return None
        before = LiveText.objects.select_for_update().filter(page_id=page.pk).first()
        if before is None or before.content_hash == digest(snapshot(page)):
            return None
        try:
            check_correction(page)
        except ValidationError:
            log(instance=page, action="cms.minor_correction_void", revision=correction.revision)
            return None
        return cls(correction, before, strings_of(page))

    def finish(self, page: Any) -> None:
        """Take the translations along to the corrected words, in the transaction that publishes them."""
        old, new = self.before.content_hash, digest(snapshot(page))
        if sources.bring(page):
            carry_over(self.strings, strings_of(page))
        moved = LiveText.objects.filter(
            page__translation_key=page.translation_key, source_hash=old
        ).update(source_hash=new)
        self.correction.old_hash, self.correction.new_hash = old, new
        self.correction.save()
        log(
            instance=page,
            action="cms.minor_correction_public",
            user=self.correction.marked_by,
            revision=self.correction.revision,
            data={"translations": moved},
        )


def strings_of(page: Any) -> Strings:
    """Return the German strings that translators work with, by their place."""
    rows = StringSegment.objects.filter(
        source__object=page.translation_key, source__locale=page.locale_id
    ).order_by("order", "pk")
    found: Strings = defaultdict(list)
    for context, string in rows.values_list("context_id", "string_id"):
        found[context].append(string)
    return found


def carry_over(before: Strings, after: Strings) -> None:
    """Give corrected German strings the translations that the wrong ones had at the same place."""
    pairs = {
        (context, was): now
        for context, strings in before.items()
        if len(after.get(context, ())) == len(strings)
        for was, now in zip(strings, after[context], strict=True)
        if was != now
    }
    strings = {string for (_context, was), now in pairs.items() for string in (was, now)}
    known = {
        (row.context_id, row.translation_of_id, row.locale_id): row
        for row in StringTranslation.objects.filter(
            context__in={context for context, _was in pairs}, translation_of__in=strings
        )
    }
    copies, written = [], []
    for (context, was, locale), row in known.items():
        now = pairs.get((context, was))
        if now is not None and (context, now, locale) not in known:
            written.append(row.created_at)
            row.pk, row.translation_of_id, row._state.adding = None, now, True
            copies.append(row)
    StringTranslation.objects.bulk_create(copies)
    # They are as old as they were: to the translators' sheet younger words answer a change of the text.
    for row, day in zip(copies, written, strict=True):
        row.created_at = day
    StringTranslation.objects.bulk_update(copies, ["created_at"])
