"""Why a step of a translation is refused although the person may take it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Conflict:
    """Two wordings of one sentence; ``theirs`` stands in the database, ``mine`` was not saved."""

    key: str
    mine: str
    theirs: str
    #: The German sentence is another one now, or gone.
    german_changed: bool = False


class Changed(ValidationError):
    """Somebody else has changed these sentences meanwhile; nothing was saved."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        self.conflicts = conflicts
        super().__init__(_("These sentences were changed meanwhile; nothing was overwritten."))


class Stale(ValidationError):
    """The German text has changed since the translation was handed in."""
