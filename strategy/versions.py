"""Every public wording of a section under its number: consultation versions and resolved ones."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.snapshots import Snapshot
from council.models import DecisionItem, Release
from council.standing import Code, Standing

#: How versions are numbered: 0.1, 1.0 …
NUMBER = re.compile(r"[0-9]{1,5}\.[0-9]{1,5}")


@dataclass(frozen=True)
class Version:
    """One public wording; ``on`` is when it was released, or the meeting that resolved it."""

    number: str
    on: datetime
    checksum: str
    url: str = ""
    item: DecisionItem | None = None
    #: Why there is this wording: how the steering group voted, or the words of the paper.
    reason: str = ""
    #: How the steering group voted on a release, by choice.
    votes: Mapping[str, int] = field(default_factory=dict)
    #: Why it is not in force (``council.standing.Code``): suspended, set aside, not yet in force.
    code: str = ""

    @property
    def note(self) -> str:
        """Return in words what readers must know about it besides."""
        return str(Code(self.code).label) if self.code else ""

    @property
    def resolved(self) -> bool:
        return self.item is not None

    @property
    def amended(self) -> bool:
        return bool(self.item) and self.item.is_amended

    @property
    def reason_language(self) -> str:
        """Return the language of the reason; empty when it is the reader's."""
        return settings.LANGUAGE_CODE if self.item else ""

    @property
    def name(self) -> str:
        """Return the version in words: “Draft, version 0.3” or “Resolved, version 1.0”."""
        words = _("Resolved, version %(number)s") if self.item else _("Draft, version %(number)s")
        return words % {"number": self.number}


def versions(standing: Standing, url: str, *, is_live: bool = True) -> list[Version]:
    """Return all public wordings of a section, newest first; ``url`` is the section's address.

    Of a section that is not live, only what was public once: a wording that waits for its day is
    shown by nothing yet.
    """
    found = [of_release(release, url) for release in standing.releases]
    found += [
        replace(of_decision(item, url), code=standing.version_code(item.number))
        for item in standing.resolutions
        if is_live or hasattr(item.paper_item, "entry_into_force")
    ]
    return sorted(found, key=lambda version: _order(version.number), reverse=True)


def of_release(release: Release, url: str = "") -> Version:
    address = f"{url}version/{release.number}/"
    return Version(
        release.number,
        release.released_at,
        release.content_hash,
        address,
        reason=release.reason,
        votes=release.votes,
    )


def of_decision(item: DecisionItem, url: str = "") -> Version:
    address = f"{url}version/{item.number}/"
    agenda = item.decision.agenda_item
    reason = item.paper_item.paper.reasons if agenda.is_public else ""
    return Version(item.number, agenda.meeting.start, item.final_hash, address, item, reason)


def find(page_id: int, number: str, url: str = "") -> tuple[Version, Snapshot]:
    """Return one public wording and its text as it was pinned; 404 when there is none."""
    # Whatever else stands in an address is not asked for: PostgreSQL refuses some characters.
    if not NUMBER.fullmatch(number):
        raise Http404(_("There is no such version."))
    release = Release.objects.filter(page_id=page_id, number=number).first()
    if release is not None:
        return of_release(release, url), release.snapshot
    resolved = DecisionItem.objects.resolutions().filter(paper_item__page_id=page_id)
    item = (
        resolved.select_related("decision__agenda_item__meeting__organization", "paper_item__paper")
        .defer("paper_item__snapshot")
        .filter(number=number)
        .last()
    )
    if item is None:
        raise Http404(_("There is no such version."))
    return of_decision(item, url), item.final_snapshot or {}


def wording(page: Page, text: Snapshot) -> dict[str, Any]:
    """Return the fields of a pinned wording as the page holds them."""
    return {
        name: page._meta.get_field(name).stream_block.to_python(value)
        if isinstance(value, list)
        else value
        for name, value in text["fields"].items()
    }


def changed_blocks(version: Version | None) -> set[str]:
    """Return the ids of the blocks that a resolution amended."""
    if version is None or not version.amended:
        return set()
    after, before = DecisionItem.objects.values_list(
        "final_snapshot__fields__body", "paper_item__snapshot__fields__body"
    ).get(pk=version.item.pk)
    old = {block["id"]: block for block in before}
    return {block["id"] for block in after if old.get(block["id"]) != block}


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split(".") if part.isdigit())
