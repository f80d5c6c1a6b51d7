"""What waits behind a job, and which deadlines it puts in danger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tws.master import Master
from tws.models import Job
from tws.questions.blocked import Behind, Part, behind
from tws.questions.choice import one_job
from tws.questions.history import estimated_duration
from tws.questions.walk import Walk
from tws.reports import ImpactReport, NotFound, Threat

SHOWN = 20
_LATEST = datetime.max.replace(tzinfo=UTC)


async def impact(master: Master, job: str) -> ImpactReport | NotFound:
    """What waits behind the job that `job` names.

    Raises: TwsError where the plan could not be asked, ArgumentError where `job` is no name.
    """
    chosen = await one_job(master, job)
    if isinstance(chosen, NotFound):
        return chosen
    return await impact_of(master, chosen.job, others=chosen.others)


async def impact_of(master: Master, job: Job, *, others: tuple[str, ...] = ()) -> ImpactReport:
    """What waits behind a job: what follows it, and what follows its job stream, which cannot end without it.

    The walk goes at most 60 queries and 2,000 jobs far.
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
        threats=_threats(found, master.now()),
        truncated=found.truncated,
        others=others,
    )


def _stream_names(found: Behind) -> tuple[str, ...]:
    names = [job.job_stream for job in found.jobs.values()]
    following = [stream.name for key, stream in found.streams.items() if key != found.source.job_stream_id]
    return tuple(dict.fromkeys(names + following))


def _threats(found: Behind, now: datetime) -> tuple[Threat, ...]:
    """The deadlines behind the job, the most pressing first; nothing is in danger behind what has ended well."""
    source = found.source
    if source.ended and not source.in_error:
        return ()
    takes = estimated_duration(source) or timedelta()
    ends_at = _end_of(source, takes, now)
    threats = [
        Threat(
            job=job,
            deadline=deadline,
            latest_start=deadline - after - takes,
            missed=deadline < now or ends_at + after > deadline,
        )
        for job, deadline, after in _deadlines(found)
    ]
    return tuple(sorted(threats, key=lambda threat: threat.latest_start or _LATEST)[:SHOWN])


def _end_of(job: Job, takes: timedelta, now: datetime) -> datetime:
    """When the job ends at the earliest: a running one as usual, any other if it ran now."""
    if job.status == "RUNNING" and job.run and job.run.started_at:
        return max(now, job.run.started_at + takes)
    return now + takes


def _deadlines(found: Behind) -> Iterator[tuple[Job, datetime, timedelta]]:
    after = found.longest()
    for job in (found.source, *found.jobs.values()):
        if job.deadline:
            yield job, job.deadline, after.get((Part.JOB, job.id), timedelta())
    for stream in found.streams.values():
        last = _last_job(found, stream.id, after)
        if stream.deadline and last:
            yield last, stream.deadline, after.get((Part.STREAM_END, stream.id), timedelta())


def _last_job(found: Behind, stream_id: str, after: dict[tuple[Part, str], timedelta]) -> Job | None:
    jobs = [job for job in (found.source, *found.jobs.values()) if job.job_stream_id == stream_id]
    return max(jobs, key=lambda job: after.get((Part.JOB, job.id), timedelta()), default=None)
