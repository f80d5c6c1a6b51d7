"""How an incident moves from open to its end; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.alerts.conditions.records import Condition
from bot.alerts.watch import Change, Known, What, run_mark
from bot.reports import BAD_END_KINDS, DiagnosisReport, Evidence, Incident, IncidentKind
from bot.store.rows import StoredIncident
from rag.models import Signature
from tws.models import Job

LINE_SHOWN = 300
# Message ids end in I, W or E for information, warning and error.
_INFORMATION = re.compile(r"\s*AWS[A-Z]{3}\d{3}I\b")
_ENDS = {What.RECOVERED: "recovered", What.CANCELLED: "cancelled", What.GONE: "gone"}
_RERUN = "RERUN"
_OF_A_PROMPT = frozenset({What.ASKED, What.ANSWERED})


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
        kind=incident.kind,
        word=incident.internal_status,
        evidence=incident.evidence,
    )


def is_still(known: Known, stored: StoredIncident) -> bool:
    """Whether nobody moved the incident since the look; if somebody did, the next look sees what is left to do."""
    return (known.state, known.run_mark) == (stored.incident.state, stored.run_mark)


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
        folder=job.folder,
        critical=job.critical,
    )
    return _of_run(StoredIncident(incident=incident), job)


def began(environment: str, condition: Condition, *, id: str, now: datetime) -> StoredIncident:  # noqa: A002 the field's name
    """The incident of a condition that is told first now; it is open since it began to stand."""
    incident = Incident(
        id=id,
        key=condition.key,
        environment=environment,
        job=condition.subject,
        job_name=condition.job_name,
        job_stream=condition.job_stream,
        workstation=condition.workstation,
        internal_status=condition.word,
        state="open",
        opened_at=min(condition.evidence.since or now, now),
        updated_at=now,
        kind=condition.kind,
        folder=condition.folder,
        critical=condition.critical,
        evidence=condition.evidence,
    )
    return StoredIncident(incident=incident, job_id=condition.job.id if condition.job else "")


def moved(stored: StoredIncident, change: Change, now: datetime) -> StoredIncident:
    """The incident after a change."""
    moved = replace(stored, incident=replace(stored.incident, updated_at=now))
    if change.what in _ENDS:
        end = replace(moved.incident, state=_ENDS[change.what], closed_at=now, held_until=None, held_why="")
        return replace(moved, incident=end)
    if change.what is What.RERUNNING:
        return replace(moved, incident=replace(moved.incident, state="rerunning", evidence=None))
    if change.what in _OF_A_PROMPT:
        return asking(moved, change.prompt)
    if change.condition is not None:
        return _stands(moved, change.condition, change.what)
    return _failed(moved, change)


def vanished(stored: StoredIncident, now: datetime) -> StoredIncident:
    """The incident of a job whose plan is no more."""
    incident = replace(stored.incident, state="gone", updated_at=now, closed_at=now, held_until=None, held_why="")
    return replace(stored, incident=incident)


def asking(stored: StoredIncident, prompt: Evidence | None) -> StoredIncident:
    """The incident of a job whose recovery prompt waits for a reply, None for none."""
    if stored.incident.evidence == prompt:
        return stored
    return replace(stored, incident=replace(stored.incident, evidence=prompt))


def taken(stored: StoredIncident, person: str, now: datetime) -> StoredIncident:
    """The incident after somebody took it; one that is being rerun stays so."""
    state = "acknowledged" if stored.incident.state == "open" else stored.incident.state
    return replace(stored, incident=replace(stored.incident, state=state, taken_by=person, updated_at=now))


def announced(stored: StoredIncident, now: datetime) -> StoredIncident:
    """The incident with a message of its own."""
    return replace(unheld(stored), quiet=False, announced_at=now, escalated=0)


def held(stored: StoredIncident, until: datetime, why: str) -> StoredIncident:
    """The incident whose message waits."""
    incident = replace(stored.incident, held_until=until, held_why=why)
    return replace(stored, incident=incident, quiet=stored.announced_at is None)


def unheld(stored: StoredIncident) -> StoredIncident:
    """The incident that nothing holds back."""
    if stored.incident.held_until is None and not stored.incident.held_why:
        return stored
    return replace(stored, incident=replace(stored.incident, held_until=None, held_why=""))


def following(stored: StoredIncident, cause: str, because: str) -> StoredIncident:
    """The incident that follows from another, or, where `cause` is empty, from none."""
    return replace(stored, incident=replace(stored.incident, cause=cause, because=because))


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
    codes = report.found.signature.telling if report.found else ()
    return replace(stored, incident=incident, tries=stored.tries + 1, diagnosed=True, signature=codes)


def decisive_line(report: DiagnosisReport) -> str:
    """The one line of the log that says most: the first that carries a code of its signature, else the last error.

    What HWA itself only informs of is none, such as the start of every job.
    """
    signature = report.found.signature if report.found else Signature()
    lines = _errors(signature.lines) or _errors(report.error_lines)
    coded = (line for code in (*signature.telling, *signature.weak) for line in lines if code in line)
    return next(coded, next(reversed(_errors(report.error_lines) or lines), ""))


def _errors(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if not _INFORMATION.match(line)]


def may_recover(job: Job) -> bool:
    """Whether the engine will rerun the job by itself.

    Its recovery option is RERUN, without a prompt that somebody has to answer, and the run that ended badly is not
    already the recovery's. Source: hwa-rest-api.md §3.4, recovery and rerun; how many reruns are left is not told.
    """
    if job.recovery != _RERUN or job.needs_reply:
        return False
    return job.run is None or not job.run.rerun_type.startswith("RECOVERY")


def is_bad_end(stored: StoredIncident) -> bool:
    """Whether it is about a job that ended in ABEND or FAIL."""
    return stored.incident.kind in BAD_END_KINDS


def _stands(stored: StoredIncident, condition: Condition, what: What) -> StoredIncident:
    incident = replace(
        stored.incident,
        kind=condition.kind,
        internal_status=condition.word,
        critical=condition.critical,
        evidence=condition.evidence,
    )
    if what is What.REOPENED:
        incident = replace(incident, state="open", taken_by="", closed_at=None)
    return replace(stored, incident=incident)


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
    fresh = replace(stored, incident=incident, diagnosed=False, tries=0, signature=())
    return asking(_of_run(fresh, change.job) if change.job else fresh, change.prompt)


def _of_run(stored: StoredIncident, job: Job) -> StoredIncident:
    run = job.run
    incident = replace(
        stored.incident,
        kind=IncidentKind.FAIL if job.internal_status == "FAIL" else IncidentKind.ABEND,
        internal_status=job.internal_status,
        return_code=run.return_code if run else None,
        run_number=run.number if run else None,
        critical=job.critical,
    )
    return replace(stored, incident=incident, job_id=job.id, run_mark=run_mark(job))
