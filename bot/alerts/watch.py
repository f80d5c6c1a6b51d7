"""What changed between what is known of jobs in error and what a look at the plan saw; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from enum import StrEnum

from bot.alerts.conditions.records import Condition
from bot.reports import Evidence, IncidentKind
from tws.models import Job

_STOPPED = frozenset({"CANCELED", "SUPPRESS"})
_UNDER_WAY = frozenset({"WAITING", "READY", "RUNNING", "HELD", "BLOCKED"})


class What(StrEnum):
    """What happened to a job in error, or to a condition. GONE: the plan holds it no more. CHANGED: it stands, and its
    meaning is another. ASKED and ANSWERED: a recovery prompt of the job waits for a reply, or no more."""

    OPENED = "opened"
    REOPENED = "reopened"
    FAILED_AGAIN = "failed_again"
    RERUNNING = "rerunning"
    RECOVERED = "recovered"
    CANCELLED = "cancelled"
    GONE = "gone"
    CHANGED = "changed"
    ASKED = "asked"
    ANSWERED = "answered"


BAD_ENDS = frozenset({What.OPENED, What.REOPENED, What.FAILED_AGAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An incident as the watch needs it; `job` is the job's key, `closed` ones are recent enough to be reopened."""

    incident: str
    key: str
    job: str
    job_id: str
    job_name: str
    job_stream: str
    state: str
    run_mark: str
    closed: bool = False
    kind: IncidentKind = IncidentKind.ABEND
    word: str = ""
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a look saw: the jobs in error, and the known ones that are not, None where the plan holds them no more.

    A known key that is in neither was not looked at, and nothing is concluded about it.
    """

    in_error: tuple[Job, ...] = ()
    others: Mapping[str, Job | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that happened. `known` is None for a new incident, `job` for one that is gone or for a condition;
    `condition` is what was seen of one, None where it stands no more, and `stood` that it did before the first look;
    `prompt` is what the recovery prompt of a job in error asks."""

    what: What
    key: str
    known: Known | None = None
    job: Job | None = None
    condition: Condition | None = None
    stood: bool = False
    prompt: Evidence | None = None


def key_of(environment: str, job: Job) -> str:
    """What stays the same over polls, restarts, reruns and plan extension, where the ids change.

    Source: hwa-rest-api.md §4, across plans: (workstation, job stream, scheduled time), job name.
    """
    if job.scheduled_at is not None:
        instance = job.scheduled_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    else:
        instance = job.job_stream_id or ""
    workstation = job.job_stream_workstation or job.workstation
    return f"{environment}|{job.folder}|{workstation}#{job.job_stream}@{instance}|{job.name}"


def run_mark(job: Job) -> str:
    """What tells one run of a job from the next: the job number, which the engine also keeps over plan extension."""
    run = job.run
    if run is not None and run.number is not None:
        return f"#{run.number}"
    if run is not None and run.started_at is not None:
        return run.started_at.astimezone(UTC).isoformat()
    return f"run {len(job.runs)}"


def is_in_error(job: Job) -> bool:
    """Whether somebody must act. A cancelled job keeps ABEND or FAIL as its status (hwa-rest-api.md §3.1, CANCL)."""
    return job.in_error and not job.canceled


def identified(environment: str, jobs: Iterable[Job], known: Iterable[Known]) -> dict[str, Job]:
    """The jobs by key.

    Two instances of a job stream may share name and scheduled time: the second one's key gets its id, and keeps it
    while the job is known by that id.
    """
    key_by_id = {one.job_id: one.key for one in known}
    found: dict[str, Job] = {}
    strangers = []
    for job in jobs:
        key = key_by_id.get(job.id, "")
        if key and key.split("~")[0] == key_of(environment, job):
            found[key] = job
        else:
            strangers.append(job)
    for job in strangers:
        key = key_of(environment, job)
        found[f"{key}~{job.id}" if key in found else key] = job
    return found


def changes(environment: str, known: Sequence[Known], seen: Seen) -> tuple[Change, ...]:
    """What happened since, the new bad ends first, those of critical jobs before the others."""
    known_by_key = {one.key: one for one in known}
    in_error = identified(environment, (job for job in seen.in_error if is_in_error(job)), known)
    bad_ends = (_bad_end(key, job, known_by_key.get(key)) for key, job in in_error.items())
    asked = (one for one in known if not one.closed and one.key not in in_error and one.key in seen.others)
    turns = (_turn(one, seen.others[one.key]) for one in asked)
    return tuple(sorted(filter(None, (*bad_ends, *turns)), key=_order))


def bad_ends(found: Iterable[Change]) -> dict[str, Job]:
    """The jobs that ended badly, by the keys of their changes, in the order of these."""
    return {change.key: change.job for change in found if change.what in BAD_ENDS and change.job is not None}


def _order(change: Change) -> tuple[bool, bool]:
    critical = change.job is not None and change.job.critical
    return change.what not in BAD_ENDS, not critical


def _bad_end(key: str, job: Job, known: Known | None) -> Change | None:
    if known is None:
        return Change(what=What.OPENED, key=key, job=job)
    if known.closed:
        what = What.REOPENED
    elif known.run_mark != run_mark(job) or known.state == "rerunning":
        what = What.FAILED_AGAIN
    else:
        return None
    return Change(what=what, key=key, known=known, job=job)


def _turn(known: Known, job: Job | None) -> Change | None:
    what = _turned(known, job)
    return None if what is None else Change(what=what, key=known.key, known=known, job=job)


def _turned(known: Known, job: Job | None) -> What | None:
    if job is None:
        return What.GONE
    if job.canceled or job.status in _STOPPED:
        return What.CANCELLED
    if job.status == "SUCCESSFUL":
        return What.RECOVERED
    if job.status in _UNDER_WAY and known.state != "rerunning":
        return What.RERUNNING
    return None
