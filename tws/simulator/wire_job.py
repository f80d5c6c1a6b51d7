"""Jobs and runs in the shapes of the REST API v2; only rows that are returned are ever built."""

from __future__ import annotations

from typing import Any

from tws.simulator.clock import duration, instant
from tws.simulator.ids import folder_id, name_id
from tws.simulator.joblog import task_of
from tws.simulator.options import ZONE
from tws.simulator.plan import Plan, full_name
from tws.simulator.records import Job, Run
from tws.simulator.waiting import obstacle
from tws.simulator.wire_links import composite, counts, dependency_rows, states

TASK_TYPES = {
    "oracle": "database",
    "db2": "database",
    "java": "java",
    "sftp": "filetransfer",
    "rest": "restful",
    "sap": "r3batch",
    "zos": "zos",
    "mq": "mqttrestful",
}


def job_row(plan: Plan, job: Job, now: float, *, whole: bool = False) -> dict[str, Any]:
    """A JobInPlanV2; `whole` fills its dependencies, as a read by id does."""
    stream, defined = job.stream, definition(job)
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
        "jobDefinitionRefId": defined["id"],
        "jobDefinition": defined,
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
    return TASK_TYPES.get(job.kind, "executable")


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
        "lateStartAction": job.until_action if job.until is not None else None,
        "deadlineTime": instant(job.deadline),
        "maxDuration": duration(job.max_duration),
        "maxDurationAction": job.max_duration_action if job.max_duration is not None else None,
        "minDuration": duration(job.min_duration),
        "minDurationAction": "continue" if job.min_duration is not None else None,
        "timeDependent": job.starts_after is not None,
        "startTimeSatisfied": job.starts_after is None or job.starts_after <= now,
        "deadlineSatisfied": job.deadline is None or job.done or now <= job.deadline,
    }
