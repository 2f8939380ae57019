"""What one file carries, whatever its format: texts with their sentences, for one language."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Larger files are neither written nor read: some 10,000 sentences. A strategy has a quarter of that.
LARGEST = 8 * 1024 * 1024
#: Bytes that a format writes around a translation.
ROUND_A_TRANSLATION = 60

#: How the mark of words begins that nobody has changed since a file brought them.
DELIVERED = "file of "


class State(StrEnum):
    """How far the words of one sentence are."""

    EMPTY = "empty"
    #: A person answers for them.
    DONE = "done"
    #: A machine made them, and nobody has looked at them.
    MACHINE = "machine"
    #: They belong to former German words, or somebody marked them as unfinished.
    UNFINISHED = "unfinished"


@dataclass(frozen=True)
class Unit:
    """One sentence: the place where it stands, its German words and those of the translation.

    Words are kept as they are stored: HTML with the few tags that stand inside a sentence.
    """

    path: str
    #: The how manieth sentence this is at its place.
    position: int
    german: str
    words: str = ""
    state: State = State.EMPTY
    #: The German words that unfinished words were made for.
    before: str = ""
    #: Checksum of the words as they were when the file was written (``seal``).
    seal: str = ""
    #: The place in words, and what translators should know. Not read back.
    hints: tuple[str, ...] = field(default=(), compare=False)
    line: int = field(default=0, compare=False)

    @property
    def place(self) -> str:
        """Return what identifies the sentence within its text."""
        return f"{self.path}#{self.position}"

    @property
    def is_touched(self) -> bool:
        """Tell whether somebody changed the words after the file was written."""
        return bool(self.seal) and seal(self.words) != self.seal

    @property
    def is_finished(self) -> bool:
        """Tell whether a person stands behind the words, be it by having changed them."""
        return self.state is State.DONE or (self.state is not State.EMPTY and self.is_touched)


@dataclass(frozen=True)
class Text:
    """One page or snippet: its translation key, and the checksum of the German words it was written from."""

    key: str
    german_hash: str
    units: tuple[Unit, ...]
    title: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Parcel:
    """One file."""

    language: str
    texts: tuple[Text, ...]
    #: When it was written, in ISO 8601; no two files were written at the same moment.
    written_at: str = ""

    @property
    def to_come(self) -> int:
        """Return about how many bytes the missing translations will add; Arabic needs two a letter."""
        missing = (unit for text in self.texts for unit in text.units if not unit.words)
        return sum(2 * len(unit.german) + ROUND_A_TRANSLATION for unit in missing)

    @property
    def mark(self) -> str:
        """Return what words are marked with that came back in this file; empty without a moment."""
        return DELIVERED + self.written_at[:100] if self.written_at else ""


class Malformed(ValidationError):
    """A file that cannot be read; the message names the line where there is one."""

    def __init__(self, message: str, line: int = 0) -> None:
        if line:
            message = _("Line %(line)s: %(message)s") % {"line": line, "message": message}
        super().__init__(message)


def seal(words: str) -> str:
    """Return the checksum of words, short enough to travel in a file."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def place_of(text: str, line: int) -> tuple[str, int]:
    """Take a place apart into path and position. Raises Malformed when it is none."""
    path, mark, position = text.rpartition("#")
    if not (mark and path and position.isascii() and position.isdigit() and len(position) < 7):
        raise Malformed(_("“%(place)s” is no place of a sentence.") % {"place": text[:80]}, line)
    return path, int(position)
