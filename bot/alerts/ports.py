"""What the alerts are given beside a master and chats: where they go, what else is looked at, what is muted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.conditions.records import ConditionsSeen
from bot.alerts.routing.records import Route
from bot.reports import Incident
from bot.store.rows import Mute, Place

Mutes = Callable[[AsyncConnection, datetime], Awaitable[tuple[Mute, ...]]]
LookAtConditions = Callable[[], Awaitable[ConditionsSeen]]


class Routes(Protocol):
    """Says where an incident is told, when, and who hears next; pure."""

    def of(self, incident: Incident, now: datetime, mutes: Sequence[Mute] = ()) -> Route:
        """The places of its thread, and what holds its root back."""
        ...

    def escalation(
        self,
        incident: Incident,
        *,
        announced_at: datetime | None,
        level: int,
        now: datetime,
        mutes: Sequence[Mute] = (),
    ) -> Place | None:
        """The place that hears next, after `level` steps, THREAD for where it stands; None for not yet or never."""
        ...


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Every incident goes to all of the places at once, and nobody else hears of it later."""

    places: tuple[Place, ...]

    def of(self, incident: Incident, now: datetime, mutes: Sequence[Mute] = ()) -> Route:  # noqa: ARG002 the protocol's
        """All of the places."""
        return Route(places=self.places)

    def escalation(
        self,
        incident: Incident,  # noqa: ARG002 the protocol's
        *,
        announced_at: datetime | None,  # noqa: ARG002 the protocol's
        level: int,  # noqa: ARG002 the protocol's
        now: datetime,  # noqa: ARG002 the protocol's
        mutes: Sequence[Mute] = (),  # noqa: ARG002 the protocol's
    ) -> Place | None:
        """Nobody."""
        return None


async def no_conditions() -> ConditionsSeen:
    """Nothing but bad ends is looked at."""
    return ConditionsSeen()
