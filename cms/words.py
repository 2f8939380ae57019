"""The words of a block without their markup: what a comparison or a quotation shows."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from wagtail import blocks

#: Parts of blocks that are choices or marks, not words.
CHOICES = frozenset({"relation"})
#: Where a browser would begin a new line.
LINES = {"p", "li", "ul", "ol", "br", "hr", "blockquote", "h2", "h3", "h4", "h5", "h6"}


class _Text(HTMLParser):
    """Collect the text of rich text, line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in LINES:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def of_rich_text(html: str) -> str:
    """Return the text of rich text: plain, one line a paragraph, to be escaped where it is shown."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def of_block(block: blocks.Block | None, value: Any) -> str:
    """Return the words of a block's raw value, one line a part; a row of a table is one line.

    Without a definition (a kind of block that is no longer known) all words are taken as they are.
    """
    return "\n".join(line for line in _lines(block, value) if line.strip())


def _lines(block: blocks.Block | None, value: Any) -> Iterator[str]:
    if value is None or value == "":
        return
    if isinstance(block, blocks.StructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield from _lines(child, value.get(name))
    elif isinstance(block, blocks.ListBlock) and isinstance(value, list):
        children = [of_block(block.child_block, item(entry)) for entry in value]
        is_row = type(block.child_block) is blocks.CharBlock
        yield from [" | ".join(children)] if is_row else children
    elif isinstance(block, blocks.RichTextBlock):
        yield of_rich_text(str(value))
    elif isinstance(block, blocks.ChooserBlock):
        yield str(block.to_python(value) or value)
    elif isinstance(block, blocks.ChoiceBlock):
        choices = dict(block.field.choices)
        yield str(choices.get(value, value))
    elif isinstance(value, bool):
        yield str(block.label) if value and block is not None else ""
    elif isinstance(value, dict):
        for part in value.values():
            yield from _lines(None, part)
    elif isinstance(value, list):
        for part in value:
            yield from _lines(None, item(part))
    else:
        yield str(value)


def item(entry: Any) -> Any:
    """Return the value of a list's item; lists of old data hold bare values."""
    is_item = isinstance(entry, dict) and entry.keys() >= {"type", "value"}
    return entry["value"] if is_item else entry


def plain(text: str) -> str:
    """Return a text without markup; what is no rich text is returned as it is."""
    return of_rich_text(text) if "<" in text or "&" in text else text


def count(text: str) -> int:
    """Return how many words a text has, plain or rich; what holds no letter and no digit is none."""
    return sum(any(letter.isalnum() for letter in word) for word in plain(text).split())


def of_fields(value: Any) -> Iterator[str]:
    """Yield every text in stored fields or blocks, at every depth, without ids and choices."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from of_fields(part)
    elif isinstance(value, dict):
        skipped = {"id", "type"} if "value" in value else CHOICES
        for key, part in value.items():
            if key not in skipped:
                yield from of_fields(part)
