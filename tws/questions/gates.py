"""What can hold a job back, read from the records: one gate for each point of the operator's checklist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tws.models import Dependency, DependencyKind, Job, JobStream, Prompt, Resource, Workstation
from tws.questions.dependencies import is_met
from tws.questions.errors import ArgumentError
from tws.questions.identity import is_job, job_name
from tws.reports import Gate

_KINDS = {
    DependencyKind.FILE: "file",
    DependencyKind.RESOURCE: "resource",
    DependencyKind.PROMPT: "prompt",
    DependencyKind.JOIN: "join",
    DependencyKind.INTERNETWORK: "internetwork",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a job at `now`.

    `running` counts the jobs that run on its workstation, `stream_running` those of its job stream; `resources` are
    by name, upper-case; `states` are the internal statuses of predecessors that were read, by job id.
    """

    now: datetime
    stream: JobStream | None = None
    workstation: Workstation | None = None
    running: int | None = None
    stream_running: int | None = None
    resources: dict[str, Resource] = field(default_factory=dict)
    prompts: tuple[Prompt, ...] = ()
    states: dict[str, str] = field(default_factory=dict)


def gates_of(job: Job, around: Surroundings) -> tuple[Gate, ...]:
    """Every gate of a job that has not started: the closed ones first, then unclear ones, then the open ones.

    Dependencies and start times are listed even where they are met, everything else only where it holds the job.
    """
    gates = [
        *_dependency_gates(job, around),
        *_time_gates(job, around),
        *_job_gates(job, around),
        *_stream_gates(around),
        *_workstation_gates(job, around),
    ]
    return tuple(sorted(gates, key=lambda gate: {False: 0, None: 1, True: 2}[gate.satisfied]))


def recovery_gates(job: Job, prompts: tuple[Prompt, ...]) -> tuple[Gate, ...]:
    """The recovery prompt that the job waits for, if it does."""
    asked = [prompt for prompt in prompts if prompt.job and _asks_for(prompt.job, job)]
    if job.needs_reply and not asked:
        return (Gate(kind="recovery_prompt", name=job.name),)
    return tuple(
        Gate(kind="recovery_prompt", name=prompt.name, state=prompt.status, text=prompt.text) for prompt in asked
    )


def _asks_for(key: str, job: Job) -> bool:
    try:
        return is_job(job, job_name(key))
    except ArgumentError:
        return False


def _dependency_gates(job: Job, around: Surroundings) -> Iterator[Gate]:
    stream = around.stream
    for dep in job.dependencies:
        yield _dependency_gate(dep, "predecessor", job, around)
    for dep in stream.dependencies if stream else ():
        yield _dependency_gate(dep, "stream_predecessor", job, around)


def _dependency_gate(dep: Dependency, predecessor: str, job: Job, around: Surroundings) -> Gate:
    if dep.kind is DependencyKind.RESOURCE:
        return _resource_gate(dep, job, around.resources.get(dep.name.upper()))
    state = around.states.get(dep.job_id or "") or dep.state
    kind = _KINDS.get(dep.kind, predecessor)
    return Gate(kind=kind, name=dep.name, satisfied=is_met(dep), state=state, text=dep.text)


def _resource_gate(dep: Dependency, job: Job, resource: Resource | None) -> Gate:
    """Units which are there count as an open gate, unless the engine says that it waits for just them.

    The engine allots units only to a job that is ready otherwise, and until then calls the dependency unsatisfied.
    """
    available = resource.available if resource and resource.available is not None else dep.available
    satisfied = dep.satisfied
    if satisfied is not True and dep.quantity is not None and available is not None:
        waits = (job.substatus or "").endswith("WAITING_FOR_RESOURCES")
        satisfied = available >= dep.quantity and not waits
    return Gate(
        kind="resource",
        name=dep.name,
        satisfied=satisfied,
        state=dep.state,
        needed=dep.quantity,
        available=available,
        holders=resource.holders if resource else (),
    )


def _time_gates(job: Job, around: Surroundings) -> Iterator[Gate]:
    stream, now = around.stream, around.now
    if job.starts_after:
        yield Gate(kind="time", name=job.key, satisfied=job.starts_after <= now, until=job.starts_after)
    if stream and stream.starts_after:
        met = stream.starts_after <= now
        yield Gate(kind="stream_time", name=stream.key, satisfied=met, until=stream.starts_after)
    if job.until_passed or _is_past(job.latest_start, now):
        action = job.latest_start_action or ""
        yield Gate(kind="until_passed", name=job.key, until=job.latest_start, state=action)
    if stream and _is_past(stream.latest_start, now):
        yield Gate(kind="until_passed", name=stream.key, until=stream.latest_start)


def _is_past(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment < now


def _job_gates(job: Job, around: Surroundings) -> Iterator[Gate]:
    if job.priority == 0:
        yield Gate(kind="priority_zero", name=job.key, state=job.internal_status, needed=1, available=0)
    if job.internal_status == "PEND":
        yield Gate(kind="confirmation", name=job.key, state="PEND")
    if job.canceled or job.cancel_pending:
        yield Gate(kind="canceled", name=job.key, state="CANCLP" if job.cancel_pending else "CANCL")
    yield from recovery_gates(job, around.prompts)


def _stream_gates(around: Surroundings) -> Iterator[Gate]:
    stream = around.stream
    if stream is None:
        return
    if stream.status == "HELD" or stream.priority == 0:
        yield Gate(kind="stream_held", name=stream.key, state=stream.internal_status)
    if stream.canceled:
        yield Gate(kind="canceled", name=stream.key, state="CANCL")
    running = around.stream_running
    if stream.limit is not None and running is not None and running >= stream.limit:
        yield _limit_gate("stream_limit", stream.key, stream.limit, running)


def _workstation_gates(job: Job, around: Surroundings) -> Iterator[Gate]:
    """FENCE n lets only jobs of a priority above n run; LIMIT 0 lets none (User's Guide, "showcpus")."""
    workstation = around.workstation
    if workstation is None:
        return
    name = workstation.name
    if workstation.is_linked is False:
        yield Gate(kind="workstation_unlinked", name=name, state=" ".join(workstation.states))
    if workstation.is_running is False:
        yield Gate(kind="workstation_stopped", name=name, state=" ".join(workstation.states))
    running, limit = around.running, workstation.limit
    if limit == 0 or (limit is not None and running is not None and running >= limit):
        yield _limit_gate("limit", name, limit, running or 0)
    if job.priority and workstation.fence and job.priority <= workstation.fence:
        fence = workstation.fence
        yield Gate(kind="fence", name=name, state=str(fence), needed=fence + 1, available=job.priority)


def _limit_gate(kind: str, name: str, limit: int, running: int) -> Gate:
    return Gate(kind=kind, name=name, state=f"{running}/{limit}", needed=1, available=max(0, limit - running))
