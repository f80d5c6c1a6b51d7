"""Plan objects in the shapes of the REST API v2; only rows that are returned are ever built."""

from __future__ import annotations

from typing import Any

from tws.simulator.clock import duration, instant
from tws.simulator.ids import folder_id, name_id
from tws.simulator.joblog import task_of
from tws.simulator.options import ZONE
from tws.simulator.plan import Plan, full_name
from tws.simulator.records import File, Job, JobStream, Prompt, Resource, Run, Workstation
from tws.simulator.waiting import obstacle
from tws.simulator.wire_links import composite, counts, dependency_rows, states, stream_composite

_LATE_START = {"doNotRun": "doNotRun", "continue": "continue", "cancel": "cancel"}


def job_row(plan: Plan, job: Job, now: float, *, whole: bool = False) -> dict[str, Any]:
    """A JobInPlanV2; `whole` fills its dependencies, as a read by id does."""
    stream = job.stream
    return {
        "flowNodeType": "JOB",
        "id": job.id,
        "planId": plan.id,
        "folderId": folder_id(stream.folder),
        "folder": stream.folder,
        "name": job.name,
        "workstationId": job.workstation.id,
        "workstation": "/" + job.workstation.name,
        "cpuFolderId": folder_id("/"),
        "jobStreamId": stream.id,
        "jobStreamName": stream.name,
        "jobStreamWorkstationId": stream.workstation.id,
        "jobStreamWorkstation": "/" + stream.workstation.name,
        "position": job.position,
        "key": f"/{stream.workstation.name}#{full_name(stream.folder, stream.name)}.{job.name}",
        "schedTime": instant(stream.scheduled),
        "timeZone": ZONE,
        "priority": job.priority,
        "origPriority": job.priority or 10,
        "cpuTime": "PT0S",
        "jobDefinitionRefId": name_id("definition", job.workstation.name, job.name),
        "jobDefinition": definition(job),
        "jobDefinitionFlags": {"monitored": stream.monitored, "aliased": False, "interactive": False},
        "jobStatusFlags": _flags(job, now),
        "jobOptions": {
            "noOperation": job.no_operation,
            "critical": job.critical,
            "requiresConfirmation": job.confirm,
            "every": job.every is not None,
        },
        "lastRunCommonStatus": job.common,
        "lastRunCompositeStatus": composite(job, substatus(job, now)),
        "jobruns": run_rows(job, now),
        "timeRestrictions": _job_times(job, now),
        "repeatInterval": duration(job.every),
        "dependencies": dependency_rows(job) if whole else [],
        "dependenciesStats": counts(job),
        "actions": [],
        "archived": False,
    }


def substatus(job: Job, now: float) -> str | None:
    """Why a job waits, in the vendor's words; None where it does not wait."""
    if job.started or job.canceled or job.status not in {"HOLD", "READY", "FENCE"}:
        return None
    found = obstacle(job, now)
    return found.substatus if found else None


def definition(job: Job) -> dict[str, Any]:
    """The job definition as the plan holds it."""
    prompt = job.restart_prompt
    return {
        "id": name_id("definition", job.workstation.name, job.name),
        "name": job.name,
        "folder": job.stream.folder,
        "workstation": "/" + job.workstation.name,
        "description": job.description or None,
        "isCommand": False,
        "command": False,
        "task": {"type": task_type(job), "command": task_of(job)},
        "userLogins": [job.user],
        "estimatedDuration": duration(job.estimate),
        "recoveryOption": "RERUN_PROMPT" if prompt and job.recovery == "RERUN" else job.recovery,
        "recoveryJobName": job.recovery_job,
        "abendPromptText": prompt.text if prompt else None,
    }


def task_type(job: Job) -> str:
    """The task type of a job's plug-in."""
    types = {"oracle": "database", "db2": "database", "java": "java", "sftp": "filetransfer", "rest": "restful"}
    types |= {"sap": "r3batch", "zos": "zos", "mq": "mqttrestful"}
    return types.get(job.kind, "executable")


def _flags(job: Job, now: float) -> dict[str, bool]:
    passed = job.deadline is not None and now > job.deadline and not job.done
    return {
        "jobStreamCancelled": job.stream.canceled,
        "promotedToUrgentQueue": False,
        "jobLate": job.late and not job.done,
        "userRerunAgain": False,
        "restarted": any(run.type == "RERUN" for run in job.runs),
        "untilGone": job.until_gone,
        "buckujob": False,
        "needMessage": job.needs_reply,
        "deadlineHasPassed": passed,
        "altJobIssue": False,
    }


def run_rows(job: Job, now: float) -> list[dict[str, Any]]:
    """All runs of a job, newest last; one that waits to be launched is a row without number and times."""
    rows = [run_row(job, run, now, last=run is job.runs[-1] and job.started) for run in job.runs]
    if not job.started:
        rows.append(run_row(job, None, now, last=True))
    return rows


def run_row(job: Job, run: Run | None, now: float, *, last: bool) -> dict[str, Any]:
    """A JobRunInstanceV2; None is the run that waits to be launched."""
    status, common = states(job, run)
    place = run.workstation if run and run.workstation else job.workstation
    kind = run.type if run else job.next_type
    return {
        "id": run.id if run else name_id(job.id, "run", len(job.runs) + 1),
        "jobId": job.id,
        "name": job.recovery_job if kind == "RECOVERY" else job.name,
        "jobKey": f"/{job.stream.workstation.name}#{full_name(job.stream.folder, job.stream.name)}.{job.name}",
        "jobNumber": run.number if run else None,
        "actualWorkstation": "/" + place.name,
        "commonStatus": common,
        "compositeStatus": {"status": status, "canceled": job.canceled and last},
        "returnCode": run.return_code if run else None,
        "rerunType": kind,
        "rerunJob": kind != "REGULAR",
        "lastInRerunChain": last,
        "runAttempt": max(0, job.runs.index(run)) if run else len(job.runs),
        "confirmed": False,
        "released": False,
        "maxDurationGone": bool(run and run.max_duration_gone),
        "minDurationNotReached": bool(run and run.min_duration_missed),
        "timeInfo": _run_times(job, run, now),
        "outputConditions": _conditions(run),
        "outputProperties": {},
        "actions": [],
    }


