"""API v2: a job in the plan with its runs, from vendor JSON into records."""

from __future__ import annotations

from datetime import timedelta

from tws import decode as de
from tws.api_v2 import required, unresolved
from tws.decode import Json
from tws.dependencies_v2 import dependencies
from tws.models import Job, JobRun
from tws.redaction import redact
from tws.vocabulary import common_word, internal_word

_TASK_FIELDS = ("command", "script", "executable", "taskString", "jobName", "uri", "url", "value")


def job(row: Json) -> Job:
    """A job in the plan with all its runs, newest last. Raises: TwsResponseError where it has no id or name."""
    stream, definition = de.text(row.get("jobStreamName")) or "", de.part(row, "jobDefinition")
    flags, options = de.part(row, "jobStatusFlags"), de.part(row, "jobOptions")
    limits, runs = de.part(row, "timeRestrictions"), _runs(row.get("jobruns"))
    state = de.part(row, "lastRunCompositeStatus")
    newest = runs[-1] if runs else None
    internal = internal_word(state.get("status")) or (newest.internal_status if newest else "")
    status = common_word(row.get("lastRunCommonStatus") or (newest.status if newest else None), internal)
    workstation = de.unfolded(row.get("workstation")) or ""
    return Job(
        id=required(row, "id"),
        name=required(row, "name"),
        workstation=workstation,
        job_stream=stream,
        job_stream_id=de.text(row.get("jobStreamId")),
        job_stream_workstation=de.unfolded(row.get("jobStreamWorkstation")),
        folder=de.folder(row.get("folder")),
        scheduled_at=de.instant(row.get("schedTime")),
        time_zone=de.text(row.get("timeZone")),
        status=status,
        internal_status=internal,
        substatus=de.text(state.get("substatus")),
        canceled=de.flag(state, "canceled") or status == "CANCELED",
        cancel_pending=de.flag(state, "cancelPending"),
        runs=runs,
        priority=de.number(row.get("priority")),
        critical=de.flag(options, "critical"),
        every=de.flag(options, "every"),
        no_operation=de.flag(options, "noOperation"),
        requires_confirmation=de.flag(options, "requiresConfirmation"),
        late=de.flag(flags, "jobLate") or de.flag(flags, "deadlineHasPassed"),
        until_passed=de.flag(flags, "untilGone"),
        needs_reply=de.flag(flags, "needMessage"),
        starts_after=de.instant(limits.get("startTime")),
        latest_start=de.instant(limits.get("latestStartTime")),
        latest_start_action=de.text(limits.get("lateStartAction")),
        deadline=de.instant(limits.get("deadlineTime")),
        max_duration=de.duration(limits.get("maxDuration")),
        estimated=_estimated(newest, definition),
        dependencies=dependencies(row),
        unresolved=unresolved(row),
        recovery=de.text(definition.get("recoveryOption")),
        description=de.text(definition.get("description")),
        task=_task(definition.get("task")),
        user=next(iter(de.words(definition.get("userLogins"))), None),
    )


def _runs(value: object) -> tuple[JobRun, ...]:
    """Newest last: the end of the rerun chain where the engine marks it, else by start; the order is not documented."""
    listed = [(de.flag(row, "lastInRerunChain"), _run(row)) for row in de.rows(value)]
    if len(listed) < 2:
        return tuple(run for _, run in listed)
    starts = [run.started_at for _, run in listed if run.started_at]
    if len(starts) > 1 and starts[0] > starts[-1]:
        listed.reverse()
    if sum(last for last, _ in listed) == 1:
        listed.sort(key=lambda pair: pair[0])
    return tuple(run for _, run in listed)


def _run(row: Json) -> JobRun:
    state, times = de.part(row, "compositeStatus"), de.part(row, "timeInfo")
    internal = internal_word(state.get("status"))
    return JobRun(
        id=de.text(row.get("id")) or "",
        number=de.number(row.get("jobNumber")),
        status=common_word(row.get("commonStatus"), internal),
        internal_status=internal,
        return_code=de.number(row.get("returnCode")),
        started_at=de.instant(times.get("actualStartTime")),
        ended_at=de.instant(times.get("actualEndTime")),
        elapsed=de.duration(times.get("elapsedTime")),
        estimated=de.duration(times.get("estimatedDuration")),
        workstation=de.unfolded(row.get("actualWorkstation")),
        rerun_type=de.text(row.get("rerunType")) or "REGULAR",
        max_duration_gone=de.flag(row, "maxDurationGone"),
    )


def _estimated(newest: JobRun | None, definition: Json) -> timedelta | None:
    return (newest.estimated if newest else None) or de.duration(definition.get("estimatedDuration"))


def _task(value: object) -> str | None:
    """The command or script of a task; a task is an object whose shape depends on the job type."""
    if isinstance(value, dict):
        found = next((value[key] for key in _TASK_FIELDS if de.text(value.get(key))), None)
        return _task(found) if found is not None else next(filter(None, map(_task, value.values())), None)
    shown = de.text(value)
    return redact(shown) if shown else None
