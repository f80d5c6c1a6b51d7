"""How a job went before, as far as the current plan tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from statistics import median

from tws.master import Master
from tws.models import Job, JobRun
from tws.questions.choice import job_not_found, matching, other_keys
from tws.reports import HistoryReport, NotFound

SHOWN = 50
_NEVER = datetime.min.replace(tzinfo=UTC)


async def job_history(master: Master, job: str) -> HistoryReport | NotFound:
    """The runs of a job in all its instances of the plan, newest first, how they ended and how long they usually take.

    Raises: TwsError where the plan could not be asked, ArgumentError where `job` is no name.
    """
    matches = await matching(master, job)
    if not matches.jobs:
        return await job_not_found(master, job)
    chosen = matches.jobs[0]
    same = [known for known in matches.jobs if known.key == chosen.key]
    runs = sorted(
        (run for known in same for run in known.runs if run.started_at or run.internal_status == "FAIL"),
        key=lambda run: run.started_at or run.ended_at or _NEVER,
        reverse=True,
    )
    return HistoryReport(
        environment=master.environment,
        as_of=master.now(),
        job=chosen,
        runs=tuple(runs[:SHOWN]),
        successful=sum(1 for run in runs if run.status == "SUCCESSFUL"),
        in_error=sum(1 for run in runs if run.status == "ERROR"),
        usual=usual_duration(runs),
        estimated=estimated_duration(chosen),
        others=other_keys(chosen, tuple(known for known in matches.jobs if known.key != chosen.key)),
    )


def duration(run: JobRun) -> timedelta | None:
    """How long an ended run took."""
    if run.started_at and run.ended_at:
        return run.ended_at - run.started_at
    return run.elapsed if run.ended_at else None


def usual_duration(runs: list[JobRun]) -> timedelta | None:
    """The median duration of the runs that ended well."""
    took = [time for run in runs if run.status == "SUCCESSFUL" and (time := duration(run)) is not None]
    return timedelta(seconds=median(time.total_seconds() for time in took)) if took else None


def estimated_duration(job: Job) -> timedelta | None:
    """How long the engine expects the job to take."""
    return (job.run.estimated if job.run else None) or job.estimated
