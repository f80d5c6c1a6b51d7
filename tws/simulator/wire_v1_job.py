"""Jobs in the shape of the REST API v1: one record per run, times without zone, durations in milliseconds."""

from __future__ import annotations

import base64
from typing import Any

from tws.simulator.clock import milliseconds, v1_time
from tws.simulator.joblog import task_of
from tws.simulator.records import Job, JobStream, Run, Workstation
from tws.simulator.risk import risk_of
from tws.simulator.wire_links import states

INTERNAL = {"FAIL": "FAILED", "CANCL": "CANCEL", "CANCLP": "CANCELP", "ABENP": "ABENDP", "SUPPR": "SUPPRESS"}


def encoded(text: str, *, plain: bool) -> str:
    """An id as v1 gives it: Base64 by default, `WKS;JSID;JOB` where `Id-Encoding: 0` asks for it."""
    return text if plain else base64.urlsafe_b64encode(text.encode()).decode()


def job_id(job: Job, run: Run | None) -> str:
    """The composite id of a run: reruns carry their number behind the name."""
    place = job.stream.workstation.name
    number = job.runs.index(run) if run else len(job.runs)
    again = f";{number}" if number else ""
    return f"{place};{job.stream.identifier};{job.name}{again}"


def stream_id(stream: JobStream) -> str:
    """The composite id of a job stream."""
    return f"{stream.workstation.name};{stream.identifier}"


def workstation_key(place: Workstation) -> dict[str, Any]:
    """A workstationKey."""
    return {"name": place.name, "originalName": place.name, "folderKey": {"name": "/"}}


def job_row(job: Job, run: Run | None, now: float, *, last: bool, plain: bool, dependencies: bool) -> dict[str, Any]:
    """A JobInPlan."""
    status, common = states(job, run)
    kind = run.type if run else job.next_type
    place = run.workstation if run and run.workstation else job.workstation
    head = job.runs[0] if job.runs and run is not job.runs[0] else None
    return {
        "id": encoded(job_id(job, run), plain=plain),
        "name": job.name,
        "jobStreamInPlan": _stream_key(job.stream, plain=plain),
        "workstationInPlan": workstation_key(job.workstation),
        "jobNumber": run.number if run else 0,
        "priority": job.priority,
        "originalPriority": job.priority or 10,
        "status": {
            "commonStatus": common,
            "internalStatus": INTERNAL.get(status, status),
            "canceled": job.canceled and last,
        },
        "jobDefinition": _definition(job, run),
        "timeInfo": _times(job, run, now),
        "timeRestriction": _restriction(job),
        "rerunType": kind,
        "rerunInstancesNumber": max(0, len(job.runs) - 1) if last else 0,
        "lastInRerunChain": last,
        "headJobRunId": encoded(job_id(job, head), plain=plain) if head else None,
        "headJobRunName": job.name if head else None,
        "rerunJob": kind != "REGULAR",
        "everyRerun": kind == "RERUN_EVERY",
        "every": job.every is not None,
        "requiresConfirmation": job.confirm,
        "jobLate": job.late and not job.done,
        "untilGone": job.until_gone,
        "maxDurationGone": bool(run and run.max_duration_gone),
        "minDurationNotReached": bool(run and run.min_duration_missed),
        "pendingCancellation": job.cancel_pending,
        "noOperation": job.no_operation,
        "replyNeeded": job.needs_reply,
        "criticalNetworkInfo": _critical(job, now) if last else None,
        "actualWorkstation": place.name,
        "dependencies": dependencies_of(job, plain=plain) if dependencies else None,
    }


def _stream_key(stream: JobStream, *, plain: bool) -> dict[str, Any]:
    return {
        "id": encoded(stream_id(stream), plain=plain),
        "name": stream.name,
        "startTime": v1_time(stream.scheduled),
        "folderKey": {"name": stream.folder},
        "workstationKey": workstation_key(stream.workstation),
        "internalIdentifier": stream.identifier,
    }


def _definition(job: Job, run: Run | None) -> dict[str, Any]:
    return {
        "jobDefinitionInPlanKey": {"name": job.name, "workstationKey": workstation_key(job.workstation)},
        "description": job.description or None,
        "taskType": "WINDOWS" if job.workstation.os == "WINDOWS" else "UNIX",
        "taskString": task_of(job),
        "userLogin": job.user,
        "returnCode": run.return_code if run else None,
        "recoveryOption": job.recovery,
        "returnCodeMapping": "RC <= 4" if job.kind == "zos" else None,
        "estimatedDuration": milliseconds(job.estimate),
    }


def _times(job: Job, run: Run | None, now: float) -> dict[str, Any]:
    elapsed = None if run is None else (run.ended if run.ended is not None else now) - run.started
    return {
        "actualStartTime": v1_time(run.started) if run else None,
        "actualEndTime": v1_time(run.ended) if run else None,
        "elapsedTime": milliseconds(elapsed),
        "estimatedDuration": milliseconds(job.estimate),
    }


def _restriction(job: Job) -> dict[str, Any]:
    actions = {"doNotRun": "SUPPRESS", "continue": "CONTINUE", "cancel": "CANCEL"}
    return {
        "startTime": v1_time(job.starts_after),
        "untilTime": v1_time(job.until),
        "untilAction": actions[job.until_action] if job.until is not None else None,
        "deadlineTime": v1_time(job.deadline),
        "maxDuration": milliseconds(job.max_duration),
    }


def _critical(job: Job, now: float) -> dict[str, Any]:
    if not job.critical:
        return {"critical": False}
    level, end = risk_of(job, now)
    return {"critical": True, "late": job.late, "estimatedEndTime": v1_time(end), "riskLevel": level}


def dependencies_of(node: Job | JobStream, *, plain: bool) -> dict[str, Any]:
    """The `dependencies` of a job or job stream."""
    own = node.stream if isinstance(node, Job) else node
    inside = [t for t in node.follows if isinstance(t, Job) and t.stream is own]
    outside = [t for t in node.follows if t not in inside]
    resources = node.resources if isinstance(node, Job) else ()
    return {
        "internalDependencyInPlan": [_follows(target, plain=plain) for target in inside],
        "externalDependencyInPlan": [_follows(target, plain=plain) for target in outside],
        "fileDependencyInPlan": [
            {"name": f.name, "status": f.status, "workstation": f.workstation.name} for f in node.files
        ],
        "promptDependencyInPlan": [
            {"name": p.name, "number": p.number, "text": p.text, "status": p.status} for p in node.prompts
        ],
        "resourceDependencyInPlan": [
            {"name": r.name, "workstation": r.workstation.name, "quantity": units, "available": max(0, r.available)}
            for r, units in resources
        ],
        "internetworkDependenciesInPlan": [],
        "conditionalDependencyInPlan": [],
    }


def _follows(target: Job | JobStream, *, plain: bool) -> dict[str, Any]:
    stream = target.stream if isinstance(target, Job) else target
    row: dict[str, Any] = {
        "jobStreamInPlan": _stream_key(stream, plain=plain),
        "status": {"commonStatus": target.common, "internalStatus": INTERNAL.get(target.status, target.status)},
        "satisfied": target.done,
    }
    if isinstance(target, Job):
        run = target.runs[-1] if target.started else None
        row |= {"jobName": target.name, "jobId": encoded(job_id(target, run), plain=plain)}
    return row
