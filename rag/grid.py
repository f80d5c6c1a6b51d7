"""A sheet as rows of cells, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.cells import Cell

MOST_BLANK_ROWS = 300  # a formatted cell at the end of the sheet does not make a million rows
MOST_ROWS = 100_000
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row by the number that Excel shows, its cells by column index from 0."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]

    @property
    def is_blank(self) -> bool:
        return not any(cell.text or cell.link for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet: its name, its rows that hold anything, and notes about it as (cell, problem, remedy)."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[tuple[str, str, str], ...] = field(default=())


def column_letter(index: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def until_blank(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that hold anything, up to the first long stretch of blank ones and no more than the limit."""
    blanks = given = 0
    for row in rows:
        if row.is_blank:
            blanks += 1
            if blanks > MOST_BLANK_ROWS:
                return
            continue
        blanks = 0
        given += 1
        if given > MOST_ROWS:
            return
        yield row
