"""Take the words of a file over: page by page, each wholly or not at all, and never to the public."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from cms.models import User

from .. import actions, glossary, rights, targets
from ..models import Step, Work
from .comparing import Sheet, check_language, compare, lines_of
from .parcel import Parcel


def take_over(
    *, parcel: Parcel, locale: Locale, by: User, name: str = "", corrections: bool = True
) -> list[Sheet]:
    """Write what a file says into the translations of a language; return what became of each text.

    Everything is compared anew behind the lock, so the report may differ from a preview. Words that a
    person wrote since the file was made are kept; those of an earlier delivery only without
    ``corrections``. Nothing is handed in or published. Raises
    PermissionDenied for who does not translate into the language, ValidationError for the wrong one.
    """
    rights.check_translator(by, locale.pk)
    check_language(parcel, locale)
    return [
        sheet if sheet.refusal or not sheet.taken else _take(sheet, parcel, by, name, corrections)
        for sheet in compare(parcel, locale, corrections=corrections)
    ]


def _take(sheet: Sheet, parcel: Parcel, by: User, name: str, corrections: bool) -> Sheet:
    translation = sheet.translation
    assert translation is not None
    try:
        with transaction.atomic():
            work = _locked(translation, by)
            terms = glossary.terms_for(translation.target_locale)
            lines = lines_of(sheet.text, parcel, translation, terms, corrections=corrections)
            sheet = Sheet(sheet.text, sheet.title, lines, translation)
            changed = actions.save_words(
                work=work,
                words={line.key: line.typed for line in sheet.taken},
                seen={line.key: line.seen for line in sheet.taken},
                by=by,
            )
            if changed:
                _mark(translation, changed, parcel.mark)
                _note(work, translation, by, name)
    except (ValidationError, PermissionDenied) as refusal:
        words = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        return Sheet(sheet.text, sheet.title, [], translation, " ".join(words))
    return sheet


def _mark(translation: Translation, keys: list[str], mark: str) -> None:
    """Remember which file brought these words; the next person who changes them takes the mark off."""
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale_id
    )
    brought = [
        pk
        for pk, *key in rows.values_list("pk", "context_id", "translation_of_id")
        if "{}.{}".format(*key) in keys
    ]
    StringTranslation.objects.filter(pk__in=brought).update(tool_name=mark)


def _locked(translation: Translation, by: User) -> Work:
    """Lock the work on a translation; one that nobody has taken up at the desk yet is taken up now."""
    chosen = {
        "translation_key": translation.source.object_id,
        "locale": translation.target_locale,
    }
    if not Work.objects.filter(**chosen).exists():
        actions.begin(
            instance=translation.source.get_source_instance(),
            locale=translation.target_locale,
            by=by,
        )
    return Work.objects.select_for_update().get(**chosen)


def _note(work: Work, translation: Translation, by: User, name: str) -> None:
    """Write into both histories that words came from a file."""
    comment = _("File “%(name)s”") % {"name": name} if name else ""
    Step.objects.create(
        work=work,
        kind=Step.Kind.IMPORTED,
        by=by,
        comment=comment,
        source_hash=targets.german_hash(translation),
    )
    target = targets.target_of(translation)
    if target is not None:
        log(target, f"translating.{Step.Kind.IMPORTED}", user=by, data={"comment": comment})
