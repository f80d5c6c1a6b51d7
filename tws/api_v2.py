"""API v2: vendor JSON into records. Field names: the vendor's OpenAPI document 10.1.0.1.

Every field is optional, unknown ones are ignored: engines leave out what is false or null.
"""

from __future__ import annotations

from tws import decode as de
from tws.decode import Json
from tws.dependencies_v2 import dependencies
from tws.errors import TwsResponseError
from tws.models import Engine, JobStream, Plan, Prompt, Resource, Workstation
from tws.redaction import redact
from tws.vocabulary import common_word, internal_word

_LINKED = frozenset(
    {"LINKED", "FULLY_LINKED", "DIRECTLY_LINKED", "HOST_LINKED", "EXTENDED_LINKED", "TCP_IP_LINKED", "BROKER"}
)
_RUNNING = frozenset({"JOBMAN_UP", "RUNNING", "START", "ONLINE"})


def page(answer: object) -> tuple[list[Json], int | None]:
    """The rows of a list answer and how many match in all, None where the engine does not say.

    Raises: TwsResponseError where the answer is no page.
    """
    if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
        raise TwsResponseError("HWA answered something that is not a list of plan objects.")
    return de.rows(answer["results"]), de.number(answer.get("count"))


def engine(answer: object, host: str) -> Engine:
    """The engine's info. Raises: TwsResponseError where the answer is none."""
    if not isinstance(answer, dict):
        raise TwsResponseError("HWA answered something that is not its engine's info.", host=host)
    version = de.text(answer.get("displayVersion")) or de.text(answer.get("fullVersion")) or ""
    return Engine(version=version, api=2, time_zone=de.text(answer.get("timezone")), host=host)


def required(row: Json, key: str) -> str:
    """A field that no object can do without. Raises: TwsResponseError where it is missing."""
    value = de.text(row.get(key))
    if value is None:
        raise TwsResponseError(f"HWA sent a plan object without its {key}.")
    return value


def unresolved(row: Json) -> int:
    """How many dependencies are still open."""
    return de.number(de.part(row, "dependenciesStats").get("numberOfUnresolvedDependencies")) or 0


def job_stream(row: Json) -> JobStream:
    """A job stream in the plan. Raises: TwsResponseError where it has no id or name."""
    state, stats, times = de.part(row, "compositeStatus"), de.part(row, "jobStreamStats"), de.part(row, "timeInfo")
    limits, flags = de.part(row, "timeRestrictions"), de.part(row, "jsStatusFlags")
    internal = internal_word(state.get("status"))
    status, limit = common_word(row.get("commonStatus"), internal), de.number(row.get("limit"))
    return JobStream(
        id=required(row, "id"),
        name=required(row, "name"),
        workstation=de.unfolded(row.get("workstation")) or "",
        folder=de.folder(row.get("folder")),
        identifier=de.text(row.get("internalIdentifier")),
        scheduled_at=de.instant(row.get("schedTime")),
        time_zone=de.text(row.get("timeZone")),
        status=status,
        internal_status=internal,
        canceled=de.flag(state, "canceled") or status == "CANCELED",
        carried_forward=de.flag(de.part(row, "jsDefinitionFlags"), "carriedForward"),
        late=de.flag(flags, "lateJobStream"),
        limit=None if limit is None or limit < 0 else limit,
        priority=de.number(row.get("priority")),
        started_at=de.instant(times.get("actualStartTime")),
        ended_at=de.instant(times.get("actualEndTime")),
        estimated=de.duration(times.get("estimatedDuration")),
        starts_after=de.instant(limits.get("startTime")),
        latest_start=de.instant(limits.get("latestStartTime")),
        deadline=de.instant(limits.get("deadlineTime")),
        jobs=de.number(stats.get("numberOfJob")),
        successful=de.number(stats.get("numberOfSuccessfullJob")),  # the vendor's spelling
        abended=de.number(stats.get("numberOfAbendedJob")),
        failed=de.number(stats.get("numberOfFailedJob")),
        running=de.number(stats.get("numberOfExecutingJob")),
        dependencies=dependencies(row),
        unresolved=unresolved(row),
    )


def workstation(row: Json) -> Workstation:
    """A workstation in the plan. `is_linked` and `is_running` are read from the active states, None without any."""
    states = de.words(row.get("activeStates"))
    known = frozenset(states)
    said = isinstance(row.get("activeStates"), list)
    name, folder = required(row, "name"), de.folder(row.get("folder"))
    return Workstation(
        id=required(row, "id"),
        name=name if folder == "/" or name.startswith("/") else f"{folder}/{name}",
        type=de.text(row.get("type")) or "",
        os=de.text(row.get("os")),
        node=de.text(row.get("nodeName")),
        version=de.text(row.get("version")),
        limit=de.number(row.get("limit")),
        fence=de.number(row.get("fence")),
        is_linked=bool(known & _LINKED) or {"MASTER"} <= known if said else None,
        is_running=bool(known & _RUNNING) if said else None,
        states=states,
        started_at=de.instant(row.get("timeStarted")),
        ignored=de.flag(row, "ignore"),
    )


def plan(row: Json) -> Plan:
    """What the master's own workstation tells of the plan."""
    return Plan(
        run_number=de.number(row.get("runNumber")),
        created_at=de.instant(row.get("createdTimestamp")),
        master=workstation(row).name,
    )


def resource(row: Json) -> Resource:
    """A resource in the plan, in units."""
    holders = (
        de.plan_key(holder.get("jobKey")) or de.text(holder.get("job")) or de.plan_key(holder.get("jobStream"))
        for holder in de.rows(row.get("holders"))
    )
    return Resource(
        id=required(row, "id"),
        name=required(row, "name"),
        workstation=de.unfolded(row.get("workstation")),
        quantity=de.number(row.get("quantity")),
        available=de.number(row.get("quantityAvailable")),
        in_use=de.number(row.get("quantityInUse")),
        holders=tuple(holder for holder in holders if holder),
    )


def prompt(row: Json) -> Prompt:
    """A prompt in the plan."""
    return Prompt(
        id=required(row, "id"),
        name=de.text(row.get("name")) or de.text(row.get("promptName")) or "",
        number=de.number(row.get("number")),
        text=redact(de.text(row.get("text")) or ""),
        status=de.text(row.get("status")) or "",
        kind=de.text(row.get("type")) or "",
        asked_at=de.instant(row.get("timeAsked")),
        job=de.plan_key(row.get("jobKey")),
        job_stream=de.plan_key(row.get("jobStreamKey")),
    )


def counts(answer: object) -> dict[str, int]:
    """The grouped count as group → number. Raises: TwsResponseError where the answer has none."""
    groups = answer.get("groupedCount") if isinstance(answer, dict) else None
    if not isinstance(groups, dict):
        raise TwsResponseError("HWA answered something that is not a grouped count.")
    return {str(key): amount for key, value in groups.items() if (amount := de.number(value)) is not None}
