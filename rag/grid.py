"""A sheet as rows of texts, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

MOST_ROWS = 200_000
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something about a cell, or about the whole sheet where `cell` is empty: the code of a finding and its values."""

    code: str
    cell: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row by the number that Excel shows, its texts by column index from 0.

    `links` are the targets of attached and =HYPERLINK() links, whatever their scheme; a typed one stands in the text.
    """

    number: int
    texts: tuple[str, ...]
    links: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, Note] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return not (any(self.texts) or self.links or self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet: its name, its rows that hold anything, and what is to be said about it."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()


def grid_of(name: str, rows: Iterable[Row], notes: Iterable[Note] = ()) -> Grid:
    """A sheet of the rows that hold anything, up to the most that are read."""
    kept = tuple(islice((row for row in rows if not row.is_blank), MOST_ROWS + 1))
    told = list(notes)
    if len(kept) > MOST_ROWS:
        values = (("limit", str(MOST_ROWS)),)
        told.append(Note(code="too-many-rows", cell=f"A{kept[MOST_ROWS].number}", values=values))
    return Grid(name=name, rows=kept[:MOST_ROWS], notes=tuple(told))


def column_letter(index: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The index of a column from 0: A is 0, AA is 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
