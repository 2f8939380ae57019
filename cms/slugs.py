"""German words in addresses: ASCII, and spelled as German spells them without umlauts."""

from typing import Any

from django.utils.text import slugify
from wagtail.admin.widgets import SlugInput

SPELLED_OUT = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ß": "ss",
    "ẞ": "SS",
}


def german_slug(title: str) -> str:
    """Return a title as part of an address; Django's own way would write “Bündnis” as “bundnis”."""
    return slugify(title.translate({ord(letter): plain for letter, plain in SPELLED_OUT.items()}))


class GermanSlugInput(SlugInput):
    """Wagtail's slug field, which spells umlauts out while an editor types the title."""

    def __init__(self, attrs: dict[str, Any] | None = None, **options: Any):
        super().__init__(attrs, formatters=list(SPELLED_OUT.items()), **options)
