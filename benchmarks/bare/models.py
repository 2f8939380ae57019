"""The page that ours are measured against."""

from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class BarePage(Page):
    """A title and a body, served by Wagtail's own view with the smallest template."""

    body = StreamField([("paragraph", RichTextBlock())], blank=True)

    template = "bare/bare_page.html"
