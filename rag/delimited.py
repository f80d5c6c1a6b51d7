"""Comma, semicolon or tab separated files, in UTF-8, UTF-16 or Windows-1252, as a grid."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from rag.cells import Cell, clean, formula_link, web_link
from rag.grid import MOST_COLUMNS, Grid, Row, until_blank

_SEPARATORS = ";,\t|"
_SAMPLE_LINES = 30
_LONGEST_FIELD = 1_000_000


def read_delimited(path: Path) -> Grid:
    """The rows of a text file; row numbers are those that Excel would show."""
    text = _decoded(path.read_bytes())
    separator, text = _separator(text)
    csv.field_size_limit(_LONGEST_FIELD)
    return Grid(name=path.stem, rows=tuple(until_blank(_rows(text, separator))))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel in Brazil writes Windows-1252; five of its bytes mean nothing.
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1], rest
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]
    return max(_SEPARATORS, key=lambda mark: _evenness(lines, mark)), text


def _evenness(lines: list[str], mark: str) -> int:
    """How many of the first lines hold the mark at all; the right separator stands in nearly all of them."""
    return sum(min(line.count(mark), 3) for line in lines)


def _rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=separator)
    for number, fields in enumerate(reader, 1):
        yield Row(number=number, cells=tuple(_cell(field) for field in fields[:MOST_COLUMNS]))


def _cell(field: str) -> Cell:
    linked = formula_link(field.strip())
    if linked:
        return Cell(text=clean(linked[1] or linked[0]), link=web_link(linked[0]))
    return Cell(text=clean(field), link=web_link(field))
