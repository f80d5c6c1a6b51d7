"""How an incident moves from open to its end; pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.alerts.watch import Change, Known, What, run_mark
from bot.reports import DiagnosisReport, Incident
from bot.store.rows import StoredIncident
from rag.models import Signature
from tws.models import Job

LINE_SHOWN = 300
_ENDS = {What.RECOVERED: "recovered", What.CANCELLED: "cancelled", What.GONE: "gone"}


def known_from(stored: StoredIncident) -> Known:
    """The incident as the watch needs it."""
    incident = stored.incident
    return Known(
        incident=incident.id,
        key=incident.key,
        job=incident.job,
        job_id=stored.job_id,
        job_name=incident.job_name,
        job_stream=incident.job_stream,
        state=incident.state,
        run_mark=stored.run_mark,
        closed=incident.closed_at is not None,
    )


def opened(environment: str, key: str, job: Job, *, id: str, now: datetime) -> StoredIncident:  # noqa: A002 the field's name
    """The incident of a job that is first seen in error now; it is open since the run's end."""
    ended = job.run.ended_at if job.run else None
    incident = Incident(
        id=id,
        key=key,
        environment=environment,
        job=job.key,
        job_name=job.name,
        job_stream=job.job_stream,
        workstation=job.workstation,
        internal_status=job.internal_status,
        state="open",
        opened_at=min(ended or now, now),
        updated_at=now,
    )
    return _of_run(StoredIncident(incident=incident), job)


def moved(stored: StoredIncident, change: Change, now: datetime) -> StoredIncident:
    """The incident after a change, one revision on."""
    moved = replace(stored, revision=stored.revision + 1, incident=replace(stored.incident, updated_at=now))
    if change.what in _ENDS:
        end = replace(moved.incident, state=_ENDS[change.what], closed_at=now)
        return replace(moved, incident=end)
    if change.what is What.RERUNNING:
        return replace(moved, incident=replace(moved.incident, state="rerunning"))
    return _failed(moved, change)


def vanished(stored: StoredIncident, now: datetime) -> StoredIncident:
    """The incident of a job whose plan is no more."""
    incident = replace(stored.incident, state="gone", updated_at=now, closed_at=now)
    return replace(stored, revision=stored.revision + 1, incident=incident)


def taken(stored: StoredIncident, person: str, now: datetime) -> StoredIncident:
    """The incident after somebody took it; one that is being rerun stays so."""
    state = "acknowledged" if stored.incident.state == "open" else stored.incident.state
    incident = replace(stored.incident, state=state, taken_by=person, updated_at=now)
    return replace(stored, revision=stored.revision + 1, incident=incident)


def explained(stored: StoredIncident, report: DiagnosisReport | None) -> StoredIncident:
    """The incident with what its diagnosis says; None is an attempt that gave none."""
    if report is None:
        return replace(stored, tries=stored.tries + 1)
    incident = replace(
        stored.incident,
        known=report.found is not None and report.found.verdict == "known",
        error_line=decisive_line(report)[:LINE_SHOWN],
        blocked=report.impact.blocked if report.impact else 0,
    )
    return replace(stored, incident=incident, tries=stored.tries + 1, diagnosed=True)


def decisive_line(report: DiagnosisReport) -> str:
    """The one line of the log that says most: the first that carries a code of its signature, else the last."""
    signature = report.found.signature if report.found else Signature()
    lines = signature.lines or report.error_lines
    coded = (line for code in signature.codes for line in lines if code in line)
    return next(coded, lines[-1] if lines else "")


def _failed(stored: StoredIncident, change: Change) -> StoredIncident:
    taken_by = "" if change.what is What.REOPENED else stored.incident.taken_by
    incident = replace(
        stored.incident,
        state="acknowledged" if taken_by else "open",
        taken_by=taken_by,
        closed_at=None,
        known=False,
        error_line="",
        blocked=0,
    )
    fresh = replace(stored, incident=incident, diagnosed=False, tries=0)
    return _of_run(fresh, change.job) if change.job else fresh


def _of_run(stored: StoredIncident, job: Job) -> StoredIncident:
    run = job.run
    incident = replace(
        stored.incident,
        internal_status=job.internal_status,
        return_code=run.return_code if run else None,
        run_number=run.number if run else None,
    )
    return replace(stored, incident=incident, job_id=job.id, run_mark=run_mark(job))
