"""Job streams in the shape of the REST API v2."""

from __future__ import annotations

from typing import Any

from tws.simulator.clock import duration, instant
from tws.simulator.ids import folder_id
from tws.simulator.options import ZONE
from tws.simulator.plan import Plan, full_name
from tws.simulator.records import JobStream
from tws.simulator.wire_links import counts, dependency_rows, stream_composite


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
