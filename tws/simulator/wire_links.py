"""Dependencies of jobs and job streams in the v2 shape, and the states of runs."""

from __future__ import annotations

from typing import Any

from tws.simulator.clock import instant
from tws.simulator.ids import name_id
from tws.simulator.records import File, Job, JobStream, Prompt, Resource, Run


def states(job: Job, run: Run | None) -> tuple[str, str]:
    """Internal and common status of a run; None is the run that waits to be launched."""
    if run is None or (run is job.runs[-1] and job.started):
        return job.status, job.common
    return run.status, run.common


def composite(job: Job, substatus: str | None = None) -> dict[str, Any]:
    """The composite status of a job's newest state."""
    return {
        "status": job.status,
        "substatus": substatus,
        "canceled": job.canceled,
        "cancelPending": job.cancel_pending,
        "started": job.started,
        "error": job.common == "ERROR",
        "dontRun": False,
    }


def stream_composite(stream: JobStream) -> dict[str, Any]:
    """The composite status of a job stream."""
    return {
        "status": stream.status,
        "substatus": None,
        "canceled": stream.canceled,
        "cancelPending": False,
        "started": stream.started_at is not None,
        "error": stream.common in {"ERROR", "BLOCKED"},
        "dontRun": False,
    }


def counts(node: Job | JobStream) -> dict[str, int]:
    """How many dependencies a job or job stream has, by kind, and how many are open."""
    jobs = sum(isinstance(target, Job) for target in node.follows)
    resources = node.resources if isinstance(node, Job) else ()
    elsewhere = int(isinstance(node, Job) and node.internetwork is not None)
    total = len(node.follows) + len(node.prompts) + len(node.files) + len(resources) + elsewhere
    return {
        "numberOfDependencies": total,
        "numberOfJobDependencies": jobs,
        "numberOfJobStreamDependencies": len(node.follows) - jobs,
        "numberOfInternetworkDependencies": elsewhere,
        "numberOfPromptDependencies": len(node.prompts),
        "numberOfResourceDependencies": len(resources),
        "numberOfFileDependencies": len(node.files),
        "numberOfUnresolvedDependencies": unresolved(node),
        "numberOfNonResourceUnresolvedDependencies": node.unresolved,
    }


def unresolved(node: Job | JobStream) -> int:
    """How many dependencies are open, resources that are short included."""
    if not isinstance(node, Job) or node.status != "READY":
        return node.unresolved
    return node.unresolved + sum(resource.available < units for resource, units in node.resources)


def _resource_free(job: Job | JobStream, resource: Resource, units: int) -> bool:
    waiting = isinstance(job, Job) and job.status == "READY"
    return not waiting or resource.available >= units


def dependency_rows(node: Job | JobStream) -> list[dict[str, Any]]:
    """The `dependencies` of a job or job stream."""
    rows = [_node_row(node, target) for target in node.follows]
    rows += [_prompt_row(prompt) for prompt in node.prompts]
    rows += [_file_row(file) for file in node.files]
    if isinstance(node, Job):
        rows += [_resource_row(node, resource, units) for resource, units in node.resources]
        if node.internetwork is not None:
            rows.append(_internetwork_row(node, node.internetwork))
    for number, row in enumerate(rows, 1):
        row["depSequence"] = number
    return rows


def _status(*, satisfied: bool) -> dict[str, Any]:
    return {"dependencyStatus": "SATISFIED" if satisfied else "UNSATISFIED", "satisfied": satisfied, "mandatory": True}


def _node_row(node: Job | JobStream, target: Job | JobStream) -> dict[str, Any]:
    stream = target.stream if isinstance(target, Job) else target
    own = node.stream if isinstance(node, Job) else node
    row: dict[str, Any] = {
        "id": target.id,
        **_status(satisfied=target.done),
        "jobStreamName": stream.name,
        "jobStreamWorkstation": "/" + stream.workstation.name,
        "jobStreamSchedTime": instant(stream.scheduled),
        "jobStreamFolder": stream.folder,
        "conditional": False,
    }
    if isinstance(target, Job):
        row |= {"jobId": target.id, "jobName": target.name, "predecessorStatus": composite(target)}
        if stream is own:
            return row | {"dependencyType": "INTERNAL", "jobSuccId": node.id}
    else:
        row["predecessorStatus"] = stream_composite(target)
    kind = "EXTERNAL_JOB" if isinstance(target, Job) else "EXTERNAL_JOBSTREAM"
    row |= {"jobSuccId": node.id} if isinstance(node, Job) else {"jobStreamSuccId": node.id}
    return row | {"dependencyType": kind, "jobStreamId": stream.id, "pending": False, "zombie": False}


def _prompt_row(prompt: Prompt) -> dict[str, Any]:
    return {
        "dependencyType": "PROMPT",
        "id": prompt.id,
        **_status(satisfied=prompt.status == "ANSWERED_YES"),
        "folder": "/",
        "promptName": prompt.name,
        "text": prompt.text,
        "promptStatus": prompt.status,
        "promptType": prompt.type,
        "number": prompt.number,
        "workstation": "/" + prompt.workstation.name,
    }


def _file_row(file: File) -> dict[str, Any]:
    return {
        "dependencyType": "FILE",
        "id": file.id,
        **_status(satisfied=file.status == "Exists"),
        "file": {
            "id": file.id,
            "name": file.name,
            "qualifier": file.qualifier,
            "status": file.status,
            "workstation": "/" + file.workstation.name,
        },
        "timeLastChecked": instant(file.checked),
    }


def _resource_row(job: Job, resource: Resource, units: int) -> dict[str, Any]:
    return {
        "dependencyType": "RESOURCE",
        "id": name_id(job.id, resource.id),
        **_status(satisfied=_resource_free(job, resource, units)),
        "folder": "/",
        "name": resource.name,
        "workstation": "/" + resource.workstation.name,
        "workstationId": resource.workstation.id,
        "quantity": units,
        "quantityHeld": resource.holders.get(job, 0),
        "available": max(0, resource.available),
        "totalQuantity": resource.quantity,
    }


def _internetwork_row(job: Job, text: str) -> dict[str, Any]:
    network, _, dependency = text.partition("::")
    return {
        "dependencyType": "INTERNETWORK",
        "id": name_id(job.id, text),
        "dependencyStatus": "UNDECIDED",
        "satisfied": False,
        "mandatory": True,
        "networkAgent": network,
        "dependency": dependency,
        "jobId": job.id,
        "jobInPlanCompositeStatus": composite(job),
    }
