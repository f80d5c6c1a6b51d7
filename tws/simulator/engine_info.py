"""What the master says about itself, in v1 and v2."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tws.simulator.answers import WORLD, RefusedError, answer
from tws.simulator.clock import v1_time
from tws.simulator.options import ZONE
from tws.simulator.plan import Plan
from tws.simulator.states import COMMON_STATUSES

VERSIONS = {"all": "10.2.8.0", "10.1": "10.1.0.1", "10.2.8": "10.2.8.0", "9.5": "9.5.0.7"}
CONFIGURATION = {
    "startOfDay": ("0000", "The start time of the production day."),
    "carryStates": ("", "The job states that affect carry forward."),
    "enCarryForward": ("ALL", "Which job streams are carried forward."),
}


async def info_v2(request: web.Request) -> web.Response:
    version = VERSIONS[request.app[WORLD].options.dialect]
    return answer(
        {
            "displayVersion": version,
            "fullVersion": f"{version}.202607",
            "capabilities": {},
            "referenceId": "RESYNC-SIMULATOR",
            "licenseType": "PERSERVER",
            "locale": "en",
            "timezone": ZONE,
        }
    )


async def users(_request: web.Request) -> web.Response:
    return answer({"users": ["tws", "operador"]})


async def groups(_request: web.Request) -> web.Response:
    return answer({"groups": ["operations"]})


async def configuration(request: web.Request) -> web.Response:
    whole = {key: {"value": value, "description": text} for key, (value, text) in CONFIGURATION.items()}
    key = request.match_info.get("key")
    if key is None:
        return answer(whole)
    if key not in whole:
        raise RefusedError(404, f'AWSJDB101E The object "{key[:40]}" was not found.')
    return answer(whole[key])


async def read_permission(_request: web.Request) -> web.Response:
    return answer({"plan": "LIST,DISPLAY"})


async def objects_info(_request: web.Request) -> web.Response:
    statuses = [{"key": status, "label": status.capitalize()} for status in COMMON_STATUSES]
    return answer({"JOB_IN_PLAN": {"commonStatus": statuses, "actions": []}})


async def consumed_runs(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.now()
    done, total = world.plan.by_job_status["SUCCESSFUL"], len(world.plan.endings)
    count = {"total": total, "successful": done, "unique": done}
    day = (v1_time(world.plan.starts) or "")[:10]
    row = {"date": day, "dailyJobs": count, "monthlyJobs": count, "cumulativeJobs": count}
    return answer([{**row, "jobsToSend": 0, "integrity": "ok"}])


async def info_v1(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.now()
    version = VERSIONS[world.options.dialect]
    own: dict[str, Any] = {
        "version": version,
        "displayVersion": version,
        "fullVersion": f"{version}.202607",
        "type": "DISTRIBUTED",
        "engineType": "DISTRIBUTED",
        "locale": "en",
        "timezone": ZONE,
        "timezoneEnable": True,
        "hasPlan": True,
        "hasModel": True,
        "hasDatabasePlan": True,
        "workstationName": "MDM",
        "masterWorkstation": "MDM",
        "domainName": "MASTERDM",
        "masterDomain": "MASTERDM",
        "planTimezone": ZONE,
        "dbTimezone": ZONE,
        "dbStartOfDay": "0000",
        "licenseType": "PERSERVER",
    }
    return answer(own | _symphony(world.plan))


def _symphony(plan: Plan) -> dict[str, Any]:
    """The plan's figures; the misspelling is the vendor's."""
    return {
        "synphonyFound": True,
        "synphonyRunNumber": plan.run_number,
        "synphonyScheduledDate": v1_time(plan.starts),
        "synphonyBatchManStatus": "LIVES",
        "synphonyStartTime": v1_time(plan.created),
        "synphonyPlanStart": v1_time(plan.starts),
        "synphonyPlanEnd": v1_time(plan.ends),
        "synphonySize": len(plan.jobs) * 2,
    }


async def plan_query(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    world.now()
    plan = world.plan
    row = {
        "key": {"name": "Symphony", "type": "CURRENT"},
        "id": plan.id,
        "creationDate": v1_time(plan.created),
        "validFrom": v1_time(plan.starts),
        "validTo": v1_time(plan.ends),
        "runNumber": plan.run_number,
        "size": len(plan.jobs),
        "startOfDay": "0000",
        "active": True,
        "masterWorkstationName": "MDM",
        "masterDomainName": "MASTERDM",
        "numberOfCpu": len(plan.workstations),
        "criticalPathEnabled": True,
        "whatIfEnabled": True,
    }
    return answer([row], headers={"How-Many-Returned": "1"})


async def mailbox(_request: web.Request) -> web.Response:
    return answer(3)
