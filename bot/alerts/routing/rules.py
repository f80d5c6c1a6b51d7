"""The rules of routing, as resync.toml gives them, free of TOML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.routing.patterns import is_about, is_in_folder, is_in_stream, is_like
from bot.alerts.routing.severity import is_at_least, stands_as
from bot.alerts.routing.windows import Weekly, Window
from bot.reports import Incident, IncidentKind, Severity
from bot.store.rows import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Which incidents a rule is for. What is empty asks nothing; of several patterns one must fit."""

    environment: tuple[str, ...] = ()
    folder: tuple[str, ...] = ()
    job_stream: tuple[str, ...] = ()
    job: tuple[str, ...] = ()
    workstation: tuple[str, ...] = ()
    kind: frozenset[IncidentKind] = frozenset()
    severity: Severity | None = None

    def misses(self, incident: Incident) -> tuple[str, ...]:
        """The names of the conditions that an incident does not meet, none where the rule is for it."""
        met = {
            "environment": _any(self.environment, lambda pattern: is_like(incident.environment, pattern)),
            "folder": _any(self.folder, lambda pattern: is_in_folder(incident, pattern)),
            "job_stream": _any(self.job_stream, lambda pattern: is_in_stream(incident, pattern)),
            "job": _any(self.job, lambda pattern: is_about(incident, pattern)),
            "workstation": _any(self.workstation, lambda pattern: is_like(incident.workstation, pattern)),
            "kind": not self.kind or incident.kind in self.kind,
            "severity": self.severity is None or is_at_least(stands_as(incident), self.severity),
        }
        return tuple(name for name, is_met in met.items() if not is_met)

    def wanted(self, name: str) -> str:
        """What a condition asks for, as a person wrote it."""
        value = getattr(self, name) or ()
        return value if isinstance(value, str) else ", ".join(sorted(value))


def _any(patterns: tuple[str, ...], fits: Callable[[str], bool]) -> bool:
    return not patterns or any(map(fits, patterns))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A `[[route]]`: where the incidents that it is for go. `also`: the rules after it are looked at as well."""

    name: str
    match: Match
    places: tuple[Place, ...]
    also: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A `[[mute]]`: as `bot.store.rows.Mute`, but `until` may be local time."""

    pattern: str
    until: datetime
    reason: str
    environment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    """A `[[maintenance]]`. `suppress`: what begins in it is never told, not even when it ends."""

    name: str
    match: Match
    window: Window
    reason: str = ""
    suppress: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """`[quiet_hours]`: what is less urgent than `unless` waits until they end."""

    window: Weekly
    unless: Severity = Severity.CRITICAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An `[[escalation]]`: who hears of an incident that nobody took for so long; without a place, the same as before
    with these mentions."""

    name: str
    match: Match
    after: timedelta
    place: Place | None = None
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSettings:
    """Everything that routing knows, in the order of resync.toml; `steps` by their time."""

    rules: tuple[Rule, ...] = ()
    silences: tuple[Silence, ...] = ()
    maintenance: tuple[Maintenance, ...] = ()
    quiet_hours: QuietHours | None = None
    steps: tuple[Step, ...] = ()
