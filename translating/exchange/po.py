"""PO files (GNU gettext): the place of a sentence is its context, so that none is mixed up.

``msgctxt`` is ``<translation key>/<path>#<position>``; tools that drop it (po2xliff does) are not fit.
"""

import os
import re
import tempfile
from collections.abc import Iterable

import polib
from django.conf import settings
from django.utils.translation import gettext as _

from .parcel import Malformed, Parcel, State, Text, Unit, place_of

WRITTEN = "X-WIRkt-Written"
HASH = "X-WIRkt-German-"
SEAL = "wirkt-seal: "
BY_MACHINE = "wirkt-machine"


def write(parcel: Parcel) -> bytes:
    """Return a parcel as a PO file."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": "WIRkt",
        "POT-Creation-Date": parcel.written_at,
        "PO-Revision-Date": parcel.written_at,
        "Last-Translator": "WIRkt",
        "Language-Team": "WIRkt",
        "Language": parcel.language.replace("-", "_"),
        "X-Source-Language": settings.LANGUAGE_CODE,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        WRITTEN: parcel.written_at,
        **{HASH + text.key: text.german_hash for text in parcel.texts},
    }
    for text in parcel.texts:
        file.extend(_entry(text, unit) for unit in text.units)
    return str(file).encode()


def _entry(text: Text, unit: Unit) -> polib.POEntry:
    marks = [SEAL + unit.seal] if unit.seal else []
    marks += [BY_MACHINE] if unit.state is State.MACHINE else []
    comments = [line for line in map(_line_of, (text.title, *unit.hints)) if line]
    unfinished = unit.state in (State.MACHINE, State.UNFINISHED)
    return polib.POEntry(
        msgctxt=f"{text.key}/{unit.place}",
        msgid=unit.german,
        msgstr=unit.words,
        comment="\n".join([*comments, *marks]),
        occurrences=[(f"{text.key}/{unit.path}", str(unit.position + 1))],
        flags=["fuzzy"] if unfinished else [],
        previous_msgid=unit.before or None,
    )


def read(data: str) -> Parcel:
    """Return what a PO file holds. Raises Malformed, with the line."""
    file = _parse(data)
    units: dict[str, list[Unit]] = {}
    for entry in file:
        if not entry.obsolete:
            key, unit = _unit(entry)
            units.setdefault(key, []).append(unit)
    given = {
        name.removeprefix(HASH): value.strip()
        for name, value in file.metadata.items()
        if name.startswith(HASH)
    }
    if not (units or given):
        raise Malformed(_("The file holds no text."))
    return Parcel(
        language=file.metadata.get("Language", "").strip().replace("_", "-"),
        texts=tuple(
            Text(key=key, german_hash=given.get(key, ""), units=tuple(units.get(key, ())))
            for key in dict.fromkeys([*units, *given])
        ),
        written_at=file.metadata.get(WRITTEN, "").strip(),
    )


def _unit(entry: polib.POEntry) -> tuple[str, Unit]:
    line = entry.linenum or 1
    if entry.msgctxt is None:
        raise Malformed(_("The context (msgctxt) is missing; without it no place is known."), line)
    if entry.msgid_plural:
        raise Malformed(_("Plural forms do not occur in these texts."), line)
    key, _slash, place = entry.msgctxt.partition("/")
    path, position = place_of(place, line)
    comments = entry.comment.split("\n")
    return key, Unit(
        path=path,
        position=position,
        german=entry.msgid,
        words=entry.msgstr,
        state=_state(entry, comments),
        before=entry.previous_msgid or "",
        seal=next((c.removeprefix(SEAL) for c in comments if c.startswith(SEAL)), ""),
        line=line,
    )


def _state(entry: polib.POEntry, comments: Iterable[str]) -> State:
    if not entry.msgstr.strip():
        return State.EMPTY
    if not entry.fuzzy:
        return State.DONE
    return State.MACHINE if BY_MACHINE in comments else State.UNFINISHED


def _parse(data: str) -> polib.POFile:
    """Read a PO file from the disk: given as text, polib would break lines at signs that are none.

    It would also take a text that is the name of a file for that file.
    """
    handle, name = tempfile.mkstemp(suffix=".po")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(data)
        return polib.pofile(name, encoding="utf-8", wrapwidth=0)
    except (OSError, ValueError, IndexError, AttributeError, TypeError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise Malformed(_("This is no PO file."), int(found[1]) if found else 0) from error
    finally:
        os.unlink(name)


def _line_of(text: str) -> str:
    """Return a comment for people as one line that is no mark of ours."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return f"{line}." if line == BY_MACHINE or line.startswith(SEAL) else line
