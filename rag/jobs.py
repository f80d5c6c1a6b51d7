"""The entries of a sheet by the jobs that they are about, and job names as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rag.families import codes_in
from rag.models import Entry
from rag.names import identifiers
from rag.scope import (
    EXACT,
    GENERIC,
    PATTERN,
    STREAM,
    JobKey,
    facts_for,
    is_any_job,
    is_pattern,
    job_key,
    job_names,
    scope_of,
)

_NAME = re.compile(r"[A-Za-z0-9@$#][\w@$#.-]*[A-Za-z0-9@$#]")
# PAY_W_RPT_240, JOB01, FIN-CLOSE-2: capitals with an underscore or digits, as schedulers name things.
_LOOKS_LIKE_JOB = re.compile(r"^(?=.*[A-Z])(?=.*[_\d])[A-Z][A-Z0-9_@$#.-]{3,}$")
_HEADER = re.compile(r"^= JOB\s*:\s*(\S.*)$", re.MULTILINE)
_BEFORE_WILDCARD = re.compile(r"[^*@?]*")
_OWN_FACTS = (frozenset((EXACT,)), frozenset((PATTERN,)), frozenset((STREAM,)))
_FACTS_OF_ANY_JOB = frozenset((GENERIC,))
_NEAR = 90  # rapidfuzz ratio from which a mistyped name is that of a job
_NEAR_SHORT = 85  # and from which it is where a single slip explains it
_SHORTEST_MISTYPED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The job that a text is about; `typed` is how the text wrote it, `mistyped` where only a near name is known."""

    key: JobKey = field(default_factory=JobKey)
    typed: str = ""
    mistyped: bool = False


class JobBook:
    """Entries by job: exact names in a dictionary; patterns, streams and rows for any job by what their cells say."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._exact: dict[str, list[Entry]] = {}
        self._wide: dict[tuple[str, str, str], list[Entry]] = {}
        # AADSTS7000222 looks like a job, but the sheet calls an error so.
        self._errors = {token for entry in entries for token in identifiers(entry.error)}
        for entry in entries:
            names = [name for name in job_names(entry.job) if name]
            plain = [name for name in names if not is_pattern(name)]
            for name in plain:
                self._exact.setdefault(name, []).append(entry)
            if len(plain) < len(names) or not names or scope_of(entry, JobKey()) == GENERIC:
                self._wide.setdefault((entry.job, entry.job_stream, entry.workstation), []).append(entry)
        # A general row about an error names nobody's owner.
        self._general = {cells: [entry for entry in group if not entry.error] for cells, group in self._wide.items()}
        self._beginnings = {cells: _beginning(cells[0]) for cells in self._wide}

    def entries_for(self, key: JobKey, scopes: frozenset[str]) -> list[Entry]:
        """Every entry that applies to a job in one of the scopes, whatever the error; each once."""
        if not key.job and not key.job_stream:
            return []
        found = [entry for entry in self._exact.get(key.job, ()) if scope_of(entry, key) in scopes]
        wide = self._general if scopes == _FACTS_OF_ANY_JOB else self._wide
        for cells, group in wide.items():
            if group and key.job.startswith(self._beginnings[cells]) and scope_of(group[0], key) in scopes:
                found += group
        return list({entry.id: entry for entry in found}.values())

    def facts(self, key: JobKey, limit: int) -> tuple[Entry, ...]:
        """Entries that name the job's owner, contact and procedure."""
        for scopes in (*_OWN_FACTS, _FACTS_OF_ANY_JOB):
            told = facts_for(self.entries_for(key, scopes), key, limit)
            if told:
                return told
        return ()

    def named_in(self, text: str) -> Named:
        """The job that a question names: one that the sheet knows, else a mistyped one, else what looks like a job."""
        words = [match[0] for match in _NAME.finditer(text)]
        for word in words:
            if job_key(word).job in self._exact:
                return Named(key=job_key(word), typed=word)
        likely = [word for word in words if self._may_be_a_job(word)]
        for word in likely or [w for w in words if "_" in w]:
            near = self._near(job_key(word).job)
            if near:
                return Named(key=JobKey(job=near), typed=word, mistyped=True)
        return Named(key=job_key(likely[0]), typed=likely[0]) if likely else Named()

    def _may_be_a_job(self, word: str) -> bool:
        return bool(_LOOKS_LIKE_JOB.match(word)) and word not in self._errors and not any(codes_in(word))

    def _near(self, name: str) -> str | None:
        if len(name) < _SHORTEST_MISTYPED:
            return None
        from rapidfuzz import fuzz, process

        hits = process.extract(name, self._exact.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_SHORT, limit=5)
        return next((known for known, ratio, _ in hits if _is_slip(name, known, ratio)), None)


def _beginning(job: str) -> str:
    """What every job of a cell begins with; empty where the cell lists several or none."""
    names = () if is_any_job(job) else job_names(job)
    return _BEFORE_WILDCARD.match(names[0])[0] if len(names) == 1 else ""  # type: ignore[index] # matches the empty text


def _is_slip(typed: str, known: str, ratio: float) -> bool:
    from rapidfuzz.distance import OSA

    return _same_numbers(typed, known) and (ratio >= _NEAR or OSA.distance(typed, known) <= 1)


def _same_numbers(typed: str, known: str) -> bool:
    # PAY_CALC_240 is no slip for PAY_CALC_340: another number is another job.
    return [c for c in typed if c.isdigit()] == [c for c in known if c.isdigit()]


def job_of_log(text: str) -> JobKey:
    """The job that a log's own header names; empty where it has none."""
    match = _HEADER.search(text[:4000])
    return job_key(match[1]) if match else JobKey()


def without_name(text: str, typed: Iterable[str]) -> str:
    """A text without the job names that it is about: their parts (RPT, CALC) tell nothing about the error."""
    for name in typed:
        if name:
            text = re.sub(rf"(?<![\w]){re.escape(name)}(?![\w])", " ", text, flags=re.IGNORECASE)
    return text
