"""Jobs by name, by state, by window: how is this one, what ended badly, which are running, late or critical."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from tws.master import Master, engine_now
from tws.questions.choice import job_not_found, matching
from tws.questions.conditions import Conditions, missing_name, row_test, server_query, states_searched
from tws.questions.horizon import start_of_plan_after, still_to_come
from tws.questions.identity import job_name
from tws.questions.near import clearly_meant
from tws.questions.search import SHOWN, Window, found, searches
from tws.questions.statuses import States, states
from tws.reports import JobsReport, NotFound

_BAD_ENDS = States(internal=("ABEND", "FAIL"))


async def job_status(master: Master, job: str) -> JobsReport | NotFound:
    """How a job is: every job of that name in the plan, the most telling first.

    A mistyped name is read as the one name of the plan that it can only mean, which `meant` then holds.
    Raises: TwsError where the plan could not be asked, ArgumentError where `job` is no name.
    """
    matches = await matching(master, job)
    meant = None
    if not matches.jobs:
        missing = await job_not_found(master, job)
        meant = None if job_name(job).is_key else clearly_meant(job_name(job).job, missing.similar)
        if meant is None:
            return missing
        matches = await matching(master, meant)
    return JobsReport(
        environment=master.environment,
        as_of=master.now(),
        jobs=matches.jobs[:SHOWN],
        total=matches.total,
        truncated=matches.truncated,
        job=job.strip(),
        meant=meant,
    )


async def jobs_in_error(
    master: Master,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    job_stream: str | None = None,
    workstation: str | None = None,
) -> JobsReport | NotFound:
    """What ended in ABEND or FAIL and still is, newest first; in a window, by when it ended.

    Raises: TwsError where the plan could not be asked, ArgumentError where a name is no name.
    """
    asked = Conditions(since=since, until=until, job_stream=job_stream, workstation=workstation)
    return await _jobs(master, asked, _BAD_ENDS)


async def find_jobs(
    master: Master,
    *,
    job: str | None = None,
    status: str | None = None,
    job_stream: str | None = None,
    workstation: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    late: bool = False,
    critical: bool = False,
    overrunning: bool = False,
) -> JobsReport | NotFound:
    """Jobs that meet every condition given, newest first.

    Late: past the deadline and not ended. Overrunning: running beyond the maximum duration, or a quarter (and a
    minute) beyond the estimate.
    Raises: TwsError where the plan could not be asked, ArgumentError for an unknown status or a name that is no name.
    """
    asked = Conditions(
        job=job,
        job_stream=job_stream,
        workstation=workstation,
        since=since,
        until=until,
        late=late,
        critical=critical,
        overrunning=overrunning,
    )
    return await _jobs(master, asked, states(status))


async def _jobs(master: Master, asked: Conditions, wanted: States) -> JobsReport | NotFound:
    now = await engine_now(master) if asked.late or asked.overrunning else master.now()
    window = await still_to_come(master, wanted, Window(since=asked.since, until=asked.until))
    asked = replace(asked, since=window.since)
    queries = searches(server_query(asked, now), states_searched(asked, wanted), window, row_test(asked, now))
    hits = await found(master, queries)
    if not hits.total and not hits.truncated:
        missing = await missing_name(master, asked)
        if missing is not None:
            return missing
    echoed: dict[str, Any] = {name: value or None for name, value in asdict(asked).items()}
    return JobsReport(
        environment=master.environment,
        as_of=master.now(),
        jobs=hits.jobs,
        total=hits.total,
        truncated=hits.truncated,
        statuses=wanted.words,
        plan_from=await start_of_plan_after(master, asked.since),
        **echoed,
    )
