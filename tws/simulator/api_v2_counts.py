"""The counts of the REST API v2: jobs and job streams by what they are grouped by, objects by folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tws.simulator import fields, plan_filter
from tws.simulator.answers import WORLD, RefusedError, answer
from tws.simulator.api_v2 import asked
from tws.simulator.ids import folder_id
from tws.simulator.oql import parse
from tws.simulator.plan import Plan
from tws.simulator.records import Job, JobStream
from tws.simulator.search import find, find_jobs
from tws.simulator.wire_places import workstation_states


async def job_count(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.now()
    query = asked(request, plan_filter.job_conditions)
    grouping = [name.strip() for name in request.query.get("grouping_filters", "").split(",") if name.strip()]
    if query.where is None:
        return answer(_grouped(grouping, _from_counters(world.plan, grouping)))
    _, found = find_jobs(world.plan, query, 0, len(world.plan.jobs))
    return answer(_grouped(grouping, _counted(found, grouping)))


_GROUPS: dict[str, Callable[[Job], str]] = {
    "workstation": lambda each: "/" + each.workstation.name,
    "status": lambda each: each.common,
    "folder": lambda each: each.stream.folder,
}


def _counted(found: list[Job], grouping: list[str]) -> Counter[str]:
    readers = [_GROUPS[name] for name in grouping if name in _GROUPS]
    if len(readers) != len(grouping):
        raise RefusedError(400, "AWSJCS005E The value of parameter grouping_filters is not valid.")
    return Counter(",".join(read(each) for read in readers) for each in found)


def _from_counters(plan: Plan, grouping: list[str]) -> Counter[str]:
    if grouping == ["status"]:
        return plan.by_job_status
    if grouping == ["workstation", "status"]:
        return Counter({f"/{place},{status}": count for (place, status), count in plan.by_place.items()})
    if grouping == ["folder", "status"]:
        return Counter({f"{folder},{status}": count for (folder, status), count in plan.by_folder.items()})
    if not grouping:
        return Counter({"": len(plan.jobs)})
    return _counted(plan.jobs, grouping)


def _grouped(grouping: list[str], counts: Counter[str]) -> dict[str, Any]:
    kept = {key: count for key, count in counts.items() if count}
    return {"count": sum(kept.values()), "groupedCount": kept if grouping else None}


async def stream_count(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.now()
    found = find(world.plan.streams, fields.JOBSTREAM, asked(request, plan_filter.stream_conditions))
    grouping = [name.strip() for name in request.query.get("grouping_filters", "").split(",") if name.strip()]
    readers: dict[str, Callable[[JobStream], str]] = {
        "workstation": lambda each: "/" + each.workstation.name,
        "status": lambda each: each.common,
        "folder": lambda each: each.folder,
    }
    counts = Counter(",".join(readers[name](each) for name in grouping if name in readers) for each in found)
    return answer(_grouped(grouping, counts))


async def folder_counts(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.now()
    kind = request.query.get("object_type", "JOBSTREAM_IN_PLAN")
    if kind not in _COUNTED:
        raise RefusedError(400, f'AWSJCS005E The value "{kind[:40]}" of parameter object_type is not valid.')
    field, pairs = ("activeStates" if kind == "WORKSTATION_IN_PLAN" else "commonStatus"), _COUNTED[kind](world.plan)
    folders: dict[str, dict[str, int]] = {}
    for (folder, status), count in pairs.items():
        if count:
            folders.setdefault(folder, {})[status] = count
    rows = [
        {"folder": folder, "folderId": folder_id(folder), "totalCount": sum(counts.values()), field: counts}
        for folder, counts in sorted(folders.items())
    ]
    known = {"folder": lambda row: row["folder"], "folderId": lambda row: row["folderId"]}
    known |= {"parent": lambda _row: "/", "parentId": lambda _row: folder_id("/")}
    return answer(find(rows, known, parse(request.query.get("oql", ""))))


_COUNTED: dict[str, Callable[[Plan], Counter[tuple[str, str]]]] = {
    "JOB_IN_PLAN": lambda plan: plan.by_folder,
    "JOBSTREAM_IN_PLAN": lambda plan: Counter((each.folder, each.common) for each in plan.streams),
    "WORKSTATION_IN_PLAN": lambda plan: Counter(
        ("/", state) for place in plan.workstations.values() for state in workstation_states(place)
    ),
}
