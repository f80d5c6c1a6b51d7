"""`/metrics` of the simulated master, in the OpenMetrics text format, with the vendor's names."""

from __future__ import annotations

from collections.abc import Iterator

from aiohttp import web

from tws.simulator.answers import WORLD
from tws.simulator.risk import risk_of
from tws.simulator.states import COMMON_STATUSES
from tws.simulator.world import World

_MAILBOXES = ("Mailbox", "Intercom", "Courier", "Moncmd", "mirrorbox", "planbox", "server")


async def metrics(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    now = world.now()
    text = "\n".join(lines(world, now)) + "\n"
    return web.Response(text=text, content_type="text/plain", charset="utf-8")


def lines(world: World, now: float) -> Iterator[str]:
    """All samples, each kind behind its TYPE line."""
    plan = world.plan
    for name in ("application_wa_JobsInPlanCount_job", "application_wa_JobsInPlanCount_jobs"):
        yield f"# TYPE {name} gauge"
        for status in COMMON_STATUSES:
            yield f'{name}{{jobstatus="{status}"}} {plan.by_job_status[status]}'
    yield "# TYPE application_wa_JobsByWorkstation_jobs gauge"
    for (place, status), count in sorted(plan.by_place.items()):
        yield f'application_wa_JobsByWorkstation_jobs{{workstation="/{place}",jobstatus="{status}"}} {count}'
    yield "# TYPE application_wa_JobsByFolder_jobs gauge"
    for (folder, status), count in sorted(plan.by_folder.items()):
        yield f'application_wa_JobsByFolder_jobs{{folder="{folder}",jobstatus="{status}"}} {count}'
    yield from _workstations(world)
    yield from _critical(world, now)
    yield "# TYPE application_wa_msgFileFill_percent gauge"
    for box in _MAILBOXES:
        yield f'application_wa_msgFileFill_percent{{msgFile="{box}"}} 3'
    yield "# TYPE application_wa_DB_connected_boolean gauge"
    yield "application_wa_DB_connected_boolean 1"


def _workstations(world: World) -> Iterator[str]:
    for name, attribute in (("running", "running"), ("linked", "linked")):
        yield f"# TYPE application_wa_workstation_{name}_boolean gauge"
        for place in world.plan.workstations.values():
            value = int(place.linked and bool(getattr(place, attribute)))
            yield f'application_wa_workstation_{name}_boolean{{workstation="/{place.name}"}} {value}'


def _critical(world: World, now: float) -> Iterator[str]:
    jobs = sorted(world.plan.flagged["critical"], key=lambda job: job.index)
    for name, level in (("highRisk", "HIGH_RISK"), ("potentialRisk", "POTENTIAL_RISK")):
        yield f"# TYPE application_wa_criticalJob_{name}_boolean gauge"
        for job in jobs:
            label = f'jobName="{job.name}",jobStreamName="{job.stream.name}",workstation="/{job.workstation.name}"'
            yield f"application_wa_criticalJob_{name}_boolean{{{label}}} {int(risk_of(job, now)[0] == level)}"
