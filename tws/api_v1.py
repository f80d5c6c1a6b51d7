"""API v1: vendor JSON into records. One record is one run; `job` merges the records of one rerun chain.

Field names: the vendor's OpenAPI 1.0.1 and its Python samples. Durations are milliseconds, times UTC without zone.
"""

from __future__ import annotations

from collections.abc import Sequence

from tws import decode as de
from tws.decode import Json
from tws.dependencies_v1 import dependencies
from tws.errors import TwsResponseError
from tws.models import Engine, Job, JobRun, JobStream, Plan, Prompt, Resource, Workstation
from tws.redaction import redact
from tws.vocabulary import common_word, internal_word

_RUNNING_SERVER = frozenset({"RUNNING"})
_PROMPT_STATUS = {"YES": "ANSWERED_YES", "NO": "ANSWERED_NO", "INACT": "NOT_ASKED", "NOTASKED": "NOT_ASKED"}


def rows(answer: object) -> list[Json]:
    """The rows of a query. Raises: TwsResponseError where the answer is no array."""
    if not isinstance(answer, list):
        raise TwsResponseError("HWA answered something that is not a list of plan objects.")
    return de.rows(answer)


def engine(answer: object, host: str) -> Engine:
    """The engine's info; its database fields are left alone. Raises: TwsResponseError where the answer is none."""
    if not isinstance(answer, dict):
        raise TwsResponseError("HWA answered something that is not its engine's info.", host=host)
    version = next((v for key in ("displayVersion", "version", "fullVersion") if (v := de.text(answer.get(key)))), "")
    return Engine(version=version, api=1, time_zone=de.text(answer.get("timezone")), host=host)


def plan(row: Json) -> Plan:
    """The current plan from `/plan/query`."""
    return Plan(
        run_number=de.number(row.get("runNumber")),
        starts_at=de.instant(row.get("validFrom")),
        ends_at=de.instant(row.get("validTo")),
        created_at=de.instant(row.get("creationDate")),
        master=de.text(row.get("masterWorkstationName")),
    )


def plan_of_engine(info: Json) -> Plan:
    """The current plan as the engine's info tells it; the misspelling is the vendor's."""
    return Plan(
        run_number=de.number(info.get("synphonyRunNumber")),
        starts_at=de.instant(info.get("synphonyPlanStart")),
        ends_at=de.instant(info.get("synphonyPlanEnd")),
        created_at=de.instant(info.get("synphonyStartTime")),
        master=de.text(info.get("masterWorkstation")),
    )


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
        name=_required(row, "name"),
        workstation=_key_name(row.get("workstationInPlan")) or "",
        job_stream=de.text(stream.get("name")) or "",
        job_stream_id=de.text(stream.get("id")) or de.text(row.get("jobStreamId")),
        job_stream_workstation=_key_name(stream.get("workstationKey")),
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
        unresolved=_unresolved(row),
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
        id=_required(row, "id"),
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


def _required(row: Json, key: str) -> str:
    value = de.text(row.get(key))
    if value is None:
        raise TwsResponseError(f"HWA sent a plan object without its {key}.")
    return value


def _redacted(value: object) -> str | None:
    shown = de.text(value)
    return redact(shown) if shown else None


def _unresolved(row: Json) -> int:
    return de.number(de.part(row, "dependenciesStats").get("numberOfUnresolvedDependencies")) or 0


def _key_name(key: object) -> str | None:
    """The name in a key object, with its folder where that is not the root."""
    if not isinstance(key, dict):
        return de.unfolded(key)
    name, folder = de.unfolded(key.get("name")), de.folder(de.part(key, "folderKey").get("name"))
    return name if name is None or folder == "/" or name.startswith("/") else f"{folder}/{name}"


def _key(row: Json, *names: str) -> Json:
    return next((key for name in ("key", *names) if (key := de.part(row, name))), {})


