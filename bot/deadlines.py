"""Whether a job can still make its deadline, from what is known of it alone."""

from __future__ import annotations

from datetime import datetime

from tws.models import Job


def expected_end(job: Job, now: datetime) -> datetime | None:
    """When the job ends at the earliest if it takes as long as the engine estimates; None where that is not known.

    One that has not started is taken to start as soon as its time allows: what it waits for is not looked at.
    """
    estimated = job.estimated or (job.run.estimated if job.run else None)
    if estimated is None or (job.ended and not job.in_error):
        return None
    if job.status == "RUNNING":
        started = job.run.started_at if job.run else None
        return max(now, started + estimated) if started else None
    return max(now, job.starts_after or now) + estimated


def is_in_danger(job: Job, now: datetime, *, ends_at: datetime | None = None, blocked: bool = False) -> bool:
    """Whether the job has missed its deadline, cannot make it even if nothing holds it up, or is expected to miss it.

    `ends_at` is the estimate of whoever walked all that it waits for, `blocked` that a job in error holds it up.
    """
    if job.ended and not job.in_error:
        return False
    if job.deadline is None:
        return job.late
    if job.late or job.deadline < now:
        return True
    end = expected_end(job, now)
    return job.in_error or blocked or any(at is not None and at > job.deadline for at in (end, ends_at))
