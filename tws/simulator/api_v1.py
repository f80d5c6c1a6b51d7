"""The reads of the REST API v1: POST queries with filters in the body, cursors in headers; job logs as JSON."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tws.simulator import filters_v1, wire_v1
from tws.simulator.answers import WORLD, RefusedError, answer, not_found
from tws.simulator.engine_info import plan_query
from tws.simulator.gate import Handler
from tws.simulator.joblog import JobLog
from tws.simulator.records import Job, Run
from tws.simulator.risk import risk_of
from tws.simulator.world import World

DEFAULT_HOW_MANY = 500
MAX_HOW_MANY = 10_000
PLANS = {"current"}


async def _body(request: web.Request) -> dict[str, Any]:
    text = await request.text()
    try:
        found = json.loads(text) if text.strip() else {}
    except ValueError as wrong:
        raise RefusedError(400, f"AWSJCO005E The request body is not valid JSON: {wrong}") from wrong
    if not isinstance(found, dict):
        raise RefusedError(400, "AWSJCO005E The request body must be a JSON object.")
    return found


def _flag(request: web.Request, name: str) -> bool:
    return request.headers.get(name, "") == "1"


def _plain(request: web.Request) -> bool:
    return request.headers.get("Id-Encoding") == "0"


def _how_many(request: web.Request) -> int:
    text = request.headers.get("How-Many", str(DEFAULT_HOW_MANY))
    if not text.isascii() or not text.isdigit():
        raise RefusedError(400, f'AWSJCS005E The value "{text[:40]}" of header How-Many is not valid.')
    return min(int(text), MAX_HOW_MANY) or 10**9


def _world(request: web.Request) -> World:
    world = request.app[WORLD]
    world.now()
    if request.match_info.get("plan", "current") not in PLANS:
        raise not_found(f"plan {request.match_info['plan']}")
    return world


def query(kind: str) -> Handler:
    """The handler of a plan query: one page of a bare array, the cursor in `Last-Object`."""

    async def handler(request: web.Request) -> web.Response:
        world, body = _world(request), await _body(request)
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
    found = [build() for build in rows[first : first + _how_many(request)]]
    headers = {"How-Many-Returned": str(len(found))}
    if first + len(found) < len(rows):
        headers["Last-Object"] = str(first + len(found))
    if _flag(request, "Context-ObjectCount"):
        headers["Context-ObjectCount"] = str(len(rows))
    return answer(found, headers=headers)


Builders = list[Callable[[], dict[str, Any]]]


def _jobs(world: World, wanted: dict[str, Any], request: web.Request) -> Builders:
    plain, deps = _plain(request), _flag(request, "Context-PlanDependenciesScope")
    now, latest = world.engine.time, _flag(request, "Context-JobHistoryScope")
    pairs = filters_v1.runs(world.plan, wanted, latest=latest)
    return [_job_builder(job, run, now, plain=plain, deps=deps) for job, run in pairs]


def _job_builder(job: Job, run: Run | None, now: float, *, plain: bool, deps: bool) -> Callable[[], dict[str, Any]]:
    last = run is None or (job.started and run is job.runs[-1])
    return lambda: wire_v1.job_row(job, run, now, last=last, plain=plain, dependencies=deps)


def _streams(world: World, wanted: dict[str, Any], request: web.Request) -> Builders:
    plain, deps = _plain(request), _flag(request, "Context-PlanDependenciesScope")
    found = filters_v1.streams(world.plan, wanted)
    return [
        (lambda each: lambda: wire_v1.stream_row(each, plain=plain, dependencies=deps))(stream) for stream in found
    ]


def _workstations(world: World, wanted: dict[str, Any], _request: web.Request) -> Builders:
    found = filters_v1.workstations(world.plan, wanted)
    return [(lambda each: lambda: wire_v1.workstation_row(world.plan, each))(place) for place in found]


def _named(row: Callable[[Any], dict[str, Any]], records: Callable[[World], list[Any]], key: str) -> Any:
    def select(world: World, wanted: dict[str, Any], _request: web.Request) -> Builders:
        found = filters_v1.named(records(world), wanted, key)
        return [(lambda each: lambda: row(each))(record) for record in found]

    return select


def _domains(_world: World, _wanted: dict[str, Any], _request: web.Request) -> Builders:
    return [lambda: {"id": "MASTERDM", "key": {"name": "MASTERDM"}, "name": "MASTERDM", "managerWorkstation": "MDM"}]


def _critical(world: World, wanted: dict[str, Any], request: web.Request) -> Builders:
    now, levels = world.engine.time, wanted.get("alertLevelList") or []
    found = [(job, risk_of(job, now)) for job in sorted(world.plan.flagged["critical"], key=lambda job: job.index)]
    return [
        _critical_builder(job, level, end, now, plain=_plain(request))
        for job, (level, end) in found
        if not levels or level in levels
    ]


def _critical_builder(job: Job, level: str, end: float, now: float, *, plain: bool) -> Callable[[], dict[str, Any]]:
    run = job.runs[-1] if job.started else None
    more = {"alertLevel": level, "estimatedEndTime": wire_v1.v1_time(end)}
    return lambda: wire_v1.job_row(job, run, now, last=True, plain=plain, dependencies=False) | more


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


def _decoded(text: str) -> list[str]:
    if ";" in text:
        return text.split(";")
    try:
        return base64.urlsafe_b64decode(text).decode().split(";")
    except (binascii.Error, ValueError):
        return [text]


def the_run(request: web.Request) -> tuple[Job, Run | None]:
    """The job and run that a v1 path names, by either encoding."""
    world, parts = _world(request), _decoded(request.match_info["id"])
    if len(parts) >= 3:
        number = int(parts[3]) if len(parts) > 3 and parts[3].isdigit() else 0
        for job in world.plan.by_name.get(parts[2], []):
            if (job.stream.workstation.name, job.stream.identifier) == (parts[0], parts[1]) and number <= len(job.runs):
                return job, job.runs[number] if number < len(job.runs) else None
    raise not_found(f"jb={';'.join(parts)[:120]}")


async def job(request: web.Request) -> web.Response:
    found, run = the_run(request)
    last = run is None or (found.started and run is found.runs[-1])
    now = request.app[WORLD].engine.time
    return answer(wire_v1.job_row(found, run, now, last=last, plain=_plain(request), dependencies=True))


async def job_log(request: web.Request) -> web.Response:
    found, run = the_run(request)
    if run is None or not run.has_log:
        raise not_found(f"joblog of {found.name}")
    text = JobLog(run, request.app[WORLD].engine.time).text().decode(errors="replace")
    return answer({**_log_page(request, text), "jobId": request.match_info["id"]})


def _log_page(request: web.Request, text: str) -> dict[str, Any]:
    lines = text.splitlines(keepends=True)
    count, number = request.query.get("lines", ""), request.query.get("pageNumber", "0")
    file_id = request.query.get("fileId") or uuid.uuid5(uuid.NAMESPACE_OID, request.path).hex
    if not count.isdigit() or not number.isdigit() or int(count) == 0:
        return {"log": text, "lines": len(lines), "pageNumber": 0, "lastPage": True, "fileId": file_id}
    size, page = int(count), int(number)
    part = lines[page * size : (page + 1) * size]
    last = (page + 1) * size >= len(lines)
    return {"log": "".join(part), "lines": len(part), "pageNumber": page, "lastPage": last, "fileId": file_id}


async def stream(request: web.Request) -> web.Response:
    world, parts = _world(request), _decoded(request.match_info["id"])
    for each in world.plan.streams:
        if [each.workstation.name, each.identifier] == parts[:2]:
            return answer(wire_v1.stream_row(each, plain=_plain(request), dependencies=True))
    raise not_found(f"js={';'.join(parts)[:120]}")


async def workstation(request: web.Request) -> web.Response:
    world = _world(request)
    place = world.plan.workstations.get(request.match_info["id"])
    if place is None:
        raise not_found(f"ws={request.match_info['id'][:120]}")
    return answer(wire_v1.workstation_row(world.plan, place))


async def summary(request: web.Request) -> web.Response:
    world = _world(request)
    now = world.engine.time
    levels = [risk_of(each, now)[0] for each in world.plan.flagged["critical"]]
    return answer(
        {
            "numberOfCriticalJobsNoRisk": levels.count("ON_TRACK"),
            "numberOfCriticalJobsPotentialRisk": levels.count("POTENTIAL_RISK"),
            "numberOfCriticalJobsHighRisk": levels.count("HIGH_RISK"),
            "lastCritPathRecalculation": wire_v1.v1_time(now),
        }
    )


_PLAN = "/twsd/plan/{plan}"
READS: dict[str, Handler] = {
    f"{_PLAN}/job/{{id}}": job,
    f"{_PLAN}/job/{{id}}/joblog": job_log,
    f"{_PLAN}/jobstream/{{id}}": stream,
    f"{_PLAN}/workstation/{{id}}": workstation,
}
QUERIES: dict[str, Handler] = {
    "/twsd/plan/query": plan_query,
    f"{_PLAN}/criticaljob/summary_info": summary,
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
