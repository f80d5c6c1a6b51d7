"""Queries on the plan: the smallest index first, the filter on what it leaves, the page cut last."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from tws.simulator import fields
from tws.simulator.matching import checked_value, compiled, sort_key, value_test
from tws.simulator.oql import Condition, Node, Query
from tws.simulator.plan import Plan
from tws.simulator.records import Job

Found = tuple[int, Callable[[], Iterable[Job]]]  # how many at most, and which
_INDEX = attrgetter("index")


def find_jobs(plan: Plan, query: Query, offset: int, limit: int) -> tuple[int, list[Job]]:
    """How many jobs match, and those of this page, in plan order unless the query orders otherwise.

    Raises:
        OqlError: A field that jobs do not have.
    """
    test = compiled(query.where, fields.JOB, runs=True)
    keys = [(sort_key(name, fields.JOB), descends) for name, descends in query.order]
    candidates = None if query.where is None else _candidates(plan, query.where)
    if candidates is None:
        matching = plan.jobs if query.where is None else [job for job in plan.jobs if test(job)]
    elif isinstance(query.where, Condition) and _is_exact(query.where):
        matching = _in_plan_order(plan, set(candidates[1]()))
    else:
        matching = sorted((job for job in set(candidates[1]()) if test(job)), key=_INDEX)
    for key, descends in reversed(keys):
        matching = sorted(matching, key=key, reverse=descends)
    return len(matching), matching[offset : offset + limit]


def _in_plan_order(plan: Plan, members: set[Job]) -> list[Job]:
    if len(members) * 8 > len(plan.jobs):
        return [job for job in plan.jobs if job in members]
    return sorted(members, key=_INDEX)


def find(records: Iterable[Any], known: dict[str, Any], query: Query) -> list[Any]:
    """The records of another kind that match.

    Raises:
        OqlError: A field that they do not have.
    """
    test = compiled(query.where, known)
    keys = [(sort_key(name, known), descends) for name, descends in query.order]
    matching = [record for record in records if test(record)]
    for key, descends in reversed(keys):
        matching = sorted(matching, key=key, reverse=descends)
    return matching


def _is_exact(condition: Condition) -> bool:
    return condition.field in {
        "jobruns.commonStatus",
        "jobruns.compositeStatus.status",
        "name",
    } and condition.operator in {"=", "IN", "LIKE"}


def _candidates(plan: Plan, node: Node) -> Found | None:
    if isinstance(node, Condition):
        index = _INDEXES.get(node.field)
        return index(plan, node) if index else None
    parts = [_candidates(plan, part) for part in node.parts]
    if node.joined_by == "AND":
        usable = [part for part in parts if part is not None]
        return min(usable, key=lambda part: part[0]) if usable else None
    if any(part is None for part in parts):
        return None
    whole = [part for part in parts if part is not None]
    return sum(size for size, _ in whole), lambda: (job for _, jobs in whole for job in jobs())


def _listed(condition: Condition) -> list[Any] | None:
    """The values that an equality or a list allows."""
    if condition.operator == "IN" and isinstance(condition.value, tuple):
        return [checked_value(condition.field, value) for value in condition.value]
    return [checked_value(condition.field, condition.value)] if condition.operator == "=" else None


def _chosen(groups: Iterable[Iterable[Job]]) -> Found:
    kept = [list(group) if not isinstance(group, set | list) else group for group in groups]
    return sum(map(len, kept)), lambda: (job for group in kept for job in group)


def _by_tag(prefix: str) -> Callable[[Plan, Condition], Found | None]:
    def index(plan: Plan, condition: Condition) -> Found | None:
        wanted = _listed(condition)
        if wanted is None:
            return None
        return _chosen(plan.by_run.get(f"{prefix}{value}", set()) for value in wanted)

    return index


def _by_key(attribute: str) -> Callable[[Plan, Condition], Found | None]:
    def index(plan: Plan, condition: Condition) -> Found | None:
        wanted = _listed(condition)
        held = getattr(plan, attribute)
        return None if wanted is None else _chosen(held.get(value, []) for value in dict.fromkeys(wanted))

    return index


def _by_name(plan: Plan, condition: Condition) -> Found | None:
    if condition.operator != "LIKE":
        return _by_key("by_name")(plan, condition)
    pattern, test = str(condition.value), value_test(condition)
    prefix = pattern.split("@", 1)[0].split("?", 1)[0]
    if prefix:
        return _chosen(plan.by_name[name] for name in plan.names_with_prefix(prefix) if test(name))
    fixed = max(re.split("[@?]", pattern), key=len)  # its longest piece without a wildcard rules most names out
    return _chosen(plan.by_name[name] for name in plan.names if fixed in name and test(name))


def _by_id(plan: Plan, condition: Condition) -> Found | None:
    wanted = _listed(condition)
    if wanted is None:
        return None
    return _chosen([[plan.jobs_by_id[value] for value in wanted if value in plan.jobs_by_id]])


def _by_stream_name(plan: Plan, condition: Condition) -> Found | None:
    if condition.operator not in {"=", "IN", "LIKE"}:
        return None
    test = value_test(condition)
    return _chosen(stream.jobs for name, streams in plan.by_stream_name.items() if test(name) for stream in streams)


def _by_stream_id(plan: Plan, condition: Condition) -> Found | None:
    wanted = _listed(condition)
    if wanted is None:
        return None
    return _chosen(plan.streams_by_id[value].jobs for value in wanted if value in plan.streams_by_id)


def _followers_of_job(plan: Plan, condition: Condition) -> Found | None:
    wanted = _listed(condition)
    if wanted is None:
        return None
    targets = [plan.jobs_by_id[value] for value in wanted if value in plan.jobs_by_id]
    elsewhere = [job for job in plan.by_run["ERROR"] if job.internetwork is not None]
    return _chosen([*([node for node in job.dependants if isinstance(node, Job)] for job in targets), elsewhere])


def _followers_of_stream(plan: Plan, condition: Condition) -> Found | None:
    wanted = _listed(condition)
    if wanted is None:
        return None
    targets = [plan.streams_by_id[value] for value in wanted if value in plan.streams_by_id]
    whole = [node for stream in targets for node in stream.dependants]
    parts = [node for stream in targets for job in stream.jobs for node in job.dependants]
    return _chosen([[node for node in (*whole, *parts) if isinstance(node, Job)]])


def _by_time(attribute: str) -> Callable[[Plan, Condition], Found | None]:
    def index(plan: Plan, condition: Condition) -> Found | None:
        held: list[tuple[float, Job]] = getattr(plan, attribute)
        if condition.operator not in {"<", "<=", ">", ">="} or isinstance(condition.value, tuple):
            return None
        bound = checked_value(condition.field, condition.value)
        if bound is None:
            return 0, lambda: ()
        cut = bisect_left if condition.operator in {"<", ">="} else bisect_right
        place = cut(held, bound, key=lambda pair: pair[0])
        low, high = (0, place) if condition.operator.startswith("<") else (place, len(held))
        return high - low, lambda: (job for _, job in held[low:high])

    return index


def _flagged(name: str) -> Callable[[Plan, Condition], Found | None]:
    def index(plan: Plan, condition: Condition) -> Found | None:
        yes = condition.operator == "=" and condition.value is True
        return _chosen([plan.flagged[name]]) if yes else None

    return index


def _open_dependencies(plan: Plan, condition: Condition) -> Found | None:
    some = condition.operator == ">" and condition.value == 0.0
    return _chosen([plan.unresolved, plan.by_run["READY"]]) if some else None


_INDEXES: dict[str, Callable[[Plan, Condition], Found | None]] = {
    "id": _by_id,
    "name": _by_name,
    "jobStreamName": _by_stream_name,
    "jobStreamId": _by_stream_id,
    "workstation": _by_key("by_workstation"),
    "jobruns.commonStatus": _by_tag("="),
    "jobruns.compositeStatus.status": _by_tag(""),
    "jobruns.timeInfo.actualStartTime": _by_time("startings"),
    "jobruns.timeInfo.actualEndTime": _by_time("endings"),
    "jobruns.maxDurationGone": _flagged("max_duration_gone"),
    "jobOptions.critical": _flagged("critical"),
    "jobStatusFlags.jobLate": _flagged("late"),
    "timeRestrictions.deadlineTime": _by_time("deadlines"),
    "dependencies.jobId": _followers_of_job,
    "dependencies.jobStreamId": _followers_of_stream,
    "dependenciesStats.numberOfUnresolvedDependencies": _open_dependencies,
}
