"""Any operator's workbooks, CSV files and folders of them, as entries with findings."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from rag.delimited import read_delimited
from rag.findings import unreadable
from rag.formats import REFUSED_SUFFIXES, SUFFIXES, WORKBOOK_SUFFIXES, kind_of
from rag.grid import Grid
from rag.recall import Recall
from rag.rows import Reading, read_grid
from rag.spreadsheet import read_workbook


def sheet_files(paths: Iterable[Path]) -> list[Path]:
    """The files that paths mean: a file is itself, a folder its sheets; the lock files of Excel do not count there.

    Old and foreign kinds of sheet in a folder count too: they are refused with what to do, and not passed over.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(p for p in path.rglob("*") if _is_sheet(p))
        else:
            files.append(path)
    return list(dict.fromkeys(files))


def _is_sheet(path: Path) -> bool:
    return path.suffix.lower() in {*SUFFIXES, *REFUSED_SUFFIXES} and not path.name.startswith(("~$", "."))


def read_file(path: Path, last: Recall | None = None) -> Reading:
    """What one file holds; what it says as it did when `last` was read is not worked out again.

    Raises: WorkbookError where it cannot be read as a sheet; it names the file and says what to do.
    """
    reading = Reading(last=last or Recall())
    kind = kind_of(path)
    grids = _grids(path, kind, reading)
    for grid in grids:
        read_grid(path.name, grid, reading)
    if not reading.sheets:
        is_table = any(sum(map(bool, row.texts)) > 1 for grid in grids for row in grid.rows)
        raise unreadable("no-excel" if _is_misnamed(path, kind) and not is_table else "no-sheet", path.name)
    return reading


def _grids(path: Path, kind: str, reading: Reading) -> list[Grid]:
    if kind == "workbook":
        return read_workbook(path, reading.last, reading.recall)
    try:
        return [read_delimited(path)]
    except csv.Error as error:
        code = "no-excel" if _is_misnamed(path, kind) else "no-table"
        raise unreadable(code, path.name, reason=str(error)) from error


def _is_misnamed(path: Path, kind: str) -> bool:
    """Whether a text has a workbook's name. A good table of texts is read all the same: some programs name it so."""
    return kind == "text" and path.suffix.lower() in WORKBOOK_SUFFIXES
