"""How an incident changes in one transaction of the desk; pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.alerts import flapping
from bot.alerts.letters import Address, address, joined
from bot.alerts.routing.severity import is_at_least
from bot.reports import DiagnosisReport, Happening, Severity
from bot.store.rows import Place, StoredIncident


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How an incident changed. `before` is None for a new one; `renewed` says that its diagnosis is the `report` now,
    or none; `calls` are places that are to be called although they have heard."""

    before: StoredIncident | None
    after: StoredIncident
    happenings: tuple[Happening, ...] = ()
    report: DiagnosisReport | None = None
    renewed: bool = False
    calls: tuple[Place, ...] = ()


def revised(step: Step) -> Step:
    """The step with the next revision of its incident."""
    assert step.before is not None  # noqa: S101 only steps of known incidents are revised
    return replace(step, after=replace(step.after, revision=step.before.revision + 1))


def covering(cause: StoredIncident, effect: StoredIncident) -> StoredIncident:
    """The cause, told wherever its effect would be, and no less severe."""
    worse = not is_at_least(cause.incident.severity, effect.incident.severity)
    severity = effect.incident.severity if worse else cause.incident.severity
    places = joined(cause.places, effect.places)
    return replace(cause, places=places, incident=replace(cause.incident, severity=severity))


def is_new_behind(step: Step) -> bool:
    """Whether an effect became one just now, or ended badly again."""
    before = step.before.incident.cause if step.before else ""
    return before != step.after.incident.cause or flapping.is_bad_end(step.happenings)


def heard(before: StoredIncident | None) -> tuple[Place, ...]:
    """The places that have heard of an incident, as it stood before the step."""
    return before.places if before is not None and before.announced_at is not None else ()


def may_be_withdrawn(step: Step) -> bool:
    """Whether its incident moves to another's card in this step, and is not critical."""
    before, after = step.before, step.after.incident
    moves = before is not None and bool(after.cause) and before.incident.cause != after.cause
    return moves and after.severity is not Severity.CRITICAL


def unheard(step: Step, unsent: Collection[Address]) -> Step:
    """The step of an incident whose messages to those places never went out."""
    left = tuple(place for place in step.after.places if address(place) not in unsent)
    before, after = step.before, step.after
    if left:
        before = replace(before, places=tuple(place for place in before.places if place in left)) if before else None
        return replace(step, before=before, after=replace(after, places=left))
    silent = replace(after, announced_at=None, quiet=True, group="")
    return replace(step, before=replace(before, announced_at=None) if before else None, after=silent)
