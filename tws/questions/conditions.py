"""The conditions of a question about jobs: what of them the server filters, and what the rows must show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tws.master import Master
from tws.models import OPEN, Job, JobQuery, StreamQuery
from tws.questions.choice import job_not_found, matching
from tws.questions.identity import is_job, is_pattern, job_name, job_query, stream_name, without_folder
from tws.questions.not_found import stream_not_found, workstation_not_found
from tws.questions.search import Keep
from tws.questions.statuses import States
from tws.reports import NotFound

_OVER = 1.25  # times its estimate: a quarter more than usual is long
_OVER_AT_LEAST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What jobs must meet, all of it; names as they were written, times in UTC."""

    job: str | None = None
    job_stream: str | None = None
    workstation: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    late: bool = False
    critical: bool = False
    overrunning: bool = False


def is_overrunning(job: Job, now: datetime) -> bool:
    """Whether a running job takes longer than it may, or than it should."""
    run = job.run
    if run is None or job.status != "RUNNING":
        return False
    if run.max_duration_gone:
        return True
    estimated = run.estimated or job.estimated
    if run.started_at is None or not estimated:
        return False
    elapsed = now - run.started_at
    return elapsed > estimated * _OVER and elapsed - estimated > _OVER_AT_LEAST


def server_query(asked: Conditions, now: datetime) -> JobQuery:
    """What the server filters.

    Raises: ArgumentError where a name is no name.
    """
    query = job_query(job_name(asked.job)) if asked.job else JobQuery()
    if asked.job_stream:
        query = replace(query, job_streams=(_last_part(asked.job_stream),))
    if asked.workstation:
        query = replace(query, workstations=(asked.workstation.strip().upper(),))
    if asked.late:
        query = replace(query, deadline_before=now)
    return replace(query, critical=True) if asked.critical else query


def states_searched(asked: Conditions, states: States) -> States:
    """The states to look through: those that were asked for, else those that late or overrunning jobs can have."""
    if states.words:
        return states
    if asked.overrunning:
        return States(common=("RUNNING",))
    return States(common=OPEN) if asked.late else states


def row_test(asked: Conditions, now: datetime) -> Keep | None:
    """What a row must show beyond what the server filters, None where that is nothing."""
    tests = [*_name_tests(asked)]
    if asked.late:
        tests.append(lambda job: job.is_late(now))
    if asked.overrunning:
        tests.append(lambda job: is_overrunning(job, now))
    return (lambda job: all(test(job) for test in tests)) if tests else None


async def missing_name(master: Master, asked: Conditions) -> NotFound | None:
    """Nothing matched: the name that does not exist at all, None where only the conditions were not met.

    Raises: TwsError where the plan could not be asked.
    """
    job, job_stream, workstation = asked.job, asked.job_stream, asked.workstation
    if job and not is_pattern(job) and not (await matching(master, job)).jobs:
        return await job_not_found(master, job)
    if job_stream and not is_pattern(job_stream):
        page = await master.job_streams(StreamQuery(names=(_last_part(job_stream),)), limit=1)
        if not page.records:
            return await stream_not_found(master, job_stream)
    if workstation and not is_pattern(workstation):
        known = await master.workstations(workstation.strip().upper(), limit=1)
        if not known.records:
            return await workstation_not_found(master, workstation)
    return None


def _name_tests(asked: Conditions) -> list[Keep]:
    tests: list[Keep] = []
    if asked.job and job_name(asked.job).is_key:
        key = job_name(asked.job)
        tests.append(lambda job: is_job(job, key))
    if asked.job_stream and stream_name(asked.job_stream).workstation:
        stream = stream_name(asked.job_stream)
        jobs_of_stream = job_name(f"{stream.workstation}#{stream.job_stream}.@")
        tests.append(lambda job: is_job(job, jobs_of_stream))
    return tests


def _last_part(job_stream: str) -> str:
    return without_folder(stream_name(job_stream).job_stream)
