"""The end of the chain: the predecessor behind all predecessors that really holds a job back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from tws.models import Dependency, DependencyKind, Job, JobStream
from tws.questions.dependencies import unmet
from tws.questions.walk import Walk

DEPTH = 12

# how much an end of the chain explains, the most first
_IN_ERROR, _HELD, _ITS_OWN_GATE, _RUNNING, _UNCLEAR = range(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Keys from the nearest predecessor to the one at the end, and that one's internal status."""

    keys: tuple[str, ...] = ()
    state: str = ""
    rank: int = _UNCLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A predecessor that was read: an end of a chain, or the predecessors that it waits for itself."""

    end: Chain | None = None
    path: tuple[str, ...] = ()
    behind: tuple[Dependency, ...] = field(default=())


async def root_of(walk: Walk, job: Job, stream: JobStream | None) -> Chain:
    """The chain to what holds the job: of all ends one in error, else held, else the nearest that waits or runs.

    The walk goes breadth-first, at most DEPTH predecessors deep, within the walk's budget.
    Raises: TwsError where the plan could not be asked.
    """
    level: list[tuple[tuple[str, ...], Dependency]] = [((), dep) for dep in _waits_for(job, stream)]
    seen: set[str] = {job.id}
    ends: list[Chain] = []
    for _ in range(DEPTH):
        steps = await asyncio.gather(*(_step(walk, path, dep) for path, dep in _new(level, seen)))
        ends += [step.end for step in steps if step.end]
        if any(end.rank == _IN_ERROR for end in ends):
            break
        level = [(step.path, dep) for step in steps for dep in step.behind]
    ends += [Chain(keys=(*path, dep.name), state=dep.state) for path, dep in level]
    return min(ends, key=lambda end: (end.rank, len(end.keys)), default=Chain())


def _new(
    level: Sequence[tuple[tuple[str, ...], Dependency]], seen: set[str]
) -> list[tuple[tuple[str, ...], Dependency]]:
    fresh = []
    for path, dep in level:
        if (identity := _identity(dep)) not in seen:
            seen.add(identity)
            fresh.append((path, dep))
    return fresh


def _identity(dep: Dependency) -> str:
    if dep.kind is DependencyKind.JOB:
        return dep.job_id or dep.name
    return dep.job_stream_id or dep.name


def _waits_for(job: Job, stream: JobStream | None) -> tuple[Dependency, ...]:
    return unmet(job.dependencies) + (unmet(stream.dependencies) if stream else ())


async def _step(walk: Walk, path: tuple[str, ...], dep: Dependency) -> _Step:
    if dep.kind is DependencyKind.JOB:
        job = await walk.job(dep.job_id) if dep.job_id else None
        return _unread(path, dep) if job is None else await _job_step(walk, path, job)
    stream = await walk.job_stream(dep.job_stream_id) if dep.job_stream_id else None
    return _unread(path, dep) if stream is None else await _stream_step(walk, path, stream)


def _unread(path: tuple[str, ...], dep: Dependency) -> _Step:
    return _Step(end=Chain(keys=(*path, dep.name), state=dep.state))


async def _job_step(walk: Walk, path: tuple[str, ...], job: Job) -> _Step:
    here = (*path, job.key)
    rank = _job_rank(job)
    if rank is not None:
        return _Step(end=Chain(keys=here, state=job.internal_status or job.status, rank=rank))
    stream = await walk.job_stream(job.job_stream_id) if job.job_stream_id else None
    behind = _waits_for(job, stream)
    if behind:
        return _Step(path=here, behind=behind)
    return _Step(end=Chain(keys=here, state=job.internal_status or job.status, rank=_ITS_OWN_GATE))


def _job_rank(job: Job) -> int | None:
    if job.in_error and not job.canceled:
        return _IN_ERROR
    if job.status == "HELD" or job.priority == 0 or job.canceled:
        return _HELD
    if job.status == "RUNNING":
        return _RUNNING
    return _UNCLEAR if job.ended else None


async def _stream_step(walk: Walk, path: tuple[str, ...], stream: JobStream) -> _Step:
    here = (*path, stream.key)
    if stream.status in {"ERROR", "BLOCKED"} or stream.abended or stream.failed:
        job = await walk.job_in_error_of(stream.id)
        if job is not None:
            return _Step(end=Chain(keys=(*here, job.key), state=job.internal_status, rank=_IN_ERROR))
    rank = {"ERROR": _HELD, "BLOCKED": _HELD, "HELD": _HELD, "RUNNING": _RUNNING}.get(stream.status)
    behind = unmet(stream.dependencies)
    if rank is None and behind:
        return _Step(path=here, behind=behind)
    rank = _ITS_OWN_GATE if rank is None else rank
    return _Step(end=Chain(keys=here, state=stream.internal_status or stream.status, rank=rank))
