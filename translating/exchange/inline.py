"""Markup inside a sentence, written as XLIFF writes it, and read back letter by letter.

Tags become ``bpt``, ``ept`` and ``ph``, so that tools for translators protect them; ``&amp;`` and its
like become plain signs. Whatever else is no plain text (a lone ``&``, a sign that XML cannot hold)
travels in a ``ph``, so that nothing is lost.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from .parcel import Malformed

#: A tag, one of the three entities that stored text has, a stray sign, or a sign not allowed in XML 1.0.
PIECE = re.compile(
    r"(?P<tag></?[a-zA-Z][^<>]*>)|(?P<entity>&(?:amp|lt|gt);)|(?P<stray>[&<>])"
    "|(?P<sign>[\x00-\x08\x0b-\x1f\ufffe\uffff])"
)
KINDS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "a": "link", "br": "lb"}
SIGN = "x-sign"


def write(parent: Element, text: str) -> None:
    """Write a sentence into an element."""
    last: Element | None = None
    number = 0
    opened: list[tuple[str, int]] = []
    for kind, piece in _pieces(text):
        if kind in ("text", "entity"):
            words = unescape(piece) if kind == "entity" else piece
            if last is None:
                parent.text = (parent.text or "") + words
            else:
                last.tail = (last.tail or "") + words
            continue
        number += 1
        name = re.sub(r"[</>\s].*", "", piece.lstrip("</")).lower()
        if kind == "tag" and piece.startswith("</") and opened and opened[-1][0] == name:
            last = SubElement(parent, _tag(parent, "ept"), id=str(opened.pop()[1]))
        elif kind == "tag" and not piece.startswith("</") and _is_closed(text, name, piece):
            last = SubElement(parent, _tag(parent, "bpt"), id=str(number))
            last.set("ctype", KINDS.get(name, f"x-html-{name}"))
            opened.append((name, number))
        else:
            last = SubElement(parent, _tag(parent, "ph"), id=str(number))
            last.set("ctype", SIGN if kind == "sign" else KINDS.get(name, "x-html"))
        last.text = f"{ord(piece):04X}" if kind == "sign" else piece


def read(element: Element, line: int) -> str:
    """Return the sentence an element holds. Raises Malformed for what is no markup of ours."""
    return "".join(_read(element, line))


def _read(element: Element, line: int) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name in ("bpt", "ept", "ph", "it"):
            if len(child):
                raise Malformed(_("Markup inside of markup cannot be read."), line)
            yield _sign(child, line) if child.get("ctype") == SIGN else child.text or ""
        elif name in ("mrk", "g"):  # a tool's own marks around words
            yield from _read(child, line)
        else:
            raise Malformed(_("The element <%(name)s> cannot be read.") % {"name": name}, line)
        yield escape(child.tail or "", quote=False)


def _sign(child: Element, line: int) -> str:
    try:
        sign = chr(int(child.text or "", 16))
        sign.encode()  # half a sign is none
        if sign == "\0":
            raise ValueError
    except (ValueError, OverflowError):
        raise Malformed(_("“%(text)s” is no sign.") % {"text": child.text}, line) from None
    return sign


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    for match in PIECE.finditer(text):
        if match.start() > place:
            yield "text", text[place : match.start()]
        yield str(match.lastgroup), match[0]
        place = match.end()
    if place < len(text):
        yield "text", text[place:]


def _is_closed(text: str, name: str, piece: str) -> bool:
    return not piece.endswith("/>") and f"</{name}>" in text.lower() and name != "br"


def _tag(parent: Element, name: str) -> str:
    """Return a name in the namespace of an element."""
    space = parent.tag.rpartition("}")
    return f"{space[0]}{space[1]}{name}"
