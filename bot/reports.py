"""What those questions give that need more than HWA: the sheet, the store, or both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.circumstances import Past, Surroundings
from rag.models import Found
from tws.models import Job, JobRun
from tws.reports import ImpactReport, Report


class IncidentKind(StrEnum):
    """What an incident is about.

    ABEND ended badly, FAIL could not be launched. STUCK is a job stream that cannot go on. LATE has missed its
    deadline, AT_RISK is predicted to. OVERRUN runs far beyond its usual time. WORKSTATION is unlinked, stopped or has
    limit 0 while jobs wait for it. PROMPT waits too long for a reply. PLAN is an extension that is late. HWA cannot
    be reached.
    """

    ABEND = "abend"
    FAIL = "fail"
    STUCK = "stuck"
    LATE = "late"
    AT_RISK = "at_risk"
    OVERRUN = "overrun"
    WORKSTATION = "workstation"
    PROMPT = "prompt"
    PLAN = "plan"
    HWA = "hwa"


BAD_END_KINDS = frozenset({IncidentKind.ABEND, IncidentKind.FAIL})


class Severity(StrEnum):
    """How soon somebody must act: CRITICAL at once, HIGH this hour, NORMAL this shift, LOW when there is time."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The figures that an incident other than a bad end rests on; what does not apply is None or empty.

    `since` is when it began, `expected_at` when the job is now expected to end, `latest_start` when it has to run at
    the latest, `usual` how long it usually takes, `lasting` how long it has run, `waiting` how many jobs wait for it,
    `blocked_by` the key of what holds it up, `states` the engine's words (UNLINKED, STOPPED, LIMIT 0 …), `text` a
    prompt's question or the state of the plan's extension, `prompt` the prompt's number, or its name where it has none,
    and `started_at` when the run began. A bad end has evidence while its job waits for the reply to a recovery prompt.
    """

    since: datetime | None = None
    deadline: datetime | None = None
    expected_at: datetime | None = None
    latest_start: datetime | None = None
    usual: timedelta | None = None
    lasting: timedelta | None = None
    waiting: int | None = None
    blocked_by: str = ""
    states: tuple[str, ...] = ()
    text: str = ""
    prompt: str = ""
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One moment of an incident's life.

    `what`: opened, failed_again, reopened, taken, rerunning, recovered, cancelled, gone, grouped, held, released,
    escalated, solved, snoozed, asked and answered (a recovery prompt). `who` is a person, empty where it happened by
    itself; `text` says more: a reason.
    """

    at: datetime
    what: str
    who: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeReport(Report):
    """What the sheet says about a query, a job, or both. `job` is the plan's name where it was resolved."""

    found: Found
    query: str = ""
    job: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisReport(Report):
    """Why a job ended badly. `missing` names the parts that could not be had (log, knowledge, impact, past,
    surroundings), with the reason's error class after a colon."""

    job: Job
    run: JobRun | None = None
    error_lines: tuple[str, ...] = ()
    found: Found | None = None
    impact: ImpactReport | None = None
    past: Past | None = None
    surroundings: Surroundings | None = None
    missing: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that needs somebody, from first sight to its end: a job's bad end, or another `kind`.

    `state`: open, acknowledged, rerunning, recovered, cancelled, gone (from the plan). `key` is what stays the same
    over reruns, restarts and plan extension. `job` is the job's key, or what else it is about: a job stream's key, a
    workstation, a prompt; `job_name`, `job_stream` and `workstation` are empty where they do not apply.

    `cause` is the incident that this one follows from, `because` why: workstation_down, same_error, follows (in the
    plan) or blocked_by, or, as a guess, same_workstation or same_stream, with what they share after a colon; `effects`
    counts those that follow from this one. `held_until` is when a message that is held back goes out if it is still
    open, `held_why` what holds it: mute, maintenance, quiet_hours or recovery, with the reason after a colon.
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
    kind: IncidentKind = IncidentKind.ABEND
    severity: Severity = Severity.NORMAL
    folder: str = "/"
    critical: bool = False
    closed_at: datetime | None = None
    return_code: int | None = None
    run_number: int | None = None
    taken_by: str = ""
    known: bool = False
    error_line: str = ""
    blocked: int = 0
    evidence: Evidence | None = None
    cause: str = ""
    because: str = ""
    effects: int = 0
    held_until: datetime | None = None
    held_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMute:
    """A person's wish for silence about what a pattern names, until when, who asked for it and why."""

    pattern: str
    until: datetime
    who: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverReport(Report):
    """What is open, what ended since `since`, and what is to be expected before `until`.

    `alone` are those of `ended` that recovered with nobody taking them, `unexplained` the open ones that the sheet does
    not know. `critical_open` are critical jobs still to come, `due` other jobs with a deadline before `until`,
    `at_risk` those of both whose deadline is in danger; `expected_ends` is when jobs are expected to end, by key,
    `taken_at` when an open incident was taken by who has it, by its id.
    `about` is the name that the incidents were narrowed to, empty for all; `past` is that job's own. `blockers` are, by
    key, the predecessors in error that a job at risk waits for; `unjudged` counts jobs with a deadline of which only
    their own time was looked at, not what they wait for. `only` is what alone was asked for: deadlines,
    critical_deadlines or mutes; `mutes` are those in force, None where they cannot be read.
    """

    since: datetime
    until: datetime | None = None
    open: tuple[Incident, ...] = ()
    ended: tuple[Incident, ...] = ()
    alone: tuple[Incident, ...] = ()
    unexplained: tuple[Incident, ...] = ()
    critical_open: tuple[Job, ...] = field(default_factory=tuple)
    at_risk: tuple[Job, ...] = field(default_factory=tuple)
    missing: tuple[str, ...] = ()
    due: tuple[Job, ...] = ()
    expected_ends: dict[str, datetime] = field(default_factory=dict)
    taken_at: dict[str, datetime] = field(default_factory=dict)
    about: str = ""
    blockers: dict[str, str] = field(default_factory=dict)
    unjudged: int = 0
    past: Past | None = None
    only: str = ""
    mutes: tuple[KeptMute, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWatch:
    """A watch of a conversation: on which job (its key and its name), asked for when, and how long it stands."""

    job: str
    job_name: str
    asked_at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchReport(Report):
    """A watch that was set, or `already_ended` where there is nothing to wait for. `job_keys` are the jobs watched.

    `cannot_tell`: no watch was set, for nobody can write to that conversation later. `action` is set, list or drop:
    `kept` are the watches that the conversation has (after dropping), `dropped` those that were taken back, `asked`
    the job that was named for it.
    """

    job_keys: tuple[str, ...]
    until: datetime | None = None
    already_ended: bool = False
    job: Job | None = None
    cannot_tell: bool = False
    action: str = "set"
    kept: tuple[KeptWatch, ...] = ()
    dropped: tuple[KeptWatch, ...] = ()
    asked: str = ""
