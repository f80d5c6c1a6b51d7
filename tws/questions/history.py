"""How a job went before, as far as the current plan tells, and an archive of runs where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median

from tws.master import Master
from tws.models import JobRun
from tws.questions.archive import Archive, estimated_duration
from tws.questions.choice import job_not_found, matching, other_keys
from tws.reports import HistoryReport, NotFound

SHOWN = 50
USUAL_OF = 30  # good runs, the newest: a job that grew slower a month ago is slow now
_NEVER = datetime.min.replace(tzinfo=UTC)


async def job_history(master: Master, job: str, archive: Archive | None = None) -> HistoryReport | NotFound:
    """The runs of a job, newest first, how they ended and how long they usually take.

    They are those of all its instances in the plan, and those that only `archive` still knows.
    Raises: TwsError where the plan could not be asked, ArgumentError where `job` is no name.
    """
    matches = await matching(master, job)
    if not matches.jobs:
        return await job_not_found(master, job)
    chosen = matches.jobs[0]
    same = [known for known in matches.jobs if known.key == chosen.key]
    in_plan = [run for known in same for run in known.runs if run.started_at or run.internal_status == "FAIL"]
    kept = await archive.runs(master.environment, chosen) if archive else ()
    past = _not_among(in_plan, kept)
    runs = sorted((*in_plan, *past), key=_began, reverse=True)
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
        total=len(runs),
        past_runs=len(past),
        known_since=min((run.ended_at for run in kept if run.ended_at), default=None),
    )


def _began(run: JobRun) -> datetime:
    return run.started_at or run.ended_at or _NEVER


def _not_among(in_plan: Sequence[JobRun], kept: Iterable[JobRun]) -> list[JobRun]:
    """The kept runs that the plan does not show: number and start tell runs apart, an id is of one plan only.

    A run that could not be launched need not have a start, and is then known by its number alone.
    """
    shown = {_mark(run) for run in in_plan}
    return [run for run in kept if _mark(run) not in shown]


def _mark(run: JobRun) -> tuple[int | None, int | None]:
    return run.number, None if run.started_at is None else round(run.started_at.timestamp())


def duration(run: JobRun) -> timedelta | None:
    """How long an ended run took."""
    if run.started_at and run.ended_at:
        return run.ended_at - run.started_at
    return run.elapsed if run.ended_at else None


def usual_duration(runs: Sequence[JobRun]) -> timedelta | None:
    """The median duration of the first thirty runs that ended well."""
    took = [time for run in runs if run.status == "SUCCESSFUL" and (time := duration(run)) is not None]
    return timedelta(seconds=median(time.total_seconds() for time in took[:USUAL_OF])) if took else None
