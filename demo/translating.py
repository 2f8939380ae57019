"""Work of translators in the demo: one text waits for a check, one was sent back with a reason."""

from wagtail.models import Locale

from home.models import PlainPage
from translating import actions, segments

from .town import Town

#: What the translator has written anew since the text went live.
BETTER = {"mitmachen": "شاركوا معنا!", "barrierefreiheit": "سهولة الوصول في هذا الموقع"}
REASON = "Bitte „سهولة الوصول“ im ganzen Text gleich schreiben, auch in den Zwischenüberschriften."


def load_work(town: Town) -> None:
    """Let the translator into Arabic hand in two texts, and the second person send one of them back."""
    translator, second = town.people["translator-ar"], town.people["reviewer-ar"]
    arabic = Locale.objects.get(language_code="ar")
    for slug, title in BETTER.items():
        page = PlainPage.objects.get(slug=slug, locale=town.home.locale)
        work = actions.begin(instance=page, locale=arabic, by=translator)
        found = segments.read(actions.translation_of(work))
        first = next(segment for segment in found if segment.path == "title")
        actions.save_words(
            work=work, words={first.key: title}, seen={first.key: first.words}, by=translator
        )
        actions.hand_in(work=work, by=translator)
        if slug == "barrierefreiheit":
            actions.send_back(work=work, by=second, comment=REASON)
        else:
            actions.comment(
                work=work,
                by=translator,
                text="Das Ausrufezeichen steht auch im Motto; passt das so?",
                path=first.path,
                quote=first.german,
            )
