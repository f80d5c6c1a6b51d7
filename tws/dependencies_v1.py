"""API v1: the dependencies of a job or job stream, of every kind, into records.

The vendor's OpenAPI 1.0.1 has names in key objects; flat names are understood too, as releases differ.
"""

from __future__ import annotations

from collections.abc import Callable

from tws import decode as de
from tws.decode import Json
from tws.models import Dependency, DependencyKind
from tws.vocabulary import internal_word


def dependencies(groups: Json) -> tuple[Dependency, ...]:
    """What the job or job stream follows or needs; v1 groups them by kind."""
    return tuple(
        read(item) for name, read in _KINDS.items() for item in de.rows(groups.get(name)) if isinstance(item, dict)
    )


def _satisfied(item: Json) -> bool | None:
    value = item.get("satisfied")
    return value if isinstance(value, bool) else None


def _state(item: Json) -> str:
    status = item.get("status")
    word = status.get("internalStatus") or status.get("commonStatus") if isinstance(status, dict) else status
    return internal_word(word)


def _stream_name(key: Json) -> str:
    workstation = de.unfolded(de.part(key, "workstationKey").get("name")) or ""
    return f"{workstation}#{de.text(key.get('name')) or ''}"


def _on_predecessor(item: Json) -> Dependency:
    job = de.part(item, "jobInPlanKey")
    places = (de.part(job, "jobStreamInPlanKey"), de.part(item, "jobStreamInPlanKey"), de.part(item, "jobStreamInPlan"))
    stream = next((place for place in places if place), {})
    name = de.text(job.get("name")) or de.text(item.get("jobName"))
    return Dependency(
        kind=DependencyKind.JOB if name else DependencyKind.JOB_STREAM,
        name=f"{_stream_name(stream)}.{name}" if name else _stream_name(stream),
        satisfied=_satisfied(item),
        state=_state(item),
        job_id=de.text(item.get("jobId")) or de.text(job.get("id")),
        job_stream_id=de.text(item.get("jobStreamId")) or de.text(stream.get("id")),
    )


def _on_file(item: Json) -> Dependency:
    file = next((f for key in ("fileInPlan", "file") if (f := de.part(item, key))), item)
    key = de.part(file, "fileInPlanKey") or file
    return Dependency(
        kind=DependencyKind.FILE,
        name=de.text(key.get("name")) or "",
        satisfied=_satisfied(item),
        state=_state(file) or _state(item),
        text=de.unfolded(de.part(key, "workstationInPlanKey").get("name")),
    )


def _on_prompt(item: Json) -> Dependency:
    return Dependency(
        kind=DependencyKind.PROMPT,
        name=de.text(de.part(item, "promptKey").get("name")) or de.text(item.get("name")) or "",
        satisfied=_satisfied(item),
        state=de.text(item.get("promptStatus")) or _state(item),
        number=de.number(item.get("promptNumber")) or de.number(item.get("number")),
        text=de.text(item.get("text")),
    )


def _on_resource(item: Json) -> Dependency:
    return Dependency(
        kind=DependencyKind.RESOURCE,
        name=de.text(de.part(item, "resourceKey").get("name")) or de.text(item.get("name")) or "",
        satisfied=_satisfied(item),
        state=_state(item),
        quantity=de.number(item.get("quantity")),
        available=de.number(item.get("available")),
    )


def _internetwork(item: Json) -> Dependency:
    agent = de.unfolded(de.part(item, "workstationInPlanKey").get("name")) or ""
    return Dependency(
        kind=DependencyKind.INTERNETWORK,
        name=f"{agent}::{de.text(item.get('dependency')) or ''}",
        satisfied=_satisfied(item),
        state=_state(item),
        job_id=de.text(item.get("jobId")),
        job_stream_id=de.text(item.get("jobStreamId")),
    )


_KINDS: dict[str, Callable[[Json], Dependency]] = {
    "internalDependencyInPlan": _on_predecessor,
    "externalDependencyInPlan": _on_predecessor,
    "conditionalDependencyInPlan": _on_predecessor,
    "fileDependencyInPlan": _on_file,
    "promptDependencyInPlan": _on_prompt,
    "resourceDependencyInPlan": _on_resource,
    "internetworkDependenciesInPlan": _internetwork,
}
