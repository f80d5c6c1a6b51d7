"""The reads of the REST API v1: POST queries with filters in the body, cursors in headers; job logs as JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import web

from tws.simulator import api_v1_objects, filters_v1, wire_v1, wire_v1_job
from tws.simulator.answers import RefusedError, answer
from tws.simulator.clock import v1_time
from tws.simulator.engine_info import plan_query
from tws.simulator.gate import Handler
from tws.simulator.records import Job, Run
from tws.simulator.requests_v1 import body_of, how_many, is_plain, is_set, the_world
from tws.simulator.risk import risk_of
from tws.simulator.world import World


def query(kind: str) -> Handler:
    """The handler of a plan query: one page of a bare array, the cursor in `Last-Object`."""

    async def handler(request: web.Request) -> web.Response:
        world, body = the_world(request), await body_of(request)
        inner = body if request.path.endswith("/query_next") else body.get("filters", {})
        if not isinstance(inner, dict):
            raise RefusedError(400, "AWSJCO005E filters must be a JSON object.")
        wanted = inner.get(f"{kind}Filter") or {}
        select = _KINDS[kind]
        rows = select(world, wanted, request)
        if body.get("sorters"):
            rows = filters_v1.ordered(rows, body["sorters"])
        return _bunch(request, rows)

    return handler


def _bunch(request: web.Request, rows: list[Callable[[], dict[str, Any]]]) -> web.Response:
    first = 0
    if request.path.endswith("/query_next"):
        cursor = request.headers.get("Last-Object", "")
        first = int(cursor) if cursor.isascii() and cursor.isdigit() else 0
    found = [build() for build in rows[first : first + how_many(request)]]
    headers = {"How-Many-Returned": str(len(found))}
    if first + len(found) < len(rows):
        headers["Last-Object"] = str(first + len(found))
    if is_set(request, "Context-ObjectCount"):
        headers["Context-ObjectCount"] = str(len(rows))
    return answer(found, headers=headers)


Builders = list[Callable[[], dict[str, Any]]]


def _jobs(world: World, wanted: dict[str, Any], request: web.Request) -> Builders:
    plain, deps = is_plain(request), is_set(request, "Context-PlanDependenciesScope")
    now, latest = world.engine.time, is_set(request, "Context-JobHistoryScope")
    pairs = filters_v1.runs(world.plan, wanted, latest=latest)
    return [_job_builder(job, run, now, plain=plain, deps=deps) for job, run in pairs]


def _job_builder(job: Job, run: Run | None, now: float, *, plain: bool, deps: bool) -> Callable[[], dict[str, Any]]:
    last = run is None or (job.started and run is job.runs[-1])
    return lambda: wire_v1_job.job_row(job, run, now, last=last, plain=plain, dependencies=deps)


def _streams(world: World, wanted: dict[str, Any], request: web.Request) -> Builders:
    plain, deps = is_plain(request), is_set(request, "Context-PlanDependenciesScope")
    found = filters_v1.streams(world.plan, wanted)
    return [partial(wire_v1.stream_row, each, plain=plain, dependencies=deps) for each in found]


def _workstations(world: World, wanted: dict[str, Any], _request: web.Request) -> Builders:
    found = filters_v1.workstations(world.plan, wanted)
    return [partial(wire_v1.workstation_row, world.plan, each) for each in found]


def _named(row: Callable[[Any], dict[str, Any]], records: Callable[[World], list[Any]], key: str) -> Any:
    def select(world: World, wanted: dict[str, Any], _request: web.Request) -> Builders:
        found = filters_v1.named(records(world), wanted, key)
        return [partial(row, each) for each in found]

    return select


def _domains(_world: World, _wanted: dict[str, Any], _request: web.Request) -> Builders:
    return [lambda: {"id": "MASTERDM", "key": {"name": "MASTERDM"}, "name": "MASTERDM", "managerWorkstation": "MDM"}]


def _critical(world: World, wanted: dict[str, Any], request: web.Request) -> Builders:
    now, levels = world.engine.time, wanted.get("alertLevelList") or []
    found = [(job, risk_of(job, now)) for job in sorted(world.plan.flagged["critical"], key=lambda job: job.index)]
    return [
        _critical_builder(job, level, end, now, plain=is_plain(request))
        for job, (level, end) in found
        if not levels or level in levels
    ]


def _critical_builder(job: Job, level: str, end: float, now: float, *, plain: bool) -> Callable[[], dict[str, Any]]:
    run = job.runs[-1] if job.started else None
    more = {"alertLevel": level, "estimatedEndTime": v1_time(end)}
    return lambda: wire_v1_job.job_row(job, run, now, last=True, plain=plain, dependencies=False) | more


_KINDS: dict[str, Callable[[World, dict[str, Any], web.Request], Builders]] = {
    "jobInPlan": _jobs,
    "jobStreamInPlan": _streams,
    "workstationInPlan": _workstations,
    "resourceInPlan": _named(wire_v1.resource_row, lambda world: list(world.plan.resources.values()), "resourceName"),
    "promptInPlan": _named(wire_v1.prompt_row, lambda world: world.plan.prompts, "promptName"),
    "fileInPlan": _named(wire_v1.file_row, lambda world: world.plan.files, "fileName"),
    "domainInPlan": _domains,
    "criticalJobInPlan": _critical,
}


_PLAN = "/twsd/plan/{plan}"
READS: dict[str, Handler] = {
    f"{_PLAN}/job/{{id}}": api_v1_objects.job,
    f"{_PLAN}/job/{{id}}/joblog": api_v1_objects.job_log,
    f"{_PLAN}/jobstream/{{id}}": api_v1_objects.stream,
    f"{_PLAN}/workstation/{{id}}": api_v1_objects.workstation,
}
QUERIES: dict[str, Handler] = {
    "/twsd/plan/query": plan_query,
    f"{_PLAN}/criticaljob/summary_info": api_v1_objects.summary,
    **{
        f"{_PLAN}/{path}/{verb}": query(kind)
        for path, kind in (
            ("job", "jobInPlan"),
            ("jobstream", "jobStreamInPlan"),
            ("workstation", "workstationInPlan"),
            ("resource", "resourceInPlan"),
            ("prompt", "promptInPlan"),
            ("file", "fileInPlan"),
            ("domain", "domainInPlan"),
            ("criticaljob", "criticalJobInPlan"),
        )
        for verb in ("query", "query_next")
    },
}
