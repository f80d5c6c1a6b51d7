"""The v1 reads of single objects: a job by either encoding of its id, its log in pages, streams, workstations."""

from __future__ import annotations

import base64
import binascii
import uuid
from typing import Any

from aiohttp import web

from tws.simulator import wire_v1, wire_v1_job
from tws.simulator.answers import WORLD, answer, not_found
from tws.simulator.clock import v1_time
from tws.simulator.joblog import JobLog
from tws.simulator.records import Job, Run
from tws.simulator.requests_v1 import is_plain, the_world
from tws.simulator.risk import risk_of


def _decoded(text: str) -> list[str]:
    if ";" in text:
        return text.split(";")
    try:
        return base64.urlsafe_b64decode(text).decode().split(";")
    except (binascii.Error, ValueError):
        return [text]


def the_run(request: web.Request) -> tuple[Job, Run | None]:
    """The job and run that a v1 path names, by either encoding."""
    world, parts = the_world(request), _decoded(request.match_info["id"])
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
    return answer(wire_v1_job.job_row(found, run, now, last=last, plain=is_plain(request), dependencies=True))


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
    world, parts = the_world(request), _decoded(request.match_info["id"])
    for each in world.plan.streams:
        if [each.workstation.name, each.identifier] == parts[:2]:
            return answer(wire_v1.stream_row(each, plain=is_plain(request), dependencies=True))
    raise not_found(f"js={';'.join(parts)[:120]}")


async def workstation(request: web.Request) -> web.Response:
    world = the_world(request)
    place = world.plan.workstations.get(request.match_info["id"])
    if place is None:
        raise not_found(f"ws={request.match_info['id'][:120]}")
    return answer(wire_v1.workstation_row(world.plan, place))


async def summary(request: web.Request) -> web.Response:
    world = the_world(request)
    now = world.engine.time
    levels = [risk_of(each, now)[0] for each in world.plan.flagged["critical"]]
    return answer(
        {
            "numberOfCriticalJobsNoRisk": levels.count("ON_TRACK"),
            "numberOfCriticalJobsPotentialRisk": levels.count("POTENTIAL_RISK"),
            "numberOfCriticalJobsHighRisk": levels.count("HIGH_RISK"),
            "lastCritPathRecalculation": v1_time(now),
        }
    )
