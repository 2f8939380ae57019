"""The glossary as a table (CSV) that comes in again: new terms are added, known ones changed."""

import csv
import io
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.models import User

from .models import GlossaryTerm

COLUMNS = ["german", "language", "translation", "note"]
LARGEST = 1024 * 1024
#: So many faults are named at a time.
NAMED = 20


@dataclass(frozen=True)
class Imported:
    """How many terms a table brought."""

    new: int = 0
    changed: int = 0
    same: int = 0


@transaction.atomic
def import_terms(*, data: bytes, by: User) -> Imported:
    """Add and change terms from a table; nothing is deleted, and with one fault nothing is changed.

    Raises PermissionDenied, or ValidationError with the line of each fault.
    """
    if not by.has_perms(["translating.add_glossaryterm", "translating.change_glossaryterm"]):
        raise PermissionDenied(_("You may not change the glossary."))
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    known = {(term.german, term.locale_id): term for term in GlossaryTerm.objects.all()}
    counts = {"new": 0, "changed": 0, "same": 0}
    faults: list[str] = []
    for line, row in _rows(data):
        try:
            counts[_take(row, locales, known)] += 1
        except ValidationError as fault:
            words = {"line": line, "message": " ".join(fault.messages)}
            faults.append(_("Line %(line)s: %(message)s") % words)
    if faults:
        raise ValidationError(faults[:NAMED])
    return Imported(**counts)


def _take(row: dict[str, str], locales: dict[str, Locale], known: dict) -> str:
    code = row["language"]
    if code and code not in locales:
        raise ValidationError(_("There is no language “%(code)s” here.") % {"code": code[:20]})
    locale = locales.get(code)
    key = (row["german"], locale.pk if locale else None)
    term = known.get(key) or GlossaryTerm(german=row["german"], locale=locale)
    if term.pk and (term.translation, term.note) == (row["translation"], row["note"]):
        return "same"
    outcome = "changed" if term.pk else "new"
    term.translation, term.note = row["translation"], row["note"]
    term.full_clean()
    term.save()
    known[key] = term
    return outcome


def _rows(data: bytes) -> list[tuple[int, dict[str, str]]]:
    """Read a table, separated by commas, semicolons or tabs, with the names of columns in its first line."""
    if len(data) > LARGEST:
        raise ValidationError(_("The file is too large; %(size)s MB are allowed.") % {"size": 1})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValidationError(
            _("Line %(line)s: %(message)s")
            % {"line": line, "message": _("The file is not written in UTF-8.")}
        ) from error
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        names = {name.strip().lower(): name for name in reader.fieldnames or []}
        lacking = [name for name in COLUMNS[:3] if name not in names]
        if lacking:
            raise ValidationError(
                _("The first line must name these columns: %(names)s.")
                % {"names": ", ".join(COLUMNS)}
            )
        return [
            (
                reader.line_num,
                {name: (row.get(names.get(name, "")) or "").strip() for name in COLUMNS},
            )
            for row in reader
        ]
    except csv.Error as error:
        raise ValidationError(
            _("Line %(line)s: %(message)s") % {"line": reader.reader.line_num, "message": error}
        ) from error
