"""What routing says about an incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.rows import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A message that is to wait: until when at most, and why (`mute`, `maintenance` or `quiet_hours`, the reason after
    a colon)."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where an incident's thread stands, and what holds its root back, None where nothing does.

    `reasons` say in order how that was decided: each is a phrase's key and its arguments, for `resync routes`.
    """

    places: tuple[Place, ...]
    hold: Hold | None = None
    reasons: tuple[tuple[str, tuple[str, ...]], ...] = ()
