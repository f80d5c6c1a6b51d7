"""When a job will start and end, against its deadline."""

from __future__ import annotations

import asyncio

from tws.master import Master
from tws.models import Dependency, DependencyKind, Job, JobStream
from tws.questions.archive import Archive, durations
from tws.questions.choice import one_job_in_full
from tws.questions.dependencies import unmet
from tws.questions.gates import gates_of
from tws.questions.statuses import is_waiting
from tws.questions.surroundings import surroundings_of
from tws.questions.timing import Ahead, Timetable, Timing
from tws.questions.walk import Walk
from tws.reports import EstimateReport, Gate, NotFound

DEPTH = 12


async def estimate(master: Master, job: str, archive: Archive | None = None) -> EstimateReport | NotFound:
    """When a job starts and ends: as it did, as it usually does, or after all that it waits for.

    An unanswered prompt, a missing file, a workstation that is down or whatever else only a person can open makes it
    unknown; so does a resource or a limit that is used up. `archive` says how long jobs usually take, where it knows.
    Raises: TwsError where the plan could not be asked, ArgumentError where `job` is no name.
    """
    chosen = await one_job_in_full(master, job, prefer=lambda known: not known.ended)
    if isinstance(chosen, NotFound):
        return chosen
    return await estimate_of(master, chosen.job, archive, others=chosen.others)


async def estimate_of(
    master: Master, known: Job, archive: Archive | None = None, *, others: tuple[str, ...] = ()
) -> EstimateReport:
    """As `estimate`, for a job that was read by its id, so that its dependencies are known.

    Raises: TwsError where the plan could not be asked.
    """
    ahead = await _ahead_of(Walk(master), known)
    stream = ahead.streams.get(known.job_stream_id or "")
    lasting = await durations(master, tuple(ahead.jobs.values()), archive)
    timing = Timetable(ahead, master.now(), lasting).of_job(known)
    if timing.basis == "waiting" and await _is_held_up(master, known, stream):
        timing = Timing(basis="unknown")
    deadline = known.deadline or (stream.deadline if stream else None)
    own = lasting.usual.get(known.id)
    return EstimateReport(
        environment=master.environment,
        as_of=master.now(),
        job=known,
        basis=timing.basis,
        starts_at=timing.starts_at,
        ends_at=timing.ends_at,
        usual=lasting.of(known),
        usual_runs=own.runs if own else None,
        usual_since=own.since if own else None,
        deadline=deadline,
        after_deadline=timing.ends_at > deadline if timing.ends_at and deadline else None,
        blocked_by=timing.blocked_by,
        others=others,
    )


async def _is_held_up(master: Master, job: Job, stream: JobStream | None) -> bool:
    """Whether something stands in the way that no time opens."""
    if job.status == "BLOCKED":
        return True
    gates = gates_of(job, await surroundings_of(master, job, stream))
    return any(gate.satisfied is False and not _opens_by_itself(gate) for gate in gates)


def _opens_by_itself(gate: Gate) -> bool:
    """Times pass and predecessors end; after the latest start a job still runs where the action is to continue."""
    in_time = gate.kind in {"predecessor", "stream_predecessor", "time", "stream_time"}
    return in_time or (gate.kind == "until_passed" and gate.state.lower().startswith("cont"))


async def _ahead_of(walk: Walk, job: Job) -> Ahead:
    """All that the job waits for, level by level, at most DEPTH deep and within the walk's budget."""
    ahead = Ahead(jobs={job.id: job})
    level = await _waits_for(walk, ahead, job)
    seen: set[str | None] = {job.id}
    for _ in range(DEPTH):
        fresh = {identity: dep for dep in level if (identity := _identity(dep)) and identity not in seen}
        if not fresh:
            break
        seen.update(fresh)
        behind = await asyncio.gather(*(_read(walk, ahead, dep) for dep in fresh.values()))
        level = tuple(dep for deps in behind for dep in deps)
    return ahead


def _identity(dep: Dependency) -> str | None:
    return dep.job_id if dep.kind is DependencyKind.JOB else dep.job_stream_id


async def _read(walk: Walk, ahead: Ahead, dep: Dependency) -> tuple[Dependency, ...]:
    if dep.kind is DependencyKind.JOB:
        job = await walk.job(dep.job_id or "")
        if job is None:
            return ()
        ahead.jobs[job.id] = job
        return await _waits_for(walk, ahead, job)
    stream = await walk.job_stream(dep.job_stream_id or "")
    if stream is None:
        return ()
    ahead.streams[stream.id] = stream
    if stream.status in {"ERROR", "BLOCKED"} or stream.abended or stream.failed:
        culprit = await walk.job_in_error_of(stream.id)
        ahead.in_error.update({stream.id: culprit} if culprit else {})
    return unmet(stream.dependencies)


async def _waits_for(walk: Walk, ahead: Ahead, job: Job) -> tuple[Dependency, ...]:
    """What runs or has ended waits for nothing any more."""
    stream = await walk.job_stream(job.job_stream_id) if job.job_stream_id and not job.ended else None
    if stream is not None:
        ahead.streams[stream.id] = stream
    if not is_waiting(job):
        return ()
    return unmet(job.dependencies) + (unmet(stream.dependencies) if stream else ())
