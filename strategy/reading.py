"""What the public reads: the contexts of the strategy's pages, each in a constant number of queries."""

from collections import Counter
from copy import copy
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from cms.models import LiveText
from council.amendments import synopsis

from . import path, texts, versions
from .addresses import (
    address,
    binding_of,
    binding_pk,
    find,
    known_versions,
    standing_of,
    url_of,
)
from .outline import Entry, outline


def section(page: Any, live_text: LiveText | None) -> dict[str, Any]:
    """Return what the page of a section shows beside its fields."""
    context = surroundings(page)
    return {
        **context,
        **texts.translation(page, live_text),
        **words(page),
        "easy": texts.easy(page),
        "changed": versions.changed_blocks(context["current"]),
        "amended": bool(context["standing"].decisions) and synopsis.has_public(binding_pk(page.pk)),
    }


def amendments(page: Any, live_text: LiveText | None) -> dict[str, Any]:
    """Return the amendments to a section and what became of them; 404 before they are decided."""
    found = synopsis.public_sections(binding_pk(page.pk))
    if not found:
        raise Http404(_("No amendments to this section are decided."))
    return {
        **surroundings(page),
        **texts.translation(page, live_text),
        "papers": found,
        "language": settings.LANGUAGE_CODE,
    }


def version(page: Any, number: str) -> dict[str, Any]:
    """Return one public wording of a section, to be shown in the place of the live one."""
    shown, text = find(page, number)
    then = copy(page)
    for name, value in versions.wording(page, text).items():
        setattr(then, name, value)
    is_german = page.locale.language_code == settings.LANGUAGE_CODE
    german_parts = set() if is_german else texts.german_everywhere(then)
    around = surroundings(page)
    places = [one.number for one in around["versions"]]
    older = around["versions"][places.index(number) + 1 :] if number in places else []
    said = words(then)
    return {
        **around,
        **said,
        "contents": texts.contents(said["body"], german_parts),
        "page": then,
        "before": older[0] if older else None,
        "german_parts": german_parts,
        "german_sentences": {},
        "version": shown,
        "changed": versions.changed_blocks(shown),
    }


def words(page: Any) -> dict[str, Any]:
    """Return the text of a section, its headings and the older documents it names."""
    (body,) = texts.load([page.body])
    return {
        "body": body,
        "contents": texts.contents(body),
        "sources": [block for block in body if block.block_type == "building_block"],
    }


def surroundings(page: Any) -> dict[str, Any]:
    """Return where a section stands: its number, standing, versions, chapter and neighbours."""
    standing, known = known_versions(page)
    in_force = standing.resolution.number if standing.resolution else ""
    resolved = next((one for one in known if one.resolved and one.number == in_force), None)
    released = [one for one in known if not one.resolved]
    return {
        **frame(page),
        "standing": standing,
        "history": standing.decisions,
        "stations": path.stations(standing, binding_of(page)),
        "versions": known,
        "current": resolved or next(iter(released), None),
        "draft_beside": known[0] if resolved and not known[0].resolved else None,
    }


def frame(page: Any) -> dict[str, Any]:
    """Return the number and address of a section, its chapter and its neighbours."""
    known = outline()
    entry, chapter = known.entries.get(page.path), known.entries.get(page.path[: -page.steplen])
    previous, following = known.neighbours(page.path)
    above = f"{chapter.number}." if chapter else ""
    return {
        "number": entry.number if entry else f"{above}{page.number}",
        "section_url": address(page),
        "is_public": page.live,
        "chapter": chapter,
        "previous": previous,
        "following": following,
    }


def chapter(page: Any, live_text: LiveText | None) -> dict[str, Any]:
    """Return the sections of a chapter with where each stands."""
    from .models import SectionPage

    entry, sections = outline().entries.get(page.path), outline().readable(page.path)
    summaries = texts.summaries(SectionPage, sections)
    previous, following = outline().neighbours(page.path)
    (body,) = texts.load([page.body])
    return {
        **texts.translation(page, live_text),
        "number": entry.number if entry else str(page.number),
        "body": body,
        "previous": previous,
        "following": following,
        "untranslated": any(foreign(section, page) for section in sections),
        "sections": [
            {
                "entry": section,
                "summary": summaries.get(section.place.pk, ""),
                "standing": standing_of(section.place.pk),
            }
            for section in sections
        ],
    }


def strategy(page: Any, live_text: LiveText | None) -> dict[str, Any]:
    """Return the chapters of a strategy, how many sections stand where, and what it rests on."""
    from .models import BuildingBlock, ChapterPage

    chapters = outline().readable(page.path)
    summaries = texts.summaries(ChapterPage, chapters)
    (body,) = texts.load([page.body])
    return {
        **texts.translation(page, live_text),
        "body": body,
        "read_url": f"{url_of(page.pk)}read/",
        "versions_url": f"{url_of(page.pk)}versions/",
        "counts": counts(outline().readable_sections(page.path)),
        "chapters": [
            {
                "entry": chapter,
                "summary": summaries.get(chapter.place.pk, ""),
                "counts": counts(outline().readable(chapter.place.path)),
            }
            for chapter in chapters
        ],
        "building_blocks": BuildingBlock.objects.select_related("document"),
    }


def whole(page: Any, live_text: LiveText | None) -> dict[str, Any]:
    """Return the whole strategy in reading order: all live chapters and sections with their texts."""
    from .models import ChapterPage, SectionPage

    chapters, sections = outline().readable(page.path), outline().readable_sections(page.path)
    rows: dict[int, Any] = {}
    for model, entries in ((ChapterPage, chapters), (SectionPage, sections)):
        rows |= model.objects.select_related("locale").in_bulk([e.place.pk for e in entries])
    everything = [page, *rows.values()]
    bodies = texts.load([row.body for row in everything])
    for row, body in zip(everything, bodies, strict=True):
        row.body = body
    live = {text.page_id: text for text in LiveText.objects.with_source().filter(page__in=rows)}

    def item(entry: Entry) -> dict[str, Any]:
        row = rows[entry.place.pk]
        if foreign(entry, page):
            language = texts.german_instead(row)
        else:
            language = texts.translation(row, live.get(row.pk))
        return {"entry": entry, "page": row, "standing": standing_of(row.pk), **language}

    return {
        **texts.translation(page, live_text),
        "body": page.body,
        "chapters": [
            item(chapter)
            | {"sections": [item(section) for section in outline().readable(chapter.place.path)]}
            for chapter in chapters
        ],
        "contents": [
            {
                "title": chapter.title,
                "language": chapter.language,
                "number": chapter.number,
                "url": f"#chapter-{chapter.number}",
                "children": [
                    {
                        "title": section.title,
                        "language": section.language,
                        "number": section.number,
                        "url": f"#section-{section.number}",
                    }
                    for section in outline().readable(chapter.place.path)
                ],
            }
            for chapter in chapters
        ],
    }


def foreign(entry: Entry, page: Any) -> str:
    """Return the language of an entry that stands in for one missing in the page's language."""
    language = entry.place.language
    return "" if language == page.locale.language_code else language


def counts(entries: list[Entry]) -> list[dict[str, Any]]:
    """Return how many sections stand at which stage, most first."""
    found = [standing_of(entry.place.pk) for entry in entries]
    stages = Counter(str(standing.code) for standing in found if standing)
    return [{"stage": stage, "count": count} for stage, count in stages.most_common()]
