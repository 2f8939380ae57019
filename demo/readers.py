"""What readers meet in the demo: an outdated page, a machine's page, easy texts, a reported mistake.

The check of an easy text is invented, as everything here; nobody real has checked it.
"""

from datetime import timedelta

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from cms.models import LiveText
from home.models import PlainPage
from translating import easy, mistakes

from .town import Town

#: German words that changed after they were translated.
CHANGED = ("einfache-sprache", "Wir antworten Ihnen.", "Wir antworten Ihnen in Ihrer Sprache.")
#: A page whose words in one language are a machine's, and nobody has checked them.
MACHINE = ("mitmachen", "uk")
#: The easy text that is checked; all others are not.
CHECKED = "gut-ankommen"
#: A report that waits on the desk of those who translate into Arabic.
REPORT = ("mitmachen", "ar", "في الفقرة الأولى كلمة ناقصة، والجملة غير واضحة.")


def load_readers(town: Town) -> None:
    """Let readers meet each kind of translation; safe once, in a town that has its translations."""
    _change_the_german_words(town)
    _let_a_machine_translate()
    _check_an_easy_text(town)
    slug, code, text = REPORT
    mistakes.report(page=_live(slug, code), text=text)


def _live(slug: str, code: str) -> Page:
    return Page.objects.live().get(slug=slug, locale__language_code=code).specific


def _change_the_german_words(town: Town) -> None:
    slug, before, after = CHANGED
    page = PlainPage.objects.get(slug=slug, locale=town.home.locale)
    raw = [dict(block) for block in page.body.raw_data]
    for block in raw:
        if isinstance(block["value"], str):
            block["value"] = block["value"].replace(before, after)
    page.body = raw
    editor = town.people["editor"]
    page.save_revision(user=editor).publish(user=editor)


def _let_a_machine_translate() -> None:
    slug, code = MACHINE
    page = _live(slug, code)
    locale = Locale.objects.get(language_code=code)
    at_work = Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)
    strings = at_work.source.stringsegment_set.values("string")
    StringTranslation.objects.filter(
        locale=locale, translation_of__in=strings, context__object_id=page.translation_key
    ).update(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    LiveText.record(page)
    LiveText.objects.filter(page_id=page.pk).update(checked_by=None)


def _check_an_easy_text(town: Town) -> None:
    page = _live(CHECKED, "de-simple")
    easy.record_check(
        page=page,
        wording=LiveText.objects.get(page_id=page.pk).content_hash,
        readers="Prüfgruppe einer Werkstatt (erfunden)",
        checked_on=town.days.today - timedelta(days=20),
        note="Beispiel der Demonstration.",
        by=town.people["editor"],
    )
