"""One worksheet of an Excel package, read in a single pass: texts, formulas, links, merged and hidden cells.

openpyxl makes an object of every cell and takes several seconds for 10,000 rows, twice where formulas are used; a
changed row has to be in service within one. A test holds what is read here against what openpyxl reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from zipfile import ZipFile

from rag.cells import clean, formula_link, text_of
from rag.grid import MOST_COLUMNS, Note, Row, column_index
from rag.numbers import Numbers
from rag.package import Book, relations_of
from rag.package_xml import parse
from rag.ranges import DIGITS, LONGEST_RANGE, Range, cells_of, range_of
from rag.recall import Line, RowMark, cut, row_mark

_TRUE = {"1", "true"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in a worksheet: its rows that hold anything, the numbers of hidden ones, and lines for next time."""

    rows: list[Row]
    hidden: list[int]
    lines: Mapping[RowMark, Line]


def read_worksheet(package: ZipFile, part: str, book: Book, last: Mapping[RowMark, Line]) -> Sheet:
    """Read a worksheet; a row that says what it did the `last` time is not parsed again.

    Raises whatever zipfile and the XML parser raise for a damaged file.
    """
    reader = _Reader(book)
    lines = _read_lines(package, part, reader, last)
    reader.attach(relations_of(package, part))
    reader.fill_merged()
    return Sheet(list(reader.rows()), reader.hidden(), lines)


def _read_lines(package: ZipFile, part: str, reader: _Reader, last: Mapping[RowMark, Line]) -> dict[RowMark, Line]:
    pieces = cut(package, part, b"row")
    if pieces is None:
        with package.open(part) as file:
            parse(file, reader.start, reader.end, reader.pieces)
        return {}
    marks = [row_mark(piece, reader.texts) for piece in pieces.pieces]
    fresh = [number for number, mark in enumerate(marks) if mark is None or mark not in last]
    parse(pieces.with_only([pieces.pieces[n] for n in fresh]), reader.start, reader.end, reader.pieces)
    # Where a piece holds more than its row, nothing is remembered of it.
    own = zip(fresh, reader.lines, strict=True) if len(fresh) == len(reader.lines) else ()
    read = {mark: line.copy() for n, line in own if (mark := marks[n])}
    for mark in marks:
        if mark and mark in last:
            read[mark] = last[mark]
            reader.lines.append(last[mark].copy())
    return read


