"""The verbs of translating: begin, write, hand in, take back, send back, publish, comment.

Each is one transaction behind the lock of its ``Work``, checks right and stage itself, writes one
``Step`` and leaves everything as it was when it refuses. Nothing but ``publish`` touches a live row.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext

from cms.models import User

from . import checking, rights, segments, targets
from .models import Step, Work
from .refusals import Changed, Conflict, Stale
from .talking import comment, settle

__all__ = [
    "Changed",
    "Conflict",
    "Stale",
    "begin",
    "comment",
    "hand_in",
    "publish",
    "save_words",
    "send_back",
    "settle",
    "take_back",
    "take_up",
]

#: Stages in which words may be written; a published translation is taken up again by writing.
OPEN = (Work.Stage.IN_WORK, Work.Stage.SENT_BACK)
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL


def translation_of(work: Work) -> Translation:
    """Return wagtail-localize's row behind a work."""
    return Translation.objects.select_related(
        "source", "source__specific_content_type", "source__locale", "target_locale"
    ).get(source__object_id=work.translation_key, target_locale=work.locale_id)


@transaction.atomic
def begin(*, instance: Any, locale: Locale, by: User) -> Work:
    """Give a German page or snippet to the translators into a language; safe to call again.

    Translators begin in their languages, editors of the German text in all. Raises PermissionDenied
    or ValidationError (page above not translated, not the German text), in words.
    """
    model = Page if isinstance(instance, Page) else type(instance)
    model._base_manager.select_for_update().get(pk=instance.pk)
    german = targets.german_of(instance)
    if locale.pk == german.locale_id:
        raise ValidationError(_("The text is in this language already."))
    if not (may_edit(by, german) or rights.may_translate(by, locale.pk)):
        raise PermissionDenied(_("You do not translate into this language."))
    targets.check_readable(german, by)
    translation = targets.prepare(german, locale)
    work, made = Work.objects.select_for_update().get_or_create(
        translation_key=german.translation_key,
        locale=locale,
        defaults={"content_type": ContentType.objects.get_for_model(german)},
    )
    if made or work.stage == Work.Stage.PUBLISHED:
        _step(work, Step.Kind.BEGUN, by, stage=Work.Stage.IN_WORK, translation=translation)
    return work


def may_edit(user: User, german: Any) -> bool:
    """Tell whether somebody may change the German text itself, and so give it to translators."""
    if isinstance(german, Page):
        return german.permissions_for_user(user).can_edit()
    return user.has_perm(f"{german._meta.app_label}.change_{german._meta.model_name}")


@transaction.atomic
def save_words(
    *,
    work: Work,
    words: Mapping[str, str],
    seen: Mapping[str, str],
    by: User,
    tool: str = "",
) -> list[str]:
    """Save what somebody wrote, by the key of the sentence; return the keys that changed.

    ``seen`` is what stood there when they began to write: if it says something else now, nothing is
    saved and ``Changed`` tells both wordings. The same words once more, by a person, confirm those of
    a machine. ``tool`` names a machine. Raises ValidationError by key for tags that may not stand there.
    """
    work = _locked(work)
    rights.check_translator(by, work.locale_id)
    if work.stage == Work.Stage.HANDED_IN:
        raise ValidationError(_("The translation waits for a check; take it back to go on."))
    translation = translation_of(work)
    there = {segment.key: segment for segment in segments.read(translation)}
    conflicts = [
        Conflict(key, text, there[key].words if key in there else "", key not in there)
        for key, text in words.items()
        if key not in there or not may_replace(there[key], seen.get(key, ""), text)
    ]
    if conflicts:
        raise Changed(conflicts)
    changed, wrong = [], {}
    for key, text in words.items():
        try:
            if _write(translation, there[key], text, by, tool):
                changed.append(key)
        except ValidationError as refusal:
            wrong[key] = refusal
    if wrong:
        raise ValidationError(wrong)
    if changed and work.stage == Work.Stage.PUBLISHED:
        take_up(work, by=by, translation=translation)
    elif changed:
        work.save(update_fields=["changed_at"])
    return changed


def take_up(work: Work, *, by: User | None, translation: Translation) -> Work:
    """Work on a published translation again, because words of it change; the caller holds its lock."""
    return _step(work, Step.Kind.BEGUN, by, stage=Work.Stage.IN_WORK, translation=translation)


def may_replace(segment: segments.Segment, seen: str, new: str) -> bool:
    """Tell whether nobody is overwritten: a machine that filled an empty sentence is nobody."""
    return same(segment.words, seen, new) or (segment.is_machine and not seen.strip())


def same(current: str, seen: str, new: str) -> bool:
    """Tell whether nobody has written in between, or has written the very same."""
    current, seen, new = (" ".join(text.split()) for text in (current, seen, new))
    return current in (seen, new)


