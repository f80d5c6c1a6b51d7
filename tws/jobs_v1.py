"""API v1: jobs from vendor JSON into records; one vendor record is one run, those of a rerun chain are merged."""

from __future__ import annotations

from collections.abc import Sequence

from tws import decode as de
from tws.api_v1 import key_name, required, unresolved
from tws.decode import Json
from tws.dependencies_v1 import dependencies
from tws.errors import TwsResponseError
from tws.models import Job, JobRun
from tws.redaction import redact
from tws.vocabulary import common_word, internal_word


def chain(row: Json) -> str:
    """What the records of one rerun chain have in common: the id of its first run."""
    head = de.text(row.get("headJobRunId")) or de.text(row.get("id"))
    if head is None:
        raise TwsResponseError("HWA sent a job without its id.")
    return head


def jobs(records: Sequence[Json]) -> list[Job]:
    """Jobs out of records, those of one rerun chain merged, in the order of their first record."""
    chains: dict[str, list[Json]] = {}
    for row in records:
        chains.setdefault(chain(row), []).append(row)
    return [job(runs) for runs in chains.values()]


def job(records: Sequence[Json]) -> Job:
    """One job out of the records of its rerun chain, in any order."""
    ordered = sorted(records, key=_age)
    row, runs = ordered[-1], tuple(_run(record) for record in ordered)
    stream, definition = de.part(row, "jobStreamInPlan"), de.part(row, "jobDefinition")
    limits, network = de.part(row, "timeRestriction"), de.part(row, "criticalNetworkInfo")
    state, newest = de.part(row, "status"), runs[-1]
    return Job(
        id=chain(row),
        name=required(row, "name"),
        workstation=key_name(row.get("workstationInPlan")) or "",
        job_stream=de.text(stream.get("name")) or "",
        job_stream_id=de.text(stream.get("id")) or de.text(row.get("jobStreamId")),
        job_stream_workstation=key_name(stream.get("workstationKey")),
        folder=de.folder(de.part(stream, "folderKey").get("name")),
        scheduled_at=de.instant(stream.get("startTime")),
        status=newest.status,
        internal_status=newest.internal_status,
        canceled=de.flag(state, "canceled") or newest.status == "CANCELED",
        cancel_pending=de.flag(row, "pendingCancellation"),
        runs=runs,
        priority=de.number(row.get("priority")),
        critical=de.flag(network, "critical"),
        every=de.flag(row, "every"),
        no_operation=de.flag(row, "noOperation"),
        requires_confirmation=de.flag(row, "requiresConfirmation"),
        late=de.flag(row, "jobLate") or de.flag(network, "late"),
        until_passed=de.flag(row, "untilGone"),
        needs_reply=de.flag(row, "needMessage"),
        starts_after=de.instant(limits.get("startTime")),
        latest_start=de.instant(limits.get("untilTime")),
        latest_start_action=de.text(limits.get("untilAction")),
        deadline=de.instant(limits.get("deadlineTime")),
        max_duration=de.duration(limits.get("maxDuration")),
        estimated=newest.estimated or de.duration(definition.get("estimatedDuration")),
        dependencies=dependencies(de.part(row, "dependencies")),
        unresolved=unresolved(row),
        recovery=de.text(definition.get("recoveryOption")),
        description=de.text(row.get("description")) or de.text(definition.get("description")),
        task=_redacted(definition.get("taskString")),
        user=de.text(definition.get("userLogin")),
    )


def _age(row: Json) -> tuple[bool, int, float]:
    started = de.instant(de.part(row, "timeInfo").get("actualStartTime"))
    again = de.number(row.get("rerunInstancesNumber")) or 0
    return de.flag(row, "lastInRerunChain"), again, started.timestamp() if started else 0.0


def _run(row: Json) -> JobRun:
    state, times = de.part(row, "status"), de.part(row, "timeInfo")
    internal = internal_word(state.get("internalStatus"))
    return JobRun(
        id=required(row, "id"),
        number=de.number(row.get("jobNumber")),
        status=common_word(state.get("commonStatus"), internal),
        internal_status=internal,
        return_code=de.number(de.part(row, "jobDefinition").get("returnCode")),
        started_at=de.instant(times.get("actualStartTime")),
        ended_at=de.instant(times.get("actualEndTime")),
        elapsed=de.duration(times.get("elapsedTime")),
        estimated=de.duration(times.get("estimatedDuration")),
        workstation=de.unfolded(row.get("actualWorkstation")),
        rerun_type=de.text(row.get("rerunType")) or "REGULAR",
        max_duration_gone=de.flag(row, "maxDurationGone"),
    )


def _redacted(value: object) -> str | None:
    shown = de.text(value)
    return redact(shown) if shown else None