class _Reader:
    def __init__(self, book: Book) -> None:
        self.pieces: list[str] = []
        self.lines: list[Line] = []
        self.texts = book.texts
        self._numbers = Numbers(book.formats)
        self._line = Line(0)
        self._column = -1
        self._attributes: Mapping[str, str] = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: list[str] = []
        self._is_spoken = False
        self._links: list[tuple[Range, str, str]] = []
        self._merged: list[Range] = []
        self._columns: dict[str, int] = {}
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element; the first one tells how the file's writer prefixes names."""
        if not self._starts:
            self._name_elements(name.rpartition(":")[0])
        begin = self._starts.get(name)
        if begin:
            begin(attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        finish = self._ends.get(name)
        if finish:
            finish()

    def _name_elements(self, prefix: str) -> None:
        dot = f"{prefix}:" if prefix else ""
        starts = {"row": self._row, "c": self._cell, "rPh": self._spoken, "hyperlink": self._hyperlink}
        ends = {"c": self._cell_end, "v": self._value_end, "f": self._formula_end, "t": self._text_end}
        self._starts = {dot + name: call for name, call in starts.items()} | {f"{dot}mergeCell": self._merge}
        self._ends = {dot + name: call for name, call in ends.items()} | {f"{dot}rPh": self._spoken_end}

    def _row(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes.get("r") or self._line.number + 1)
        self._line = Line(number, is_hidden=attributes.get("hidden") in _TRUE)
        self.lines.append(self._line)
        self._column = -1

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self._attributes = attributes
        self._value = self._formula = None
        reference = attributes.get("r")
        if reference:
            letters = reference.rstrip(DIGITS)
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = column_index(letters)
            self._column = column
        else:
            self._column += 1
        self.pieces.clear()

    def _value_end(self) -> None:
        self._value = "".join(self.pieces)
        self.pieces.clear()

    def _formula_end(self) -> None:
        self._formula = "".join(self.pieces).strip()
        self.pieces.clear()

    def _text_end(self) -> None:
        if not self._is_spoken:
            self._inline.append("".join(self.pieces))
        self.pieces.clear()

    def _spoken(self, _: Mapping[str, str]) -> None:
        self._is_spoken = True

    def _spoken_end(self) -> None:
        self._is_spoken = False

    def _cell_end(self) -> None:
        column = self._column
        if column >= MOST_COLUMNS:
            self._inline.clear()
            return
        kind = self._attributes.get("t")
        if self._formula is not None:
            self._take_formula(column, self._text(kind))
            return
        text = self._text(kind)
        if kind == "e":
            self._line.notes[column] = Note(code="formula-error", values=(("value", text),))
        elif text:
            self._line.put(column, text)

    def _text(self, kind: str | None) -> str:
        if kind == "inlineStr":
            text = clean("".join(self._inline))
            self._inline.clear()
            return text
        if not self._value:
            return ""
        if kind in (None, "n"):
            return self._numbers.text(self._value, int(self._attributes.get("s") or 0))
        if kind == "s":
            return self.texts[int(self._value)]
        return (
            text_of(self._value in _TRUE) if kind == "b" else clean(_day(self._value) if kind == "d" else self._value)
        )

    def _take_formula(self, column: int, text: str) -> None:
        line, formula = self._line, f"={self._formula}"
        linked = formula_link(formula)
        if linked:
            line.links[column] = linked[0]
            line.put(column, text or linked[1] or linked[0])
        elif text.startswith("#"):
            line.notes[column] = Note(code="formula-error", values=(("value", text),))
        elif text:
            line.put(column, text)
            if "HYPERLINK(" in formula.upper():
                line.calculated_links.append(column)
        elif self._value is None or self._attributes.get("t") != "str":  # "" is a result, and is then said to be text
            line.notes[column] = Note(code="formula-uncalculated")

    def _hyperlink(self, attributes: Mapping[str, str]) -> None:
        wanted = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        where = range_of(attributes.get("ref", ""))
        if wanted and where:
            self._links.append((where, wanted, attributes.get("location", "")))

    def _merge(self, attributes: Mapping[str, str]) -> None:
        where = range_of(attributes.get("ref", ""))
        if where:
            self._merged.append(where)

    def hidden(self) -> list[int]:
        """The numbers of hidden rows that hold anything."""
        return sorted(line.number for line in self.lines if line.is_hidden and not line.is_blank)

    def attach(self, targets: Mapping[str, tuple[str, str]]) -> None:
        """Give the cells the links that are attached to them; a link inside the workbook has no target."""
        by_number = {line.number: line for line in self.lines}
        for where, wanted, location in self._links:
            target = targets.get(wanted, ("", ""))[1]
            if not target:
                continue
            for row, column in cells_of(where):
                if row in by_number:
                    by_number[row].links.setdefault(column, f"{target}#{location}" if location else target)

    def fill_merged(self) -> None:
        """Give each row that has texts of its own what is merged down to it; side by side only the first cell counts.

        A row that stands wholly in merged cells is the row above it, not another one.
        """
        own = {line.number: line for line in self.lines if not line.is_blank} if self._merged else {}
        for top, column, bottom, _ in self._merged:
            origin = own.get(top)
            if origin is None or column >= MOST_COLUMNS:
                continue
            for number in range(top + 1, min(bottom, top + LONGEST_RANGE) + 1):
                if number in own:
                    _copy(origin, own[number], column)

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything, from top to bottom."""
        for line in sorted(self.lines, key=lambda line: line.number):
            if not line.is_blank:
                for column in line.calculated_links:
                    if column not in line.links and "://" not in line.texts[column]:
                        line.notes[column] = Note(code="link-calculated")
                yield Row(number=line.number, texts=tuple(line.texts), links=line.links, notes=line.notes)


def _copy(origin: Line, line: Line, column: int) -> None:
    line.put(column, origin.texts[column] if column < len(origin.texts) else "")
    if column in origin.links:
        line.links[column] = origin.links[column]
    if column in origin.notes:
        line.notes[column] = origin.notes[column]
    if column in origin.calculated_links:
        line.calculated_links.append(column)


def _day(written: str) -> str:
    return written.removesuffix("Z").removesuffix("T00:00:00").removesuffix("T00:00:00.000")
