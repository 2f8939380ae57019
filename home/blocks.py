"""Blocks of the front page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class GoalBlock(blocks.StructBlock):
    """One of the goals the whole process works towards."""

    key = blocks.ChoiceBlock(label=_("letter"), choices=[(key, key) for key in "abcdef"])
    title = blocks.CharBlock(label=_("title"))
    subtitle = blocks.CharBlock(label=_("subtitle"), required=False)
    text = blocks.TextBlock(label=_("text"), rows=4)

    class Meta:
        icon = "pick"
        label = _("Goal")


class GoalsBlock(blocks.StreamBlock):
    """The goals, in their order."""

    goal = GoalBlock()
