"""Excel workbooks as grids: values, links of three kinds, merged cells, hidden rows, formulas never calculated."""

from __future__ import annotations

import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from rag.findings import unreadable
from rag.grid import Grid, Note, grid_of
from rag.package import Book, SheetPart, read_book
from rag.recall import Recall
from rag.worksheet import read_worksheet

_CANNOT_PARSE = (
    *(BadZipFile, zlib.error, ParseError, ExpatError, KeyError, ValueError, IndexError, OSError, EOFError),
    *(RuntimeError, NotImplementedError),  # zipfile: a part behind a password, an unknown compression
)


def read_workbook(path: Path, last: Recall, fresh: Recall) -> list[Grid]:
    """The visible sheets of a workbook; what it says as it did the `last` time is not parsed again, `fresh` is filled.

    Raises: WorkbookError where Excel's file cannot be parsed.
    """
    try:
        with ZipFile(path) as package:
            book = read_book(package, last, fresh)
            fresh.formats = book.formats
            return [_grid(package, sheet, book, last, fresh) for sheet in book.sheets]
    except _CANNOT_PARSE as error:
        raise unreadable("damaged", path.name, reason=type(error).__name__) from error


def _grid(package: ZipFile, sheet: SheetPart, book: Book, last: Recall, fresh: Recall) -> Grid:
    if not sheet.is_visible:
        return Grid(name=sheet.name, rows=(), notes=(Note(code="hidden-sheet"),))
    lines = last.lines.get(sheet.part, {}) if last.formats == book.formats else {}
    read = read_worksheet(package, sheet.part, book, lines)
    fresh.lines[sheet.part] = read.lines
    count = (("count", str(len(read.hidden))),)
    notes = [Note(code="hidden-rows", cell=f"A{read.hidden[0]}", values=count)] if read.hidden else []
    return grid_of(sheet.name, read.rows, notes)
