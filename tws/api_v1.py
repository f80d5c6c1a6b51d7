"""API v1: vendor JSON into records.

Field names: the vendor's OpenAPI 1.0.1 and its Python samples. Durations are milliseconds, times UTC without zone.
"""

from __future__ import annotations

from tws import decode as de
from tws.decode import Json
from tws.dependencies_v1 import dependencies
from tws.errors import TwsResponseError
from tws.models import Engine, JobStream, Plan, Prompt, Resource, Workstation
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


def required(row: Json, key: str) -> str:
    """A field that no object can do without. Raises: TwsResponseError where it is missing."""
    value = de.text(row.get(key))
    if value is None:
        raise TwsResponseError(f"HWA sent a plan object without its {key}.")
    return value


def unresolved(row: Json) -> int:
    """How many dependencies are still open."""
    return de.number(de.part(row, "dependenciesStats").get("numberOfUnresolvedDependencies")) or 0


def key_name(key: object) -> str | None:
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
        id=de.text(row.get("id")) or required(key, "id"),
        name=de.text(key.get("name")) or required(row, "name"),
        workstation=key_name(key.get("workstationKey")) or "",
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
        unresolved=unresolved(row),
    )


def workstation(row: Json) -> Workstation:
    """A workstation in the plan."""
    key, link = _key(row, "workstationInPlanKey"), de.text(row.get("linkStatus"))
    up = row.get("jobmanUp")
    server = de.text(row.get("applicationServerStatus"))
    return Workstation(
        id=de.text(row.get("id")) or required(key, "name"),
        name=key_name(key) or required(row, "name"),
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
        id=de.text(row.get("id")) or required(key, "name"),
        name=de.text(key.get("name")) or required(row, "name"),
        workstation=key_name(key.get("workstationInPlanKey") or key.get("workstationKey")),
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
        job=_owner(row.get("jobInPlanKey")) or de.plan_key(row.get("jobKey")),
        job_stream=_owner(row.get("jobStreamInPlanKey")) or de.plan_key(row.get("jobStreamKey")),
    )


def _owner(key: object) -> str | None:
    return de.text(key.get("name")) if isinstance(key, dict) else None
