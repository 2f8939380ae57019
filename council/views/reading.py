"""The text of a ballot as rows: each paragraph with its marks, its comments and a form for one more."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Page

from cms.comparing import Change, Comparison
from cms.components.comparison import Columns, compared, compared_field
from cms.models import User

from ..ballots.showing import paragraphs
from ..forms.ballot import CommentForm
from ..models import ReviewComment

WHOLE = "whole"


def rows_of_text(page: Page) -> list[dict[str, Any]]:
    """Return the paragraphs of a text as its readers will see them."""
    return [
        {
            "id": part["id"],
            "number": part["number"],
            "called": part["number"],
            "content": part["block"].render() if "block" in part else _words(part["text"]),
            "takes_comments": bool(part["id"]),
        }
        for part in paragraphs(page)
    ]


def rows_of_comparison(found: Comparison, sides: Columns | None) -> list[dict[str, Any]]:
    """Return the paragraphs of two wordings, in one text or side by side.

    What was removed takes no comments.
    """
    language = settings.LANGUAGE_CODE
    rows: list[dict[str, Any]] = []
    for field in found.fields:
        if field.difference is not None:
            content = compared_field(field, language=language, sides=sides)
            rows.append({"id": "", "content": content, "takes_comments": False})
        rows += [
            {
                "id": block.block_id,
                "number": 0,  # the label of the comparison says it
                "called": block.new_number,
                "content": compared(block, language=language, sides=sides),
                "takes_comments": block.change != Change.REMOVED,
            }
            for block in field.blocks
        ]
    return rows


def with_comments(
    rows: list[dict[str, Any]],
    comments: Iterable[ReviewComment],
    *,
    person: User,
    tried: CommentForm | None = None,
) -> list[dict[str, Any]]:
    """Give each row the comments on its paragraph, and the form; a refused form keeps its words."""
    by_block: dict[str, list[dict[str, Any]]] = {}
    for comment in comments:
        own = comment.person_id == person.pk and not comment.answered_at
        by_block.setdefault(comment.block_id, []).append({"comment": comment, "is_own": own})
    place = (tried["block_id"].value() or "") if tried is not None else None
    for row in [*rows, {"id": "", "takes_comments": True, "key": WHOLE}]:
        if not row["takes_comments"]:
            row["comments"] = []
            continue
        row["comments"] = by_block.get(row["id"], [])
        row["refused"] = tried is not None and place == row["id"]
        row["form"] = tried if row["refused"] else _form(row["id"])
        if row.get("key") == WHOLE:
            rows.append(row)
    return rows


def _form(block_id: str) -> CommentForm:
    return CommentForm(initial={"block_id": block_id}, auto_id=f"id_{block_id or WHOLE}_%s")


def _words(text: str) -> SafeString:
    return format_html("<p>{}</p>", text)