def job_stream(row: Json) -> JobStream:
    """A job stream in the plan."""
    key, state = _key(row, "jobStreamInPlanKey"), de.part(row, "status")
    stats, times, limits = de.part(row, "jobStreamStats"), de.part(row, "timeInfo"), de.part(row, "timeRestriction")
    internal, limit = internal_word(state.get("internalStatus")), de.number(row.get("limit"))
    status = common_word(state.get("commonStatus"), internal)
    return JobStream(
        id=de.text(row.get("id")) or _required(key, "id"),
        name=de.text(key.get("name")) or _required(row, "name"),
        workstation=_key_name(key.get("workstationKey")) or "",
        folder=de.folder(de.part(key, "folderKey").get("name")),
        identifier=de.text(row.get("internalIdentifier")),
        scheduled_at=de.instant(key.get("startTime")),
        status=status,
        internal_status=internal,
        canceled=de.flag(state, "canceled") or status == "CANCELED",
        carried_forward=de.flag(row, "carriedForward"),
        late=de.flag(row, "lateJobStream"),
        limit=None if limit is None or limit < 0 else limit,
        priority=de.number(row.get("priority")),
        started_at=de.instant(times.get("actualStartTime")),
        ended_at=de.instant(times.get("actualEndTime")),
        estimated=de.duration(times.get("estimatedDuration")),
        starts_after=de.instant(limits.get("startTime")),
        latest_start=de.instant(limits.get("untilTime")),
        deadline=de.instant(limits.get("deadlineTime")),
        jobs=de.number(stats.get("numberOfJob")),
        successful=de.number(stats.get("numberOfSuccessfullJob")),  # the vendor's spelling
        abended=de.number(stats.get("numberOfAbendedJob")),
        failed=de.number(stats.get("numberOfFailedJob")),
        running=de.number(stats.get("numberOfExecutingJob")),
        dependencies=dependencies(de.part(row, "dependencies")),
        unresolved=_unresolved(row),
    )


def workstation(row: Json) -> Workstation:
    """A workstation in the plan."""
    key, link = _key(row, "workstationInPlanKey"), de.text(row.get("linkStatus"))
    up = row.get("jobmanUp")
    server = de.text(row.get("applicationServerStatus"))
    return Workstation(
        id=de.text(row.get("id")) or _required(key, "name"),
        name=_key_name(key) or _required(row, "name"),
        type=de.text(row.get("type")) or "",
        os=de.text(row.get("os")),
        node=de.text(row.get("nodeName")),
        version=de.text(row.get("version")),
        limit=de.number(row.get("limit")),
        fence=de.number(row.get("fence")),
        is_linked=None if link in {None, "NOT_APPLICABLE"} else link in {"LINKED", "FULLY_LINKED"},
        is_running=up if isinstance(up, bool) else (server in _RUNNING_SERVER if server else None),
        states=tuple(word for word in (link, server) if word),
        started_at=de.instant(row.get("timeStarted")),
        ignored=de.flag(row, "ignore"),
    )


def resource(row: Json) -> Resource:
    """A resource in the plan, in units."""
    key = _key(row, "resourceInPlanKey", "resourceKey")
    quantity = next((n for k in ("quantity", "totalQuantity") if (n := de.number(row.get(k))) is not None), None)
    available = next((n for k in ("quantityAvailable", "available") if (n := de.number(row.get(k))) is not None), None)
    in_use = next((n for k in ("quantityInUse", "inUse") if (n := de.number(row.get(k))) is not None), None)
    return Resource(
        id=de.text(row.get("id")) or _required(key, "name"),
        name=de.text(key.get("name")) or _required(row, "name"),
        workstation=_key_name(key.get("workstationInPlanKey")),
        quantity=quantity,
        available=available,
        in_use=in_use,
    )


def prompt(row: Json) -> Prompt:
    """A prompt in the plan; its field names are not documented, those of its dependency are."""
    key = _key(row, "promptInPlanKey", "promptKey")
    status = (de.text(row.get("promptStatus")) or de.text(row.get("status")) or "").upper()
    return Prompt(
        id=de.text(row.get("id")) or "",
        name=de.text(key.get("name")) or de.text(row.get("name")) or "",
        number=de.number(row.get("promptNumber")) or de.number(row.get("number")),
        text=redact(de.text(row.get("text")) or ""),
        status=_PROMPT_STATUS.get(status, status),
        kind=de.text(row.get("promptType")) or de.text(row.get("type")) or "",
        asked_at=de.instant(row.get("timeAsked")),
        job=_owner(row.get("jobInPlanKey")) or de.text(row.get("jobKey")),
        job_stream=_owner(row.get("jobStreamInPlanKey")) or de.text(row.get("jobStreamKey")),
    )


def _owner(key: object) -> str | None:
    return de.text(key.get("name")) if isinstance(key, dict) else None
