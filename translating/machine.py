"""Let a machine fill the empty segments of a translation: a first draft that a person checks.

Off unless a town names its own server. It never publishes, never writes over what a person wrote, and
keeps what came back when the rest did not. A text is filled a few segments at a time (``advance``): no
request waits for more than one answer, and a worker that dies loses no more than that.
"""

import logging
import time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.strings import StringValue

from cms.models import User

from . import asking, budget
from .actions import take_up, translation_of
from .asking import Question, empty_segments
from .libretranslate import Fault, TooMuch
from .masking import Broken
from .models import LanguageRules, MachineUse, Step, Work
from .rights import check_translator, may_translate

logger = logging.getLogger(__name__)
OPEN = (Work.Stage.IN_WORK, Work.Stage.SENT_BACK, Work.Stage.PUBLISHED)


def translator(patience: float | None = None) -> BaseMachineTranslator | None:
    """Return the town's machine, which is given so many seconds at most; None where there is none."""
    wanted = settings.MACHINE_TRANSLATOR
    if not wanted:
        return None
    options = dict(wanted["OPTIONS"])
    if patience is not None:
        options["TIMEOUT"] = min(patience, options.get("TIMEOUT", patience))
    return import_string(wanted["CLASS"])(options)


def offers(locale: Locale) -> bool:
    """Tell whether a machine may prefill texts in a language: show the button only then."""
    machine = translator()
    return (
        machine is not None
        and machine.can_translate(Locale.get_default(), locale)
        and LanguageRules.of(locale).machine
    )


@transaction.atomic
def start(*, work: Work, by: User, seen: int | None = None) -> MachineUse:
    """Lay down that the empty segments of a translation are filled; asks nobody yet.

    Whoever comes second gets the run that is there. ``seen`` is the last run that the person knew of:
    pressing twice starts nothing twice. Raises PermissionDenied or ValidationError, in words.
    """
    check_translator(by, work.locale_id)
    if not offers(work.locale):
        raise ValidationError(_("No machine translates into this language here."))
    work = Work.objects.select_for_update(of=("self",)).select_related("locale").get(pk=work.pk)
    last = work.uses.first()
    if last is not None and (last.finished_at is None or last.pk != seen):
        return last
    if work.stage not in OPEN:
        raise ValidationError(_("Only a translation in work can be prefilled."))
    translation = translation_of(work)
    found = asking.question(work, empty_segments(translation), None)
    if not found.masks:
        raise ValidationError(_("Nothing is empty here; the machine has nothing to do."))
    month = budget.this_month()
    budget.check(month, found.words)
    title = str(translation.source.object_repr)
    return MachineUse.objects.create(month=month, work=work, locale=work.locale, title=title, by=by)


def unfinished(use_id: int) -> bool:
    """Tell whether a run has something before it."""
    return MachineUse.objects.filter(pk=use_id, finished_at=None).exists()


def advance(use_id: int, *, seconds: float, patience: float | None = None) -> int:
    """Ask the machine until the time is up, at least once; return how often it was asked.

    One answer may take ``patience`` seconds. Never call it inside a transaction: it waits for another
    server. Faults of the machine are noted at the run, in words.
    """
    end = time.monotonic() + seconds
    asked = 0
    while _ask(use_id, patience):
        asked += 1
        if time.monotonic() >= end:
            break
    return asked


@transaction.atomic
def stop(use: MachineUse, fault: str) -> None:
    """End a run; an answer that still comes is dropped."""
    _work, current = _locked(use.pk)
    if current is not None:
        _finish(current, fault)


# --- one question and its answer ------------------------------------------------------------------
def _ask(use_id: int, patience: float | None) -> bool:
    """Ask for the next few texts; False when nothing is left or somebody else is waiting for an answer."""
    question = _take(use_id)
    if question is None:
        return False
    answers = {german: german for german, mask in question.masks.items() if not mask.has_words}
    fault, smaller = "", False
    try:
        answers |= _answers(question, patience)
    except TooMuch as refusal:
        smaller = len(question.sent) > 1  # a single one is beyond doubt, and quicker
        fault = "" if smaller else str(refusal)
    except Fault as refusal:
        fault = str(refusal)
    except Exception:
        logger.exception("The machine failed at %s", use_id)
        fault = _("Something went wrong; the server's log tells what.")
    _keep(use_id, question, answers, fault, smaller)
    return True


