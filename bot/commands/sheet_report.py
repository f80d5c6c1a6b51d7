"""What was found in the operators' sheets: as a table, as JSON, as remarks in a copy of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.errors import reason_in
from bot.phrases import Phrases
from rag.annotate import Remark
from rag.errors import WorkbookError
from rag.models import MEND, Entry, Finding
from rag.review import reviewed
from rag.rows import Reading
from rag.workbook import read_file, sheet_files

_MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What was read: a reading or the reason why not for each file, and all findings, by file, to be mended first."""

    read: tuple[tuple[Path, Reading | WorkbookError], ...]
    findings: tuple[Finding, ...]

    @property
    def entries(self) -> int:
        """How many rows can be used."""
        return sum(len(reading.entries) for reading in self.readings)

    @property
    def readings(self) -> list[Reading]:
        """The files that could be read."""
        return [reading for _, reading in self.read if isinstance(reading, Reading)]

    @property
    def broken(self) -> list[WorkbookError]:
        """Why the others could not."""
        return [error for _, error in self.read if isinstance(error, WorkbookError)]

    @property
    def to_mend(self) -> int:
        """How many findings have to be mended; the others may well be meant so."""
        return sum(finding.level == MEND for finding in self.findings)


def sheets_of(read: Sequence[tuple[Path, Reading | WorkbookError]], today: date) -> Sheets:
    """Findings of each file and of all together."""
    found: list[Finding] = []
    columns: dict[tuple[str, str], Mapping[str, str]] = {}
    entries: list[Entry] = []
    for path, reading in read:
        if isinstance(reading, Reading):
            found += reading.findings
            entries += reading.entries
            columns |= {(path.name, sheet): letters for sheet, letters in reading.columns.items()}
    found += reviewed(entries, columns, today)
    ordered = sorted(found, key=lambda finding: (finding.level != MEND, finding.file, finding.sheet))
    return Sheets(read=tuple(read), findings=tuple(ordered))


def sentence_of(found: Finding | WorkbookError, phrases: Phrases) -> tuple[str, str]:
    """What is wrong and how to mend it, in the reader's language."""
    values = {name: reason_in(value, phrases.language) for name, value in found.values} | {"file": found.file}
    return phrases.say(f"sheet.{found.code}", **values), phrases.say(f"sheet.{found.code}.how", **values)


def problems_said(problems: Sequence[str], paths: Sequence[Path], phrases: Phrases) -> list[str]:
    """Why not all is in service, in the reader's language: what is wrong with a file is found by reading it again."""
    said = {}
    for path in sheet_files(paths) if problems else ():
        try:
            if any(problem.startswith(path.name) for problem in problems):
                read_file(path)
        except WorkbookError as error:
            said[f"{error} {error.remedy}".strip()] = " ".join(sentence_of(error, phrases))
    return [said.get(problem) or phrases.say("start.index", reason=problem) for problem in problems]


def show(console: Console, phrases: Phrases, sheets: Sheets) -> None:
    """Print broken files and findings."""
    for error in sheets.broken:
        console.print(Text(f"✗ {' '.join(sentence_of(error, phrases))}", style="red"))
    if sheets.findings:
        console.print(_table(phrases, sheets.findings[:_MOST_SHOWN]))
    if len(sheets.findings) > _MOST_SHOWN:
        console.print(phrases.say("index.more", n=len(sheets.findings) - _MOST_SHOWN), markup=False)
    counts = {"files": len(sheets.read), "entries": sheets.entries, "findings": sheets.to_mend}
    console.print(phrases.say("index.read", **counts), markup=False)
    notes = len(sheets.findings) - sheets.to_mend
    if notes:
        console.print(phrases.say("index.notes", n=notes), markup=False)


def _table(phrases: Phrases, findings: Iterable[Finding]) -> Table:
    table = Table(phrases.say("index.where"), phrases.say("index.what"), phrases.say("index.how"))
    for finding in findings:
        place = "!".join(filter(None, (finding.sheet, finding.cell)))
        problem, remedy = sentence_of(finding, phrases)
        style = "" if finding.level == MEND else "dim"
        table.add_row(Text(f"{finding.file} {place}"), Text(problem), Text(remedy), style=style)
    return table


def as_json(sheets: Sheets, phrases: Phrases, *, indexed: bool, problems: Sequence[str] = ()) -> dict[str, Any]:
    """The report for a program; texts in the reader's language, codes in none."""
    return {
        "language": phrases.language,
        "entries": sheets.entries,
        "to_mend": sheets.to_mend,
        "notes": len(sheets.findings) - sheets.to_mend,
        "indexed": indexed,
        "problems": list(problems),
        "files": [_file_json(path, reading, phrases) for path, reading in sheets.read],
        "findings": [_finding_json(finding, phrases) for finding in sheets.findings],
    }


def _file_json(path: Path, reading: Reading | WorkbookError, phrases: Phrases) -> dict[str, Any]:
    if isinstance(reading, Reading):
        return {"file": path.name, "entries": len(reading.entries)}
    problem, remedy = sentence_of(reading, phrases)
    return {"file": path.name, "entries": 0, "code": reading.code, "problem": problem, "remedy": remedy}


def _finding_json(finding: Finding, phrases: Phrases) -> dict[str, str]:
    problem, remedy = sentence_of(finding, phrases)
    place = {"file": finding.file, "sheet": finding.sheet, "cell": finding.cell}
    return place | {"level": finding.level, "code": finding.code, "problem": problem, "remedy": remedy}


def remarks_of(sheets: Sheets, file: str, phrases: Phrases) -> list[Remark]:
    """The findings of one file for the copy of it."""
    return [
        Remark(sheet=found.sheet, cell=found.cell, problem=problem, remedy=remedy, level=found.level)
        for found in sheets.findings
        if found.file == file
        for problem, remedy in [sentence_of(found, phrases)]
    ]
