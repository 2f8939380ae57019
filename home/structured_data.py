"""A resolution as search engines understand it (schema.org)."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.navigation import site_map
from council.decisions.votes import CARRIED
from council.models import Decision

from .decisions import Entry


def decision_data(entry: Entry) -> list[dict[str, Any]]:
    """Describe what the council adopted; nothing for hearings, recommendations and non-public items."""
    decision = entry.decision
    adopted = decision.kind == Decision.Kind.RESOLUTION and decision.outcome in CARRIED
    if not (entry.is_public and adopted):
        return []
    day = timezone.localtime(entry.meeting.start).date()
    in_force = not entry.suspended and (decision.effective_on or day) <= timezone.localdate()
    facts = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": entry.title,
        "url": site_map().base_url + entry.url,
        "inLanguage": settings.LANGUAGE_CODE,
        "legislationIdentifier": decision.agenda_item.paper.reference
        if decision.agenda_item.paper
        else "",
        "legislationDate": day.isoformat(),
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": entry.body},
        "legislationLegalForce": "https://schema.org/InForce"
        if in_force
        else "https://schema.org/NotInForce",
    }
    return [{name: value for name, value in facts.items() if value}]
