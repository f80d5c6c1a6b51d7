"""Cases: entries of the sheet that say the same about the same error, read once for all the jobs they stand for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from operator import is_

from rag.families import code_of_cell, codes_in, comparable
from rag.glossary import Glossary
from rag.models import Entry
from rag.phrases import phrase_of, phrases_in
from rag.terms import Terms, terms_of
from rag.words import folded

# How much a word of a field says about the error: a solution often speaks of other things.
_FIELD_WEIGHTS = {"error": 1.0, "symptom": 1.0, "cause": 0.8, "solution": 0.35}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What an error is recognised by, comparable between a log and a sheet: `codes` and `phrases` without case."""

    codes: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One error with its solution. `terms` are of all its fields, `keys` those of its error and of its symptom."""

    id: str
    text: str
    marks: Marks
    terms: Terms
    keys: tuple[Terms, ...]
    entries: tuple[Entry, ...]


def case_text(entry: Entry) -> str:
    """What is embedded of an entry: everything but the job and the people."""
    return " | ".join(getattr(entry, name) for name in _FIELD_WEIGHTS)


def case_id(entry: Entry) -> str:
    """The id of the case that an entry belongs to; the same for the same words."""
    return hashlib.blake2b(folded(case_text(entry)).encode(), digest_size=10).hexdigest()


def cases_of(entries: Iterable[Entry], glossary: Glossary, known: Mapping[str, Case] | None = None) -> list[Case]:
    """The cases of a sheet in its order; what was read before (`known`, by id) is not read again."""
    last = known or {}
    # The same record is the same content: its words need not be folded and hashed again.
    placed = {id(entry): key for key, case in last.items() for entry in case.entries}
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(placed.get(id(entry)) or case_id(entry), []).append(entry)
    reader = _Reader(glossary)
    return [
        _again(last[key], tuple(group)) if key in last else reader.case(key, tuple(group))
        for key, group in groups.items()
    ]


def _again(case: Case, entries: tuple[Entry, ...]) -> Case:
    same = len(case.entries) == len(entries) and all(map(is_, case.entries, entries))
    return case if same else replace(case, entries=entries)


class _Reader:
    """Reads each different cell once: sheets repeat themselves."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._terms: dict[str, Terms] = {}
        self._marks: dict[str, Marks] = {}

    def case(self, key: str, entries: tuple[Entry, ...]) -> Case:
        entry = entries[0]
        marks = self._marks_of_entry(entry)
        keys = (self._key(text, marks) for text in (entry.error, entry.symptom))
        return Case(
            id=key,
            text=case_text(entry),
            marks=marks,
            terms=self._all_terms(entry),
            keys=tuple(key for key in keys if key),
            entries=entries,
        )

    def _terms_of(self, text: str) -> Terms:
        if text not in self._terms:
            self._terms[text] = terms_of(text, self._glossary)
        return self._terms[text]

    def _all_terms(self, entry: Entry) -> Terms:
        terms: Terms = {}
        for name, share in _FIELD_WEIGHTS.items():
            for term, weight in self._terms_of(getattr(entry, name)).items():
                terms[term] = max(terms.get(term, 0.0), share * weight)
        return terms

    def _key(self, text: str, marks: Marks) -> Terms:
        written = " ".join(marks.codes)
        numbered = any(c.isdigit() for c in written)
        return {
            term: weight
            for term, weight in self._terms_of(text).items()
            if not term.isdigit() and not (numbered and term in written)
        }

    def _marks_of_entry(self, entry: Entry) -> Marks:
        error, symptom = self._marks_of(entry.error), self._marks_of(entry.symptom)
        both = Marks(codes=error.codes | symptom.codes, phrases=error.phrases | symptom.phrases)
        bare = code_of_cell(entry.error)
        marks = with_codes(both, [bare]) if bare else both
        return marks if marks.codes or marks.phrases else self._marks_of(entry.cause)

    def _marks_of(self, text: str) -> Marks:
        if text not in self._marks:
            self._marks[text] = marks_of([text])
        return self._marks[text]


def marks_of(lines: Iterable[str]) -> Marks:
    """The marks that lines of text carry."""
    codes: list[str] = []
    phrases: set[str] = set()
    for line in lines:
        codes += codes_in(line)
        phrases.update(phrases_in(folded(line)))
    return with_codes(Marks(phrases=frozenset(phrases)), codes)


def with_codes(marks: Marks, codes: Iterable[str]) -> Marks:
    """Marks and further codes, with the phrases that name the same errors."""
    listed = list(codes)
    spoken = {phrase for code in listed if (phrase := phrase_of(code))}
    return Marks(codes=marks.codes | {comparable(c) for c in listed}, phrases=marks.phrases | spoken)
