"""Time restrictions of jobs and job streams: start, latest start, deadline, longest duration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tws.simulator.records import Fate, Job, JobStream, Run
from tws.simulator.states import STARTABLE

if TYPE_CHECKING:
    from tws.simulator.engine import Engine  # the engine calls these functions


def watch_job(engine: Engine, job: Job) -> None:
    if job.starts_after is not None and job.starts_after > engine.time:
        engine.at(job.starts_after, engine.consider, job)
    if job.deadline is not None:
        engine.at(job.deadline, _deadline, engine, job)
    if job.until is not None:
        engine.at(job.until, _until, engine, job)


def _deadline(engine: Engine, job: Job) -> None:
    if not job.done and job.common != "ERROR":
        job.late = True
        engine.plan.flagged["late"].add(job)


def stream_deadline(stream: JobStream) -> None:
    stream.late = not stream.done


def _until(engine: Engine, job: Job) -> None:
    if job.status not in STARTABLE or job.runs:
        return
    job.until_gone = True
    if job.until_action == "doNotRun":
        engine.plan.set_status(job, "SUPPR")
        engine.settle(job)
    elif job.until_action == "cancel":
        engine.cancel(job)


def max_duration_reached(engine: Engine, run: Run) -> None:
    if run.status != "EXEC":
        return
    run.max_duration_gone = True
    engine.plan.flagged["max_duration_gone"].add(run.job)
    if run.job.max_duration_action == "kill":
        engine.stop_run(run, Fate(end="ABEND", signature="killed_137"))
