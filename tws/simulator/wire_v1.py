"""Job streams, workstations, resources, prompts and files in the shapes of the REST API v1."""

from __future__ import annotations

from typing import Any

from tws.simulator.clock import v1_time
from tws.simulator.plan import Plan
from tws.simulator.records import File, JobStream, Prompt, Resource, Workstation
from tws.simulator.wire_stream import stream_stats
from tws.simulator.wire_v1_job import INTERNAL, dependencies_of, encoded, stream_id, workstation_key

PLATFORM = {"WINDOWS": "WINDOWS", "AS400": "OTHER", "ZOS": "OTHER"}
TYPES = {
    "X-AGENT": "XA",
    "S-AGENT": "SA",
    "WORKLOAD_BROKER": "BROKER",
    "D-POOL": "DYNAMIC_POOL",
    "REM-ENG": "REMOTE_ENGINE",
}


def stream_row(stream: JobStream, *, plain: bool, dependencies: bool) -> dict[str, Any]:
    """A JobStreamInPlan."""
    return {
        "id": encoded(stream_id(stream), plain=plain),
        "key": {
            "name": stream.name,
            "startTime": v1_time(stream.scheduled),
            "folderKey": {"name": stream.folder},
            "workstationKey": workstation_key(stream.workstation),
        },
        "name": stream.name,
        "status": {"commonStatus": stream.common, "internalStatus": INTERNAL.get(stream.status, stream.status)},
        "internalIdentifier": stream.identifier,
        "jobStreamStats": stream_stats(stream),
        "limit": -1 if stream.limit is None else stream.limit,
        "priority": stream.priority,
        "carriedForward": stream.carried_forward,
        "carryForward": stream.carry_forward,
        "lateJobStream": stream.late and not stream.done,
        "timeInfo": {"actualStartTime": v1_time(stream.started_at), "actualEndTime": v1_time(stream.ended_at)},
        "timeRestriction": {"startTime": v1_time(stream.starts_after), "deadlineTime": v1_time(stream.deadline)},
        "dependencies": dependencies_of(stream, plain=plain) if dependencies else None,
    }


def workstation_row(plan: Plan, place: Workstation) -> dict[str, Any]:
    """A WorkstationInPlan."""
    linked = "FULLY_LINKED" if place.type in {"MANAGER", "FTA"} else "LINKED"
    return {
        "id": place.name,
        "key": {"name": place.name},
        "workstationInPlanKey": {"name": place.name, "folderKey": {"name": "/"}},
        "name": place.name,
        "type": TYPES.get(place.type, place.type),
        "linkStatus": linked if place.linked else "UNLINKED",
        "jobmanUp": place.linked and place.running,
        "writerUp": place.linked and place.type in {"MANAGER", "FTA"},
        "initialized": place.linked,
        "applicationServerStatus": "RUNNING" if place.type == "MANAGER" else "NOT_RUNNING",
        "limit": place.limit,
        "fence": place.fence,
        "symRunNumber": plan.run_number,
        "nodeName": place.node,
        "version": "9.5.0.7",
        "os": PLATFORM.get(place.os, "UNIX"),
        "timeStarted": v1_time(plan.created),
    }


def resource_row(resource: Resource) -> dict[str, Any]:
    """A ResourceInPlan."""
    return {
        "id": resource.id,
        "key": {"name": resource.name, "workstationKey": workstation_key(resource.workstation)},
        "name": resource.name,
        "quantity": resource.quantity,
        "quantityAvailable": max(0, resource.available),
        "quantityInUse": resource.quantity - resource.available,
        "holders": [{"jobName": job.name, "jobStreamName": job.stream.name} for job in resource.holders],
    }


def prompt_row(prompt: Prompt) -> dict[str, Any]:
    """A PromptInPlan."""
    return {
        "id": prompt.id,
        "key": {"name": prompt.name},
        "name": prompt.name,
        "number": prompt.number,
        "text": prompt.text,
        "status": prompt.status,
        "type": prompt.type,
        "timeAsked": v1_time(prompt.asked),
        "timeRespond": v1_time(prompt.answered),
        "workstation": prompt.workstation.name,
    }


def file_row(file: File) -> dict[str, Any]:
    """A FileInPlan."""
    return {
        "id": file.id,
        "name": file.name,
        "qualifier": file.qualifier,
        "status": file.status,
        "workstation": file.workstation.name,
    }
