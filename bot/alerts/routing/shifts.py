"""When shifts change, and where the handover is told; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.alerts.routing.windows import EVERY_DAY, moment
from bot.store.rows import Place

# A day of each week, and one more for a clock that is set back.
_DAYS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverTimes:
    """The local times at which a shift begins, on the days on which one does (0 is Monday)."""

    at: tuple[time, ...]
    zone: Callable[[], ZoneInfo]
    days: frozenset[int] = EVERY_DAY

    def next_after(self, now: datetime) -> datetime | None:
        """The first change of shift after that moment, UTC; None where there is none."""
        return min((one for one in self._around(now) if one > now), default=None)

    def last_before(self, now: datetime) -> datetime | None:
        """The newest change of shift up to and at that moment, UTC; None where there is none."""
        return max((one for one in self._around(now) if one <= now), default=None)

    def _around(self, now: datetime) -> Iterator[datetime]:
        zone = self.zone()
        today = now.astimezone(zone).date()
        for offset in range(-_DAYS, _DAYS + 1):
            day = today + timedelta(days=offset)
            if day.weekday() in self.days:
                yield from (moment(datetime.combine(day, clock), zone) for clock in self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSettings:
    """`[handover]`: when, and where to; without places, where alerts go by default."""

    times: HandoverTimes
    places: tuple[Place, ...] = ()
