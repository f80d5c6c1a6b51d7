"""Filters of v1 query bodies on the plan, through the same indexes as OQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from tws.simulator.answers import RefusedError
from tws.simulator.clock import parsed
from tws.simulator.fields import runs_of
from tws.simulator.matching import group, wildcard
from tws.simulator.oql import Condition, Node, Query
from tws.simulator.plan import Plan
from tws.simulator.records import Job, JobStream, Run, Workstation
from tws.simulator.search import find_jobs
from tws.simulator.wire_links import states

V2_WORDS = {"FAILED": "FAIL", "CANCEL": "CANCL", "CANCELP": "CANCLP", "ABENDP": "ABENP", "SUPPRESS": "SUPPR"}
_NAMES = {"jobName": "name", "jobStreamName": "jobStreamName", "workstationName": "workstation"}
_LISTS = {"statusList": "jobruns.commonStatus", "internalStatusList": "jobruns.compositeStatus.status"}
_VALUES = {
    "jobNumber": "jobruns.jobNumber",
    "returnCode": "jobruns.returnCode",
    "critical": "jobOptions.critical",
    "every": "jobOptions.every",
    "priority": "priority",
    "maxDurationGone": "jobruns.maxDurationGone",
    "minDurationNotReached": "jobruns.minDurationNotReached",
    "late": "jobStatusFlags.jobLate",
    "untilExpired": "jobStatusFlags.untilGone",
    "nopJob": "jobOptions.noOperation",
    "userLogin": "jobDefinition.userLogin",
}
_RANGES = {
    "actualStartTimeRange": "jobruns.timeInfo.actualStartTime",
    "actualEndTimeRange": "jobruns.timeInfo.actualEndTime",
    "deadlineTimeRange": "timeRestrictions.deadlineTime",
    "inputArrivalTimeRange": "schedTime",
}
_OTHERS = {"lastInRerunChain", "jobId", "folderId", "canceled", "rerunType"}


def runs(plan: Plan, wanted: dict[str, Any], *, latest: bool) -> list[tuple[Job, Run | None]]:
    """The runs that a jobInPlanFilter selects, in plan order; None is a run that waits to be launched.

    Raises:
        RefusedError: The filter has a key or a value that is not known.
    """
    node = group(*_conditions(wanted))
    _, jobs = find_jobs(plan, Query(node), 0, len(plan.jobs))
    only_last = latest or wanted.get("lastInRerunChain") is True
    test = _run_test(wanted)
    found = [(job, run) for job in jobs for run in _shown(job, only_last=only_last) if test(job, run)]
    if "canceled" in wanted:
        found = [pair for pair in found if pair[0].canceled is wanted["canceled"]]
    return found


def _shown(job: Job, *, only_last: bool) -> list[Run | None]:
    every: list[Run | None] = runs_of(job)
    return every[-1:] if only_last else every


def _run_test(wanted: dict[str, Any]) -> Callable[[Job, Run | None], bool]:
    commons = set(wanted.get("statusList") or [])
    internals = {V2_WORDS.get(status, status) for status in wanted.get("internalStatusList") or []}

    def test(job: Job, run: Run | None) -> bool:
        internal, common = states(job, run)
        return (not commons or common in commons) and (not internals or internal in internals)

    return test


def _conditions(wanted: dict[str, Any]) -> list[Node]:
    found: list[Node] = []
    for key, value in wanted.items():
        if value is None or key in _OTHERS or value == []:
            continue
        found += _condition(key, value)
    return found


def _condition(key: str, value: Any) -> list[Node]:
    if key in _NAMES:
        return [] if value in {"@", "*"} else [Condition(_NAMES[key], "LIKE", _pattern(value))]
    if key in _LISTS and isinstance(value, list):
        words = tuple(V2_WORDS.get(word, word) if key == "internalStatusList" else word for word in value)
        return [Condition(_LISTS[key], "IN", words)]
    if key in _RANGES and isinstance(value, dict):
        return _range(_RANGES[key], value)
    if key in _VALUES and isinstance(value, str | int | float | bool):
        return [Condition(_VALUES[key], "=", float(value) if type(value) is int else value)]
    raise RefusedError(400, f'AWSJCO005E The filter key "{key[:60]}" or its value is not supported.')


def _pattern(value: Any) -> str:
    return str(value).replace("*", "@")


def _range(field: str, value: dict[str, Any]) -> list[Node]:
    found: list[Node] = []
    for key, sign in (("rangeStart", ">="), ("rangeEnd", "<=")):
        if value.get(key) is None:
            continue
        if parsed(str(value[key])) is None:
            raise RefusedError(400, f'AWSJCO005E "{str(value[key])[:40]}" is no time.')
        found.append(Condition(field, sign, str(value[key])))
    return found


def streams(plan: Plan, wanted: dict[str, Any]) -> list[JobStream]:
    """The job streams that a jobStreamInPlanFilter selects, in plan order."""
    name = _matches(wanted.get("jobStreamName"))
    place = _matches(wanted.get("workstationName"))
    commons = set(wanted.get("statusList") or [])
    internals = {V2_WORDS.get(status, status) for status in wanted.get("internalStatusList") or []}
    due = _due(wanted.get("deadlineTimeRange"))
    identifier, carried = wanted.get("jobStreamId"), wanted.get("carriedForward")
    return [
        stream
        for stream in plan.streams
        if name(stream.name)
        and place(stream.workstation.name)
        and (not commons or stream.common in commons)
        and (not internals or stream.status in internals)
        and (identifier is None or stream.identifier == identifier)
        and due(stream.deadline)
        and (carried is None or stream.carried_forward is carried)
    ]


def _due(wanted: Any) -> Callable[[float | None], bool]:
    if not isinstance(wanted, dict):
        return lambda _deadline: True
    bounds = (parsed(str(wanted.get(key))) for key in ("rangeStart", "rangeEnd"))
    start, end = (
        bound if bound is not None else otherwise for bound, otherwise in zip(bounds, (0.0, 1e12), strict=True)
    )
    return lambda deadline: deadline is not None and start <= deadline <= end


def workstations(plan: Plan, wanted: dict[str, Any]) -> list[Workstation]:
    """The workstations that a workstationInPlanFilter selects."""
    name = _matches(wanted.get("workstationName"))
    return [place for place in plan.workstations.values() if name(place.name)]


def named(records: Iterable[Any], wanted: dict[str, Any], key: str) -> list[Any]:
    """The records whose name matches, and whose status stands in `statusList`."""
    name, statuses = _matches(wanted.get(key)), set(wanted.get("statusList") or [])
    return [
        record
        for record in records
        if name(record.name) and (not statuses or getattr(record, "status", "") in statuses)
    ]


def _matches(pattern: Any) -> Callable[[str], bool]:
    if pattern in {None, "", "@", "*"}:
        return lambda _name: True
    expression = wildcard(_pattern(pattern))
    return lambda name: expression.fullmatch(name) is not None


def ordered(rows: list[Callable[[], dict[str, Any]]], sorters: Any) -> list[Callable[[], dict[str, Any]]]:
    """Rows in the order that `sorters` asks for: by fields of the row or of its `timeInfo`, by priority."""
    if not isinstance(sorters, dict):
        return rows
    wanted = [pair for sorter in sorters.values() if isinstance(sorter, dict) for pair in sorter.items()]
    built = [row() for row in rows]
    for field, how in sorted(wanted, key=lambda pair: -int((pair[1] or {}).get("priority", 0))):
        built.sort(key=_sort_value(field), reverse=bool((how or {}).get("descending")))
    return [partial(dict, row) for row in built]


def _sort_value(field: str) -> Callable[[dict[str, Any]], tuple[bool, str]]:
    plain = {"jobName": "name", "jobStreamName": "name"}.get(field, field)

    def value(row: dict[str, Any]) -> tuple[bool, str]:
        found = row.get(plain, row.get("timeInfo", {}).get(plain))
        return found is not None, str(found)

    return value
