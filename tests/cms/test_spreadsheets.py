"""Tables as files: what a spreadsheet makes of them."""

import csv
import io

import pytest

from cms.spreadsheets import as_csv, harmless


def test_a_file_is_read_by_german_spreadsheets_and_keeps_its_cells():
    cells = ["Größe; Zahl", 'sagt „so" und', "zwei\nZeilen", "العربية", 7, ""]

    answer = as_csv("liste.csv", [["Kopf"], cells])

    assert answer.content.startswith("\ufeff".encode())
    assert answer["Content-Disposition"] == 'attachment; filename="liste.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["Kopf"], [str(cell) for cell in cells]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_spreadsheet_takes_a_cell_for_a_formula(text):
    assert harmless(text) == f"'{text}"
    assert (harmless("Mitmachen"), harmless(-1)) == ("Mitmachen", -1)
