"""Write rag/sample/knowledge.xlsx: what a newcomer starts with, and what the simulator's failures are explained by.

Its rows stand in sample_sheet.txt beside this script. After a change there: python scripts/make_sample_sheet.py
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "rag" / "sample" / "knowledge.xlsx"
WIKI = "https://wiki.example.com/proc/"
INCIDENTES = (
    *("Job / Padrão", "Job Stream", "Erro", "Sintoma", "Causa", "Solução", "Responsável", "Contato"),
    *("Severidade", "Válido até", "Procedimento"),
)
KNOWN_ERRORS = (
    *("Job", "Error code / message", "Symptom", "Root cause", "Resolution", "Owner", "Contact"),
    *("Severity", "Procedure link"),
)

Rows = dict[str, list[list[str]]]


def written_rows() -> Rows:
    """The rows of sample_sheet.txt by their section."""
    rows: Rows = {}
    for line in (HERE / "sample_sheet.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = rows.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append([cell.strip() for cell in f" {line} ".split(" | ")])
    return rows


def write(target: Path = TARGET) -> Path:
    """Write the sample workbook and give its path."""
    rows = written_rows()
    contacts = dict(rows["teams"])
    workbook = Workbook()
    portuguese = workbook.active
    portuguese.title = "Incidentes"
    _incidentes(portuguese, rows["Incidentes"], contacts)
    _known_errors(workbook.create_sheet("Known errors"), rows["Known errors"], contacts)
    target.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(target)
    return target


def _incidentes(sheet: Worksheet, rows: list[list[str]], contacts: dict[str, str]) -> None:
    # A title above the headings, codes as numbers and attached links: what operators' sheets are like.
    sheet["A1"] = "Base de conhecimento da operação batch"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:E1")
    _headings(sheet, 3, INCIDENTES)
    for number, (*texts, team, severity, until, article) in enumerate(rows, 4):
        error = int(texts[2]) if texts[2].lstrip("-").isdigit() else texts[2]
        day = date.fromisoformat(until) if until else None
        cells = (*texts[:2], error, *texts[3:], team, contacts[team], severity, day, "abrir procedimento")
        _row(sheet, number, cells)
        sheet.cell(number, len(cells)).hyperlink = WIKI + article
    sheet.freeze_panes = "A4"
    _widths(sheet)


def _known_errors(sheet: Worksheet, rows: list[list[str]], contacts: dict[str, str]) -> None:
    _headings(sheet, 1, KNOWN_ERRORS)
    for number, (*texts, team, severity, article) in enumerate(rows, 2):
        _row(sheet, number, (*texts, team, contacts[team], severity, WIKI + article))
    sheet.freeze_panes = "A2"
    _widths(sheet)


def _row(sheet: Worksheet, number: int, cells: tuple[object, ...]) -> None:
    for column, value in enumerate(cells, 1):
        sheet.cell(number, column, value or None)


def _headings(sheet: Worksheet, row: int, headings: tuple[str, ...]) -> None:
    for column, heading in enumerate(headings, 1):
        cell = sheet.cell(row, column, heading)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")


def _widths(sheet: Worksheet) -> None:
    for letter in "ABCDEFGHIJK":
        sheet.column_dimensions[letter].width = 28
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


if __name__ == "__main__":
    print(write())
