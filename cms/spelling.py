"""Corrections of spelling: what may be one, and what becomes of the translations (ADR on minor corrections).

The rule: the same paragraphs in the same order, the same links, numbers and negations, and only few
words of a paragraph changed, each into a similar one. Everything else is a change of the text.
"""

import re
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import words
from .snapshots import Snapshot

#: At most one word in so many may be corrected in a paragraph; one always may.
SHARE = 5
#: How similar a corrected word is to the wrong one at least, as difflib counts (1 is equal).
SIMILAR = 0.7
NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
LETTERS = re.compile(r"[^\w]|_")
#: One letter more or less turns these into their contrary.
NEGATIONS = re.compile(r"\b(?:nicht|nichts|kein\w*|nie|niemals|niemand\w*|ohne|weder)\b", re.I)


class _Markup(HTMLParser):
    """Collect tags with their attributes: paragraphs, links and emphasis of a rich text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        # Keys of the editor's own book-keeping say nothing to readers.
        kept = sorted((name, value) for name, value in attrs if name != "data-block-key")
        self.tags.append((tag, *kept))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}",))


def check_minor(before: Snapshot, after: Snapshot) -> None:
    """Raise a ValidationError that says what in a new wording is more than a correction of spelling.

    In: the snapshot of what is public and of the new wording.
    """
    for name, old in before["fields"].items():
        _check(old, after["fields"].get(name))


def _check(old: Any, new: Any) -> None:
    if isinstance(old, str) and isinstance(new, str):
        _check_text(old, new)
    elif isinstance(old, list) and isinstance(new, list):
        if [_anchor(item) for item in old] != [_anchor(item) for item in new]:
            raise ValidationError(
                _(
                    "Paragraphs were added, removed or moved: that is more than spelling, "
                    "translators have to see it."
                )
            )
        for was, now in zip(old, new, strict=True):
            _check(was, now)
    elif isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key in old:
            _check(old[key], new[key])
    elif old != new:
        raise ValidationError(
            _("An image, a link or a choice was changed: that is more than spelling.")
        )


def _anchor(item: Any) -> Any:
    """Return what tells one item of a list from another, whatever its words are."""
    if isinstance(item, dict) and "type" in item:
        return item["type"], item.get("id")
    return None


def _check_text(old: str, new: str) -> None:
    if old == new:
        return
    if _tags(old) != _tags(new) or _is_address(old) or _is_address(new):
        raise ValidationError(
            _(
                "Lines, links or formatting were changed: that is more than spelling, "
                "translators have to see it."
            )
        )
    was, now = words.plain(old), words.plain(new)
    if NUMBER.findall(was) != NUMBER.findall(now):
        raise ValidationError(_("A number was changed: that is more than spelling."))
    if _negations(was) != _negations(now):
        raise ValidationError(_("A negation was changed: that is more than spelling."))
    _check_words(was.split(), now.split())


def _check_words(was: list[str], now: list[str]) -> None:
    """Compare without punctuation, hyphens and capitals: those may be corrected anywhere."""
    old, new = _letters(was), _letters(now)
    changed = 0
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            _check_run(old[i:j], new[k:m])
            changed += max(j - i, m - k)
    if changed > max(1, len(old) // SHARE) and "".join(old) != "".join(new):
        raise ValidationError(
            _("Too much of a paragraph was changed (%(count)d words): that is more than spelling.")
            % {"count": changed}
        )


def _check_run(old: list[str], new: list[str]) -> None:
    """Raise a ValidationError when some words are not the same words, spelled otherwise."""
    was, now = "".join(old), "".join(new)
    if len(old) != len(new):
        # Words may be written together or apart; a word more or less is another sentence.
        if abs(len(was) - len(now)) > 1 or not _similar(was, now):
            raise ValidationError(
                _("Words were added or removed (“%(words)s”): that is more than spelling.")
                % {"words": " ".join(new if len(new) > len(old) else old)}
            )
        return
    for one, other in zip(old, new, strict=True):
        if not _similar(one, other):
            raise ValidationError(
                _("“%(new)s” in place of “%(old)s” is another word: that is more than spelling.")
                % {"old": one, "new": other}
            )


def _similar(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new).ratio() >= SIMILAR


def _tags(text: str) -> list[tuple]:
    parser = _Markup()
    parser.feed(text)
    parser.close()
    return parser.tags


def _is_address(text: str) -> bool:
    return bool(re.fullmatch(r"(?:https?://|mailto:|/)\S*", text))


def _negations(text: str) -> list[str]:
    return [word.lower() for word in NEGATIONS.findall(text)]


def _letters(some: list[str]) -> list[str]:
    """Return words without punctuation and capitals; what is punctuation alone is left out."""
    return [word for one in some if (word := LETTERS.sub("", one).casefold())]
