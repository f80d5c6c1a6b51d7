"""Comma, semicolon or tab separated files, in UTF-8, UTF-16 or Windows-1252, as a grid."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from rag.cells import clean, formula_link
from rag.grid import MOST_COLUMNS, Grid, Row, grid_of

_SEPARATORS = ";,\t|"
_SAMPLE_LINES = 30
_LONGEST_FIELD = 1_000_000


def read_delimited(path: Path) -> Grid:
    """The rows of a text file; row numbers are those that Excel would show."""
    text = _decoded(path.read_bytes())
    separator, text = _separator(text)
    csv.field_size_limit(_LONGEST_FIELD)
    return grid_of(path.stem, _rows(text, separator))


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
        yield _row(number, fields[:MOST_COLUMNS])


def _row(number: int, fields: list[str]) -> Row:
    linked = {column: link for column, text in enumerate(fields) if (link := formula_link(text.strip()))}
    texts = (clean(text) for text in fields)
    return Row(
        number=number,
        texts=tuple((linked[n][1] or linked[n][0]) if n in linked else text for n, text in enumerate(texts)),
        links={column: target for column, (target, _) in linked.items()},
    )
