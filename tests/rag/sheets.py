"""Small workbooks for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from rag.models import Entry, Finding
from rag.workbook import read_file

HEADINGS = ("Job", "Erro", "Sintoma", "Causa", "Solução", "Responsável", "Procedimento")


def workbook(
    path: Path, rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS, title: str = "Incidentes"
) -> Path:
    """Write a workbook of one sheet."""
    book = Workbook()
    book.active.title = title
    book.active.append(list(headings))
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def read(path: Path) -> tuple[list[Entry], list[Finding]]:
    """Entries and findings of one file."""
    reading = read_file(path)
    return reading.entries, reading.findings


def row(
    job: str = "*",
    error: object = "ORA-01555",
    symptom: str = "Snapshot too old",
    solution: str = "Fazer rerun",
    owner: str = "Equipe DBA",
    link: str = "https://wiki.example.com/proc/KB-1",
) -> tuple[object, ...]:
    """A row under HEADINGS."""
    return (job, error, symptom, "", solution, owner, link)
