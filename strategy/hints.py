"""What an editor should look at again: hints, never obstacles."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from cms.models import BasePage
from translating.easy_hints import hints_for

BLOCK_END = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
#: Words that say nothing about where a link leads, in the languages of the site.
VAGUE = {
    "hier", "hier klicken", "klicken sie hier", "link", "mehr", "weiter", "weiterlesen", "mehr dazu",
    "here", "click here", "more", "read more", "this link",
    "burada", "buraya tıklayın", "tıklayın", "daha fazla",
    "тут", "тут клацніть", "натисніть тут", "більше",
    "هنا", "اضغط هنا", "انقر هنا", "المزيد",
}  # fmt: skip


def hints(page: BasePage) -> list[str]:
    """Return what to look at again in the text of a page, in words."""
    found = []
    for block_type, text in texts(page):
        if block_type == "heading" and not text.strip():
            found.append(_("A heading is empty."))
        for link in LINK.findall(text):
            words = plain(link)
            if words.casefold() in VAGUE or words.startswith(("http://", "https://", "www.")):
                found.append(_("A link should say where it leads: “%(link)s”.") % {"link": words})
        if page.locale.language_code == settings.EASY_LANGUAGE:
            found += [str(hint) for hint in hints_for(BLOCK_END.sub("\n", text))]
    return [*found, *pictures_without_words(page)]


def pictures_without_words(page: BasePage) -> list[str]:
    """Return a hint for each figure that has neither a description nor the note that it is decoration."""
    figures = [
        block["value"]
        for name in page.text_fields
        for block in getattr(getattr(page, name), "raw_data", ())
        if block["type"] == "figure"
    ]
    missing = [
        f for f in figures if not (f.get("alt_text") or "").strip() and not f.get("decorative")
    ]
    return [_("An image has no description.") for _figure in missing]


def texts(page: BasePage) -> Iterator[tuple[str, str]]:
    """Yield every text of a page with the kind of block or field it stands in."""
    for name in page.text_fields:
        value = getattr(page, name)
        if hasattr(value, "all"):
            continue
        if not hasattr(value, "raw_data"):
            yield "field", str(value or "")
            continue
        for block in value.raw_data:
            for text in strings(block["value"]):
                yield block["type"], text


def strings(value: Any) -> Iterator[str]:
    """Yield every string in the stored form of a block."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in {"id", "type"}:
                yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def plain(html: str) -> str:
    """Return the words of rich text, line breaks kept."""
    return unescape(strip_tags(html)).strip()
