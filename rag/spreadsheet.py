"""Excel workbooks as grids: values, links of three kinds, merged cells, hidden rows, formulas never calculated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from rag.cells import Cell, formula_link, text_of, web_link
from rag.errors import WorkbookError
from rag.grid import MOST_COLUMNS, Grid, Row, until_blank

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Values = dict[tuple[int, int], Any]
_CANNOT_PARSE = (BadZipFile, ParseError, KeyError, AttributeError, ValueError, TypeError, IndexError, OSError, EOFError)


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """What is gathered while one sheet is read."""

    values: Values
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    notes: list[tuple[str, str, str]] = field(default_factory=list)


def read_workbook(path: Path) -> list[Grid]:
    """The visible sheets of a workbook.

    Raises: WorkbookError where Excel's file cannot be parsed.
    """
    try:
        workbook = _loaded(path, data_only=False)
        values = _calculated(path) if _has_formulas(workbook) else {}
    except _CANNOT_PARSE as error:
        raise WorkbookError(
            f"{path.name} is damaged: {type(error).__name__} while it was read.",
            file=path.name,
            remedy="Open it in Excel, let it repair, and save it again.",
        ) from error
    try:
        return [_grid(sheet, values.get(sheet.title, {})) for sheet in workbook.worksheets]
    finally:
        workbook.close()


def _loaded(path: Path, *, data_only: bool, read_only: bool = False) -> Workbook:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "data validation is not supported": nothing that is read here
        return load_workbook(path, data_only=data_only, read_only=read_only, keep_links=False)


def _has_formulas(workbook: Workbook) -> bool:
    return any(cell.data_type == "f" for sheet in workbook.worksheets for row in _cells(sheet) for cell in row)


def _cells(sheet: Worksheet) -> Iterator[tuple[Any, ...]]:
    """Rows of cells; stops by itself where nothing more comes, however large the sheet says it is."""
    last = max((row for row, _ in sheet._cells), default=0)  # noqa: SLF001 - max_row counts formats, not content
    blank = 0
    for row in sheet.iter_rows(max_row=last, max_col=min(sheet.max_column or 1, MOST_COLUMNS)):
        blank = 0 if any(cell.value is not None for cell in row) else blank + 1
        if blank > _LONGEST_GAP:
            return
        yield row


_LONGEST_GAP = 300


def _calculated(path: Path) -> dict[str, Values]:
    """What Excel last calculated, sheet by sheet; a formula's own cell holds only its text otherwise."""
    workbook = _loaded(path, data_only=True, read_only=True)
    try:
        return {sheet.title: dict(_values(sheet)) for sheet in workbook.worksheets}
    finally:
        workbook.close()


def _values(sheet: Any) -> Iterator[tuple[tuple[int, int], Any]]:
    blank = 0
    for row in sheet.iter_rows(max_col=MOST_COLUMNS):
        blank += 1
        for cell in row:
            if cell.value is not None:
                blank = 0
                yield (cell.row, cell.column), cell.value
        if blank > _LONGEST_GAP:
            return


def _grid(sheet: Worksheet, values: Values) -> Grid:
    if sheet.sheet_state != "visible":
        note = ("", "the sheet is hidden, so it is not read", "Unhide it if its rows should count, or delete it.")
        return Grid(name=sheet.title, rows=(), notes=(note,))
    gathered = _Sheet(values=values, merged=_merged_down(sheet))
    rows = tuple(until_blank(_rows(sheet, gathered)))
    hidden = [row.number for row in rows if sheet.row_dimensions[row.number].hidden]
    if hidden:
        gathered.notes.append(
            (
                f"A{hidden[0]}",
                f"{len(hidden)} hidden rows are read like all others",
                "Unhide them, or delete what no longer holds.",
            )
        )
    return Grid(name=sheet.title, rows=rows, notes=tuple(gathered.notes))


def _merged_down(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells below the first of a merged range, to the one that holds its value; side by side only the first counts."""
    return {
        (row, block.min_col): (block.min_row, block.min_col)
        for block in sheet.merged_cells.ranges
        if block.max_row - block.min_row < _LONGEST_MERGE
        for row in range(block.min_row + 1, block.max_row + 1)
    }


_LONGEST_MERGE = 2_000


def _rows(sheet: Worksheet, gathered: _Sheet) -> Iterator[Row]:
    for cells in _cells(sheet):
        yield Row(number=cells[0].row, cells=tuple(_cell(sheet, cell, gathered) for cell in cells))


def _cell(sheet: Worksheet, cell: Any, gathered: _Sheet) -> Cell:
    origin = gathered.merged.get((cell.row, cell.column))
    if origin:
        cell = sheet.cell(*origin)
    if cell.data_type == "f":
        return _formula(cell, gathered)
    text = text_of(cell.value, cell.number_format or "General")
    if cell.data_type == "e":
        return Cell(problem=f"the formula gives {text}")
    return Cell(text=text, link=_attached(cell) or web_link(text))


def _attached(cell: Any) -> str:
    hyperlink = getattr(cell, "hyperlink", None)
    if hyperlink is None or not hyperlink.target:
        return ""
    anchor = f"#{hyperlink.location}" if hyperlink.location else ""
    return web_link(f"{hyperlink.target}{anchor}")


def _formula(cell: Any, gathered: _Sheet) -> Cell:
    formula = str(getattr(cell.value, "text", cell.value) or "")
    calculated = text_of(gathered.values.get((cell.row, cell.column)))
    linked = formula_link(formula)
    if linked:
        return Cell(text=calculated or linked[1] or linked[0], link=web_link(linked[0]))
    if calculated.startswith("#"):
        return Cell(problem=f"the formula gives {calculated}")
    if "HYPERLINK(" in formula.upper():
        link = _attached(cell) or web_link(calculated)
        return Cell(text=calculated, link=link, problem="" if link else "the target of the link is calculated")
    return Cell(text=calculated, problem="" if calculated else "the formula was never calculated")
