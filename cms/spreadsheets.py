"""Tables as files that a spreadsheet opens with a double click, and runs nothing of."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

#: A cell that begins so is a formula for a spreadsheet (OWASP, CSV injection).
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return rows as a file to download: UTF-8 with a mark, and semicolons, as German Excel reads it."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(response, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    return response


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
