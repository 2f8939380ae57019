"""A page whose text goes live only by a release of the steering group or a council decision."""

from cms.models import BasePage


class ResolvablePage(BasePage):
    """The one kind of page that bodies deliberate on; ``text_fields`` is what they resolve."""

    class Meta:
        abstract = True
