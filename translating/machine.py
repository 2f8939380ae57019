"""Let a machine fill the empty segments of a translation: a first draft that a person checks.

Off unless a town names its own server. It never publishes, never writes over what a person wrote, and
keeps what came back when the rest did not.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from cms.models import User

from .actions import begin
from .budget import reserve, settle
from .libretranslate import Fault, WrongCount
from .masking import Broken, Mask
from .models import GlossaryTerm, LanguageRules, Step, Work
from .rights import check_translator
from .segments import count_words

#: Texts in one request: small enough that a time-out costs little.
AT_ONCE = 10
#: Seconds after which no further request is made for one text.
PATIENCE = 45
OPEN = (Work.Stage.IN_WORK, Work.Stage.SENT_BACK, Work.Stage.PUBLISHED)


@dataclass
class Prefilled:
    """What a machine could do for one text."""

    filled: int = 0
    #: Segments left empty because something that had to stay was lost.
    broken: int = 0
    fault: str = ""

    @property
    def faults(self) -> str:
        """Return what went wrong, in words; empty when every word came back."""
        lost = ngettext(
            "%(count)s segment stays empty: the machine lost words, a name, a link or a tag.",
            "%(count)s segments stay empty: the machine lost words, a name, a link or a tag.",
            self.broken,
        ) % {"count": self.broken}
        return " ".join(filter(None, [lost if self.broken else "", self.fault]))

    @property
    def message(self) -> str:
        """Return the outcome in words for whoever asked."""
        filled = ngettext(
            "The machine filled %(count)s segment.",
            "The machine filled %(count)s segments.",
            self.filled,
        ) % {"count": self.filled}
        kept = _("What came back is kept; the rest stays empty.") if self.fault else ""
        return " ".join(filter(None, [filled, self.faults, kept]))


def translator() -> BaseMachineTranslator | None:
    """Return the town's machine; None where there is none."""
    wanted = settings.MACHINE_TRANSLATOR
    return import_string(wanted["CLASS"])(wanted["OPTIONS"]) if wanted else None


def offers(locale: Locale) -> bool:
    """Tell whether a machine may prefill texts in a language: show the button only then."""
    machine = translator()
    return (
        machine is not None
        and machine.can_translate(Locale.get_default(), locale)
        and LanguageRules.of(locale).machine
    )


def prefill(*, work: Work, by: User) -> Prefilled:
    """Fill the empty segments of a translation, labelled as a machine's.

    Raises PermissionDenied or ValidationError, in words, before anything is sent; a fault of the machine
    is part of the answer. Never call it inside a transaction: it waits for another server.
    """
    check_translator(by, work.locale_id)
    if not offers(work.locale):
        raise ValidationError(_("No machine translates into this language here."))
    if work.stage not in OPEN:
        raise ValidationError(_("Only a translation in work can be prefilled."))
    translation = _translation_of(work)
    masks = _masks(work, translation)
    if not masks:
        raise ValidationError(_("Nothing is empty here; the machine has nothing to do."))
    found = Prefilled()
    texts = {german: mask for german, mask in masks.items() if mask.has_words}
    answers = {german: german for german in masks if german not in texts}
    if texts:
        words = {german: count_words(german) for german in texts}
        title = str(translation.source.object_repr)
        use = reserve(words=sum(words.values()), title=title, locale=work.locale, by=by)
        sent = _ask(texts, answers, found, work.locale)
        unsent = sum(count for german, count in words.items() if german not in sent)
        settle(use, unsent=unsent, fault=found.faults)
    _keep(work, translation, answers, found, by)
    return found


def _translation_of(work: Work) -> Translation:
    translations = Translation.objects.select_related("source")
    return translations.get(source__object_id=work.translation_key, target_locale=work.locale)


def _empty(translation: Translation) -> list[StringSegment]:
    """Return the segments that nobody has translated; what has an error was somebody's."""
    made = StringTranslation.objects.filter(
        locale=translation.target_locale_id, context__object_id=translation.source.object_id
    )
    taken = set(made.values_list("context_id", "translation_of_id"))
    segments = StringSegment.objects.filter(source=translation.source).order_by("order")
    found: dict[tuple[int, int], StringSegment] = {}
    for segment in segments.select_related("string"):
        key = (segment.context_id, segment.string_id)
        if key not in taken:
            found.setdefault(key, segment)
    return list(found.values())


def _masks(work: Work, translation: Translation) -> dict[str, Mask]:
    """Return the German words of each empty segment, once each, with what stays masked."""
    stays = GlossaryTerm.objects.filter(Q(locale=None) | Q(locale=work.locale), translation="")
    names = {*stays.values_list("german", flat=True), *settings.PROPER_NAMES}
    return {seg.string.data: Mask(seg.string.data, names) for seg in _empty(translation)}


def _ask(
    texts: dict[str, Mask], answers: dict[str, str], found: Prefilled, locale: Locale
) -> set[str]:
    """Ask the machine, a few texts at a time, until all is there or it fails; return what was sent."""
    end = time.monotonic() + PATIENCE
    sent: set[str] = set()
    german = list(texts)
    for start in range(0, len(german), AT_ONCE):
        if time.monotonic() > end:
            found.fault = _("The translation server is too slow for so long a text.")
            break
        some = german[start : start + AT_ONCE]
        sent.update(some)
        try:
            for words, answer in _answers([texts[words] for words in some], locale):
                try:
                    answers[words] = texts[words].take_off(answer)
                except Broken:
                    found.broken += 1
        except Fault as fault:
            found.fault = str(fault)
            break
    return sent


def _answers(masks: list[Mask], locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield German words and the machine's. A wrong number of answers is asked for anew, one by one."""
    asked = {mask.german: StringValue(mask.sent) for mask in masks}
    machine = translator()
    assert machine is not None
    try:
        got = machine.translate(Locale.get_default(), locale, asked.values())
    except WrongCount:
        if len(masks) == 1:
            raise
        for mask in masks:
            yield from _answers([mask], locale)
        return
    for german, sent in asked.items():
        yield german, got[sent].data


@transaction.atomic
def _keep(
    work: Work, translation: Translation, answers: dict[str, str], found: Prefilled, by: User
) -> None:
    """Write what came back where still nothing stands; people have gone before in the meantime."""
    current = Work.objects.select_for_update().get(pk=work.pk)
    if current.stage not in OPEN:
        raise ValidationError(_("The translation was handed in meanwhile; nothing was filled."))
    tool = translator()
    for segment in _empty(translation):
        words = answers.get(segment.string.data)
        if words is None:
            continue
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=work.locale,
            context_id=segment.context_id,
            data=words,
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
            tool_name=str(tool.display_name) if tool else "",
            last_translated_by=by,
        )
        found.filled += 1
    if found.filled and current.stage == Work.Stage.PUBLISHED:
        # The German text has new words: the translation is taken up again.
        german = translation.source.get_source_instance()
        current = begin(instance=german, locale=work.locale, by=by)
    if found.filled:
        Step.objects.create(work=work, kind=Step.Kind.PREFILLED, by=by, comment=found.message)
        current.save(update_fields=["changed_at"])
