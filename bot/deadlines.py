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


def is_in_danger(job: Job, now: datetime) -> bool:
    """Whether the job has missed its deadline, or cannot make it even if nothing holds it up."""
    if job.ended and not job.in_error:
        return False
    if job.deadline is None:
        return job.late
    if job.late or job.deadline < now:
        return True
    end = expected_end(job, now)
    return job.in_error or (end is not None and end > job.deadline)
