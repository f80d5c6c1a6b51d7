"""What the rows of all sheets say together that their owner should mend: expired, twice, or against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from operator import attrgetter

from rag.findings import finding
from rag.models import Entry, Finding
from rag.words import folded

_PLACE = {"id", "file", "sheet", "row"}
_content = attrgetter(*(f.name for f in fields(Entry) if f.name not in _PLACE))
_applies_to = attrgetter("job", "job_stream", "workstation", "environment", "error")

Letters = Mapping[tuple[str, str], Mapping[str, str]]


def reviewed(entries: Iterable[Entry], columns: Letters, today: date) -> Iterator[Finding]:
    """Findings about rows in the light of the day and of the other rows.

    `columns` gives, by file and sheet, the letters of the columns by field.
    """
    said: dict[tuple[object, ...], Entry] = {}
    solved: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.valid_until and entry.valid_until < today:
            yield _about(entry, "expired", "valid_until", columns, day=entry.valid_until.isoformat())
            continue  # the row that replaced it may well say otherwise
        first = said.setdefault(_content(entry), entry)
        if first is not entry:
            yield _about(entry, "duplicate", "job", columns, place=_place(first, entry))
            continue
        other = _contradicted(entry, solved.setdefault(_case(entry), []))
        if other:
            yield _about(entry, "contradiction", "solution", columns, place=_place(other, entry))
        solved[_case(entry)].append(entry)


def _case(entry: Entry) -> str:
    return folded("\x1f".join(_applies_to(entry)))


def _contradicted(entry: Entry, others: Iterable[Entry]) -> Entry | None:
    """An earlier row for the same error and symptom with another solution; a symptom apart makes another case."""
    for other in others:
        apart = entry.symptom and other.symptom and folded(entry.symptom) != folded(other.symptom)
        unnamed = not entry.error and not (entry.symptom and other.symptom)
        if not apart and not unnamed and _words(entry.solution) != _words(other.solution):
            return other
    return None


def _words(text: str) -> list[str]:
    return folded(text).split()


def _about(entry: Entry, code: str, name: str, columns: Letters, **values: str) -> Finding:
    letters = columns.get((entry.file, entry.sheet), {})
    cell = f"{letters.get(name) or min(letters.values(), default='A')}{entry.row}"
    return finding(code, file=entry.file, sheet=entry.sheet, cell=cell, **values)


def _place(of: Entry, seen_from: Entry) -> str:
    file = "" if of.file == seen_from.file else f"{of.file} "
    return f"{file}{of.sheet}!A{of.row}"