def _write(
    translation: Translation, segment: segments.Segment, text: str, by: User, tool: str
) -> bool:
    """Write one sentence; False when nothing changes. An empty one is not translated."""
    row = segment.translation
    if not text.strip():
        if row is not None:
            row.delete()
        return row is not None
    data = segments.stored(text, segment.data, is_html=segment.is_html)
    kind = MACHINE if tool else MANUAL
    is_same = row is not None and row.data == data and not row.has_error
    if is_same and (row.translation_type == kind or tool):
        return False
    row = row or StringTranslation(locale=translation.target_locale)
    # Known already; asked for again they would cost two queries a sentence.
    row.translation_of = String(pk=segment.string_id, data=segment.data)
    row.context = TranslationContext(
        pk=segment.context_id, path=segment.path, object_id=translation.source.object_id
    )
    row.data, row.translation_type, row.tool_name = data, kind, tool
    row.last_translated_by, row.has_error, row.field_error = by, False, ""
    row.save()
    return True


@transaction.atomic
def hand_in(*, work: Work, by: User, comment: str = "") -> Work:
    """Hand a translation in for the check. Faults that would break the page are refused, in words."""
    work = _locked(work, *OPEN)
    rights.check_translator(by, work.locale_id)
    translation = translation_of(work)
    checking.check_ready(segments.read(translation), translation.target_locale)
    work.translator = by
    return _step(
        work,
        Step.Kind.HANDED_IN,
        by,
        stage=Work.Stage.HANDED_IN,
        translation=translation,
        comment=comment,
        revision=_draft(translation, by),
    )


@transaction.atomic
def take_back(*, work: Work, by: User) -> Work:
    """Go on writing what waits for a check: the translator, or another who corrects it themselves."""
    work = _locked(work, Work.Stage.HANDED_IN)
    rights.check_translator(by, work.locale_id)
    return _step(work, Step.Kind.TAKEN_BACK, by, stage=Work.Stage.IN_WORK)


@transaction.atomic
def send_back(*, work: Work, by: User, comment: str) -> Work:
    """Send a translation back to its translator, with a reason."""
    work = _locked(work, Work.Stage.HANDED_IN)
    rights.check_publisher(by, work)
    if not comment.strip():
        raise ValidationError({"comment": _("Say what should be changed.")})
    return _step(work, Step.Kind.SENT_BACK, by, stage=Work.Stage.SENT_BACK, comment=comment)


@transaction.atomic
def publish(
    *, work: Work, by: User, german_seen: str = "", machine_checked: bool = False, comment: str = ""
) -> Any:
    """Publish a translation that was handed in; return the page or snippet.

    When the German text has changed since, ``german_seen`` has to be its checksum of now: whoever
    publishes has looked at the change. With ``machine_checked`` they answer for a machine's words, too.
    """
    work = _locked(work, Work.Stage.HANDED_IN)
    rights.check_publisher(by, work)
    translation = translation_of(work)
    now = targets.german_hash(translation)
    if now not in (work.source_hash, german_seen):
        raise Stale(_("The German text has changed since the translation was handed in."))
    found = segments.read(translation)
    checking.check_ready(found, translation.target_locale)
    if machine_checked:
        machine = [s.translation.pk for s in found if s.is_machine and s.translation]
        StringTranslation.objects.filter(pk__in=machine).update(
            translation_type=MANUAL, last_translated_by=by
        )
    # Who publishes alone has not checked, and a machine's words only count as checked if somebody says so.
    open_ends = not machine_checked and any(segment.is_machine for segment in found)
    target, revision = targets.publish(
        translation,
        by,
        translated_by=work.translator,
        checked_by=None if open_ends or by.pk == work.translator_id else by,
    )
    Translation.objects.filter(pk=translation.pk).update(destination_last_updated_at=timezone.now())
    _step(
        work,
        Step.Kind.PUBLISHED,
        by,
        stage=Work.Stage.PUBLISHED,
        translation=translation,
        comment=comment,
        revision=revision,
    )
    return target


# --- what they share ------------------------------------------------------------------------------
def _locked(work: Work, *stages: str) -> Work:
    """Lock the row of a work and check that it is at one of these stages, if any are named."""
    found = Work.objects.select_for_update().get(pk=work.pk)
    if stages and found.stage not in stages:
        raise ValidationError(
            _("This is not possible any more: the translation is “%(stage)s”.")
            % {"stage": found.get_stage_display()}
        )
    return found


def _draft(translation: Translation, by: User) -> Revision | None:
    try:
        return targets.save_draft(translation, by)
    except ValidationError as refusal:
        raise ValidationError(refusal.messages) from refusal


def _step(
    work: Work,
    kind: str,
    by: User | None,
    *,
    stage: str,
    translation: Translation | None = None,
    comment: str = "",
    revision: Revision | None = None,
) -> Work:
    """Write one step down, in our history and in that of the page, and move the work on."""
    translation = translation or translation_of(work)
    work.stage = stage
    if kind != Step.Kind.TAKEN_BACK and kind != Step.Kind.SENT_BACK:
        work.source_hash = targets.german_hash(translation)
    work.save()
    Step.objects.create(
        work=work,
        kind=kind,
        by=by,
        comment=comment.strip(),
        source_hash=work.source_hash,
        revision=revision,
    )
    target = targets.target_of(translation)
    if target is not None:
        log(target, f"translating.{kind}", user=by, revision=revision, data={"comment": comment})
    return work
