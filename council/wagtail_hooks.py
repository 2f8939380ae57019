"""What Wagtail asks this app for."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_council_log_actions(actions):
    """Keep votes, papers and decisions in the same log as everything else."""
    actions.register_action("council.vote", _("Vote"), _("A member of the steering group voted"))
    actions.register_action("council.paper", _("Put in a paper"), _("Put before the bodies"))
    actions.register_action("council.decision", _("Decision"), _("A decision was recorded"))
    actions.register_action("council.withdraw", _("Withdrawn"), _("The paper was withdrawn"))
    actions.register_action("council.amend", _("Amended"), _("The amended wording was entered"))
