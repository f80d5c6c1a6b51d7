"""The plan's extension, where it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.conditions.found import Found
from bot.alerts.conditions.records import Condition
from bot.alerts.conditions.subjects import stamp
from bot.ports import Master
from bot.reports import Evidence, IncidentKind
from tws.models import Job, JobQuery, JobStream, Plan, StreamQuery

# The job stream that extends the plan at the end of the production day (User's Guide, "JnextPlan").
EXTENSION = "FINAL"
_IN_PROGRESS = frozenset({"EXEC", "INTRO", "WAIT"})
# An extension that has run so long is not about to end: the vendor's tuning examples take minutes.
LONGEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """The job stream that extends the plan, with a job of it that ended badly."""

    stream: JobStream | None = None
    in_error: Job | None = None


async def late_extension(master: Master) -> Found:
    """The extension that should have been, where it was not. Nothing is known where the engine tells neither.

    Raises: TwsError where the master could not be asked.
    """
    plan = await master.plan()
    if plan.extending:
        return Found()
    page = await master.job_streams(StreamQuery(names=(EXTENSION,)), limit=20)
    extension = Extension(stream=next_extension(plan, page.records))
    if extension.stream is not None and (extension.stream.status in {"ERROR", "BLOCKED"} or extension.stream.abended):
        extension = Extension(stream=extension.stream, in_error=await _in_error(master, extension.stream))
    found = condition(master.environment, plan, extension, master.now())
    known = extension.stream is not None or plan.ends_at is not None
    return Found(conditions=(found,) if found else (), complete=known)


def next_extension(plan: Plan, streams: tuple[JobStream, ...]) -> JobStream | None:
    """The extension that is still to come, or was to: the earliest that has not ended well, a cancelled one last.

    One that was due before the plan began belongs to a plan that has been extended since, by whatever hand.
    """
    still = [
        stream
        for stream in streams
        if stream.name == EXTENSION
        and stream.status != "SUCCESSFUL"
        and not (plan.starts_at and stream.scheduled_at and stream.scheduled_at < plan.starts_at)
    ]
    return min(still, key=lambda stream: (stream.canceled, stamp(stream.scheduled_at)), default=None)


def condition(environment: str, plan: Plan, extension: Extension, now: datetime) -> Condition | None:
    """What is said of an extension that is late, None where it is not.

    Late is what ended badly, what has not begun at its time, what runs for LONGEST, and a plan that is over with
    nothing to extend it. One that runs is in progress.
    """
    stream = extension.stream
    due = _due(plan, stream)
    if due is None:
        return None
    word = _word(extension, due, now)
    if word is None:
        return None
    culprit = extension.in_error
    return Condition(
        kind=IncidentKind.PLAN,
        key=f"{environment}|{IncidentKind.PLAN}|{EXTENSION}@{stamp(due)}",
        subject=stream.key if stream else EXTENSION,
        word=word,
        evidence=Evidence(
            since=due if due < now else None,
            deadline=plan.ends_at,
            blocked_by=culprit.key if culprit else "",
            states=(word,),
            text=f"{EXTENSION} {word}" if stream else "",
        ),
        job_name=culprit.name if culprit else "",
        job_stream=EXTENSION,
        workstation=stream.workstation if stream else plan.master or "",
        folder=stream.folder if stream else "/",
        critical=True,
    )


def _due(plan: Plan, stream: JobStream | None) -> datetime | None:
    if stream is None:
        return plan.ends_at
    return stream.starts_after or stream.scheduled_at or plan.ends_at


def _word(extension: Extension, due: datetime, now: datetime) -> str | None:
    """The engine's word for what keeps the extension from its work, None where nothing does."""
    stream = extension.stream
    if stream is None:
        return "NONE" if due <= now else None
    if extension.in_error is not None:
        return extension.in_error.internal_status
    if stream.status in {"ERROR", "BLOCKED"}:
        return stream.internal_status
    if due > now:
        return None
    if stream.internal_status in _IN_PROGRESS and not stream.canceled:
        return stream.internal_status if now - (stream.started_at or due) > LONGEST else None
    return "CANCL" if stream.canceled else stream.internal_status or stream.status


async def _in_error(master: Master, stream: JobStream) -> Job | None:
    query = JobQuery(job_stream_ids=(stream.id,), internal_statuses=("ABEND", "FAIL"))
    page = await master.jobs(query, limit=1)
    return page.records[0] if page.records else None
