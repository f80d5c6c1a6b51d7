"""The few reads of the model: definitions of jobs, job streams and workstations, as the plan knows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from tws.simulator.answers import WORLD, RefusedError, answer, not_found, page
from tws.simulator.api_v2 import bounds
from tws.simulator.clock import duration
from tws.simulator.ids import name_id
from tws.simulator.matching import wildcard
from tws.simulator.oql import parse
from tws.simulator.plan import Plan, full_name
from tws.simulator.records import Job, JobStream, Workstation
from tws.simulator.search import find
from tws.simulator.wire_job import definition

Row = dict[str, Any]


def _job_row(job: Job) -> Row:
    own = definition(job)
    return {
        "kind": "JobDefinition",
        "key": f"/{job.workstation.name}#{full_name(job.stream.folder, job.name)}",
        "def": {
            "id": own["id"],
            "folder": job.stream.folder,
            "name": job.name,
            "workstation": own["workstation"],
            "description": job.description or f"{job.stream.name}: {job.name}",
            "userLogins": own["userLogins"],
            "task": own["task"],
            "recovery": {"action": own["recoveryOption"]},
        },
    }


def _stream_row(stream: JobStream) -> Row:
    return {
        "kind": "JobStream",
        "key": f"/{stream.workstation.name}#{full_name(stream.folder, stream.name)}",
        "def": {
            "id": name_id("model", stream.workstation.name, stream.name),
            "folder": stream.folder,
            "name": stream.name,
            "workstation": "/" + stream.workstation.name,
            "priority": stream.priority,
            "limit": stream.limit,
            "jobs": [{"name": job.name, "maxDuration": duration(job.max_duration)} for job in stream.jobs],
        },
    }


def _workstation_row(place: Workstation) -> Row:
    return {
        "kind": "Workstation",
        "key": "/" + place.name,
        "def": {
            "id": place.id,
            "folder": "/",
            "name": place.name,
            "type": place.type,
            "os": place.os,
            "nodeName": place.node,
            "tcpPort": place.port,
            "description": place.description,
            "members": ["/" + member.name for member in place.members],
        },
    }


_KINDS: dict[str, Callable[[Plan], list[Row]]] = {
    "jobdefinition": lambda plan: list({_job_key(job): _job_row(job) for job in plan.jobs}.values()),
    "jobstream": lambda plan: list({stream.name: _stream_row(stream) for stream in plan.streams}.values()),
    "workstation": lambda plan: [_workstation_row(place) for place in plan.workstations.values()],
}
_FIELDS: dict[str, Callable[[Row], Any]] = {
    "id": lambda row: row["def"]["id"],
    "name": lambda row: row["def"]["name"],
    "folder": lambda row: row["def"]["folder"],
    "workstation": lambda row: row["def"].get("workstation"),
}


def _job_key(job: Job) -> tuple[str, str]:
    return job.workstation.name, job.name


async def objects(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.now()
    rows = _KINDS[request.path.rpartition("/model/")[2].partition("/")[0]](world.plan)
    if "id" in request.match_info:
        wanted = request.match_info["id"]
        for row in rows:
            if row["def"]["id"] == wanted:
                return answer(row)
        raise not_found(wanted)
    found = find(_selected(rows, request.query.get("model_filter", "")), _FIELDS, parse(request.query.get("oql", "")))
    offset, limit = bounds(request)
    return page(request, len(found), found[offset : offset + limit], offset, limit)


def _selected(rows: list[Row], selection: str) -> list[Row]:
    if not selection or selection in {"/@/@#/@/@", "@#@"}:
        return rows
    if len(selection) > 400:
        raise RefusedError(400, "AWSJCS005E The value of parameter model_filter is not valid.")
    name = wildcard(selection.rpartition("/")[2])
    return [row for row in rows if name.fullmatch(row["def"]["name"])]


READS = {path: objects for kind in _KINDS for path in (f"/model/{kind}", f"/model/{kind}/{{id}}")}
