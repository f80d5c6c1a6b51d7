"""What those questions give that need more than HWA: the sheet, the store, or both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from rag.models import Found
from tws.models import Job, JobRun
from tws.reports import ImpactReport, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeReport(Report):
    """What the sheet says about a query, a job, or both. `job` is the plan's name where it was resolved."""

    found: Found
    query: str = ""
    job: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisReport(Report):
    """Why a job ended badly. `missing` names the parts that could not be had (log, knowledge, impact), with the
    reason's error class after a colon."""

    job: Job
    run: JobRun | None = None
    error_lines: tuple[str, ...] = ()
    found: Found | None = None
    impact: ImpactReport | None = None
    missing: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A job's bad end, from first sight to its end.

    `state`: open, acknowledged, rerunning, recovered, cancelled, gone (from the plan). `key` is what stays
    the same over reruns and restarts: environment, job stream instance and job.
    """

    id: str
    key: str
    environment: str
    job: str
    job_name: str
    job_stream: str
    workstation: str
    internal_status: str
    state: str
    opened_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    return_code: int | None = None
    run_number: int | None = None
    taken_by: str = ""
    known: bool = False
    error_line: str = ""
    blocked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverReport(Report):
    """What is open, what ended since `since`, and the critical jobs still to come."""

    since: datetime
    open: tuple[Incident, ...] = ()
    ended: tuple[Incident, ...] = ()
    unexplained: tuple[Incident, ...] = ()
    critical_open: tuple[Job, ...] = field(default_factory=tuple)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchReport(Report):
    """A watch that was set, or `already_ended` where there is nothing to wait for. `job_keys` are the jobs watched.

    `cannot_tell`: no watch was set, for nobody can write to that conversation later.
    """

    job_keys: tuple[str, ...]
    until: datetime | None = None
    already_ended: bool = False
    job: Job | None = None
    cannot_tell: bool = False
