"""Keeps the jobs whose newest run meets a query: the engine's filter is content with any run of a row."""

from __future__ import annotations

from datetime import datetime

from tws.decode import Json
from tws.models import IN_ERROR, Job, JobQuery
from tws.vocabulary import internal_word


def asks_about_runs(query: JobQuery) -> bool:
    """Whether the query has a condition that an earlier run could meet in place of the newest."""
    windows = (query.started_since, query.started_until, query.ended_since, query.ended_until)
    return bool(
        query.statuses
        or query.internal_statuses
        or query.max_duration_gone is not None
        or any(moment is not None for moment in windows)
    )


def may_meet(row: Json, query: JobQuery) -> bool:
    """Whether the summary of a v2 row leaves it open that the job meets the query; cheaper than reading the row."""
    state = row.get("lastRunCompositeStatus")
    if not query.internal_statuses or not isinstance(state, dict) or not state.get("status") or state.get("canceled"):
        return True
    return internal_word(state["status"]) in {internal_word(word) for word in query.internal_statuses}


def meets(job: Job, query: JobQuery) -> bool:
    """Whether the newest state of the job is what the query asks for."""
    run = job.run
    return (
        _has_status(job, query)
        and _within(run.started_at if run else None, query.started_since, query.started_until, job)
        and _within(run.ended_at if run else None, query.ended_since, query.ended_until, job)
        and query.max_duration_gone in {None, bool(run and run.max_duration_gone)}
    )


def _has_status(job: Job, query: JobQuery) -> bool:
    if query.statuses and job.status not in query.statuses:
        return False
    wanted = {internal_word(word) for word in query.internal_statuses}
    return not wanted or job.internal_status in wanted or (job.canceled and "CANCL" in wanted)


def _within(moment: datetime | None, since: datetime | None, until: datetime | None, job: Job) -> bool:
    if since is None and until is None:
        return True
    if moment is None:
        # A job that could not be launched (FAIL) need not have times: it is shown rather than lost.
        return job.internal_status in IN_ERROR - {"ABEND"}
    return (since is None or moment >= since) and (until is None or moment <= until)
