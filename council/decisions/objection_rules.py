"""Who may object to a resolution, until when, and which step it is (HGO § 63); a town's settings say how long."""

from datetime import date, timedelta

from django.utils import timezone

from ..models import CouncilSettings, Decision, Objection, ObjectionEnd

Kind = Objection.Kind


def kind_for(decision: Decision) -> Kind:
    """Return what a decision meets: the council's second vote is challenged, not objected to."""
    first = decision
    while first.corrects is not None:
        first = first.corrects
    return Kind.CHALLENGE if hasattr(first, "ends_objection") else Kind.OBJECTION


def last_day(decision: Decision, raised_by: str = Objection.Raiser.MAYOR) -> date:
    """Return the last day on which a resolution can be objected to, or challenged."""
    routes, met = CouncilSettings.load(), timezone.localtime(decision.agenda_item.meeting.start)
    days = routes.days_to_object
    if kind_for(decision) == Kind.CHALLENGE:
        days = routes.days_to_challenge
    if raised_by == Objection.Raiser.MAGISTRATE:
        days *= 2  # its time begins when the mayor's has ended (HGO § 63 (4))
    return met.date() + timedelta(days=days)


def raisers() -> list[tuple[str, str]]:
    """Return who may object in this town."""
    allowed = CouncilSettings.load().magistrate_may_object
    hidden = () if allowed else (Objection.Raiser.MAGISTRATE,)
    return [choice for choice in Objection.Raiser.choices if choice[0] not in hidden]


def is_confirmed(decision: Decision) -> bool:
    """Tell whether the council has voted for this resolution a second time."""
    papers = decision.items.values("paper_item")
    confirmed = Objection.objects.filter(
        decision__items__paper_item__in=papers, end__how=ObjectionEnd.How.CONFIRMED
    )
    return confirmed.exists()
