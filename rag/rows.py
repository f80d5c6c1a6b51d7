"""Rows of a grid to entries, and findings for what their owner should mend."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from rag.cells import date_of, web_link
from rag.findings import finding
from rag.grid import Grid, Note, Row, column_letter
from rag.headings import Columns, continued, heading_row
from rag.models import Entry, Finding
from rag.recall import Recall
from rag.severity import is_severity

_HEADINGS_WITHIN = 15
_LEAST_WORTH_A_WORD = 3  # a cover sheet of two lines needs no finding
_JOINED = {"error", "symptom", "cause", "solution", "contact"}
_LINKED = ("procedure", "solution")
_NO_WEB_LINK = re.compile(r"^(?:file:|ftp:|\\\\|[a-z]:\\|javascript:|notes:)", re.IGNORECASE)
_SHOWN = 30  # characters of a cell that a finding repeats


@dataclass(slots=True, kw_only=True)
class Reading:
    """What came out of one file or of many: entries, findings, and how many sheets had headings.

    `columns` are the letters of each sheet's fields. `last` is what was read before, `recall` what was read this time:
    a row that still says the same is not worked out again.
    """

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sheets: int = 0
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    last: Recall = field(default_factory=Recall)
    recall: Recall = field(default_factory=Recall)


@dataclass(slots=True, kw_only=True)
class _Place:
    """The sheet that is being read; `seen` counts rows that say the same."""

    file: str
    sheet: str
    columns: Columns
    headings: tuple[str, ...]
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def shape(self) -> str:
        return f"{self.sheet}\x1f{sorted(self.columns.items())}"

    def column_of(self, name: str) -> int:
        return next((index for index, field in self.columns.items() if field == name), min(self.columns))

    def finding(self, code: str, row: int, column: int, **values: str) -> Finding:
        return finding(code, file=self.file, sheet=self.sheet, cell=f"{column_letter(column)}{row}", **values)


def read_grid(file: str, grid: Grid, reading: Reading) -> None:
    """Add what a sheet holds to a reading."""
    for note in grid.notes:
        reading.findings.append(finding(note.code, file=file, sheet=grid.name, cell=note.cell, **dict(note.values)))
    found = heading_row([row.texts for row in grid.rows[:_HEADINGS_WITHIN]])
    if found is None:
        reading.findings.extend(_no_headings(file, grid))
        return
    reading.sheets += 1
    place, rows = _place(file, grid, *found)
    reading.columns[grid.name] = {name: column_letter(index) for index, name in reversed(place.columns.items())}
    reading.findings.extend(_unknown_columns(place, grid.rows[found[0]]))
    shape = place.shape
    for row in rows:
        _take_row(place, shape, row, reading)


def _place(file: str, grid: Grid, index: int, columns: Columns) -> tuple[_Place, tuple[Row, ...]]:
    rows = grid.rows[index + 1 :]
    if rows and (second := continued(columns, rows[0].texts)):
        columns, rows = second, rows[1:]
    headings = grid.rows[index].texts
    place = _Place(file=file, sheet=grid.name, columns=_with_solution(columns), headings=headings)
    return place, tuple(row for row in rows if row.texts != headings)  # lists repeat their headings now and then


def _no_headings(file: str, grid: Grid) -> Iterator[Finding]:
    if len(grid.rows) >= _LEAST_WORTH_A_WORD and max(len([t for t in row.texts if t]) for row in grid.rows) > 1:
        yield finding("no-headings", file=file, sheet=grid.name)


def _with_solution(columns: Columns) -> Columns:
    if "solution" in columns.values():
        return columns
    # Without a column for the solution, the procedure is what is to be done.
    first = next(index for index, name in columns.items() if name == "procedure")
    return columns | {first: "solution"}


def _unknown_columns(place: _Place, row: Row) -> Iterator[Finding]:
    for column, heading in enumerate(row.texts):
        if heading and column not in place.columns:
            yield place.finding("unknown-column", row.number, column, heading=heading[:_SHOWN])


def _take_row(place: _Place, shape: str, row: Row, reading: Reading) -> None:
    key = (shape, row.texts, tuple(row.links.values()))
    known = None if row.notes else reading.last.entries.get(key) or reading.recall.entries.get(key)
    if known is None:
        told = len(reading.findings)
        read = _read_row(place, row, reading)
        if read and told == len(reading.findings):
            reading.recall.entries[key] = read
    else:
        reading.recall.entries[key] = known
        read = known
    if read:
        reading.entries.append(_numbered(read, row.number, place.seen))


def _numbered(entry: Entry, row: int, seen: dict[str, int]) -> Entry:
    """An entry at its row; the same row twice is two entries."""
    content = entry.id.partition("-")[0]
    times = seen[content] = seen.get(content, 0) + 1
    name = f"{content}-{times}" if times > 1 else content
    return entry if (entry.row, entry.id) == (row, name) else replace(entry, row=row, id=name)


def _read_row(place: _Place, row: Row, reading: Reading) -> Entry | None:
    reading.findings.extend(_cell_findings(place, row))
    cells = _by_field(place, row)
    texts = {name: _joined(parts, name) for name, parts in cells.items()}
    if not any(texts.values()):
        return None
    procedure = _link_of(place, row) or texts.get("procedure", "")
    solution = texts.get("solution", "") or procedure
    code = _missing(texts, solution)
    if code:
        column = place.column_of("solution") if code == "no-solution" else min(place.columns)
        reading.findings.append(place.finding(code, row.number, column))
        return None
    if not texts.get("solution") or web_link(solution) == solution:
        reading.findings.append(place.finding("no-steps", row.number, place.column_of("solution")))
    reading.findings.extend(_odd_values(place, row, texts))
    texts |= {"procedure": procedure, "solution": solution}
    return _entry(place, row, texts, date_of(texts.get("valid_until", "")))


def _cell_findings(place: _Place, row: Row) -> Iterator[Finding]:
    for column, note in row.notes.items():
        if column in place.columns:
            yield _noted(place, row, column, note)
    for column, name in place.columns.items():
        if name in _LINKED:
            link = row.links.get(column) or (row.texts[column] if column < len(row.texts) else "")
            if _NO_WEB_LINK.match(link) or (column in row.links and not web_link(link)):
                yield place.finding("no-web-link", row.number, column, link=link[:_SHOWN])


def _noted(place: _Place, row: Row, column: int, note: Note) -> Finding:
    return place.finding(note.code, row.number, column, **dict(note.values))


def _by_field(place: _Place, row: Row) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {}
    for column, name in place.columns.items():
        if column < len(row.texts):
            cells.setdefault(name, []).append(row.texts[column])
    return cells


def _joined(parts: list[str], name: str) -> str:
    texts = list(dict.fromkeys(part for part in parts if part))
    return "; ".join(texts) if name in _JOINED else next(iter(texts), "")


def _link_of(place: _Place, row: Row) -> str:
    for wanted in _LINKED:
        for column, name in place.columns.items():
            if name == wanted and column < len(row.texts):
                link = web_link(row.links.get(column, "")) or web_link(row.texts[column])
                if link:
                    return link
    return ""


def _missing(texts: dict[str, str], solution: str) -> str:
    if not solution:
        return "no-solution"
    if not any(texts.get(name) for name in ("job", "job_stream", "error", "symptom")):
        return "names-no-case"
    return ""


def _odd_values(place: _Place, row: Row, texts: Mapping[str, str]) -> Iterator[Finding]:
    until, severity = texts.get("valid_until", ""), texts.get("severity", "")
    if until and date_of(until) is None:
        yield place.finding("no-date", row.number, place.column_of("valid_until"), value=until[:_SHOWN])
    if severity and not is_severity(severity):
        yield place.finding("unknown-severity", row.number, place.column_of("severity"), value=severity[:_SHOWN])
    people = [name for name in ("owner", "contact") if name in place.columns.values()]
    if people and not any(texts.get(name) for name in people):
        yield place.finding("no-owner", row.number, place.column_of(people[0]))


_TEXT_FIELDS = tuple(f.name for f in fields(Entry) if f.name not in {"id", "file", "sheet", "row", "valid_until"})


def _entry(place: _Place, row: Row, texts: dict[str, str], valid_until: date | None) -> Entry:
    written: dict[str, Any] = {name: texts.get(name, "") for name in _TEXT_FIELDS}
    digest = hashlib.blake2b(digest_size=8)
    digest.update("\x1f".join((place.file, place.sheet, str(valid_until), *written.values())).encode())
    return Entry(
        id=digest.hexdigest(), file=place.file, sheet=place.sheet, row=row.number, valid_until=valid_until, **written
    )
