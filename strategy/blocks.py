"""The building blocks of a section's text."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks import BodyBlock


class Relation(models.TextChoices):
    """What a section does with an older document of the town."""

    TAKES_OVER = "takes_over", _("takes over")
    UPDATES = "updates", _("updates")
    REPLACES = "replaces", _("replaces")


class SourceBlock(blocks.StructBlock):
    """An older document that the section builds on, and what it takes from there."""

    building_block = SnippetChooserBlock("strategy.BuildingBlock", label=_("building block"))
    relation = blocks.ChoiceBlock(
        choices=Relation.choices, default=Relation.TAKES_OVER, label=_("relation")
    )
    note = blocks.TextBlock(label=_("note"), required=False, rows=2)

    class Meta:
        icon = "history"
        label = _("Building block")
        template = "strategy/blocks/source.html"


class SectionBody(BodyBlock):
    """The body of a section: like any body, and the documents it rests on."""

    building_block = SourceBlock()
