"""Which entries a job falls under: its own, those of a pattern, those for any job."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.models import Entry

EXACT, PATTERN, STREAM, GENERIC, OTHER = "exact", "pattern", "stream", "generic", "other"
_ORDER = {EXACT: 0, PATTERN: 1, STREAM: 2, GENERIC: 3, OTHER: 4}
_WILD = re.compile(r"[*@?]")
_ANY_JOB = re.compile(
    r"^(?:[*@]+|todos(?: os jobs)?|all(?: jobs)?|qualquer|any|geral|generic[oa]?|n/?a|-)?$", re.IGNORECASE
)
_SEVERAL = re.compile(r"[;,\n/]\s*|\s+e\s+|\s+and\s+")
_KEY = re.compile(r"^(?:(?P<workstation>[^#]*)#)?(?P<path>.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKey:
    """A job as it is named: `WORKSTATION#STREAM.JOB`, of which all but the job may be missing; upper case."""

    job: str = ""
    job_stream: str = ""
    workstation: str = ""


def job_key(written: str | None) -> JobKey:
    """Read a job's name or full key; folders (`/FOLDER/STREAM.JOB`) and the run's date in brackets do not count."""
    if not written:
        return JobKey()
    match = _KEY.match(re.sub(r"\[.*?\]", "", written.strip()))
    path = match["path"] if match else written
    stream, _, job = path.rpartition(".")
    workstation = (match["workstation"] or "") if match else ""
    return JobKey(
        job=_last(job or path).upper(), job_stream=_last(stream).upper(), workstation=_last(workstation).upper()
    )


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


@lru_cache(maxsize=20_000)
def _pattern(written: str) -> re.Pattern[str]:
    parts = (".*" if c in "*@" else "." if c == "?" else re.escape(c) for c in written)
    return re.compile("".join(parts), re.IGNORECASE)


@lru_cache(maxsize=20_000)
def job_names(entry_job: str) -> tuple[str, ...]:
    """The names and patterns that a job cell lists, upper case, without workstation and stream."""
    return tuple(job_key(name).job for name in _SEVERAL.split(entry_job) if name.strip())


def is_pattern(name: str) -> bool:
    """Whether a name holds a wildcard."""
    return bool(_WILD.search(name))


def is_any_job(written: str) -> bool:
    """Whether a job cell means every job: empty, `*`, all, todos."""
    return bool(_ANY_JOB.match(written.strip()))


def scope_of(entry: Entry, key: JobKey) -> str:
    """How an entry's job, stream and workstation fit a job: exact, pattern, stream, generic or other."""
    if not _fits(entry.workstation, key.workstation):
        return OTHER
    if is_any_job(entry.job):
        return _stream_scope(entry, key)
    if not key.job:
        return OTHER
    names = job_names(entry.job)
    if key.job in names:
        return EXACT
    return PATTERN if any(is_pattern(name) and _pattern(name).fullmatch(key.job) for name in names) else OTHER


def _stream_scope(entry: Entry, key: JobKey) -> str:
    stream = entry.job_stream.strip()
    if not stream or _ANY_JOB.match(stream):
        return GENERIC
    return STREAM if key.job_stream and _fits(stream, key.job_stream) else OTHER


def _fits(written: str, name: str) -> bool:
    """Whether a cell allows a name: an empty cell allows all, and nothing is known against a name that is missing."""
    if _ANY_JOB.match(written.strip()) or not name:
        return True
    return any(
        _pattern(one).fullmatch(name) for one in (_last(part).upper() for part in _SEVERAL.split(written.strip()))
    )


def nearest_first(entries: Iterable[Entry], key: JobKey) -> list[tuple[str, Entry]]:
    """Entries with their scope, the nearest first; among patterns the longest first, then the sheet's order."""
    scoped = [(scope_of(entry, key), entry) for entry in entries]
    return sorted(scoped, key=lambda pair: (_ORDER[pair[0]], -_specific(pair[1])))


def _specific(entry: Entry) -> int:
    return len(_WILD.sub("", entry.job)) if is_pattern(entry.job) else 0


def facts_for(entries: Sequence[Entry], key: JobKey, limit: int) -> tuple[Entry, ...]:
    """Entries that name a job's owner, contact or procedure: those of the nearest scope, each owner once."""
    if not key.job and not key.job_stream:
        return ()
    telling = [entry for entry in entries if entry.owner or entry.contact or entry.procedure]
    ranked = [(scope, entry) for scope, entry in nearest_first(telling, key) if _is_fact(scope, entry)]
    nearest = [entry for scope, entry in ranked if scope == ranked[0][0]]
    distinct = {(entry.owner, entry.contact, entry.procedure): entry for entry in reversed(nearest)}
    return tuple(list(reversed(distinct.values()))[:limit])


def _is_fact(scope: str, entry: Entry) -> bool:
    # A row without a job is about an error, whoever's job it is; "*" says that it is about any job.
    return scope in {EXACT, PATTERN, STREAM} or (scope == GENERIC and bool(entry.job.strip()) and not entry.error)
