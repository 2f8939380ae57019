"""The translations of the demo, made through wagtail-localize as a translator makes them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms import sources
from cms.models import BasePage
from home.models import HomePage
from partners.models import ActorGroup, PartnerPage
from strategy.models import ProcessPage

from .reading import Text
from .town import Town, fill

#: Where a translatable string stands: its path in the page, and the how manieth it is there.
Place = tuple[str, int]


def load_translations(town: Town) -> None:
    """Translate what has a file in a language, parents first; drafts of sections stay German."""
    locales = list(Locale.objects.exclude(pk=town.home.locale.pk))
    for locale in locales:
        _groups(town, locale)
    for place in town.pages:
        page = type(town.pages[place]).objects.get(pk=town.pages[place].pk)
        if not page.live:
            continue
        found = {
            locale: town.read(locale.language_code, town.texts[place].place) for locale in locales
        }
        texts = {locale: text for locale, text in found.items() if text is not None}
        if texts:
            source = sources.give(page)
            for locale, text in texts.items():
                _translate(town, page, source, locale, text)


def _groups(town: Town, locale: Locale) -> None:
    words = town.table(locale.language_code, "partners/groups").get("group", [])
    for entry in words:
        german: ActorGroup = town.groups[entry["key"]]
        group = german.copy_for_translation(locale)
        group.name = entry["title"]
        group.description = entry.get("description", german.description)
        group.audiences = "\n".join(entry.get("audiences", german.audience_list))
        group.save()


def _translate(
    town: Town, page: BasePage, source: TranslationSource, locale: Locale, text: Text
) -> None:
    """Put the translated words into the translation memory, then make and publish the page."""
    translator = town.people.get(f"translator-{locale.language_code}", town.people["admin"])
    translation = Translation.objects.create(source=source, target_locale=locale)
    spoken = dict(_strings(_in_other_words(town, page, text)))
    said = {"formats" if name == "format" else name for name in text.front} | {"body", "results"}
    seen: Counter[str] = Counter()
    made = []
    for segment in source.stringsegment_set.select_related("context", "string").order_by("order"):
        path = segment.context.path
        words = spoken.get((path, seen[path]))
        seen[path] += 1
        # What a file of this language says like the German one is a name or number that stays so on purpose.
        if words is not None and (words != segment.string.data or path.split(".")[0] in said):
            made.append(
                StringTranslation(
                    translation_of=segment.string,
                    locale=locale,
                    context=segment.context,
                    data=words,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                    last_translated_by=translator,
                )
            )
    StringTranslation.objects.bulk_create(made, ignore_conflicts=True)
    translation.save_target(user=translator, publish=False)
    target = page.get_translation(locale)
    target.get_latest_revision().publish(user=town.people["admin"], skip_permission_checks=True)


def _strings(page: BasePage) -> Iterator[tuple[Place, str]]:
    seen: Counter[str] = Counter()
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            yield (segment.path, seen[segment.path]), segment.string.data
            seen[segment.path] += 1


def _in_other_words(town: Town, page: BasePage, text: Text) -> BasePage:
    """Return the German page, not saved, with the words of another language in its places."""
    copy = type(page).objects.get(pk=page.pk)
    fill(copy, text.front)
    if text.body and hasattr(copy, "body"):
        copy.body = town.stream(text)
    if text.results and hasattr(copy, "results"):
        copy.results = town.stream(text, "results")
    if isinstance(copy, HomePage):
        _home(copy, text.front)
    elif isinstance(copy, ProcessPage):
        _process(town, copy, text)
    elif isinstance(copy, PartnerPage):
        _formats(copy, text.front)
    return copy


def _home(page: HomePage, front: dict[str, Any]) -> None:
    page.closing = "\n".join(front.get("closing", []))
    said = {goal["key"]: goal for goal in front.get("goals", [])}
    raw = [dict(block) for block in page.goals.raw_data]
    for block in raw:
        block["value"] = block["value"] | said.get(block["value"]["key"], {})
    page.goals = raw  # type: ignore[assignment]  # a StreamField takes raw data


def _process(town: Town, page: ProcessPage, text: Text) -> None:
    language = text.language
    before = town.table(language, "phases").get("before", {})
    page.before_title = before.get("title", page.before_title)
    page.before_text = before.get("summary", page.before_text)


def _formats(page: PartnerPage, front: dict[str, Any]) -> None:
    formats = list(page.formats.all())
    for entry, words in zip(formats, front.get("format", []), strict=False):
        for name in ("title", "rhythm_note", "description"):
            setattr(entry, name, words.get(name, getattr(entry, name)))
    page.formats = formats
