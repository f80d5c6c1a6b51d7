"""Cases: entries of the sheet that say the same about the same error, read once for all the jobs they stand for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(case_id(entry), []).append(entry)
    return [_case(key, tuple(group), glossary, (known or {}).get(key)) for key, group in groups.items()]


def _case(key: str, entries: tuple[Entry, ...], glossary: Glossary, known: Case | None) -> Case:
    if known:
        return Case(id=key, text=known.text, marks=known.marks, terms=known.terms, keys=known.keys, entries=entries)
    entry = entries[0]
    marks = _marks(entry)
    return Case(
        id=key,
        text=case_text(entry),
        marks=marks,
        terms=_terms(entry, glossary),
        keys=tuple(filter(None, (_key(text, marks, glossary) for text in (entry.error, entry.symptom)))),
        entries=entries,
    )


def _terms(entry: Entry, glossary: Glossary) -> Terms:
    terms: Terms = {}
    for name, share in _FIELD_WEIGHTS.items():
        for term, weight in terms_of(getattr(entry, name), glossary).items():
            terms[term] = max(terms.get(term, 0.0), share * weight)
    return terms


def _key(text: str, marks: Marks, glossary: Glossary) -> Terms:
    written = " ".join(marks.codes)
    return {
        term: weight
        for term, weight in terms_of(text, glossary).items()
        if not term.isdigit() and not (term in written and any(c.isdigit() for c in written))
    }


def _marks(entry: Entry) -> Marks:
    named = marks_of([entry.error, entry.symptom])
    bare = code_of_cell(entry.error)
    if bare:
        named = with_codes(named, [bare])
    return named if named.codes or named.phrases else marks_of([entry.cause])


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
