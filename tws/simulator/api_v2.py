"""The reads of the REST API v2 on the plan: lists, single objects, counts, dependencies, job logs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from tws.simulator import fields, plan_filter
from tws.simulator.answers import DEFAULT_LIMIT, WORLD, RefusedError, answer, not_found, number, page
from tws.simulator.joblog import JobLog
from tws.simulator.matching import group
from tws.simulator.oql import Node, Query, parse
from tws.simulator.plan import Plan
from tws.simulator.records import Job, JobStream, Run
from tws.simulator.search import find, find_jobs
from tws.simulator.wire_job import job_row
from tws.simulator.wire_places import file_row, prompt_row, resource_row, workstation_row, workstation_states
from tws.simulator.wire_stream import stream_row

ROOT = "/twsd/api/v2"
WHOLE_FILTERS = {"/@/@#/@/@.@", "/@/@#/@/@", "@#@.@", "@#@"}


def asked(request: web.Request, conditions: Callable[[str], list[Node]]) -> Query:
    """The query of a request: its `oql` and its `plan_filter` together.

    Raises:
        OqlError: One of them cannot be read.
    """
    query = parse(request.query.get("oql", ""))
    selection = request.query.get("plan_filter", "")
    if not selection or selection in WHOLE_FILTERS:
        return query
    parts = conditions(selection) + ([query.where] if query.where is not None else [])
    return Query(group(*parts), query.order)


def bounds(request: web.Request) -> tuple[int, int]:
    """Offset and limit of a request."""
    return number(request, "offset", 0), min(number(request, "limit", DEFAULT_LIMIT), DEFAULT_LIMIT)


async def jobs(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    now, (offset, limit) = world.now(), bounds(request)
    total, found = find_jobs(world.plan, asked(request, plan_filter.job_conditions), offset, limit)
    return page(request, total, [job_row(world.plan, each, now) for each in found], offset, limit)


async def job(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    now = world.now()
    return answer(job_row(world.plan, the_job(request), now, whole=True))


def the_job(request: web.Request) -> Job:
    """The job that a path names."""
    wanted = request.match_info["id"]
    if ";" in wanted:
        raise RefusedError(400, "AWSBIO006E Field SCHED-NAME has a null value")
    found = request.app[WORLD].plan.jobs_by_id.get(wanted)
    if found is None:
        raise not_found(f"jb={wanted}")
    return found


async def streams(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    now, (offset, limit) = world.now(), bounds(request)
    query = asked(request, plan_filter.stream_conditions)
    found = find(world.plan.streams, fields.JOBSTREAM, query)
    rows = [stream_row(world.plan, each, now) for each in found[offset : offset + limit]]
    return page(request, len(found), rows, offset, limit)


async def stream(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    now = world.now()
    return answer(stream_row(world.plan, the_stream(request), now, whole=True))


def the_stream(request: web.Request) -> JobStream:
    """The job stream that a path names."""
    wanted = request.match_info["id"]
    found = request.app[WORLD].plan.streams_by_id.get(wanted)
    if found is None:
        raise not_found(f"js={wanted}")
    return found


async def job_links(request: web.Request) -> web.Response:
    found = _linked(the_job(request), request)
    return _nodes(request, found)


async def stream_links(request: web.Request) -> web.Response:
    found = _linked(the_stream(request), request)
    return _nodes(request, found)


def _linked(start: Job | JobStream, request: web.Request) -> list[Job | JobStream]:
    forward = request.path.endswith("/successors")
    depth = max(1, number(request, "depth", 1))
    seen: dict[Job | JobStream, None] = {}
    edge = [start]
    for _ in range(depth):
        reached = [near for node in edge for near in (node.dependants if forward else node.follows)]
        edge = [node for node in dict.fromkeys(reached) if node not in seen and node is not start]
        seen.update(dict.fromkeys(edge))
    return list(seen)


def _nodes(request: web.Request, found: list[Job | JobStream]) -> web.Response:
    world = request.app[WORLD]
    now = world.now()
    rows = [
        job_row(world.plan, node, now) if isinstance(node, Job) else stream_row(world.plan, node, now) for node in found
    ]
    return answer({"count": len(rows), "results": rows})


async def job_description(request: web.Request) -> web.Response:
    found = the_job(request)
    return answer({"description": found.description or found.name, "comments": ""})


async def stream_description(request: web.Request) -> web.Response:
    return answer({"description": the_stream(request).name, "comments": ""})


async def run_log(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    now = world.now()
    run = world.plan.runs.get(request.match_info["run_id"])
    if run is None or not run.has_log:
        raise not_found(f"joblog of run {request.match_info['run_id']}")
    return log_response(request, run, now)


async def job_log(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    now = world.now()
    total, found = find_jobs(world.plan, asked(request, plan_filter.job_conditions), 0, 2)
    if total != 1:
        raise RefusedError(400, f"AWSJCS003E The filter selects {total} jobs; one is needed.")
    if not found[0].runs or not found[0].runs[-1].has_log:
        raise not_found(f"joblog of {found[0].name}")
    return log_response(request, found[0].runs[-1], now)


def log_response(request: web.Request, run: Run, now: float) -> web.Response:
    """A job log as text/plain, from `from_line` to `to_line` (counted from 1) where given."""
    content = JobLog(run, now).text(content_only=request.query.get("contentOnly") == "true")
    if "from_line" in request.query or "to_line" in request.query:
        lines = content.splitlines(keepends=True)
        first, last = number(request, "from_line", 1), number(request, "to_line", len(lines))
        content = b"".join(lines[max(0, first - 1) : last])
    return web.Response(body=content, content_type="text/plain", charset="utf-8")


async def workstations(request: web.Request) -> web.Response:
    known = {**fields.WORKSTATION, "activeStates": workstation_states}
    return _others(request, lambda plan: list(plan.workstations.values()), known, workstation_row)


async def resources(request: web.Request) -> web.Response:
    return _others(
        request, lambda plan: list(plan.resources.values()), fields.RESOURCE, lambda _plan, each: resource_row(each)
    )


async def prompts(request: web.Request) -> web.Response:
    return _others(request, lambda plan: plan.prompts, fields.PROMPT, prompt_row)


async def files(request: web.Request) -> web.Response:
    return _others(request, lambda plan: plan.files, fields.FILE, file_row)


def _others(
    request: web.Request,
    records: Callable[[Plan], list[Any]],
    known: dict[str, Any],
    row: Callable[[Plan, Any], dict[str, Any]],
) -> web.Response:
    world = request.app[WORLD]
    world.now()
    held = records(world.plan)
    if "id" in request.match_info:
        wanted = request.match_info["id"]
        for each in held:
            if each.id == wanted:
                return answer(row(world.plan, each))
        raise not_found(wanted)
    offset, limit = bounds(request)
    found = find(held, known, asked(request, plan_filter.name_conditions))
    return page(request, len(found), [row(world.plan, each) for each in found[offset : offset + limit]], offset, limit)
