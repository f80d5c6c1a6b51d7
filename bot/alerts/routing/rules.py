"""The rules of routing, as resync.toml gives them, free of TOML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.alerts.routing.patterns import is_about, is_in_folder, is_in_stream, is_like
from bot.alerts.routing.severity import is_at_least, stands_as
from bot.alerts.routing.windows import Weekly, Window
from bot.reports import Incident, IncidentKind, Severity
from bot.store.rows import Place

_FITS: Mapping[str, Callable[[Incident, str], bool]] = {
    "environment": lambda incident, pattern: is_like(incident.environment, pattern),
    "folder": is_in_folder,
    "job_stream": is_in_stream,
    "job": is_about,
    "workstation": lambda incident, pattern: is_like(incident.workstation, pattern),
}


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
    # What is asked at all: a storm holds every incident against every rule.
    _patterns: tuple[tuple[str, tuple[str, ...]], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        asked = tuple((name, getattr(self, name)) for name in _FITS if getattr(self, name))
        object.__setattr__(self, "_patterns", asked)

    def is_for(self, incident: Incident) -> bool:
        """Whether an incident meets every condition."""
        return next(self._missed(incident), None) is None

    def misses(self, incident: Incident) -> tuple[str, ...]:
        """The names of the conditions that an incident does not meet, none where the rule is for it."""
        return tuple(self._missed(incident))

    def _missed(self, incident: Incident) -> Iterator[str]:
        if self.kind and incident.kind not in self.kind:
            yield "kind"
        if self.severity is not None and not is_at_least(stands_as(incident), self.severity):
            yield "severity"
        for name, patterns in self._patterns:
            fits = _FITS[name]
            if not any(fits(incident, pattern) for pattern in patterns):
                yield name

    def wanted(self, name: str) -> str:
        """What a condition asks for, as a person wrote it."""
        value = getattr(self, name) or ()
        return value if isinstance(value, str) else ", ".join(sorted(value))


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
