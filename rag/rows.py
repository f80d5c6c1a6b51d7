"""Rows of a grid to entries, and findings for what their owner should mend."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date

from rag.cells import Cell, date_of
from rag.grid import Grid, Row, column_letter
from rag.headings import Columns, heading_row
from rag.models import Entry, Finding

_HEADINGS_WITHIN = 15
_LEAST_WORTH_A_WORD = 3  # a cover sheet of two lines needs no finding
_JOINED = {"error", "symptom", "cause", "solution", "contact"}
_REMEDIES = {
    "the formula was never calculated": "Open the workbook in Excel and save it, so that the result is stored.",
    "the target of the link is calculated": "Replace the formula by a link typed or attached to the cell.",
}
_CORRECT_CELL = "Correct the cell."


@dataclass(slots=True, kw_only=True)
class Reading:
    """What came out of one file or of many: entries, findings, and how many sheets had headings."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sheets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    file: str
    grid: Grid
    columns: Columns

    def finding(self, problem: str, remedy: str, *, row: int, column: int = 0) -> Finding:
        cell = f"{column_letter(column)}{row}"
        return Finding(file=self.file, sheet=self.grid.name, cell=cell, problem=problem, remedy=remedy)


def read_grid(file: str, grid: Grid, reading: Reading) -> None:
    """Add what a sheet holds to a reading."""
    for cell, problem, remedy in grid.notes:
        reading.findings.append(Finding(file=file, sheet=grid.name, cell=cell, problem=problem, remedy=remedy))
    found = heading_row([row.texts for row in grid.rows[:_HEADINGS_WITHIN]])
    if found is None:
        reading.findings.extend(_no_headings(file, grid))
        return
    reading.sheets += 1
    index, columns = found
    place = _Place(file=file, grid=grid, columns=_with_solution(columns))
    seen: dict[str, int] = {}
    for row in grid.rows[index + 1 :]:
        _read_row(place, row, reading, seen)


def _no_headings(file: str, grid: Grid) -> Iterator[Finding]:
    if len(grid.rows) >= _LEAST_WORTH_A_WORD and max(len([t for t in row.texts if t]) for row in grid.rows) > 1:
        yield Finding(
            file=file,
            sheet=grid.name,
            cell="",
            problem="no row of headings with a solution and one of job, error or symptom was found",
            remedy="Name the columns, for instance: Job, Erro, Sintoma, Solução, Responsável, Contato, Procedimento.",
        )


def _with_solution(columns: Columns) -> Columns:
    if "solution" in columns.values():
        return columns
    # Without a column for the solution, the procedure is what is to be done.
    first = next(index for index, name in columns.items() if name == "procedure")
    return columns | {first: "solution"}


def _read_row(place: _Place, row: Row, reading: Reading, seen: dict[str, int]) -> None:
    reading.findings.extend(_cell_findings(place, row))
    cells = _by_field(place, row)
    texts = {name: _joined(parts, name) for name, parts in cells.items()}
    if not any(texts.values()):
        return
    procedure = _link_of(cells) or texts.get("procedure", "")
    solution = texts.get("solution", "") or procedure
    problem = _missing(texts, solution)
    if problem:
        reading.findings.append(
            place.finding(problem, "Fill it in, or delete the row.", row=row.number, column=min(place.columns))
        )
        return
    texts |= {"procedure": procedure, "solution": solution}
    valid_until = _valid_until(place, row, texts, reading)
    reading.entries.append(_entry(place, row, texts, valid_until, seen))


def _cell_findings(place: _Place, row: Row) -> Iterator[Finding]:
    for column, cell in enumerate(row.cells):
        if cell.problem and column in place.columns:
            yield place.finding(cell.problem, _REMEDIES.get(cell.problem, _CORRECT_CELL), row=row.number, column=column)


def _by_field(place: _Place, row: Row) -> dict[str, list[Cell]]:
    cells: dict[str, list[Cell]] = {}
    for column, name in place.columns.items():
        if column < len(row.cells):
            cells.setdefault(name, []).append(row.cells[column])
    return cells


def _joined(parts: list[Cell], name: str) -> str:
    texts = list(dict.fromkeys(part.text for part in parts if part.text))
    return "; ".join(texts) if name in _JOINED else next(iter(texts), "")


def _link_of(cells: dict[str, list[Cell]]) -> str:
    for name in ("procedure", "solution"):
        for cell in cells.get(name, []):
            if cell.link:
                return cell.link
    return ""


def _missing(texts: dict[str, str], solution: str) -> str:
    if not solution:
        return "the row has no solution, so it is not read"
    if not any(texts.get(name) for name in ("job", "job_stream", "error", "symptom")):
        return "the row names no job, error or symptom, so it is not read"
    return ""


def _valid_until(place: _Place, row: Row, texts: dict[str, str], reading: Reading) -> date | None:
    written = texts.get("valid_until", "")
    day = date_of(written)
    if written and day is None:
        column = next(index for index, name in place.columns.items() if name == "valid_until")
        reading.findings.append(
            place.finding(
                f"“{written[:30]}” is no date", "Write a date, for instance 31/12/2026.", row=row.number, column=column
            )
        )
    return day


_TEXT_FIELDS = tuple(f.name for f in fields(Entry) if f.name not in {"id", "file", "sheet", "row", "valid_until"})


def _entry(place: _Place, row: Row, texts: dict[str, str], valid_until: date | None, seen: dict[str, int]) -> Entry:
    written = {name: texts.get(name, "") for name in _TEXT_FIELDS}
    digest = hashlib.blake2b(digest_size=8)
    digest.update("\x1f".join((place.file, place.grid.name, str(valid_until), *written.values())).encode())
    number = seen[digest.hexdigest()] = seen.get(digest.hexdigest(), 0) + 1
    suffix = f"-{number}" if number > 1 else ""  # the same row twice is two rows
    return Entry(
        id=digest.hexdigest() + suffix,
        file=place.file,
        sheet=place.grid.name,
        row=row.number,
        valid_until=valid_until,
        **written,
    )
