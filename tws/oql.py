"""Builds OQL, the filter language of API v2, out of typed conditions.

Text reaches a filter only through `quoted`, which refuses what could end the string. Field names: User's Guide
chapter 13; they and their values are case-sensitive.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from tws.models import JobQuery, StreamQuery
from tws.names import Name, checked, is_pattern, parsed

_ORDERS = {
    "name": "name",
    "workstation": "workstation",
    "job_stream": "jobStreamName",
    "started_at": "jobruns.timeInfo.actualStartTime",
    "ended_at": "jobruns.timeInfo.actualEndTime",
    "return_code": "jobruns.returnCode",
    "deadline": "timeRestrictions.deadlineTime",
}
_STREAM_ORDERS = {
    "name": "name",
    "workstation": "workstation",
    "scheduled_at": "schedTime",
    "started_at": "timeInfo.actualStartTime",
    "ended_at": "timeInfo.actualEndTime",
    "deadline": "timeRestrictions.deadlineTime",
}


def quoted(value: str) -> str:
    """A string literal. Raises: TwsNameError where the text could break out of it."""
    return f"'{checked(value)}'"


def moment(value: datetime) -> str:
    """A time literal in UTC with milliseconds, as in the vendor's examples."""
    utc = value.astimezone(UTC)
    return f"'{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z'"


def job_filter(query: JobQuery) -> str:
    """The filter for jobs, empty where there are no conditions.

    Conditions on `jobruns` are met by any run of a row, so that a job that was rerun with success may still match
    ABEND: the reader keeps only rows whose newest run meets them. Raises: TwsNameError.
    """
    return _both(
        _named("name", query.names),
        _one_of("id", query.ids),
        _named("jobStreamName", query.job_streams),
        _one_of("jobStreamId", query.job_stream_ids),
        _at_workstations(query.workstations),
        _one_of("jobruns.commonStatus", query.statuses),
        _one_of("jobruns.compositeStatus.status", query.internal_statuses),
        _ran(query, "jobruns.timeInfo.actualStartTime", query.started_since, query.started_until),
        _ran(query, "jobruns.timeInfo.actualEndTime", query.ended_since, query.ended_until),
        _within("timeRestrictions.deadlineTime", query.deadline_after, query.deadline_before),
        _is("jobOptions.critical", query.critical),
        _is("jobruns.maxDurationGone", query.max_duration_gone),
        _equals("dependencies.jobId", query.follows_job),
        _equals("dependencies.jobStreamId", query.follows_stream),
    )


def stream_filter(query: StreamQuery) -> str:
    """The filter for job streams, empty where there are no conditions. Raises: TwsNameError."""
    errors = "(jobStreamStats.numberOfAbendedJob > 0 OR jobStreamStats.numberOfFailedJob > 0)"
    return _both(
        _named("name", query.names),
        _at_workstations(query.workstations),
        _one_of("commonStatus", query.statuses),
        _one_of("compositeStatus.status", query.internal_statuses),
        _within("timeRestrictions.deadlineTime", None, query.deadline_before),
        errors if query.with_errors else "",
        _equals("dependencies.jobId", query.follows_job),
        _equals("dependencies.jobStreamId", query.follows_stream),
    )


def named_filter(name: str | None) -> str:
    """The filter for workstations or resources by name, empty where none is given. Raises: TwsNameError."""
    return _named("name", (name,)) if name else ""


def job_order(order: str | None) -> str:
    """ORDER BY for jobs: `ended_at`, `-ended_at` (newest first), `name` … Raises: ValueError for an unknown order."""
    return _order(order, _ORDERS)


def stream_order(order: str | None) -> str:
    """ORDER BY for job streams, as `job_order`. Raises: ValueError for an unknown order."""
    return _order(order, _STREAM_ORDERS)


def _order(order: str | None, fields: dict[str, str]) -> str:
    if not order:
        return ""
    name, _, direction = order.lstrip("-").partition(" ")
    by_vendor = {field: field for field in fields.values()}
    field = fields.get(name) or by_vendor.get(name)
    if field is None or direction.upper() not in {"", "ASC", "DESC"}:
        raise ValueError(f"jobs and job streams are not ordered by {order!r}")
    descending = order.startswith("-") or direction.upper() == "DESC"
    return f"ORDER BY {field} {'DESC' if descending else 'ASC'}"


def _both(*conditions: str) -> str:
    return " AND ".join(condition for condition in conditions if condition)


def _any(conditions: Iterable[str]) -> str:
    alternatives = [condition for condition in conditions if condition]
    return alternatives[0] if len(alternatives) == 1 else f"({' OR '.join(alternatives)})" if alternatives else ""


def _named(field: str, names: tuple[str, ...]) -> str:
    wanted = [parsed(name) for name in names]
    if any(name.name == "@" and name.folder is None for name in wanted):
        return ""
    plain = [name.name for name in wanted if name.folder is None and not name.is_pattern]
    rest = (_in_folder(field, name) for name in wanted if name.folder is not None or name.is_pattern)
    return _any([_one_of(field, plain), *rest])


def _in_folder(field: str, name: Name) -> str:
    match = "" if name.name == "@" and name.folder else _matches(field, name.name)
    if name.folder is None:
        return match
    where = _one_of("folder", _spellings(name.folder)) if not is_pattern(name.folder) else _like("folder", name.folder)
    return f"({match} AND {where})" if match else where


def _spellings(folder: str) -> tuple[str, ...]:
    """A folder with and without the trailing slash: the vendor's material shows both."""
    return (folder,) if folder == "/" else (folder, f"{folder}/")


def _at_workstations(names: tuple[str, ...]) -> str:
    # The value reads `/WA_DA` in answers and `WA_DA` in the manual's filters: both are asked for.
    exact: list[str] = []
    patterns: list[str] = []
    for name in (parsed(name) for name in names):
        path = name.name if name.folder in {None, "/"} else f"{(name.folder or '').strip('/')}/{name.name}"
        (patterns if is_pattern(path) else exact).extend((path, f"/{path}"))
    if "@" in patterns:
        return ""
    return _any([_one_of("workstation", tuple(exact)), *(_like("workstation", path) for path in patterns)])


def _matches(field: str, name: str) -> str:
    return _like(field, name) if is_pattern(name) else _equals(field, name)


def _like(field: str, pattern: str) -> str:
    return f"{field} LIKE {quoted(pattern)}"


def _equals(field: str, value: str | None) -> str:
    return f"{field} = {quoted(value)}" if value else ""


def _one_of(field: str, values: tuple[str, ...] | list[str]) -> str:
    if len(values) < 2:
        return _equals(field, values[0]) if values else ""
    return f"{field} IN [{', '.join(quoted(value) for value in values)}]"


def _is(field: str, value: bool | None) -> str:  # noqa: FBT001 - a condition's own value, not a switch
    return "" if value is None else f"{field} = {'true' if value else 'false'}"


def _within(field: str, since: datetime | None, until: datetime | None) -> str:
    return _both(
        f"{field} >= {moment(since)}" if since else "",
        f"{field} <= {moment(until)}" if until else "",
    )


def _ran(query: JobQuery, field: str, since: datetime | None, until: datetime | None) -> str:
    window = _within(field, since, until)
    # A job that could not be launched (FAIL) need not have times; a window alone would lose it silently.
    if window and ({"FAIL"} & set(query.internal_statuses) or {"ERROR"} & set(query.statuses)):
        return f"({window} OR jobruns.compositeStatus.status = 'FAIL')"
    return window
