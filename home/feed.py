"""The newest decisions as an Atom feed, one for each language; without cookies, so it may be cached."""

import re
import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.navigation import site_map

from . import decisions, frame
from .decisions import Entry

if TYPE_CHECKING:
    from .models import DecisionIndexPage

ENTRIES = 30
MAX_AGE = 300
#: What XML cannot hold; pasted minutes bring such line breaks along.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class DecisionFeed(Feed):
    """What the bodies decided last, corrected records left out."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=MAX_AGE)
        return response

    def get_object(self, request: HttpRequest, page: "DecisionIndexPage") -> "DecisionIndexPage":
        self.language = page.locale.language_code
        return page

    def title(self, page: "DecisionIndexPage") -> str:
        return f"{page.title} – {frame.frame(page.pk).home_title}"

    def subtitle(self, page: "DecisionIndexPage") -> str:
        return page.intro

    def link(self, page: "DecisionIndexPage") -> str:
        return site_map().base_url + page.address

    def feed_url(self, page: "DecisionIndexPage") -> str:
        return f"{self.link(page)}feed/"

    feed_guid = feed_url

    def author_name(self, page: "DecisionIndexPage") -> str:
        around = frame.frame(page.pk)
        return around.publisher or around.home_title

    def items(self, page: "DecisionIndexPage") -> list[Entry]:
        newest = decisions.newest_first(
            decisions.with_everything(decisions.Decision.objects.in_force())
        )
        return decisions.entries(newest[:ENTRIES], page.locale.language_code, page.address)

    def item_title(self, entry: Entry) -> str:
        return _for_xml(f"{entry.title} – {entry.outcome}")

    def item_description(self, entry: Entry) -> str:
        """Say in words what was decided; votes only where they are public."""
        day = date_format(timezone.localtime(entry.meeting.start), "DATE_FORMAT")
        said = [f"{entry.body}, {day}: {entry.outcome}."]
        if entry.counted:
            said.append(
                _("Votes: %(yes)s in favour, %(no)s against, %(abstain)s abstentions.")
                % {
                    "yes": entry.decision.yes,
                    "no": entry.decision.no,
                    "abstain": entry.decision.abstain,
                }
            )
        if entry.suspended:
            kind = entry.suspended.get_kind_display()
            said.append(_("Suspended: %(kind)s.") % {"kind": kind})
        if entry.is_public and entry.decision.text:
            said.append(entry.decision.text)
        return _for_xml(" ".join(said))

    def item_link(self, entry: Entry) -> str:
        return site_map().base_url + entry.url

    def item_guid(self, entry: Entry) -> str:
        """Return an id that stays when the address of the site changes."""
        return f"urn:uuid:{uuid.uuid5(entry.decision.token, entry.language)}"

    def item_pubdate(self, entry: Entry) -> datetime:
        return entry.meeting.start

    def item_updateddate(self, entry: Entry) -> datetime:
        return entry.decision.recorded_at


def _for_xml(text: str) -> str:
    """Return a text with blanks for the characters that would make the feed unreadable."""
    return NOT_IN_XML.sub(" ", text)