@transaction.atomic
def _take(use_id: int) -> Question | None:
    """Take the next texts and their words from the budget; None when there is nothing to ask."""
    work, use = _locked(use_id)
    if use is None or (use.is_asking and not use.is_gone):
        return None
    question, refusal = None, _refusal(work, use)
    if work is not None and not refusal:
        question = asking.question(work, empty_segments(translation_of(work)), use)
        try:
            budget.spend(use, question.words)
        except ValidationError as spent:
            refusal = " ".join(spent.messages)
    if refusal or question is None or not question.masks:
        _finish(use, refusal)
        return None
    use.is_asking, use.touched_at = True, timezone.now()
    use.save(update_fields=["is_asking", "touched_at"])
    return question


def _refusal(work: Work | None, use: MachineUse) -> str:
    """Return why a run cannot go on, in words; empty when it can."""
    if work is not None and work.stage not in OPEN:
        return _("The translation was handed in meanwhile.")
    if use.by is None or not (may_translate(use.by, use.locale_id) and offers(use.locale)):
        return _("You do not translate into this language.")
    return ""


def _locked(use_id: int) -> tuple[Work | None, MachineUse | None]:
    """Lock the work, then its run; the run is None when it has ended."""
    work = (
        Work.objects.select_for_update(of=("self",))
        .select_related("locale")
        .filter(uses=use_id)
        .first()
    )
    uses = MachineUse.objects.select_for_update(of=("self",)).select_related("by", "locale")
    return work, uses.filter(pk=use_id, finished_at=None).first()


def _answers(question: Question, patience: float | None) -> dict[str, str]:
    """Return the machine's words by the German ones; what lost a name or tag is left out. Raises Fault."""
    machine = translator(patience)
    if not question.sent or machine is None:
        return {}
    asked = {mask.german: StringValue(mask.sent) for mask in question.sent}
    got = machine.translate(Locale.get_default(), question.locale, asked.values())
    found: dict[str, str] = {}
    for mask in question.sent:
        try:
            found[mask.german] = mask.take_off(got[asked[mask.german]].data)
        except Broken:
            continue
    return found


@transaction.atomic
def _keep(
    use_id: int, question: Question, answers: dict[str, str], fault: str, smaller: bool
) -> None:
    """Write what came back where still nothing stands; people may have gone before in the meantime."""
    work, use = _locked(use_id)
    if use is None:
        return
    use.is_asking, use.touched_at = False, timezone.now()
    if fault or smaller:
        budget.give_back(use, question.words)
    if smaller:
        use.one_by_one = True
    else:
        use.reached = question.last
        use.broken += 0 if fault else len(question.masks) - len(answers)
    rest = 0
    if work is not None and work.stage in OPEN:
        translation = translation_of(work)
        empty = empty_segments(translation)
        filled = _write(work, use, [seg for seg in empty if seg.string.data in answers], answers)
        use.filled += filled
        rest = sum(seg.order > use.reached and seg.string.data not in answers for seg in empty)
        if filled and work.stage == Work.Stage.PUBLISHED:
            take_up(work, by=use.by, translation=translation)  # the German text has new words
        elif filled:
            work.save(update_fields=["changed_at"])
    elif work is not None:
        fault = _("The translation was handed in meanwhile.")
    use.save()
    if fault or not rest:
        _finish(use, fault)


def _write(
    work: Work, use: MachineUse, segments: list[StringSegment], answers: dict[str, str]
) -> int:
    tool = translator()
    for segment in segments:
        # One by one: a title tells its page that it has changed.
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=work.locale,
            context=segment.context,
            data=answers[segment.string.data],
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
            tool_name=str(tool.display_name) if tool else "",
            last_translated_by=use.by,
        )
    return len(segments)


def _finish(use: MachineUse, fault: str = "") -> None:
    """Note how a run ended, in the history of its text, too."""
    use.is_asking, use.fault, use.finished_at = False, fault, timezone.now()
    use.touched_at = use.finished_at
    use.save()
    if use.filled and use.work_id:
        Step.objects.create(
            work_id=use.work_id, kind=Step.Kind.PREFILLED, by=use.by, comment=use.message
        )
