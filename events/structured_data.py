"""An event as search engines and calendars understand it (schema.org)."""

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from .models import EventPage


def event_data(event: "EventPage", url: str) -> dict:
    """Describe an event; what is not known is left out."""
    facts = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "url": url,
        "startDate": timezone.localtime(event.start).isoformat(),
        "endDate": timezone.localtime(event.end).isoformat() if event.end else "",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "description": event.search_description,
        "inLanguage": event.locale.language_code,
    }
    if event.place or event.address:
        facts["location"] = {
            "@type": "Place",
            "name": event.place or event.address.splitlines()[0],
            "address": ", ".join(event.address.split("\n")),
        }
    return {name: value for name, value in facts.items() if value}
