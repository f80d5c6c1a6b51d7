"""What a channel rests on, for each HWA environment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.agent.rooms import Rooms
from bot.agent.understanding import Names
from bot.alerts.service import Alerts
from bot.channel.scope import Scope
from bot.ports import Master
from tws.reports import HealthReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One environment: what the agent's tools are built on, its alerts, a look at its health, its plan's names.

    Whatever asks HWA sees no more than `bot.channel.scope.scope_now` says. `look` and `names` raise TwsError.
    """

    desk: Rooms
    alerts: Alerts
    look: Callable[[], Awaitable[HealthReport]]
    names: Callable[[tuple[str, ...]], Awaitable[Names]]

    @property
    def name(self) -> str:
        """The environment."""
        return self.desk.master.environment

    @property
    def master(self) -> Master:
        """Its master, as far as it is seen."""
        return self.desk.master


class Floor:
    """The rooms of all environments, the default one first."""

    def __init__(self, rooms: Sequence[Room]) -> None:
        self.rooms = {room.name: room for room in rooms}

    def seen(self, scope: Scope) -> tuple[Room, ...]:
        """The rooms that exist for a visitor."""
        return tuple(self.rooms[name] for name in scope.environments(self.rooms))
