"""What stands beside the pages: films in sign language, checks of easy texts, which snippets are still German.

Read once per generation like the site map (three queries when something has changed), so that
showing it costs a page nothing.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from .models import EasyCheck, LiveText, SignVideo, SnippetText
from .navigation import Place, SiteMap, site_map


@dataclass(frozen=True)
class Film:
    """A film whose file is there; ``language`` is that of its transcript."""

    title: str
    url: str
    size: int
    format: str
    transcript: str
    language: str
    captions_url: str = ""


@dataclass(frozen=True)
class Beside:
    #: By page and wording.
    checks: dict[tuple[int, str], EasyCheck]
    #: By what a page and its translations have in common, then by language.
    films: dict[UUID, dict[str, Film]]
    #: What of a translated snippet is still German, by kind and number.
    german: dict[tuple[int, str], frozenset[str]]


_kept: tuple[SiteMap, Beside] | None = None


def check_of(live_text: LiveText | None) -> EasyCheck | None:
    """Return the check by its readers that holds for exactly the wording that is live."""
    if live_text is None:
        return None
    return _beside().checks.get((live_text.page_id, live_text.content_hash))


def film_of(pk: int) -> Film | None:
    """Return the film of a page: its own, or for German and easy German that of the other one."""
    place = site_map().place(pk)
    if place is None or place.language not in (settings.LANGUAGE_CODE, settings.EASY_LANGUAGE):
        return None
    films = _beside().films.get(place.key, {})
    return films.get(place.language) or next(iter(films.values()), None)


def language_of(snippet: Any, path: str) -> str:
    """Return the language that a translated snippet speaks at a place, such as ``title``."""
    kind = ContentType.objects.get_for_model(type(snippet)).pk
    german = _beside().german.get((kind, str(snippet.pk)), frozenset())
    return settings.LANGUAGE_CODE if path in german else snippet.locale.language_code


def easy_place(pk: int) -> Place | None:
    """Return where the easy text of a German page stands; None where there is none."""
    sites = site_map()
    place = sites.place(pk)
    if place is None or place.language != settings.LANGUAGE_CODE:
        return None
    return sites.by_key[place.key].get(settings.EASY_LANGUAGE)


def _beside() -> Beside:
    global _kept
    sites = site_map()
    if _kept is None or _kept[0] is not sites:
        checks = {(c.page_id, c.content_hash): c for c in EasyCheck.objects.order_by("checked_on")}
        _kept = (sites, Beside(checks, _films(sites), _german_snippets()))
    return _kept[1]


def _german_snippets() -> dict[tuple[int, str], frozenset[str]]:
    rows = SnippetText.objects.exclude(german_parts=[])
    found = rows.values_list("content_type_id", "object_id", "german_parts")
    return {(kind, pk): frozenset(german) for kind, pk, german in found}


def has_file(film: SignVideo) -> bool:
    return bool(film.video.name) and film.video.storage.exists(str(film.video.name))


def _films(sites: SiteMap) -> dict[UUID, dict[str, Film]]:
    found: dict[UUID, dict[str, Film]] = {}
    for film in SignVideo.objects.all():
        place = sites.by_pk.get(film.page_id)
        if place is None or not has_file(film):
            continue
        found.setdefault(place.key, {})[place.language] = Film(
            title=film.title,
            url=film.video.url,
            size=film.video.size,
            format=str(film.video.name).rsplit(".", 1)[-1].upper(),
            transcript=film.transcript,
            language=place.language,
            captions_url=film.captions.url if film.captions else "",
        )
    return found
