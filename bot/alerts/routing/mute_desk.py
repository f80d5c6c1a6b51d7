"""Mutes as people set and end them, from a command, the console or a chat."""

from __future__ import annotations

import uuid
from datetime import datetime

from bot.ports import Clock
from bot.store import mutes
from bot.store.rows import Mute
from bot.store.store import Store

# An id that a person can type.
_ID_LETTERS = 8


class MuteDesk:
    """Sets, ends and lists mutes; what it writes counts from the next look on."""

    # Characters that the database keeps of a pattern and of a name.
    LONGEST = 300

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def mute(self, pattern: str, until: datetime, reason: str, who: str, environment: str = "") -> Mute:
        """Keep silent about what the pattern names until a moment; an empty environment is every one.

        Raises: ValueError where the pattern is empty or too long, or the moment has passed.
        """
        now, pattern = self._clock(), pattern.strip()
        if not pattern or len(pattern) > self.LONGEST:
            raise ValueError(f"a pattern has 1 to {self.LONGEST} characters")
        if until <= now:
            raise ValueError(f"{until.isoformat()} has passed")
        mute = Mute(
            id=uuid.uuid4().hex[:_ID_LETTERS],
            environment=environment,
            pattern=pattern,
            until=until,
            reason=reason.strip(),
            who=who[: self.LONGEST],
            created_at=now,
        )
        async with self._store.writing() as connection:
            await mutes.add(connection, mute)
        return mute

    async def unmute(self, named: str) -> tuple[Mute, ...]:
        """End the mute of that id, else those of that pattern; give the ones that ended, none where none was meant."""
        now = self._clock()
        async with self._store.writing() as connection:
            standing = await mutes.active(connection, now)
            meant = [one for one in standing if one.id == named.strip().lower()]
            meant = meant or [one for one in standing if one.pattern.upper() == named.strip().upper()]
            return tuple([one for one in meant if await mutes.end(connection, one.id, now)])

    async def active(self) -> tuple[Mute, ...]:
        """The mutes in force, the one that ends first first."""
        async with self._store.reading() as connection:
            return await mutes.active(connection, self._clock())
