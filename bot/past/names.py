"""What names a job and its runs over all plans, where the ids change; pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.circumstances import PastRun
from bot.store.rows import StoredRun
from tws.models import ENDED, Job, JobRun

# An ABEND that is confirmed, a cancelled run: each has ended for good in these words of the engine.
_RUN_ENDED = frozenset({"SUCC", "ABEND", "FAIL", "CANCL", "SUPPR"})


def past_name(job: Job) -> str:
    """`/FOLDER/WORKSTATION#JOBSTREAM.JOB`: what stays the same from plan to plan."""
    return f"{job.folder.rstrip('/')}/{job.key}"


def run_name(run: JobRun, job: Job) -> str:
    """What tells the runs of a job apart: the job number, which comes again some day, and its start.

    A run that could not be launched (FAIL) need not have a start; the plan's time of its job stands for it.
    """
    start = run.started_at or job.scheduled_at
    moment = start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if start else ""
    return f"#{'' if run.number is None else run.number}@{moment}"


def stored_runs(environment: str, job: Job, now: datetime, newest: int) -> tuple[StoredRun, ...]:
    """The runs of a plan's row that have ended, at most so many, as they are stored.

    A run that ended without a time, as one that could not be launched may, is taken to have ended when it was seen.
    """
    ended = [run for run in job.runs if run.internal_status in _RUN_ENDED or run.status in ENDED]
    return tuple(
        StoredRun(
            environment=environment,
            job=past_name(job),
            run=run_name(run, job),
            started_at=run.started_at,
            ended_at=run.ended_at or run.started_at or now,
            internal_status=run.internal_status or run.status,
            return_code=run.return_code,
            number=run.number,
        )
        for run in ended[-newest:]
    )


def past_run(run: StoredRun) -> PastRun:
    """A stored run as a report tells it."""
    return PastRun(
        started_at=run.started_at,
        ended_at=run.ended_at,
        internal_status=run.internal_status,
        duration=lasted(run),
        return_code=run.return_code,
        number=run.number,
    )


def lasted(run: StoredRun) -> timedelta | None:
    """How long a run took, None where its start is not known."""
    return run.ended_at - run.started_at if run.started_at else None
