"""What the agent's own tools give: a short text for a language model, and the report as a plain dict."""

from __future__ import annotations

from typing import Any

from bot.agent.fence import fenced
from bot.ports import Master
from bot.reports import DiagnosisReport, HandoverReport, Incident
from rag.errors import KnowledgeError
from rag.models import Found
from tws.errors import TwsError
from tws.reports import NotFound, Trouble, as_artifact

Said = tuple[str, dict[str, Any]]
_TOLD = 10


def not_found_said(report: NotFound) -> Said:
    """That the plan holds no such job, and which names are near."""
    near = f"; similar names: {', '.join(report.similar)}" if report.similar else ""
    return f"The plan holds no job {report.name}{near}.", as_artifact(report)


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
    counted = f"{len(report.open)} open incidents, {len(report.ended)} ended since {report.since.isoformat()}"
    lines = [f"{counted}, {len(report.alone)} of them recovered by themselves"]
    lines += [f"open: {_incident_text(one)}" for one in report.open[:_TOLD]]
    lines += [f"recovered by itself: {one.job}" for one in report.alone[:_TOLD]]
    lines += [f"at risk: {job.key}, deadline {job.deadline.isoformat()}" for job in report.at_risk if job.deadline]
    lines += [f"not available: {part}" for part in report.missing]
    return "\n".join(lines)


def _incident_text(incident: Incident) -> str:
    taken = f"taken by {incident.taken_by}" if incident.taken_by else "taken by nobody"
    return (
        f"{incident.job} {incident.internal_status}, {incident.state}, since {incident.opened_at.isoformat()}, {taken}"
    )
