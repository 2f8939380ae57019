"""Where a translation will stand: its rows at wagtail-localize, and a draft that no reader sees.

wagtail-localize's own ``save_target(publish=False)`` writes the draft into the live row; nothing here
does (tests/cms/test_localize_traps.py).
"""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Revision, TranslatableMixin
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms import sources
from cms.models import User
from cms.models.shown_text import credited
from cms.models.snippet_text import digest_of_parts, parts_of
from cms.snapshots import digest, snapshot


def german_of(instance: TranslatableMixin) -> Any:
    """Return the German text itself, as it stands in the database; refuses translations and copies."""
    if isinstance(instance, Page):
        found = instance.specific_class._base_manager.select_related("locale").get(pk=instance.pk)
    else:
        found = type(instance)._base_manager.select_related("locale").get(pk=instance.pk)
    if found.locale.language_code != settings.LANGUAGE_CODE or getattr(found, "alias_of_id", None):
        raise ValidationError(_("Only the German text is translated; it is the binding one."))
    return found


def check_readable(german: Any, by: User) -> None:
    """Raise PermissionDenied for a German draft that somebody may not read."""
    is_draft = isinstance(german, Page) and not german.live
    if is_draft and not german.permissions_for_user(by).can_edit():
        raise PermissionDenied(_("The German text is not public yet."))


def prepare(german: Any, locale: Locale) -> Translation:
    """Return the translation of a German text into a language, made where there is none.

    A page gets a draft below its translated parent; a snippet nothing, because it would be public at
    once. Raises ValidationError, in words, when the page above is not translated.
    """
    if isinstance(german, Page):
        check_parent(german, locale)
    source = sources.give(german)
    translation, made = Translation.objects.get_or_create(source=source, target_locale=locale)
    if not translation.enabled:
        translation.enabled = True
        translation.save(update_fields=["enabled"])
    target = target_of(translation)
    if target is None and isinstance(german, Page):
        german.copy_for_translation(locale)
    elif target is not None:
        if getattr(target, "alias_of_id", None):
            type(target)._base_manager.filter(pk=target.pk).update(alias_of=None)
        if made:
            _adopt(translation, target)
    return translation


def check_parent(page: Page, locale: Locale) -> None:
    """Raise ValidationError when the page above has no translation of its own in a language."""
    parent = page.get_parent()
    there = Page.objects.filter(translation_key=parent.translation_key, locale=locale)
    if not parent.is_root() and not there.filter(alias_of=None).exists():
        raise ValidationError(
            _("First translate the page above, “%(title)s”, into: %(languages)s.")
            % {"title": parent.title, "languages": locale.get_display_name()}
        )


def _adopt(translation: Translation, target: Any) -> None:
    """Take over the words of a translation that was made by hand, so that none of them is lost."""
    spoken: dict[tuple[str, int], str] = {}
    counted: Counter[str] = Counter()
    for value in extract_segments(target):
        if isinstance(value, StringSegmentValue):
            spoken[value.path, counted[value.path]] = value.string.data
            counted[value.path] += 1
    counted.clear()
    made = []
    rows = translation.source.stringsegment_set.select_related("context", "string")
    for row in rows.order_by("order"):
        path = row.context.path
        words = spoken.get((path, counted[path]))
        counted[path] += 1
        if words and words != row.string.data:
            made.append(
                StringTranslation(
                    translation_of=row.string,
                    locale=translation.target_locale,
                    context=row.context,
                    data=words,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                )
            )
    StringTranslation.objects.bulk_create(made, ignore_conflicts=True)


def target_of(translation: Translation) -> Any:
    """Return the translated page or snippet as it stands in the database; None where there is none."""
    model = translation.source.specific_content_type.model_class()
    return (
        model._base_manager.select_related("locale")
        .filter(
            translation_key=translation.source.object_id,
            locale_id=translation.target_locale_id,
        )
        .first()
    )


def composed(translation: Translation) -> Any:
    """Return the target with the translated words in it, not saved; what is missing stays German."""
    target = target_of(translation)
    fresh = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    if isinstance(fresh, Page):
        fresh.slug = target.slug
    return fresh


def save_draft(translation: Translation, by: User) -> Revision | None:
    """Keep the words of now as a revision; the live row stays as it is. Snippets have no drafts."""
    if not issubclass(translation.source.specific_content_type.model_class(), Page):
        return None
    return composed(translation).save_revision(user=by, changed=True)


def publish(
    translation: Translation, by: User, *, translated_by: Any, checked_by: User | None
) -> tuple[Any, Revision | None]:
    """Make the translated words what the public reads; return the page or snippet and its revision.

    The rules of going live (a section's German text comes first, something must be translated) are
    those of ``save()`` and refuse in words. With ``checked_by`` a person answers for every word.
    """
    target = target_of(translation)
    if target is None:
        target = translation.source.as_instance().copy_for_translation(translation.target_locale)
        target.save()
    with credited(target, translated_by=translated_by, checked_by=checked_by):
        revision = save_draft(translation, by)
        if revision is not None:
            # Who may publish was checked by the caller: here rights stand on languages.
            revision.publish(user=by, skip_permission_checks=True)
            return target_of(translation), revision
        fresh = composed(translation)
        fresh.full_clean()
        fresh.save()
        return fresh, None


def german_hash(translation: Translation) -> str:
    """Return the checksum of the German words that translators were given last."""
    given = translation.source.as_instance()
    if isinstance(given, Page):
        return digest(snapshot(given))
    return digest_of_parts(parts_of(given))
