"""Builds the filters of API v1 out of typed conditions.

v1 takes one name pattern at a time, so that several names become several filters.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any

from tws.decode import Json
from tws.errors import TwsQueryError
from tws.models import JobQuery, StreamQuery
from tws.names import parsed
from tws.newest import asks_about_runs
from tws.vocabulary import v1_word

_MOST_FILTERS = 48


def job_filters(query: JobQuery) -> list[Json]:
    """The filters whose answers together hold the jobs asked for; folders and dependencies are looked at afterwards.

    Raises: TwsNameError; TwsQueryError where it would take too many.
    """
    fixed = _without_none(
        statusList=list(query.statuses) or None,
        internalStatusList=[v1_word(word) for word in query.internal_statuses] or None,
        critical=query.critical,
        maxDurationGone=query.max_duration_gone,
        deadlineTimeRange=_range(query.deadline_after, query.deadline_before),
        # Reruns are records of their own; the last of a chain tells the job's state. Where jobs are asked for by
        # name alone, all records come and their history with them.
        lastInRerunChain=True if asks_about_runs(query) or not query.names else None,
    )
    if not _may_lack_times(query):
        fixed |= _without_none(
            actualStartTimeRange=_range(query.started_since, query.started_until),
            actualEndTimeRange=_range(query.ended_since, query.ended_until),
        )
    return _each(fixed, jobName=query.names, jobStreamName=query.job_streams, workstationName=query.workstations)


def askable(query: JobQuery) -> JobQuery:
    """The query as few enough filters ask it: without workstations, then without job streams, where names of several
    kinds make too many pairs. Whoever reads the answer holds it against the whole query."""
    if query.names and _filters(query) > _MOST_FILTERS:
        query = replace(query, workstations=())
    if query.names and _filters(query) > _MOST_FILTERS:
        query = replace(query, job_streams=())
    return query


def _filters(query: JobQuery) -> int:
    return max(len(query.names), 1) * max(len(query.job_streams), 1) * max(len(query.workstations), 1)


def _may_lack_times(query: JobQuery) -> bool:
    """Whether a job that could not be launched, which has no times, may be among those asked for."""
    return "FAIL" in query.internal_statuses or "ERROR" in query.statuses


def stream_filters(query: StreamQuery) -> list[Json]:
    """The same for job streams."""
    fixed = _without_none(
        statusList=list(query.statuses) or None,
        internalStatusList=[v1_word(word) for word in query.internal_statuses] or None,
        deadlineTimeRange=_range(None, query.deadline_before),
    )
    return _each(fixed, jobStreamName=query.names, workstationName=query.workstations)


def named_filter(key: str, name: str | None) -> Json:
    """The filter for one name or pattern, empty for none. Raises: TwsNameError."""
    return {key: _pattern(name)} if name else {}


def _each(fixed: Json, **names: tuple[str, ...]) -> list[Json]:
    given = {key: tuple(dict.fromkeys(_pattern(name) for name in values)) for key, values in names.items() if values}
    combinations = list(product(*given.values()))
    if len(combinations) > _MOST_FILTERS:
        raise TwsQueryError("This HWA release takes one name at a time, and these are too many at once.")
    return [fixed | dict(zip(given, combination, strict=True)) for combination in combinations]


def _pattern(name: str) -> str:
    # v1 is known to take `*`; that it takes `@` too is not documented.
    return parsed(name).name.replace("@", "*")


def _range(since: datetime | None, until: datetime | None) -> Json | None:
    times = _without_none(rangeStart=_moment(since), rangeEnd=_moment(until))
    return times or None


def _moment(value: datetime | None) -> str | None:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}" if value else None


def _without_none(**values: Any) -> Json:
    return {key: value for key, value in values.items() if value is not None}
