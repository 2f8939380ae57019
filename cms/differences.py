"""Word by word: what was inserted into a text and what was deleted from it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_SIGNS = re.escape("!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~„“”‚‘»«›‹–—…§•·،؛؟።፣'’")
#: A word (Bürger*innen, 3,5 and marks above letters stay whole), white space, or one sign.
_TOKENS = re.compile(rf"[^\s{_SIGNS}]+(?:[*:_·'’.,-][^\s{_SIGNS}]+)*|\s+|[{_SIGNS}]")
#: Below this share of common words, the old text whole and the new text whole read better.
_HARDLY_ALIKE = 0.3
#: Above this number of words the comparison ignores the most frequent ones as anchors: it is quicker.
_LONG = 3000


class Kind(TextChoices):
    """What happened to a piece of text."""

    SAME = "same", _("unchanged")
    INSERTED = "inserted", _("inserted")
    DELETED = "deleted", _("deleted")


@dataclass(frozen=True)
class Piece:
    """Some words in a row that share what happened to them; plain text, to be escaped when shown."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """Two texts in one, piece by piece."""

    pieces: tuple[Piece, ...]

    @property
    def old(self) -> str:
        """Return the old text, exactly."""
        return "".join(piece.text for piece in self.pieces if piece.kind != Kind.INSERTED)

    @property
    def new(self) -> str:
        """Return the new text, exactly."""
        return "".join(piece.text for piece in self.pieces if piece.kind != Kind.DELETED)

    @property
    def is_same(self) -> bool:
        return all(piece.kind == Kind.SAME for piece in self.pieces)


def tokens(text: str) -> list[str]:
    """Split a text into words, white space and signs; joined again they are the text."""
    return _TOKENS.findall(text)


def difference(old: str, new: str) -> Difference:
    """Compare two plain texts word by word."""
    if old == new:
        return Difference(_joined([Piece(Kind.SAME, old)]))
    before, after = tokens(old), tokens(new)
    long = max(len(before), len(after)) > _LONG
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=long)
    if matcher.ratio() < _HARDLY_ALIKE:
        return Difference(_joined([Piece(Kind.DELETED, old), Piece(Kind.INSERTED, new)]))
    pieces = []
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece(Kind.SAME, "".join(before[i:j])))
        else:
            pieces.append(Piece(Kind.DELETED, "".join(before[i:j])))
            pieces.append(Piece(Kind.INSERTED, "".join(after[k:m])))
    return Difference(_joined(_without_islands(pieces)))


def _without_islands(pieces: list[Piece]) -> list[Piece]:
    """Let a lone blank between two replaced words belong to both: a replaced phrase stays together."""
    found: list[Piece] = []
    for position, piece in enumerate(pieces):
        around = [*pieces[max(position - 2, 0) : position], *pieces[position + 1 : position + 3]]
        lone = piece.kind == Kind.SAME and piece.text.strip(" ") == ""
        if lone and len(around) == 4 and all(p.text and p.kind != Kind.SAME for p in around):
            found += [Piece(Kind.DELETED, piece.text), Piece(Kind.INSERTED, piece.text)]
        else:
            found.append(piece)
    return found


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Join neighbours of one kind; between two unchanged pieces what was deleted comes first."""
    found: list[Piece] = []
    deleted = inserted = ""
    for piece in [*pieces, Piece(Kind.SAME, "")]:
        if piece.kind == Kind.DELETED:
            deleted += piece.text
        elif piece.kind == Kind.INSERTED:
            inserted += piece.text
        else:
            for kind, text in ((Kind.DELETED, deleted), (Kind.INSERTED, inserted)):
                if text:
                    found.append(Piece(kind, text))
            deleted = inserted = ""
            if piece.text:
                found.append(piece)
    return tuple(found)
