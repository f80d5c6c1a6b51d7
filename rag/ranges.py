"""Ranges of cells as Excel writes them: A2:C7."""

from __future__ import annotations

from collections.abc import Iterator

from rag.grid import MOST_COLUMNS, column_index

DIGITS = "0123456789"
LONGEST_RANGE = 2_000  # rows of one range that are looked at
Range = tuple[int, int, int, int]  # first row, first column from 0, last row, last column


def range_of(reference: str) -> Range | None:
    """The corners of a range, or of a single cell; None where it is none."""
    first, _, last = reference.replace("$", "").partition(":")
    corners = [_corner(corner) for corner in (first, last or first)]
    if None in corners:
        return None
    (top, left), (bottom, right) = (corner for corner in corners if corner)
    return top, left, bottom, right


def _corner(reference: str) -> tuple[int, int] | None:
    letters = reference.rstrip(DIGITS)
    number = reference[len(letters) :]
    return (int(number), column_index(letters)) if letters.isalpha() and number else None


def cells_of(where: Range) -> Iterator[tuple[int, int]]:
    """Row and column of each cell of a range."""
    top, left, bottom, right = where
    for row in range(top, min(bottom, top + LONGEST_RANGE) + 1):
        for column in range(left, min(right, MOST_COLUMNS - 1) + 1):
            yield row, column
