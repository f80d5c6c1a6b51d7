"""Workstations, resources, prompts and files in the shapes of the REST API v2."""

from __future__ import annotations

from typing import Any

from tws.simulator.clock import instant
from tws.simulator.ids import folder_id
from tws.simulator.options import ZONE
from tws.simulator.plan import Plan, full_name
from tws.simulator.records import File, Job, Prompt, Resource, Workstation


def workstation_states(place: Workstation) -> list[str]:
    """The states that are on: none where the link is down."""
    if not place.linked:
        return []
    if not place.running:
        return ["LINKED", "IS_INITED"]
    if place.type == "X-AGENT":
        return ["LINKED", "HOST_LINKED", "EXTENDED_LINKED", "IS_INITED", "RUNNING"]
    if place.type in {"AGENT", "POOL"}:
        return ["LINKED", "ONLINE", "IS_INITED", "RUNNING", "JOBMAN_UP"]
    own = ["LINKED", "FULLY_LINKED", "TCP_IP_LINKED", "IS_INITED", "RUNNING", "JOBMAN_UP", "WRITER_UP"]
    extra = {"MANAGER": ["MASTER", "MANAGER", "SERVER_STARTED", "EVT_PROC_RUNNING"], "WORKLOAD_BROKER": ["BROKER"]}
    return own + extra.get(place.type, [])


def workstation_row(plan: Plan, place: Workstation) -> dict[str, Any]:
    """A WorkstationInPlanV2."""
    return {
        "id": place.id,
        "planId": plan.id,
        "folderId": folder_id("/"),
        "folder": "/",
        "name": place.name,
        "key": "/" + place.name,
        "description": place.description,
        "runNumber": plan.run_number,
        "activeStates": workstation_states(place),
        "activeFlags": ["AUTO_LINK", "FULL_STATUS"] if place.type == "MANAGER" else ["AUTO_LINK"],
        "type": place.type,
        "os": place.os,
        "timeZone": ZONE,
        "nodeName": place.node,
        "tcpPort": place.port,
        "domainName": place.domain,
        "limit": place.limit,
        "fence": place.fence,
        "version": "10.2.8.0",
        "timeStarted": instant(plan.created) if place.linked else None,
        "hostWorkstation": None if place.host is None else "/" + place.host,
        "ignore": False,
        "actions": [],
        "archived": False,
    }


def resource_row(resource: Resource) -> dict[str, Any]:
    """A ResourceInPlanV2."""
    return {
        "id": resource.id,
        "folderId": folder_id("/"),
        "folder": "/",
        "name": resource.name,
        "key": f"/{resource.workstation.name}#/{resource.name}",
        "workstationId": resource.workstation.id,
        "workstation": "/" + resource.workstation.name,
        "description": resource.description,
        "quantity": resource.quantity,
        "quantityAvailable": max(0, resource.available),
        "quantityInUse": resource.quantity - resource.available,
        "status": "AVAILABLE" if resource.available > 0 else "NOT_AVAILABLE",
        "holders": [
            {
                "jobStreamId": job.stream.id,
                "jobStream": job.stream.name,
                "jobId": job.id,
                "job": job.name,
                "jobKey": f"/{job.stream.workstation.name}#{full_name(job.stream.folder, job.stream.name)}.{job.name}",
                "quantity": units,
                "shared": False,
            }
            for job, units in resource.holders.items()
        ],
        "actions": [],
        "archived": False,
    }


def prompt_row(plan: Plan, prompt: Prompt) -> dict[str, Any]:
    """A PromptInPlanV2."""
    row: dict[str, Any] = {
        "id": prompt.id,
        "planId": plan.id,
        "name": prompt.name,
        "number": prompt.number,
        "text": prompt.text,
        "status": prompt.status,
        "type": prompt.type,
        "timeAsked": instant(prompt.asked),
        "timeRespond": instant(prompt.answered),
        "workstation": "/" + prompt.workstation.name,
        "workstationId": prompt.workstation.id,
        "key": f"/{prompt.workstation.name}#/{prompt.name}",
    }
    for node in prompt.waiting[:1]:
        stream = node.stream if isinstance(node, Job) else node
        row |= {
            "jobStreamId": stream.id,
            "jobStreamKey": f"/{stream.workstation.name}#{full_name(stream.folder, stream.name)}",
        }
        if isinstance(node, Job):
            row |= {"jobId": node.id, "jobKey": f"{row['jobStreamKey']}.{node.name}"}
    return row


def file_row(plan: Plan, file: File) -> dict[str, Any]:
    """A FileInPlanV2."""
    return {
        "id": file.id,
        "planId": plan.id,
        "name": file.name,
        "qualifier": file.qualifier,
        "status": file.status,
        "workstation": "/" + file.workstation.name,
        "workstationId": file.workstation.id,
    }
