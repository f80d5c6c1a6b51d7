"""API v2: the dependencies of a job or job stream, of every kind, into records."""

from __future__ import annotations

from collections.abc import Callable

from tws import decode as de
from tws.decode import Json
from tws.models import Dependency, DependencyKind
from tws.vocabulary import internal_word

_SATISFIED = {"SATISFIED": True, "UNSATISFIED": False}
_SATISFIED_FILES = frozenset({"Exists"})


def dependencies(row: Json) -> tuple[Dependency, ...]:
    """What the job or job stream follows or needs; filled by the engine where the object was read by its id."""
    return tuple(found for item in de.rows(row.get("dependencies")) if (found := _dependency(item, row)))


def _dependency(item: Json, owner: Json) -> Dependency | None:
    kind = de.text(item.get("dependencyType")) or ""
    if kind in {"INTERNAL", "EXTERNAL_JOB"}:
        return _on_job(item, owner)
    read = _KINDS.get(kind)
    return read(item) if read else None


def _satisfied(item: Json) -> bool | None:
    status = de.text(item.get("dependencyStatus"))
    if status is not None:
        return _SATISFIED.get(status)
    value = item.get("satisfied")
    return value if isinstance(value, bool) else None


def _state(item: Json, key: str = "predecessorStatus") -> str:
    state = de.part(item, key)
    if de.flag(state, "canceled"):
        return "CANCL"
    return internal_word(state.get("status")) or de.text(item.get("dependencyStatus")) or ""


def _stream_key(item: Json, owner: Json) -> str:
    workstation = item.get("jobStreamWorkstation") or owner.get("jobStreamWorkstation")
    stream = de.text(item.get("jobStreamName")) or de.text(owner.get("jobStreamName")) or ""
    return f"{de.unfolded(workstation) or ''}#{stream}"


def _on_job(item: Json, owner: Json) -> Dependency:
    internal = item.get("dependencyType") == "INTERNAL"
    return Dependency(
        kind=DependencyKind.JOB,
        name=f"{_stream_key(item, owner if internal else {})}.{de.text(item.get('jobName')) or ''}",
        satisfied=_satisfied(item),
        state=_state(item),
        job_id=de.text(item.get("jobId")),
        job_stream_id=de.text(item.get("jobStreamId")) or (de.text(owner.get("jobStreamId")) if internal else None),
    )


def _on_stream(item: Json) -> Dependency:
    return Dependency(
        kind=DependencyKind.JOB_STREAM,
        name=_stream_key(item, {}),
        satisfied=_satisfied(item),
        state=_state(item),
        job_stream_id=de.text(item.get("jobStreamId")),
    )


def _on_file(item: Json) -> Dependency:
    file = de.part(item, "file")
    status = de.text(file.get("status"))
    satisfied = _satisfied(item)
    return Dependency(
        kind=DependencyKind.FILE,
        name=de.text(file.get("name")) or "",
        satisfied=True if satisfied is None and status in _SATISFIED_FILES else satisfied,
        state=status or "",
        text=de.unfolded(file.get("workstation")),
    )


def _on_resource(item: Json) -> Dependency:
    return Dependency(
        kind=DependencyKind.RESOURCE,
        name=de.text(item.get("name")) or de.text(item.get("originalName")) or "",
        satisfied=_satisfied(item),
        state=de.text(item.get("dependencyStatus")) or "",
        quantity=de.number(item.get("quantity")),
        available=de.number(item.get("available")),
    )


def _on_prompt(item: Json) -> Dependency:
    return Dependency(
        kind=DependencyKind.PROMPT,
        name=de.text(item.get("promptName")) or de.text(item.get("promptOriginalName")) or "",
        satisfied=_satisfied(item),
        state=de.text(item.get("promptStatus")) or "",
        number=de.number(item.get("number")),
        text=de.text(item.get("text")),
    )


def _join(item: Json) -> Dependency:
    members = (
        f"{_stream_key(m, {})}.{name}" if (name := de.text(m.get("jobName"))) else _stream_key(m, {})
        for m in de.rows(item.get("members"))
    )
    return Dependency(
        kind=DependencyKind.JOIN,
        name=de.text(item.get("joinName")) or "",
        satisfied=_satisfied(item),
        state=de.text(item.get("criteria")) or "",
        quantity=de.number(item.get("joinQuantity")),
        text=", ".join(members) or None,
    )


def _internetwork(item: Json) -> Dependency:
    return Dependency(
        kind=DependencyKind.INTERNETWORK,
        name=f"{de.unfolded(item.get('networkAgent')) or ''}::{de.text(item.get('dependency')) or ''}",
        satisfied=_satisfied(item),
        state=_state(item, "jobInPlanCompositeStatus"),
        job_id=de.text(item.get("jobId")),
        job_stream_id=de.text(item.get("jobStreamId")),
    )


_KINDS: dict[str, Callable[[Json], Dependency]] = {
    "EXTERNAL_JOBSTREAM": _on_stream,
    "FILE": _on_file,
    "RESOURCE": _on_resource,
    "PROMPT": _on_prompt,
    "JOIN": _join,
    "INTERNETWORK": _internetwork,
}
