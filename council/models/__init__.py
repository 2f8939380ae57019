"""Bodies, meetings, papers, decisions, releases, the workflow tasks, and the pages that bodies resolve."""

from .ballot import ReviewVote, SteeringTask, SteeringTaskState
from .decision import Decision, DecisionItem
from .deliberation import DeliberationTask, DeliberationTaskState, ResolutionTask
from .holding import HoldingPage
from .meeting import AgendaItem, Meeting
from .organization import Membership, Organization
from .paper import Paper, PaperItem
from .release import Release
from .resolvable import ResolvablePage
from .settings import CouncilSettings

__all__ = [
    "AgendaItem",
    "CouncilSettings",
    "Decision",
    "DecisionItem",
    "DeliberationTask",
    "DeliberationTaskState",
    "HoldingPage",
    "Meeting",
    "Membership",
    "Organization",
    "Paper",
    "PaperItem",
    "Release",
    "ResolutionTask",
    "ResolvablePage",
    "ReviewVote",
    "SteeringTask",
    "SteeringTaskState",
]
