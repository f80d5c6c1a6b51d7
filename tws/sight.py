"""What is seen of a plan: records held against patterns, and queries narrowed to what can be seen; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from tws.models import Dependency, DependencyKind, Job, JobQuery, JobStream, Prompt, Resource, StreamQuery

QueryT = TypeVar("QueryT", JobQuery, StreamQuery)

# What stands in the place of a name that is not seen.
HIDDEN = "********"
_WILD = "@*?"
_OF_JOBS = frozenset({DependencyKind.JOB, DependencyKind.JOIN, DependencyKind.JOB_STREAM})


class Sight(Protocol):
    """What is seen: jobs whose name fits one of `jobs`, in a job stream that fits one of `job_streams`.

    What is empty asks nothing. Patterns as in a JobQuery: `@` and `*` are any text, `?` is one character, and a
    `/folder/` may stand before the name.
    """

    @property
    def jobs(self) -> tuple[str, ...]:
        """Patterns of jobs."""
        ...

    @property
    def job_streams(self) -> tuple[str, ...]:
        """Patterns of job streams."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed(Generic[QueryT]):
    """A query that asks for no more than it must. `is_wider`: its rows are still to be held against the sight."""

    query: QueryT
    is_wider: bool = False


def sees_all(sight: Sight) -> bool:
    """Whether nothing is left out."""
    return not (sight.jobs or sight.job_streams)


def narrowed_jobs(query: JobQuery, sight: Sight) -> Narrowed[JobQuery] | None:
    """The query for the jobs that are seen, None where none can be."""
    names, wide_names = _narrowed(query.names, sight.jobs)
    streams, wide_streams = _narrowed(query.job_streams, sight.job_streams)
    if names is None or streams is None:
        return None
    narrowed = replace(query, names=names, job_streams=streams)
    return Narrowed(query=narrowed, is_wider=wide_names or wide_streams)


def narrowed_streams(query: StreamQuery, sight: Sight) -> Narrowed[StreamQuery] | None:
    """The query for the job streams that are seen, None where none can be."""
    names, is_wider = _narrowed(query.names, sight.job_streams)
    return None if names is None else Narrowed(query=replace(query, names=names), is_wider=is_wider)


def has_job(job: Job, sight: Sight) -> bool:
    """Whether a job is seen."""
    return fits(job.name, job.folder, sight.jobs) and fits(job.job_stream, job.folder, sight.job_streams)


def has_stream(stream: JobStream, sight: Sight) -> bool:
    """Whether a job stream is seen by its name; whether one of its jobs is, its rows must tell."""
    return fits(stream.name, stream.folder, sight.job_streams)


def has_prompt(prompt: Prompt, sight: Sight) -> bool:
    """Whether a prompt is seen: one of a job or job stream only where that is."""
    if prompt.job:
        key = prompt.job if "#" in prompt.job else f"#{prompt.job_stream or ''}.{prompt.job}"
        return _has_key(key, sight)
    return not prompt.job_stream or _has_key(f"#{prompt.job_stream}", sight, is_job=False)


def masked_job(job: Job, sight: Sight) -> Job:
    """The job; what it waits for has no name where it is not seen."""
    return replace(job, dependencies=_masked(job.dependencies, sight)) if job.dependencies else job


def masked_stream(stream: JobStream, sight: Sight) -> JobStream:
    """The job stream; without counts where they would count jobs that are not seen."""
    masked = replace(stream, dependencies=_masked(stream.dependencies, sight))
    if not sight.jobs:
        return masked
    return replace(masked, jobs=None, successful=None, abended=None, failed=None, running=None)


def masked_resource(resource: Resource, sight: Sight) -> Resource:
    """The resource; a holder that is not seen has no name."""
    holders = tuple(
        holder if _has_key(holder, sight, is_job="." in holder.rpartition("#")[2]) else HIDDEN
        for holder in resource.holders
    )
    return replace(resource, holders=holders)


def fits(name: str, folder: str, patterns: tuple[str, ...]) -> bool:
    """Whether a name in a folder fits one of the patterns, or there is none."""
    return not patterns or any(_is(name, folder, pattern) for pattern in patterns)


def _masked(dependencies: tuple[Dependency, ...], sight: Sight) -> tuple[Dependency, ...]:
    return tuple(
        replace(one, name=HIDDEN, job_id=None, job_stream_id=None)
        if one.kind in _OF_JOBS and not _has_key(one.name, sight, is_job=one.kind is not DependencyKind.JOB_STREAM)
        else one
        for one in dependencies
    )


def _has_key(key: str, sight: Sight, *, is_job: bool = True) -> bool:
    last = key.rpartition("#")[2]
    job_stream, _, job = last.rpartition(".") if is_job else (last, "", "")
    if is_job and not fits(_last(job), _folder(job), sight.jobs):
        return False
    if not is_job and sight.jobs:
        return False
    return fits(_last(job_stream), _folder(job_stream), sight.job_streams)


def _narrowed(given: tuple[str, ...], seen: tuple[str, ...]) -> tuple[tuple[str, ...] | None, bool]:
    """The names to ask for, None where none is seen, and whether more than what is seen may come back."""
    if not seen:
        return given, False
    if not given:
        return seen, False
    kept: list[str] = []
    is_wider = False
    for name in given:
        inside = [pattern for pattern in seen if _covers(name, pattern)]
        if any(_covers(pattern, name) for pattern in seen):
            kept.append(name)
        elif len(inside) == len(seen):
            kept.extend(inside)
        elif _may_meet(name, seen):
            kept.append(name)
            is_wider = True
    return (tuple(dict.fromkeys(kept)) or None), is_wider


def _may_meet(name: str, seen: tuple[str, ...]) -> bool:
    """Whether a name that no pattern covers may stand for something that is seen all the same."""
    if _is_pattern(name):
        return True
    return any(_covers(_last(pattern), _last(name)) for pattern in seen)


def _covers(wide: str, narrow: str) -> bool:
    """Whether all that `narrow` may stand for fits `wide`: a wildcard is covered by one that means any text."""
    if not _compiled(_last(wide)).fullmatch(_last(narrow).upper()):
        return False
    if "/" not in wide:
        return True
    return "/" in narrow and bool(_compiled(_folder(wide)).fullmatch(_folder(narrow).upper()))


def _is(name: str, folder: str, pattern: str) -> bool:
    if not _compiled(_last(pattern)).fullmatch(name.upper()):
        return False
    return "/" not in pattern or bool(_compiled(_folder(pattern)).fullmatch(folder.strip("/").upper()))


def _is_pattern(name: str) -> bool:
    return any(sign in name for sign in _WILD)


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _folder(name: str) -> str:
    return name.rpartition("/")[0].strip("/")


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    # `?` stands for one character that is none of the signs: a pattern is held against patterns too.
    signs = {"*": ".*", "@": ".*", "?": "[^@*]"}
    return re.compile("".join(signs.get(each, re.escape(each)) for each in pattern.upper()), re.DOTALL)
