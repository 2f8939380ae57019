"""Wagtail's content checker, asked to look at more than it does by itself."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem


class TownContentChecker(ContentCheckerItem):
    """Checks the text as the public sees it: links, headings, pictures, tables, languages."""

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "link-in-text-block",
        "list",
        "td-headers-attr",
        "valid-lang",
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("Image without a description"),
            "help_text": _("Describe what the image shows, or mark it as decoration only."),
        },
        "link-name": {
            "error_name": _("Link text is empty"),
            "help_text": _("Say where the link leads."),
        },
        "link-in-text-block": {
            "error_name": _("Link cannot be told from the text"),
            "help_text": _("A link must not be marked by colour alone."),
        },
        "list": {
            "error_name": _("List is broken"),
            "help_text": _("Use the list block."),
        },
        "td-headers-attr": {
            "error_name": _("Table cell without its header"),
            "help_text": _("Use the table block with its header row."),
        },
        "valid-lang": {
            "error_name": _("Unknown language"),
            "help_text": _("Tell the administrators."),
        },
    }
