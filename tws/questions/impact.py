"""What waits behind a job, and which deadlines it puts in danger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from tws.master import Master
from tws.models import Job
from tws.questions.archive import Archive, Durations, durations
from tws.questions.blocked import Behind, Part, Point, Ways, behind
from tws.questions.choice import one_job
from tws.questions.walk import Walk
from tws.reports import ImpactReport, NotFound, Threat

SHOWN = 20
_LATEST = datetime.max.replace(tzinfo=UTC)


async def impact(master: Master, job: str, archive: Archive | None = None) -> ImpactReport | NotFound:
    """What waits behind the job that `job` names.

    Raises: TwsError where the plan could not be asked, ArgumentError where `job` is no name.
    """
    chosen = await one_job(master, job)
    if isinstance(chosen, NotFound):
        return chosen
    return await impact_of(master, chosen.job, others=chosen.others, archive=archive)


async def impact_of(
    master: Master, job: Job, *, others: tuple[str, ...] = (), archive: Archive | None = None
) -> ImpactReport:
    """What waits behind a job: what follows it, and what follows its job stream, which cannot end without it.

    The walk goes at most 60 queries and 2,000 jobs far. `archive` says how long jobs usually take, where it knows.
    Raises: TwsError where the plan could not be asked.
    """
    found = await behind(Walk(master), job)
    waiting = tuple(found.jobs.values())
    return ImpactReport(
        environment=master.environment,
        as_of=master.now(),
        job=job,
        direct=tuple(found.jobs[known] for known in found.direct)[:SHOWN],
        blocked=len(waiting),
        streams=_stream_names(found),
        critical=tuple(known for known in waiting if known.critical)[:SHOWN],
        threats=await _threats(master, found, archive),
        truncated=found.truncated,
        others=others,
    )


def _stream_names(found: Behind) -> tuple[str, ...]:
    names = [job.job_stream for job in found.jobs.values()]
    following = [stream.name for key, stream in found.streams.items() if key != found.source.job_stream_id]
    return tuple(dict.fromkeys(names + following))


async def _threats(master: Master, found: Behind, archive: Archive | None) -> tuple[Threat, ...]:
    """The deadlines behind the job, the most pressing first; nothing is in danger behind what has ended well."""
    source, now = found.source, master.now()
    if source.ended and not source.in_error:
        return ()
    lasting = await durations(master, found.leading_to(_goals(found)), archive)
    takes, ways = lasting.of(source) or timedelta(), found.longest(lasting.of)
    ends_at = _end_of(source, takes, now)
    threats = [
        Threat(
            job=job,
            deadline=deadline,
            latest_start=deadline - ways.after[point] - takes,
            missed=deadline < now or ends_at + ways.after[point] > deadline,
            **_chain(found, ways.to(point), lasting),
        )
        for job, deadline, point in _deadlines(found, ways)
    ]
    pressing = sorted(threats, key=lambda threat: threat.latest_start or _LATEST)
    # The last job of a job stream may carry the stream's own deadline: that is one deadline.
    once = {(threat.job.id, threat.deadline): threat for threat in reversed(pressing)}
    return tuple(sorted(once.values(), key=lambda threat: threat.latest_start or _LATEST)[:SHOWN])


def _goals(found: Behind) -> list[Point]:
    jobs = [(Part.JOB, job.id) for job in found.jobs.values() if job.deadline]
    return [*jobs, *((Part.STREAM_END, stream.id) for stream in found.streams.values() if stream.deadline)]


def _chain(found: Behind, way: list[Point], lasting: Durations) -> dict[str, Any]:
    """What runs on a way: its jobs, and the job streams that are passed through as a whole."""
    links: list[tuple[str, timedelta | None]] = []
    for before, (part, identity) in zip([None, *way], way, strict=False):
        if part is Part.JOB:
            job = found.jobs.get(identity, found.source)
            links.append((job.name, lasting.of(job)))
        elif part is Part.STREAM_END and before == (Part.STREAM_START, identity):
            stream = found.streams[identity]
            links.append((stream.name, stream.estimated))
    return {"chain": tuple(name for name, _ in links), "takes": tuple(takes for _, takes in links)}


def _end_of(job: Job, takes: timedelta, now: datetime) -> datetime:
    """When the job ends at the earliest: a running one as usual, any other if it ran now."""
    if job.status == "RUNNING" and job.run and job.run.started_at:
        return max(now, job.run.started_at + takes)
    return now + takes


def _deadlines(found: Behind, ways: Ways) -> Iterator[tuple[Job, datetime, Point]]:
    for job in (found.source, *found.jobs.values()):
        if job.deadline and (Part.JOB, job.id) in ways.after:
            yield job, job.deadline, (Part.JOB, job.id)
    for stream in found.streams.values():
        last, end = _last_job(found, stream.id, ways), (Part.STREAM_END, stream.id)
        if stream.deadline and last and end in ways.after:
            yield last, stream.deadline, end


def _last_job(found: Behind, stream_id: str, ways: Ways) -> Job | None:
    """The job of the stream that ends last; of several the one that was found last, further behind the source."""
    jobs = [job for job in (*reversed(found.jobs.values()), found.source) if job.job_stream_id == stream_id]
    return max(jobs, key=lambda job: ways.after.get((Part.JOB, job.id), timedelta()), default=None)