def _run_times(job: Job, run: Run | None, now: float) -> dict[str, Any]:
    elapsed = None if run is None else (run.ended if run.ended is not None else now) - run.started
    return {
        "actualStartTime": instant(run.started) if run else None,
        "actualEndTime": instant(run.ended) if run else None,
        "elapsedTime": duration(elapsed),
        "estimatedDuration": duration(job.estimate),
    }


def _conditions(run: Run | None) -> list[dict[str, Any]]:
    if run is None or run.return_code is None:
        return []
    satisfied = run.status == "SUCC"
    expression = "RC<=4" if run.job.kind == "zos" else "RC=0"
    return [
        {
            "conditionName": "STATUS_OK",
            "mappingExpression": expression,
            "isSuccCondition": True,
            "isSatisfied": satisfied,
        }
    ]


def _job_times(job: Job, now: float) -> dict[str, Any]:
    return {
        "startTime": instant(job.starts_after),
        "latestStartTime": instant(job.until),
        "lateStartAction": _LATE_START[job.until_action] if job.until is not None else None,
        "deadlineTime": instant(job.deadline),
        "maxDuration": duration(job.max_duration),
        "maxDurationAction": job.max_duration_action if job.max_duration is not None else None,
        "minDuration": duration(job.min_duration),
        "minDurationAction": "continue" if job.min_duration is not None else None,
        "timeDependent": job.starts_after is not None,
        "startTimeSatisfied": job.starts_after is None or job.starts_after <= now,
        "deadlineSatisfied": job.deadline is None or job.done or now <= job.deadline,
    }


def stream_row(plan: Plan, stream: JobStream, now: float, *, whole: bool = False) -> dict[str, Any]:
    """A JobStreamInPlanV2; `whole` fills its dependencies."""
    own = {
        "flowNodeType": "JOBSTREAM",
        "id": stream.id,
        "planId": plan.id,
        "folderId": folder_id(stream.folder),
        "folder": stream.folder,
        "name": stream.name,
        "originalJobStreamName": stream.name,
        "workstationId": stream.workstation.id,
        "workstation": "/" + stream.workstation.name,
        "cpuFolderId": folder_id("/"),
        "key": f"/{stream.workstation.name}#{full_name(stream.folder, stream.name)}",
        "schedTime": instant(stream.scheduled),
        "scheduledDate": instant(stream.scheduled),
        "timeZone": ZONE,
        "internalIdentifier": stream.identifier,
        "submitter": stream.submitter,
        "priority": stream.priority,
        "origPriority": stream.priority or 10,
        "limit": -1 if stream.limit is None else stream.limit,
        "cpuTime": "PT0S",
        "actions": [],
        "archived": False,
        "dependencies": dependency_rows(stream) if whole else [],
        "dependenciesStats": counts(stream),
    }
    return own | _stream_state(stream, now)


def _stream_state(stream: JobStream, now: float) -> dict[str, Any]:
    started, ended = stream.started_at, stream.ended_at
    elapsed = None if started is None else (ended if ended is not None else now) - started
    return {
        "commonStatus": stream.common,
        "compositeStatus": stream_composite(stream),
        "timeInfo": {
            "actualStartTime": instant(started),
            "actualEndTime": instant(ended),
            "elapsedTime": duration(elapsed),
            "estimatedDuration": duration(sum(job.estimate for job in stream.jobs)),
        },
        "jobStreamStats": stream_stats(stream),
        "jsDefinitionFlags": {"aliased": False, "carriedForward": stream.carried_forward},
        "jsStatusFlags": {
            "released": False,
            "lateJobStream": stream.late and not stream.done,
            "pendingPredecessor": False,
            "hasEveryJobs": any(job.every is not None for job in stream.jobs),
        },
        "jsOptions": {"monitored": stream.monitored, "carryForward": stream.carry_forward},
        "timeRestrictions": {
            "startTime": instant(stream.starts_after),
            "deadlineTime": instant(stream.deadline),
            "latestStartTime": instant(stream.until),
            "timeDependent": True,
        },
    }


def stream_stats(stream: JobStream) -> dict[str, int]:
    """How many jobs of a stream are in which state."""
    held = stream.counts
    total, ended = len(stream.jobs), held.get("SUCCESSFUL", 0)
    abended = sum(job.status == "ABEND" for job in stream.jobs)
    return {
        "numberOfJob": total,
        "numberOfCurrentNodes": total,
        "numberOfSuccessfullJob": ended,
        "numberOfExecutingJob": held.get("RUNNING", 0),
        "numberOfAbendedJob": abended,
        "numberOfFailedJob": held.get("ERROR", 0) - abended,
        "numberOfUndecidedJob": held.get("UNDECIDED", 0),
        "numberOfNotRunningJob": total - ended - held.get("RUNNING", 0) - held.get("ERROR", 0),
    }


def workstation_states(place: Workstation) -> list[str]:
    """The states that are on: none where the link is down."""
    if not place.linked:
        return []
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
        row |= {"jobStreamId": stream.id, "jobStreamKey": f"/{stream.workstation.name}#{full_name(stream.folder, stream.name)}"}
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
