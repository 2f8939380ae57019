"""The building blocks of a text. One block is one paragraph: the anchor of comments, amendments and sources."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

#: What running text may hold.
INLINE = ["bold", "italic", "link", "document-link"]


class ParagraphBlock(blocks.RichTextBlock):
    """One paragraph of running text."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": INLINE, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "cms/blocks/paragraph.html"
        preview_value = "<p>Vielfalt beginnt nebenan.</p>"


class GuidelineBlock(blocks.StructBlock):
    """A guideline statement: the one sentence that a section commits the town to."""

    text = blocks.TextBlock(label=_("statement"), rows=2)

    class Meta:
        icon = "pick"
        label = _("Guideline statement")
        template = "cms/blocks/guideline.html"


class QuoteBlock(blocks.StructBlock):
    """A voice from the town, with its speaker."""

    text = blocks.TextBlock(label=_("quote"), rows=3)
    speaker = blocks.CharBlock(label=_("speaker"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cms/blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    """An image with its words: a description, or the statement that it is decoration (WCAG 1.1.1)."""

    image = ImageChooserBlock(label=_("image"))
    alt_text = blocks.CharBlock(label=_("description"), required=False)
    decorative = blocks.BooleanBlock(label=_("decoration only"), required=False, default=False)
    caption = blocks.CharBlock(label=_("caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Figure")
        template = "cms/blocks/figure.html"

    def clean(self, value):
        value = super().clean(value)
        if not value["alt_text"].strip() and not value["decorative"]:
            message = _("Describe what the image shows, or mark it as decoration only.")
            raise blocks.StructBlockValidationError({"alt_text": ValidationError(message)})
        return value


class TableRowBlock(blocks.StructBlock):
    """One row of a table."""

    cells = blocks.ListBlock(blocks.CharBlock(label=_("cell"), required=False), label=_("cells"))

    class Meta:
        icon = "table"
        label = _("Row")


class TableBlock(blocks.StructBlock):
    """A simple table with a caption and one header row, made of parts that translate one by one."""

    caption = blocks.CharBlock(label=_("caption"))
    header = blocks.ListBlock(blocks.CharBlock(label=_("column")), label=_("columns"), min_num=1)
    rows = blocks.ListBlock(TableRowBlock(), label=_("rows"), min_num=1)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "cms/blocks/table.html"

    def clean(self, value):
        value = super().clean(value)
        width = len(value["header"])
        if any(len(row["cells"]) != width for row in value["rows"]):
            message = _("Every row needs as many cells as there are columns (%(count)d).") % {
                "count": width
            }
            raise blocks.StructBlockValidationError({"rows": ValidationError(message)})
        return value


class DocumentBlock(blocks.StructBlock):
    """A file to download, with a word on what it is."""

    document = DocumentChooserBlock(label=_("document"))
    note = blocks.CharBlock(label=_("note"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "cms/blocks/document.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title", template="cms/blocks/heading.html")
    paragraph = ParagraphBlock()
    guideline = GuidelineBlock()
    list = blocks.ListBlock(
        blocks.RichTextBlock(features=INLINE, label=_("item")),
        label=_("List"), icon="list-ul", template="cms/blocks/list.html",
    )  # fmt: skip
    quote = QuoteBlock()
    figure = FigureBlock()
    table = TableBlock()
    document = DocumentBlock()

    class Meta:
        #: Blocks without a paragraph number of their own.
        unnumbered = {"heading"}
