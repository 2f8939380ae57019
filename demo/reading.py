"""Read the demo's text files: TOML front matter and a tiny Markdown (``demo/content/README.md``)."""

import re
import tomllib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.html import escape

CONTENT = Path(__file__).parent / "content"
#: Block ids are made from a text's place, so that every language and every loading has the same ones.
NAMESPACE = uuid.UUID("6f3e3a52-1c0b-5a57-9a3e-3f0c7e1d2a11")
RESULTS = "--- results ---"

BOLD = re.compile(r"(?<!\w)\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\w)")
ITALIC = re.compile(r"(?<![\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])")
YEAR = re.compile(r"\{(20\d\d)\}")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")

Raw = dict[str, Any]
#: From the target of a ``page:`` link to the number of the page.
Links = Callable[[str], int]


@dataclass
class Text:
    """One file: its front matter, the blocks of its body and, for an event, of its results."""

    place: str
    language: str
    front: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    results: str = ""

    def stream(self, links: Links, part: str = "body") -> list[Raw]:
        """Return the StreamField data of the body or of the results."""
        return list(blocks(getattr(self, part), f"{self.place}#{part}", links))


def read(language: str, name: str, years: int = 0) -> Text | None:
    """Return one page file of a language (``strategy/index`` …), or None where there is none.

    Years in braces, ``{2022}``, are moved by ``years``.

    Raises ValueError, naming the file, when it has no front matter, and tomllib's error when
    that is malformed.
    """
    path = CONTENT / language / f"{name}.md"
    if not path.exists():
        return None
    text = _moved(path.read_text(encoding="utf-8"), years)
    try:
        _before, front, body = re.split(r"^\+\+\+$", text, maxsplit=2, flags=re.MULTILINE)
    except ValueError as error:
        raise ValueError(f"{language}/{name}.md: no front matter between +++ lines") from error
    body, _line, results = body.partition(RESULTS)
    return Text(name, language, tomllib.loads(front), body.strip(), results.strip())


def table(language: str, name: str, years: int = 0) -> dict[str, Any]:
    """Return a TOML file of a language, years in braces moved; empty where there is none."""
    path = CONTENT / language / f"{name}.toml"
    if not path.exists():
        return {}
    return tomllib.loads(_moved(path.read_text(encoding="utf-8"), years))


def _moved(text: str, years: int) -> str:
    return YEAR.sub(lambda match: str(int(match[1]) + years), text)


def names(folder: str) -> list[str]:
    """Return the names of the German page files of a folder, its index left out, in order of their names."""
    files = sorted((CONTENT / "de" / folder).glob("*.md"))
    return [f"{folder}/{path.stem}" for path in files if path.stem != "index"]


def folders(folder: str) -> list[str]:
    """Return the sub-folders of a German folder, in order of their names."""
    return [
        f"{folder}/{path.name}"
        for path in sorted((CONTENT / "de" / folder).iterdir())
        if path.is_dir()
    ]


def blocks(text: str, place: str, links: Links) -> Iterator[Raw]:
    """Yield the StreamField data of a body, block by block."""
    chunks = [chunk.strip("\n") for chunk in re.split(r"\n\s*\n", text) if chunk.strip()]
    for index, chunk in enumerate(chunks):
        make_id = partial(_id, f"{place}.{index}")
        kind, value = _block(chunk, make_id, links)
        yield {"type": kind, "value": value, "id": make_id("")}


def rich(text: str, links: Links) -> str:
    """Return one paragraph as Wagtail's rich text; a star inside a word is a gender star and stays."""

    def link(match: re.Match[str]) -> str:
        label, target = match.groups()
        if target.startswith("page:"):
            return f'<a linktype="page" id="{links(target.removeprefix("page:"))}">{label}</a>'
        return f'<a href="{target}">{label}</a>'

    html = escape(" ".join(text.split())).replace("&#x27;", "'").replace("&quot;", '"')
    return LINK.sub(link, ITALIC.sub(r"<i>\1</i>", BOLD.sub(r"<b>\1</b>", html)))


def _block(chunk: str, make_id: Callable[[str], str], links: Links) -> tuple[str, Any]:
    lines = chunk.splitlines()
    if chunk.startswith("## "):
        return "heading", chunk[3:].strip()
    if chunk.startswith("! "):
        return "guideline", {"text": " ".join(chunk[2:].split())}
    if chunk.startswith("@ "):
        key, _colon, note = chunk[2:].partition(":")
        relation, _space, note = note.strip().partition(" ")
        return "building_block", {
            "building_block": key.strip(),
            "relation": relation,
            "note": note.strip(),
        }
    if all(line.startswith("- ") for line in lines):
        return "list", _items([rich(line[2:], links) for line in lines], make_id, "")
    if all(line.startswith(">") for line in lines):
        return "quote", _quote(lines)
    if lines[0].startswith("Tabelle:") or lines[0].startswith("|"):
        return "table", _table(lines, make_id)
    return "paragraph", f"<p>{rich(chunk, links)}</p>"


def _quote(lines: list[str]) -> Raw:
    said = [line.lstrip("> ").strip() for line in lines]
    speakers = [line.lstrip("— ") for line in said if line.startswith("—")]
    return {
        "text": " ".join(line for line in said if not line.startswith("—")),
        "speaker": speakers[0] if speakers else "",
    }


def _table(lines: list[str], make_id: Callable[[str], str]) -> Raw:
    caption = ""
    if not lines[0].startswith("|"):
        caption = lines[0].partition(":")[2].strip()
        lines = lines[1:]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    body = [{"cells": _items(row, make_id, f".r{number}")} for number, row in enumerate(rows[2:])]
    return {
        "caption": caption,
        "header": _items(rows[0], make_id, ".h"),
        "rows": _items(body, make_id, ".rows"),
    }


def _items(values: list[Any], make_id: Callable[[str], str], suffix: str) -> list[Raw]:
    return [
        {"type": "item", "value": value, "id": make_id(f"{suffix}.{number}")}
        for number, value in enumerate(values)
    ]


def _id(place: str, suffix: str) -> str:
    return str(uuid.uuid5(NAMESPACE, place + suffix))
