"""One public wording as a file that proves itself: the text, its checksum, and who decided it when.

``docs/verify_version.py`` computes the checksum from it without this site. The bytes depend on what
is recorded only, not on language, day or database.
"""

import json
from datetime import datetime
from typing import Any

from django.utils import timezone

from cms.snapshots import Snapshot
from council.models import DecisionItem, FactionVote

from .versions import Version

SCHEMA = "wirkt-version-1"


def version_file(version: Version, text: Snapshot) -> bytes:
    """Return a wording as JSON in UTF-8, keys sorted."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "number": version.number,
        "kind": "resolved" if version.resolved else "released",
        "date": _day(version.on),
        "checksum": version.checksum,
        "snapshot": text,
    }
    if version.item is None:
        data["votes"] = dict(version.votes)  # numbers: their words depend on the language
    else:
        data |= {"reason": version.reason, **_decided(version.item)}
    if version.code:  # suspended, set aside, not yet in force: never as if it were in force
        data["standing"] = str(version.code)
    return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _decided(item: DecisionItem) -> dict[str, Any]:
    """Return meeting, decision and paper; of a non-public item body, day and outcome only."""
    decision, agenda = item.decision, item.decision.agenda_item
    meeting = {
        "body": agenda.meeting.organization.name,
        "date": _day(agenda.meeting.start),
        "public": agenda.is_public,
    }
    if not agenda.is_public:
        return {"meeting": meeting, "decision": {"outcome": decision.outcome}}
    factions = FactionVote.objects.filter(decision=decision).select_related("faction")
    return {
        "meeting": meeting | {"number": agenda.meeting.number, "agenda_item": agenda.number},
        "paper": {
            "reference": item.paper_item.paper.reference,
            "title": item.paper_item.paper.title,
        },
        "decision": {
            "kind": decision.kind,
            "outcome": decision.outcome,
            "text": decision.text,
            "present": decision.present,
            "votes": _votes(decision),
            "factions": [{"name": vote.faction.name, **_votes(vote)} for vote in factions],
            "effective_on": decision.effective_on.isoformat() if decision.effective_on else None,
        },
    }


def _votes(counted: Any) -> dict[str, int]:
    return {"yes": counted.yes, "no": counted.no, "abstain": counted.abstain}


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).date().isoformat()
