"""The kinds of notices: which wish of a person they follow, and their words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import NotificationSettings

Pace = NotificationSettings.Pace

#: The kind of the row that stands for one person's mail of one day.
DIGEST = "digest"


@dataclass(frozen=True)
class Kind:
    """What one kind of notice says; ``%(title)s`` and the details of the notice fill the message."""

    #: The field of the notification settings that it follows.
    topic: str
    subject: str | Promise
    message: str | Promise
    button: str | Promise


KINDS = {
    "ballot": Kind(
        "waiting",
        _("Your vote is wanted"),
        _("the section “%(title)s” was submitted to the steering group. Please read it and vote:"),
        _("Read and vote"),
    ),
    "reminder": Kind(
        "reminders",
        _("Your vote is still missing"),
        _("you have not voted on the section “%(title)s” yet. Please read it and vote:"),
        _("Read and vote"),
    ),
    "overdue": Kind(
        "waiting",
        _("A ballot is overdue"),
        _(
            "the ballot on the section “%(title)s” is past its deadline and still open. "
            "Please remind the members of the steering group:"
        ),
        _("See the ballot"),
    ),
    "deliberation": Kind(
        "waiting",
        _("A text is before the bodies"),
        _(
            "the section “%(title)s” has come to the step “%(step)s”. Please see to paper, "
            "agenda and record:"
        ),
        _("See to it"),
    ),
    "changes": Kind(
        "waiting",
        _("Changes requested"),
        _("the steering group requests changes in the section “%(title)s”:"),
        _("Revise and submit"),
    ),
    "ended": Kind(
        "results",
        _("The deliberation has ended"),
        _(
            "the deliberation of the section “%(title)s” has ended without a resolution: it was "
            "referred back, rejected or withdrawn. It can be revised and submitted again:"
        ),
        _("Open the section"),
    ),
    "resolved": Kind(
        "results",
        _("The text is resolved"),
        _("the city council has resolved the section “%(title)s”. It takes effect on %(day)s:"),
        _("Open the section"),
    ),
    "public": Kind(
        "results",
        _("The text is public"),
        _(
            "the section “%(title)s” has reached its goal: it was released or resolved and is "
            "public now."
        ),
        _("Open the section"),
    ),
    "meeting": Kind(
        "meetings",
        _("Invitation to a meeting"),
        _("%(title)s meets on %(start)s. Agenda and papers are ready:"),
        _("Read agenda and papers"),
    ),
    "amendment": Kind(
        "waiting",
        _("An amendment was received"),
        _("amendment %(number)s to the section “%(title)s” was submitted, paper %(paper)s:"),
        _("Read the amendment"),
    ),
    "amendment_decided": Kind(
        "results",
        _("Your amendment was voted on"),
        _("%(body)s voted on your amendment %(number)s to the section “%(title)s”: %(outcome)s."),
        _("Read the amendment"),
    ),
    "objection": Kind(
        "waiting",
        _("An objection or a challenge was raised"),
        _(
            "an objection or a challenge was raised to the resolution on “%(title)s” (HGO § 63). "
            "It is suspended until that has ended:"
        ),
        _("See the resolution"),
    ),
}
