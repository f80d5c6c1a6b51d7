"""The state of each environment as channels show it: read once for however many look at it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sqlalchemy.exc import SQLAlchemyError

from bot.agent.tool_texts import trouble_of
from bot.channel.rooms import Floor, Room
from bot.channel.scope import Scope, Sight, seeing
from bot.presenters.board import Status
from bot.reports import Incident
from tws.errors import TwsError, TwsTimeoutError

# A look has so long; whoever waits for the card of a button has not much more.
LOOK_SECONDS = 8.0


@dataclass(slots=True)
class _Read:
    """What was read last, when (monotonic seconds), and who reads just now."""

    status: Status
    at: float | None = None
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


class Statuses:
    """The newest status of an environment, at most `seconds` old, one for all who see the same of it."""

    def __init__(self, floor: Floor, *, seconds: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._floor = floor
        self._seconds = seconds
        self._monotonic = monotonic
        self._read: dict[tuple[str, Sight], _Read] = {}

    async def __call__(self, environment: str, scope: Scope) -> Status:
        """The status as a visitor with that scope sees it. Raises: LookupError where they do not see it at all."""
        sight = scope.of(environment)
        if sight is None:
            raise LookupError(environment)
        read = self._read.setdefault((environment, sight), _Read(Status(environment=environment)))
        async with read.reading:
            if read.at is None or self._monotonic() - read.at >= self._seconds:
                read.status = await self._looked(self._floor.rooms[environment], scope, read.status)
                read.at = self._monotonic()
        return read.status

    async def _looked(self, room: Room, scope: Scope, before: Status) -> Status:
        incidents = await _open_incidents(room, scope, before)
        try:
            with seeing(scope):
                async with asyncio.timeout(LOOK_SECONDS):
                    report = await room.look()
        except TimeoutError:
            error = TwsTimeoutError(f"no answer within {LOOK_SECONDS:.0f} seconds")
            return replace(before, incidents=incidents, trouble=trouble_of(room.master, error))
        except TwsError as error:
            return replace(before, incidents=incidents, trouble=trouble_of(room.master, error))
        return Status(environment=room.name, report=report, incidents=incidents)


async def _open_incidents(room: Room, scope: Scope, before: Status) -> tuple[Incident, ...]:
    try:
        found = await room.alerts.book.open_incidents()
    except SQLAlchemyError:
        return before.incidents
    return tuple(one for one in found if scope.shows(one))
