"""The texts of pages as the public reads them: loaded at once, numbered, German parts marked."""

from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from cms import beside
from cms.components.pieces import name
from cms.models import LiveText
from cms.navigation import report_url, site_map


def load(streams: Sequence[StreamValue]) -> list[StreamValue]:
    """Return the same texts with everything their blocks show, in one query per kind of thing.

    Read one by one, each text would fetch its own documents and images, and each image its own
    sizes. The body of a section may hold all kinds of blocks, so it can stand for every other.
    """
    stream_block = max(
        (stream.stream_block for stream in streams),
        key=lambda block: len(block.child_blocks),
        default=None,
    )
    raw = [block for stream in streams for block in stream.raw_data]
    children = list(StreamValue(stream_block, raw, is_lazy=True))
    figures = [child.value for child in children if child.block_type == "figure"]
    prefetch_related_objects([f["image"] for f in figures if f["image"]], "renditions")
    loaded, start = [], 0
    for stream in streams:
        own = children[start : start + len(stream.raw_data)]
        start += len(own)
        loaded.append(StreamValue(stream_block, [(c.block_type, c.value, c.id) for c in own]))
    return loaded


def contents(body: StreamValue, german: Collection[str] = ()) -> list[dict[str, str]]:
    """Return the headings of a text with the addresses of their places; ``german`` names German blocks."""
    return [
        {
            "title": block.value,
            "url": f"#p-{block.id}",
            "language": settings.LANGUAGE_CODE if block.id in german else "",
        }
        for block in body
        if block.block_type == "heading"
    ]


def summaries(model: Any, entries: Sequence[Any]) -> dict[int, SafeString]:
    """Return the summaries of chapters or sections by page, each with its language; one query."""
    rows = model.objects.filter(pk__in=[entry.place.pk for entry in entries])
    language_of = {entry.place.pk: entry.place.language for entry in entries}
    return {
        pk: name(text, settings.LANGUAGE_CODE if "summary" in (german or ()) else language_of[pk])
        for pk, text, german in rows.values_list("pk", "summary", "live_text__german_parts")
    }


def translation(page: Any, live_text: LiveText | None) -> dict[str, Any]:
    """Return what a translated page must say about itself; nothing for a German one."""
    here = site_map().place(page.pk)
    place = site_map().place(page.pk, settings.LANGUAGE_CODE)
    if page.locale.language_code == settings.LANGUAGE_CODE or live_text is None:
        return {"german_parts": set(), "german_sentences": {}, "translation": None}
    return {
        "german_parts": set(live_text.german_parts),
        "german_sentences": live_text.german_sentences,
        "translation": {
            "states": live_text.states or ["binding"],
            "source_url": place.url if place and place.pk != page.pk else "",
            "translated_on": live_text.made_on,
            "report_url": report_url(here) if here else "",
        },
    }


def easy(page: Any) -> dict[str, Any] | None:
    """Return the easy text of a German section to stand beside it, with who checked it; two queries."""
    place = beside.easy_place(page.pk)
    found = type(page).objects.live().filter(pk=place.pk).first() if place else None
    if place is None or found is None:
        return None
    text = LiveText.objects.with_source().filter(page_id=found.pk).first()
    (body,) = load([found.body])
    return {
        "page": found,
        "url": place.url,
        "language": place.language,
        "body": body,
        "german": set(text.german_parts) if text else set(),
        "german_sentences": text.german_sentences if text else {},
        "outdated": bool(text and text.is_outdated),
        "check": beside.check_of(text),
    }


def german_instead(page: Any) -> dict[str, Any]:
    """Return what must be said where a German page stands in for a missing translation."""
    return {
        "german_parts": german_everywhere(page),
        "german_sentences": {},
        "translation": {"states": ["fallback"], "source_url": "", "translated_on": None},
    }


def german_everywhere(page: Any) -> set[str]:
    """Return the names of the fields and the ids of all blocks of a German text."""
    return {"title", "summary", *(block.id for block in page.body)}
