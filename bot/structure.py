"""What resync.toml may hold: HWA environments, knowledge files, the rules of alerts, and who may ask what.

docs/alerts.md and docs/access.md are its books.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.reports import IncidentKind, Severity
from bot.setting_types import CaFile, EnvironmentName, ValueRefusedError, WebAddress, listed
from bot.toml_types import Channel, Channels, Clock, ClockOrMoment, Clocks, Days, Moment, Patterns, Word, Words

EVERY_DAY = frozenset(range(7))
# A week: what waits longer is forgotten, not waited for.
_MINUTES = Field(ge=0, le=7 * 24 * 60, allow_inf_nan=False)

Minutes = Annotated[float, _MINUTES]


class _Table(BaseModel):
    """A table of resync.toml; a key that it does not know is refused, since it is most likely mistyped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Environment(_Table):
    """One HWA environment, in resync.toml `[[environment]]`; its secrets stay in the environment's variables."""

    name: EnvironmentName
    url: Annotated[tuple[WebAddress, ...], BeforeValidator(listed)]
    user: str = ""
    password_variable: str = ""
    api_key_variable: str = ""
    ca_file: CaFile = None
    verify: bool = True


class Matching(_Table):
    """Which incidents a rule is for. What is left out asks nothing; of several patterns one must fit."""

    environment: Words = ()
    folder: Words = ()
    job_stream: Words = ()
    job: Words = ()
    workstation: Words = ()
    kind: Annotated[
        frozenset[IncidentKind], BeforeValidator(lambda kind: [kind] if isinstance(kind, str) else kind)
    ] = frozenset()
    severity: Severity | None = None


class Route(Matching):
    """`[[route]]`: where the incidents that it is for are told."""

    name: Word = ""
    channels: Channels = Field(min_length=1)
    mention: Words = ()
    language: Literal["pt", "en"] | None = None
    also: bool = False


class Mute(_Table):
    """`[[mute]]`: silence about what a pattern names, until a moment."""

    pattern: Word
    until: Moment
    reason: Word
    environment: Word = "*"


class Maintenance(Matching):
    """`[[maintenance]]`: once from a moment until another, or each week from one time to another."""

    name: Word = ""
    begins: ClockOrMoment = Field(alias="from")
    until: Moment | None = None
    to: Clock | None = None
    days: Days = EVERY_DAY
    reason: Word = ""
    suppress: bool = False

    @model_validator(mode="after")
    def _either_once_or_weekly(self) -> Maintenance:
        once = isinstance(self.begins, datetime)
        if once and (self.until is None or self.to is not None or "days" in self.model_fields_set):
            raise ValueRefusedError("takes.once")
        if not once and (self.to is None or self.until is not None):
            raise ValueRefusedError("takes.weekly")
        return self


class QuietHours(_Table):
    """`[quiet_hours]`: what is less urgent waits until they end."""

    begins: Clock = Field(alias="from")
    to: Clock
    days: Days = EVERY_DAY
    unless: Severity = Field(Severity.CRITICAL, alias="except")


class Escalation(Matching):
    """`[[escalation]]`: who hears of an incident that nobody took for so long."""

    name: Word = ""
    after_minutes: float = Field(ge=1, le=7 * 24 * 60, allow_inf_nan=False)
    channel: Channel | None = None
    mention: Words = ()
    language: Literal["pt", "en"] | None = None

    @model_validator(mode="after")
    def _tells_somebody(self) -> Escalation:
        if self.channel is None and not self.mention:
            raise ValueRefusedError("takes.somebody")
        return self


class Handover(_Table):
    """`[handover]`: when a shift begins, and where the handover is told."""

    at: Clocks = Field(min_length=1)
    days: Days = EVERY_DAY
    channels: Channels = ()
    mention: Words = ()
    language: Literal["pt", "en"] | None = None


class KindAlerts(_Table):
    """`[alerts.kinds.stuck]` and its like: whether a kind is looked for, and how long it must stand."""

    on: bool = True
    after_minutes: Minutes | None = None


class Alerts(_Table):
    """`[alerts]`: how alerts behave; what is left out keeps its default."""

    cards_in_window: int | None = Field(None, ge=1, le=1000)
    window_minutes: Minutes | None = None
    reopen_within_minutes: Minutes | None = None
    flapping_from: int | None = Field(None, ge=2, le=1000)
    flapping_minutes: Minutes | None = None
    recovery_wait_minutes: Minutes | None = None
    cause_window_minutes: Minutes | None = None
    conditions_every_minutes: Minutes | None = None
    overrun_factor: float | None = Field(None, ge=1, le=100, allow_inf_nan=False)
    looks_until_down: int | None = Field(None, ge=1, le=100)
    kept_days: int | None = Field(None, ge=1, le=3650)
    messages_kept_days: int | None = Field(None, ge=1, le=3650)
    kinds: dict[IncidentKind, KindAlerts] = Field(default_factory=dict)


class Access(_Table):
    """`[[access]]`: for whom it is, and which environments, jobs and job streams they see. What is left out asks
    nothing."""

    name: Word = ""
    platform: Literal["slack", "teams", "web", "terminal"] | None = None
    tenants: Words = ()
    teams: Words = ()
    channels: Words = ()
    users: Words = ()
    external: bool = False
    environments: Words = ()
    jobs: Patterns = ()
    job_streams: Patterns = ()


class Board(_Table):
    """`[board]`: how often the boards in channels are brought up to date."""

    seconds: float = Field(30, ge=5, le=3600, allow_inf_nan=False)


class Structure(_Table):
    """What resync.toml may hold."""

    environment: tuple[Environment, ...] = ()
    knowledge: tuple[Path, ...] = ()
    route: tuple[Route, ...] = ()
    mute: tuple[Mute, ...] = ()
    maintenance: tuple[Maintenance, ...] = ()
    quiet_hours: QuietHours | None = None
    escalation: tuple[Escalation, ...] = ()
    handover: Handover | None = None
    alerts: Alerts = Field(default_factory=Alerts)
    access: tuple[Access, ...] = ()
    owners: dict[Word, Channels] = Field(default_factory=dict)
    board: Board = Field(default_factory=Board)
