"""Jobs and job streams that have passed their deadline and have not ended."""

from __future__ import annotations

from datetime import datetime

from bot.alerts.conditions.found import MOST, Found, is_whole
from bot.alerts.conditions.records import Condition
from bot.alerts.conditions.subjects import DEADLINE, about_job, about_stream
from bot.ports import Master
from bot.reports import Evidence, IncidentKind
from tws.models import OPEN, Job, JobQuery, JobStream, StreamQuery

# A job stream in error, or stuck by one, has an incident of its own already.
_GOING_ON = ("WAITING", "READY", "RUNNING", "HELD")


async def late_ones(master: Master) -> Found:
    """What has passed its deadline: jobs, and job streams none of whose jobs says it already.

    Raises: TwsError where the plan could not be asked.
    """
    now = master.now()
    jobs = await master.jobs(JobQuery(deadline_before=now, statuses=OPEN), limit=MOST, order="deadline")
    streams = await master.job_streams(StreamQuery(deadline_before=now, statuses=_GOING_ON), limit=MOST)
    return Found(
        conditions=conditions(master.environment, now, jobs.records, streams.records),
        complete=is_whole(jobs, MOST) and is_whole(streams, MOST),
    )


def conditions(
    environment: str, now: datetime, jobs: tuple[Job, ...], streams: tuple[JobStream, ...]
) -> tuple[Condition, ...]:
    """Those that are late at that time."""
    late = [job for job in jobs if job.is_late(now) and not job.no_operation]
    told = {job.job_stream_id for job in late}
    return (
        *(_of_job(environment, job, now) for job in late),
        *(_of_stream(environment, stream) for stream in streams if is_late(stream, now) and stream.id not in told),
    )


def is_late(stream: JobStream, now: datetime) -> bool:
    """Whether the job stream is past its deadline and still has something to do."""
    return stream.deadline is not None and stream.deadline < now and stream.status in _GOING_ON and not stream.canceled


def _of_job(environment: str, job: Job, now: datetime) -> Condition:
    started = job.run.started_at if job.run and job.status == "RUNNING" else None
    evidence = Evidence(
        since=job.deadline,
        deadline=job.deadline,
        usual=job.estimated,
        lasting=now - started if started else None,
        started_at=started,
        states=(job.internal_status,) if job.internal_status else (),
    )
    return about_job(environment, IncidentKind.LATE, job, word="LATE", evidence=evidence, under=DEADLINE)


def _of_stream(environment: str, stream: JobStream) -> Condition:
    evidence = Evidence(since=stream.deadline, deadline=stream.deadline, states=(stream.internal_status,))
    return about_stream(environment, IncidentKind.LATE, stream, word="LATE", evidence=evidence, under=DEADLINE)
