"""Bodies, meetings, papers, decisions, releases, the workflow tasks, and the pages that bodies resolve."""

from .amendment import Amendment, AmendmentVote
from .attendance import Attendance, Recusal
from .ballot import ReviewVote, SteeringTask, SteeringTaskState
from .decision import Decision, DecisionItem, FactionVote
from .deliberation import DeliberationTask, DeliberationTaskState, ResolutionTask
from .effect import EntryIntoForce, Objection, ObjectionEnd
from .holding import HoldingPage
from .meeting import AgendaItem, Meeting
from .notice import Notice, NotificationSettings
from .organization import Faction, Membership, Organization
from .paper import Consultation, Paper, PaperAttachment, PaperItem
from .release import Release
from .resolvable import ResolvablePage
from .review_comment import ReviewComment
from .settings import CouncilSettings

__all__ = [
    "AgendaItem",
    "Amendment",
    "AmendmentVote",
    "Attendance",
    "Consultation",
    "CouncilSettings",
    "Decision",
    "DecisionItem",
    "DeliberationTask",
    "DeliberationTaskState",
    "EntryIntoForce",
    "Faction",
    "FactionVote",
    "HoldingPage",
    "Meeting",
    "Membership",
    "Notice",
    "NotificationSettings",
    "Objection",
    "ObjectionEnd",
    "Organization",
    "Paper",
    "PaperAttachment",
    "PaperItem",
    "Recusal",
    "Release",
    "ResolutionTask",
    "ResolvablePage",
    "ReviewComment",
    "ReviewVote",
    "SteeringTask",
    "SteeringTaskState",
]
