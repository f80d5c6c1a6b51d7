"""The fields that OQL may name, for jobs, job streams, workstations and the rest, and how each is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tws.simulator.ids import folder_id
from tws.simulator.plan import full_name, job_key
from tws.simulator.records import File, Job, JobStream, Prompt, Resource, Workstation
from tws.simulator.wire_links import counts, dependency_rows, states, unresolved

Reader = Callable[[Any], Any]
TIMES = ("Time",)  # fields whose names end so hold times
PLACES = ("workstation", "Workstation")  # fields whose names end so hold workstations, with or without the root folder


def _rows(name: str) -> Reader:
    return lambda node: [row.get(name) for row in dependency_rows(node)]


def _count(name: str) -> Reader:
    return lambda node: counts(node)[name]


_DEPENDENCIES: dict[str, Reader] = {
    "dependencies.jobId": _rows("jobId"),
    "dependencies.jobStreamId": _rows("jobStreamId"),
    "dependencies.jobStreamName": _rows("jobStreamName"),
    "dependencies.jobStreamFolder": _rows("jobStreamFolder"),
    "dependencies.jobStreamWorkstation": _rows("jobStreamWorkstation"),
    "dependencies.dependencyStatus": _rows("dependencyStatus"),
    **{
        f"dependenciesStats.numberOf{kind}Dependencies": _count(f"numberOf{kind}Dependencies")
        for kind in (
            "", "Job", "JobStream", "Internetwork", "Prompt", "Resource", "File",
        )
    },
    "dependenciesStats.numberOfUnresolvedDependencies": unresolved,
    "dependenciesStats.numberOfNonResourceUnresolvedDependencies": lambda node: node.unresolved,
}  # fmt: skip

JOB: dict[str, Reader] = {
    "id": lambda job: job.id,
    "name": lambda job: job.name,
    "folder": lambda job: job.stream.folder,
    "folderId": lambda job: folder_id(job.stream.folder),
    "key": job_key,
    "jobStreamName": lambda job: job.stream.name,
    "jobStreamId": lambda job: job.stream.id,
    "jobStreamWorkstation": lambda job: "/" + job.stream.workstation.name,
    "workstation": lambda job: "/" + job.workstation.name,
    "priority": lambda job: job.priority,
    "schedTime": lambda job: job.stream.scheduled,
    "jobOptions.critical": lambda job: job.critical,
    "jobOptions.every": lambda job: job.every is not None,
    "jobOptions.noOperation": lambda job: job.no_operation,
    "jobOptions.requiresConfirmation": lambda job: job.confirm,
    "jobStatusFlags.jobLate": lambda job: job.late,
    "jobStatusFlags.untilGone": lambda job: job.until_gone,
    "jobDefinition.name": lambda job: job.name,
    "jobDefinition.isCommand": lambda _job: False,
    "jobDefinition.recoveryOption": lambda job: job.recovery,
    "jobDefinition.userLogin": lambda job: job.user,
    "jobDefinition.workstation": lambda job: "/" + job.workstation.name,
    "timeRestrictions.startTime": lambda job: job.starts_after,
    "timeRestrictions.deadlineTime": lambda job: job.deadline,
    "timeRestrictions.latestStartTime": lambda job: job.until,
    **_DEPENDENCIES,
}
# read from a run, or from (job, None) where the job waits to be launched
RUN: dict[str, Callable[[Any, Any], Any]] = {
    "jobruns.id": lambda job, run: run.id if run else job.id,
    "jobruns.commonStatus": lambda job, run: states(job, run)[1],
    "jobruns.compositeStatus.status": lambda job, run: states(job, run)[0],
    "jobruns.returnCode": lambda _job, run: run and run.return_code,
    "jobruns.jobNumber": lambda _job, run: run and run.number,
    "jobruns.actualWorkstation": lambda job, run: "/" + ((run and run.workstation) or job.workstation).name,
    "jobruns.rerunType": lambda job, run: run.type if run else job.next_type,
    "jobruns.maxDurationGone": lambda _job, run: bool(run and run.max_duration_gone),
    "jobruns.minDurationNotReached": lambda _job, run: bool(run and run.min_duration_missed),
    "jobruns.step": lambda _job, _run: None,
    "jobruns.timeInfo.actualStartTime": lambda _job, run: run and run.started,
    "jobruns.timeInfo.actualEndTime": lambda _job, run: run and run.ended,
}
JOBSTREAM: dict[str, Reader] = {
    "id": lambda stream: stream.id,
    "name": lambda stream: stream.name,
    "originalJobStreamName": lambda stream: stream.name,
    "folder": lambda stream: stream.folder,
    "folderId": lambda stream: folder_id(stream.folder),
    "key": lambda stream: f"/{stream.workstation.name}#{full_name(stream.folder, stream.name)}",
    "workstation": lambda stream: "/" + stream.workstation.name,
    "limit": lambda stream: -1 if stream.limit is None else stream.limit,
    "priority": lambda stream: stream.priority,
    "origPriority": lambda stream: stream.priority,
    "schedTime": lambda stream: stream.scheduled,
    "commonStatus": lambda stream: stream.common,
    "compositeStatus.status": lambda stream: stream.status,
    "jobStreamStats.numberOfJob": lambda stream: len(stream.jobs),
    "jobStreamStats.numberOfSuccessfullJob": lambda stream: stream.counts.get("SUCCESSFUL", 0),
    "jobStreamStats.numberOfExecutingJob": lambda stream: stream.counts.get("RUNNING", 0),
    "jobStreamStats.numberOfAbendedJob": lambda stream: sum(job.status == "ABEND" for job in stream.jobs),
    "jobStreamStats.numberOfFailedJob": lambda stream: sum(job.status == "FAIL" for job in stream.jobs),
    "jsDefinitionFlags.carriedForward": lambda stream: stream.carried_forward,
    "jsOptions.carryForward": lambda stream: stream.carry_forward,
    "jsOptions.monitored": lambda stream: stream.monitored,
    "timeInfo.actualStartTime": lambda stream: stream.started_at,
    "timeInfo.actualEndTime": lambda stream: stream.ended_at,
    "timeRestrictions.deadlineTime": lambda stream: stream.deadline,
    "timeRestrictions.startTime": lambda stream: stream.starts_after,
    "timeRestrictions.untilTime": lambda stream: stream.until,
    "pendingPredecessor": lambda _stream: False,
    **_DEPENDENCIES,
}
WORKSTATION: dict[str, Callable[[Workstation], Any]] = {
    "id": lambda place: place.id,
    "name": lambda place: place.name,
    "folder": lambda _place: "/",
    "type": lambda place: place.type,
    "domainName": lambda place: place.domain,
    "limit": lambda place: place.limit,
    "fence": lambda place: place.fence,
    "jobmanUp": lambda place: place.linked and place.running,
}
RESOURCE: dict[str, Callable[[Resource], Any]] = {
    "id": lambda resource: resource.id,
    "name": lambda resource: resource.name,
    "folder": lambda _resource: "/",
    "workstation": lambda resource: "/" + resource.workstation.name,
    "quantity": lambda resource: resource.quantity,
    "quantityAvailable": lambda resource: resource.available,
}
PROMPT: dict[str, Callable[[Prompt], Any]] = {
    "id": lambda prompt: prompt.id,
    "name": lambda prompt: prompt.name,
    "number": lambda prompt: prompt.number,
    "status": lambda prompt: prompt.status,
    "text": lambda prompt: prompt.text,
    "workstation": lambda prompt: "/" + prompt.workstation.name,
}
FILE: dict[str, Callable[[File], Any]] = {
    "id": lambda file: file.id,
    "name": lambda file: file.name,
    "status": lambda file: file.status,
    "workstation": lambda file: "/" + file.workstation.name,
}


def runs_of(job: Job) -> list[Any]:
    """The runs of a job as its row shows them: None stands for the one that waits to be launched."""
    return list(job.runs) if job.started else [*job.runs, None]


Records = Job | JobStream | Workstation | Resource | Prompt | File
