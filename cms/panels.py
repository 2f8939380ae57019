"""Panels of the editor that are shown only where they make sense."""

from wagtail.admin.panels import FieldPanel

from .correcting import may_be_marked


class SpellingPanel(FieldPanel):
    """Whether only spelling was corrected: asked where a German page is public."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and may_be_marked(self.instance)
