"""A copy of a workbook in which every finding stands at its cell, and on a sheet of its own with a link to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from rag.delimited import read_delimited
from rag.findings import unreadable
from rag.formats import kind_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (24, 10, 60, 60)
_FILL = {"mend": "FFC7CE", "note": "FFEB9C"}
_HEADING_FILL = "D9E1F2"
_COMMENT_SIZE = (110, 320)  # points
_CANNOT_LOAD = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A finding in its reader's language: `cell` like C12 or empty, `level` mend or note."""

    sheet: str
    cell: str
    problem: str
    remedy: str
    level: str


def write_annotated(
    source: Path, remarks: Sequence[Remark], copy: Path, *, title: str, headings: Sequence[str]
) -> None:
    """Write a copy of `source` with its remarks; contents and formulas stay, pictures and charts are left out.

    `title` names the added sheet, `headings` its columns: sheet, cell, problem, remedy. What stands at `copy` is
    replaced. Raises: WorkbookError where the source cannot be read; OSError where the copy cannot be written.
    """
    book = _book(source, keep_macros=copy.suffix.lower() == ".xlsm")
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for remark in remarks:
        if remark.sheet in sheets and remark.cell:
            _mark(sheets[remark.sheet], remark)
    _list(book, remarks, title, headings, sheets)
    fresh = copy.with_name(f".{copy.name}.new")
    try:
        book.save(fresh)
        fresh.replace(copy)
    finally:
        fresh.unlink(missing_ok=True)


def _book(source: Path, *, keep_macros: bool) -> Workbook:
    import warnings

    import openpyxl

    if kind_of(source) == "text":
        return _from_text(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "data validation is not supported" and the like
            macros = keep_macros and source.suffix.lower() == ".xlsm"
            return openpyxl.load_workbook(source, keep_vba=macros, rich_text=True)
    except _CANNOT_LOAD as error:
        raise unreadable("damaged", source.name, reason=type(error).__name__) from error


def _from_text(source: Path) -> Workbook:
    import openpyxl

    grid = read_delimited(source)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = _sheet_name(grid.name)
    for row in grid.rows:
        for column, text in enumerate(row.texts, 1):
            if text:
                _write(sheet.cell(row.number, column), text)
                if row.links.get(column - 1, "").startswith(("http://", "https://")):
                    sheet.cell(row.number, column).hyperlink = row.links[column - 1]
    return book


def _sheet_name(name: str) -> str:
    """A name that Excel takes: at most 31 characters, and none of seven."""
    return "".join("_" if letter in "[]:*?/\\" else letter for letter in name)[:31] or "1"


def _write(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # what begins with = in a text file or a name is no formula


def _mark(sheet: Worksheet, remark: Remark) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell: Any = sheet[remark.cell]
    if isinstance(cell, MergedCell):
        block = next(block for block in sheet.merged_cells.ranges if remark.cell in block)
        cell = sheet.cell(block.min_row, block.min_col)
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{remark.problem}\n{remark.remedy}", "Resync", *_COMMENT_SIZE)
    cell.fill = PatternFill("solid", fgColor=_FILL[remark.level])


def _list(
    book: Workbook, remarks: Sequence[Remark], title: str, headings: Sequence[str], sheets: Mapping[str, Worksheet]
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    listed = book.create_sheet(title, 0)
    for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True), 1):
        cell = listed.cell(1, column, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=_HEADING_FILL)
        listed.column_dimensions[cell.column_letter].width = width
    for number, remark in enumerate(remarks, 2):
        for column, text in enumerate((remark.sheet, remark.cell, remark.problem, remark.remedy), 1):
            _write(listed.cell(number, column), text)
            listed.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
        if remark.sheet in sheets:
            _link(listed.cell(number, 2 if remark.cell else 1), remark)
        listed.cell(number, 3).fill = PatternFill("solid", fgColor=_FILL[remark.level])
    listed.freeze_panes = "A2"
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False
    book.active = 0


def _link(cell: Any, remark: Remark) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = remark.sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{remark.cell or 'A1'}")
    cell.style = "Hyperlink"
