"""What the agent's own tools give: a short text for a language model, and the report as a plain dict."""

from __future__ import annotations

from typing import Any

from bot.agent.fence import fenced
from bot.ports import Master
from bot.reports import DiagnosisReport, HandoverReport, Incident
from rag.errors import KnowledgeError
from rag.models import Found
from tws.errors import TwsError
from tws.models import Job
from tws.reports import NotFound, Trouble, WaitingReport, as_artifact

Said = tuple[str, dict[str, Any]]
_TOLD = 10


def not_found_said(report: NotFound) -> Said:
    """That the plan holds no such job, and which names are near."""
    near = f"; similar names: {', '.join(report.similar)}" if report.similar else ""
    return f"The plan holds no job {report.name}{near}.", as_artifact(report)


def waiting_said(report: WaitingReport | NotFound) -> Said:
    """What keeps a job from starting."""
    if isinstance(report, NotFound):
        return not_found_said(report)
    root = f"; at the root: {report.root[-1]}" if report.root else ""
    kinds = ", ".join(f"{gate.kind} {gate.name}" for gate in report.gates if not gate.satisfied)
    return f"{report.job.key} has not started; it waits for: {kinds or 'nothing'}{root}.", as_artifact(report)


def trouble_said(master: Master, error: TwsError | KnowledgeError) -> Said:
    """That HWA or the sheet could not be asked, and why."""
    report = trouble_of(master, error)
    return f"Could not ask ({report.error}): {report.message}", as_artifact(report)


def trouble_of(master: Master, error: TwsError | KnowledgeError) -> Trouble:
    """What went wrong, as a report."""
    return Trouble(
        environment=master.environment,
        as_of=master.now(),
        error=type(error).__name__,
        message=str(error),
        host=getattr(error, "host", ""),
        detail=getattr(error, "detail", ""),
        status=getattr(error, "status", None),
        last_answer_at=master.last_answer_at,
    )


def diagnosis_text(report: DiagnosisReport) -> str:
    """A diagnosis in lines; those of the job log are fenced."""
    run = report.run
    parts = [f"{report.job.key} is {report.job.internal_status}, rc {run.return_code if run else None}."]
    parts += [fenced(report.error_lines)] if report.error_lines else []
    parts += [found_text(report.found)] if report.found else []
    parts += [f"{report.impact.blocked} jobs wait behind it."] if report.impact else []
    parts += [f"not available: {part}" for part in report.missing]
    return "\n".join(parts)


def found_text(found: Found) -> str:
    """What the sheet says in lines; its cells are fenced."""
    lines: list[str] = []
    for match in found.solutions:
        entry = match.entry
        lines.append(f"row {entry.row} of {entry.sheet}: {entry.error or entry.symptom} -> {entry.solution}")
    lines += [f"owner {e.owner}, contact {e.contact}, procedure {e.procedure}" for e in found.facts[:2]]
    verdict = f"The sheet: {found.verdict}, confidence {found.confidence:.2f}."
    return f"{verdict}\n{fenced(lines)}" if lines else verdict


def handover_text(report: HandoverReport) -> str:
    """A handover in lines; error lines of jobs and prompts are left out, as the card shows them."""
    lines = _mutes_lines(report) if report.only == "mutes" else [] if report.only else _incident_lines(report)
    lines += [_risk_text(report, job) for job in report.at_risk]
    if report.only and report.until:
        lines.append(f"{len(report.at_risk)} deadlines at risk until {report.until.isoformat()}")
    if report.unjudged:
        lines.append(f"of {report.unjudged} other jobs with a deadline, what they wait for was not looked at")
    if report.past and report.past.incidents:
        lines.append(f"it recovered by itself {report.past.alone} of {report.past.incidents} times")
    lines += [f"not available: {part}" for part in report.missing]
    return "\n".join(lines)


def _incident_lines(report: HandoverReport) -> list[str]:
    counted = f"{len(report.open)} open incidents, {len(report.ended)} ended since {report.since.isoformat()}"
    return [
        f"{counted}, {len(report.alone)} of them recovered by themselves",
        *(f"open: {_incident_text(one)}" for one in report.open[:_TOLD]),
        *(f"recovered by itself: {one.job}" for one in report.alone[:_TOLD]),
    ]


def _mutes_lines(report: HandoverReport) -> list[str]:
    held = [one for one in report.open if one.held_until is not None]
    muted = ["mutes cannot be read"] if report.mutes is None else [f"{len(report.mutes)} mutes in force"]
    return [
        *muted,
        *(f"muted: {one.pattern} until {one.until.isoformat()}" for one in (report.mutes or ())[:_TOLD]),
        f"{len(held)} open incidents are held back",
        *(f"held back: {one.job}" for one in held[:_TOLD]),
    ]


def _risk_text(report: HandoverReport, job: Job) -> str:
    deadline = job.deadline.isoformat() if job.deadline else "unknown"
    end, blocker = report.expected_ends.get(job.key), report.blockers.get(job.key)
    why = f", waits for {blocker} in error" if blocker else f", expected to end {end.isoformat()}" if end else ""
    return f"at risk: {job.key}, deadline {deadline}{why}"


def _incident_text(incident: Incident) -> str:
    taken = f"taken by {incident.taken_by}" if incident.taken_by else "taken by nobody"
    return (
        f"{incident.job} {incident.internal_status}, {incident.state}, since {incident.opened_at.isoformat()}, {taken}"
    )
