"""Any operator's workbooks, CSV files and folders of them, as entries with findings."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rag.delimited import read_delimited
from rag.findings import unreadable
from rag.formats import SUFFIXES, kind_of
from rag.grid import Grid
from rag.models import Entry, Finding
from rag.rows import Reading, RowKey, read_grid
from rag.spreadsheet import read_workbook


def sheet_files(paths: Iterable[Path]) -> list[Path]:
    """The files that paths mean: a file is itself, a folder its sheets; the lock files of Excel do not count there."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(
                p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and not p.name.startswith(("~$", "."))
            )
        else:
            files.append(path)
    return list(dict.fromkeys(files))


def read_file(path: Path, known: Mapping[RowKey, Entry] | None = None) -> Reading:
    """What one file holds; rows that still say what they did when they became `known` are not worked out again.

    Raises: WorkbookError where it cannot be read as a sheet; it names the file and says what to do.
    """
    reading = Reading(known=known or {})
    for grid in _grids(path):
        read_grid(path.name, grid, reading)
    if not reading.sheets:
        raise unreadable("no-sheet", path.name)
    return reading


def _grids(path: Path) -> list[Grid]:
    if kind_of(path) == "workbook":
        return read_workbook(path)
    try:
        return [read_delimited(path)]
    except csv.Error as error:
        raise unreadable("no-table", path.name, reason=str(error)) from error


def read_sheets(paths: Sequence[Path]) -> tuple[list[Entry], list[Finding]]:
    """Entries and findings of all files.

    Raises: WorkbookError for the first file that cannot be read.
    """
    reading = Reading()
    for path in sheet_files(paths):
        one = read_file(path)
        reading.entries += one.entries
        reading.findings += one.findings
    return reading.entries, reading.findings
