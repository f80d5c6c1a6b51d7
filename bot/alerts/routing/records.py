"""What routing says about an incident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.store.rows import Place
from bot.toml_types import PLATFORMS

# A phrase's key and its arguments, in order; moments are ISO 8601 in UTC.
Reason = tuple[str, tuple[str, ...]]
# Every place in which the incident's thread stands: where a step of the escalation names none of its own.
THREAD = Place(chat="", target="")


_PLATFORMS = frozenset(PLATFORMS)


def called_on(chat: str, mentions: Iterable[str]) -> tuple[str, ...]:
    """Whom a platform calls: what names no platform, and what names this one, without its name."""
    parts = ((mention, *mention.partition(":")) for mention in mentions)
    return tuple(
        target.strip() if platform in _PLATFORMS else mention
        for mention, platform, _, target in parts
        if platform not in _PLATFORMS or platform == chat
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A message that is to wait: until when at most, and why (`mute`, `maintenance` or `quiet_hours`, the reason after
    a colon). `suppressed`: it is not told at all; `until` is then far away."""

    until: datetime
    why: str
    suppressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where an incident's thread stands, and what holds its root back, None where nothing does.

    `reasons` say in order how that was decided: each is a phrase's key and its arguments, for `resync routes`. `asked`
    are those of the places to which only their own wish leads, with when it was uttered.
    """

    places: tuple[Place, ...]
    hold: Hold | None = None
    reasons: tuple[Reason, ...] = ()
    asked: tuple[tuple[Place, datetime], ...] = ()
