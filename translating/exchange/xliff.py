"""XLIFF 1.2 (OASIS, 2008): one ``file`` a page, one ``trans-unit`` a sentence."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, register_namespace, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.conf import settings
from django.utils.translation import gettext as _

from . import inline
from .parcel import Malformed, Parcel, State, Text, Unit, place_of

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Where the parser notes the line of an element.
LINE = "{wirkt}line"
#: Deeper than this no file of a tool goes; one that does was made to do harm.
DEEPEST = 40
MACHINE = "mt-suggestion"
STATES = {State.DONE: "translated", State.MACHINE: "needs-review-translation"}
STATES[State.UNFINISHED] = "needs-adaptation"
#: States of the standard in which words are no translation yet.
OPEN_STATES = {"new", "needs-translation", "needs-adaptation", "needs-l10n"}
BY_MACHINE = {MACHINE, "fuzzy-match", "leveraged-mt"}

register_namespace("xliff", NAMESPACE)


def write(parcel: Parcel) -> bytes:
    """Return a parcel as XLIFF."""
    root = Element(_q("xliff"), version="1.2")
    root.text = "\n"
    for text in parcel.texts:
        root.append(_file(parcel, text))
    body = tostring(root, encoding="unicode")
    # Tools look for the plain names; the standard knows no prefix.
    body = body.replace("<xliff:", "<").replace("</xliff:", "</").replace("xmlns:xliff=", "xmlns=")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def _file(parcel: Parcel, text: Text) -> Element:
    file = Element(_q("file"), original="#".join((text.key, text.german_hash, parcel.written_at)))
    file.set("datatype", "html")
    file.set("source-language", settings.LANGUAGE_CODE)
    file.set("target-language", parcel.language)
    if parcel.written_at:
        file.set("date", parcel.written_at)
    header = _sub(file, "header")
    _sub(header, "note", **{"from": "title"}).text = _clean(text.title)
    body = _sub(file, "body")
    for unit in text.units:
        body.append(_unit(parcel, unit))
    for element in (file, header, body):
        element.text, element.tail = "\n", "\n"
    return file


def _unit(parcel: Parcel, unit: Unit) -> Element:
    element = Element(_q("trans-unit"), id=unit.place)
    element.set(SPACE, "preserve")
    if unit.seal:
        element.set("extradata", unit.seal)
    if unit.state is State.DONE:
        element.set(
            "approved", "yes"
        )  # tools of the Translate Toolkit count nothing else as translated
    element.tail = "\n"
    source = _sub(element, "source")
    source.set(LANG, settings.LANGUAGE_CODE)
    inline.write(source, unit.german)
    if unit.words:
        target = _sub(element, "target", state=STATES.get(unit.state, "needs-translation"))
        target.set(LANG, parcel.language)
        if unit.state is State.MACHINE:
            target.set("state-qualifier", MACHINE)
        inline.write(target, unit.words)
    for hint in unit.hints:
        _sub(element, "note").text = _clean(hint)
    if unit.before:
        before = _sub(element, "alt-trans", alttranstype="previous-version")
        inline.write(_sub(before, "source"), unit.before)
        inline.write(_sub(before, "target"), unit.words)
    return element


def read(data: str) -> Parcel:
    """Return what an XLIFF file holds. Raises Malformed, with the line."""
    root = _parse(data)
    if root.tag.rpartition("}")[2] != "xliff":
        raise Malformed(_("This is no XLIFF file."), _line(root))
    if root.get("version") not in ("1.2", "1.1", "1.0"):
        raise Malformed(_("Only XLIFF 1.2 can be read."), _line(root))
    files = list(_all(root, "file"))
    if not files:
        raise Malformed(_("The file holds no text."), _line(root))
    languages = {file.get("target-language", "") for file in files}
    if len(languages) > 1:
        raise Malformed(_("The file holds more than one language."), _line(files[-1]))
    return Parcel(
        language=languages.pop(),
        texts=tuple(_text(file) for file in files),
        # Tools put a date of their own there; the name of the file they keep.
        written_at=_original(files[0])[2] or files[0].get("date", ""),
    )


def _original(file: Element) -> tuple[str, str, str]:
    """Return key and checksum of a text, and the moment when the file was written."""
    key, _mark, rest = file.get("original", "").partition("#")
    german_hash, _mark, written = rest.partition("#")
    return key, german_hash, written


def _text(file: Element) -> Text:
    key, german_hash, _written = _original(file)
    title = next((note.text or "" for note in file.iter() if _name(note) == "note"), "")
    body = next((child for child in file if _name(child) == "body"), None)
    if body is None:
        raise Malformed(_("The element <%(name)s> is missing.") % {"name": "body"}, _line(file))
    return Text(
        key=key,
        german_hash=german_hash,
        units=tuple(_read_unit(unit) for unit in _all(body, "trans-unit")),
        title=title.strip(),
        line=_line(file),
    )


def _read_unit(unit: Element) -> Unit:
    line = _line(unit)
    path, position = place_of(unit.get("id", ""), line)
    parts: dict[str, Element] = {}
    for child in unit:
        parts.setdefault(_name(child), child)
    if "source" not in parts:
        raise Malformed(_("The element <%(name)s> is missing.") % {"name": "source"}, line)
    target = parts.get("target")
    words = "" if target is None else inline.read(target, line)
    before = next((e for e in parts.get("alt-trans", ()) if _name(e) == "source"), None)
    return Unit(
        path=path,
        position=position,
        german=inline.read(parts["source"], line),
        words=words,
        state=State.EMPTY if target is None or not words.strip() else _state(target),
        before="" if before is None else inline.read(before, line),
        seal=unit.get("extradata", ""),
        line=line,
    )


def _state(target: Element) -> State:
    if target.get("state-qualifier") in BY_MACHINE and target.get("state") not in (
        "final",
        "signed-off",
    ):
        return State.MACHINE
    return State.UNFINISHED if target.get("state") in OPEN_STATES else State.DONE


class _Parser(DefusedXMLParser):
    """Refuses document types, entities and deep nesting, and notes the line of each element."""

    depth = 0

    def _start(self, tag: str, attr_list: list[str]) -> Any:
        self.depth += 1
        line = self.parser.CurrentLineNumber
        if self.depth > DEEPEST:
            raise Malformed(_("The elements are nested too deeply."), line)
        element = super()._start(tag, attr_list)
        element.set(LINE, str(line))
        return element

    def _end(self, tag: str) -> Any:
        self.depth -= 1
        return super()._end(tag)


def _parse(data: str) -> Element:
    parser = _Parser(forbid_dtd=True)
    try:
        parser.feed(data)
        return parser.close()
    except ParseError as error:
        raise Malformed(_("This is no well-formed XML."), error.position[0]) from error
    except DefusedXmlException as error:
        message = _("Document types and entities are refused; a translation needs none.")
        raise Malformed(message, parser.parser.CurrentLineNumber) from error


def _all(parent: Element, name: str) -> Iterator[Element]:
    return (element for element in parent.iter() if _name(element) == name)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _line(element: Element) -> int:
    return int(element.get(LINE, "0"))


def _sub(parent: Element, name: str, **attributes: str) -> Element:
    return SubElement(parent, _q(name), attributes)


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _clean(text: str) -> str:
    """Return a line for people without signs that XML cannot hold."""
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign == " ").split())
