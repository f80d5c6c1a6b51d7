"""Records as facts: plain dicts with `kind`, the same words as the records."""

from __future__ import annotations

from bot.presenters.teller import Statement, statement
from bot.reports import Evidence, Incident
from rag.models import Entry
from tws.models import Job, JobRun, JobStream, Plan, Prompt, Resource, Workstation
from tws.reports import Gate


def job_fact(job: Job) -> Statement:
    """A job with the state of its newest run; `duration_seconds` is that run's."""
    run = job.run or JobRun(id="")
    return statement(
        "job",
        key=job.key,
        name=job.name,
        status=job.internal_status or job.status,
        return_code=run.return_code,
        job_stream=job.job_stream,
        workstation=run.workstation or job.workstation,
        started_at=run.started_at,
        ended_at=run.ended_at,
        duration_seconds=run.elapsed,
        estimated_seconds=job.estimated or run.estimated,
        run_number=run.number,
        scheduled_at=job.scheduled_at,
        deadline=job.deadline,
        priority=job.priority,
        late=job.late or None,
        critical=job.critical or None,
    )


def run_fact(job: Job, run: JobRun) -> Statement:
    """One run of a job."""
    return statement(
        "run",
        job=job.key,
        run_number=run.number,
        status=run.internal_status or run.status,
        return_code=run.return_code,
        started_at=run.started_at,
        ended_at=run.ended_at,
        duration_seconds=run.elapsed,
        rerun_type=run.rerun_type,
    )


def stream_fact(stream: JobStream) -> Statement:
    """A job stream with its progress."""
    return statement(
        "job_stream",
        key=stream.key,
        name=stream.name,
        workstation=stream.workstation,
        status=stream.internal_status or stream.status,
        scheduled_at=stream.scheduled_at,
        started_at=stream.started_at,
        ended_at=stream.ended_at,
        deadline=stream.deadline,
        limit=stream.limit,
        jobs=stream.jobs,
        successful=stream.successful,
        abended=stream.abended,
        failed=stream.failed,
        running=stream.running,
    )


def workstation_fact(workstation: Workstation) -> Statement:
    """A workstation as the plan sees it."""
    return statement(
        "workstation",
        name=workstation.name,
        type=workstation.type or None,
        is_linked=workstation.is_linked,
        is_running=workstation.is_running,
        limit=workstation.limit,
        fence=workstation.fence,
        version=workstation.version,
        node=workstation.node,
        os=workstation.os,
    )


def resource_key(resource: Resource) -> str:
    """`WORKSTATION#RESOURCE`, as conman prints it."""
    if resource.workstation is None or "#" in resource.name:
        return resource.name
    return f"{resource.workstation}#{resource.name}"


def resource_fact(resource: Resource) -> Statement:
    """A resource in units."""
    return statement(
        "resource",
        key=resource_key(resource),
        name=resource.name,
        workstation=resource.workstation,
        quantity=resource.quantity,
        available=resource.available,
        in_use=resource.in_use,
        holders=list(resource.holders) or None,
    )


def prompt_fact(prompt: Prompt) -> Statement:
    """A prompt and what it asks."""
    return statement(
        "prompt",
        name=prompt.name,
        number=prompt.number,
        text=prompt.text,
        status=prompt.status,
        asked_at=prompt.asked_at,
        job=prompt.job,
        job_stream=prompt.job_stream,
    )


def plan_fact(plan: Plan) -> Statement:
    """The production plan."""
    return statement(
        "plan",
        run_number=plan.run_number,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        created_at=plan.created_at,
        master=plan.master,
        extending=plan.extending or None,
    )


def gate_fact(gate: Gate) -> Statement:
    """Something that holds a job back; `satisfied` is missing where the engine cannot tell."""
    return statement(
        "gate",
        gate=gate.kind,
        name=gate.name,
        satisfied=gate.satisfied,
        state=gate.state or None,
        until=gate.until,
        needed=gate.needed,
        available=gate.available,
        text=gate.text,
        holders=list(gate.holders) or None,
    )


def entry_fact(entry: Entry) -> Statement:
    """A row of the sheet, as it stands there."""
    words = ("job", "error", "symptom", "cause", "owner", "contact", "procedure", "severity")
    told = {word: getattr(entry, word) or None for word in words}
    valid = entry.valid_until.isoformat() if entry.valid_until else None
    return statement(
        "knowledge",
        file=entry.file,
        sheet=entry.sheet,
        row=entry.row,
        solution=entry.solution,
        valid_until=valid,
        **told,
    )


def incident_fact(incident: Incident) -> Statement:
    """An incident of any kind and its state; `evidence` are the figures of one that is no bad end."""
    evidence = incident.evidence
    return statement(
        "incident",
        id=incident.id,
        about=incident.kind.value,
        severity=incident.severity.value,
        critical=incident.critical or None,
        job=incident.job,
        name=incident.job_name,
        job_stream=incident.job_stream,
        workstation=incident.workstation,
        status=incident.internal_status,
        state=incident.state,
        return_code=incident.return_code,
        run_number=incident.run_number,
        opened_at=incident.opened_at,
        closed_at=incident.closed_at,
        taken_by=incident.taken_by or None,
        error_line=incident.error_line or None,
        blocked=incident.blocked,
        cause=incident.cause or None,
        because=incident.because or None,
        effects=incident.effects or None,
        held_until=incident.held_until,
        held_why=incident.held_why or None,
        evidence=evidence_fact(evidence) if evidence else None,
    )


def evidence_fact(evidence: Evidence) -> Statement:
    """The figures that an incident rests on; those that it has."""
    return statement(
        "evidence",
        since=evidence.since,
        deadline=evidence.deadline,
        expected_at=evidence.expected_at,
        latest_start=evidence.latest_start,
        usual_seconds=evidence.usual,
        lasting_seconds=evidence.lasting,
        waiting=evidence.waiting,
        blocked_by=evidence.blocked_by or None,
        states=list(evidence.states) or None,
        text=evidence.text or None,
        prompt=evidence.prompt or None,
        started_at=evidence.started_at,
    )
