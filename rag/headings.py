"""Columns of an operator's sheet, recognised by what their headings mean in Portuguese or English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rag.lexicon import lexicon_lines
from rag.words import folded

_NAMES_A_CASE = {"job", "job_stream", "error", "symptom"}
_SAYS_WHAT_TO_DO = {"solution", "procedure"}
_LONGEST_HEADING = 80
_WORD = re.compile(r"[a-z0-9]+")

Columns = dict[int, str]


@lru_cache(maxsize=1)
def _synonyms() -> dict[tuple[str, ...], str]:
    known: dict[tuple[str, ...], str] = {}
    for line in lexicon_lines("headings"):
        field, _, names = line.partition(":")
        for name in names.split(","):
            known.setdefault(tuple(_WORD.findall(folded(name))), field)
    return known


def field_of(heading: str) -> str | None:
    """The field of an entry that a heading names ("Código do Erro / Mensagem": error); None where it names none.

    The whole heading decides; otherwise the longest known name inside it, the first of equals.
    """
    if len(heading) > _LONGEST_HEADING:
        return None
    words = tuple(_WORD.findall(folded(heading)))
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            field = _synonyms().get(words[start : start + length])
            if field:
                return field
    return None


def columns_of(row: Sequence[str]) -> Columns:
    """The columns of a heading row: index from 0 to field. Several columns may name one field."""
    return {index: field for index, text in enumerate(row) if (field := field_of(text))}


def is_usable(columns: Columns) -> bool:
    """Whether the columns say both when an entry applies and what to do then."""
    fields = set(columns.values())
    return bool(fields & _NAMES_A_CASE) and bool(fields & _SAYS_WHAT_TO_DO)


def heading_row(rows: Sequence[Sequence[str]]) -> tuple[int, Columns] | None:
    """Where the headings stand among the first rows (titles may precede them) and their columns."""
    best: tuple[int, Columns] | None = None
    for index, row in enumerate(rows):
        columns = columns_of(row)
        if is_usable(columns) and (best is None or _fields(columns) > _fields(best[1])):
            best = index, columns
    return best


def _fields(columns: Columns) -> int:
    return len(set(columns.values()))


def continued(columns: Columns, row: Sequence[str]) -> Columns | None:
    """The columns where a second row of headings follows the first ("Erro" over "Código" and "Mensagem"); else None."""
    below = columns_of(row)
    written = [text for text in row if text]
    if len(written) < _LEAST_HEADINGS or len(below) < len(written):
        return None
    return columns | {index: field for index, field in below.items() if columns.get(index) != field}


_LEAST_HEADINGS = 2
