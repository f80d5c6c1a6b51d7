"""Stretches of local time: weekly ones across midnight and clock changes, and single ones; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """From one local time to another, on the days on which it begins (0 is Monday). Equal times are a whole day."""

    start: time
    end: time
    days: frozenset[int] = EVERY_DAY

    def end_of(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the stretch ends that `now` is in, UTC; None where it is in none."""
        today = now.astimezone(zone).date()
        spans = (self._span(day, zone) for day in (today, today - _DAY) if day.weekday() in self.days)
        return max((end for start, end in spans if start <= now < end), default=None)

    def _span(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        last = day if self.end > self.start else day + _DAY
        return moment(datetime.combine(day, self.start), zone), moment(datetime.combine(last, self.end), zone, fold=1)

    def __str__(self) -> str:
        return f"{self.start:%H:%M}–{self.end:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From one moment to another; one without an offset is local time."""

    start: datetime
    end: datetime

    def end_of(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When it ends, UTC, where `now` is in it, else None."""
        end = moment(self.end, zone, fold=1)
        return end if moment(self.start, zone) <= now < end else None

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M}–{self.end:%Y-%m-%d %H:%M}"


Window = Weekly | Span


def moment(written: datetime, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    """A moment in UTC. One without an offset is local time.

    Of a time that comes twice in a night `fold` 0 is the first, 1 the second; a time that is skipped is the moment at
    which the clock was changed.
    """
    if written.tzinfo is not None:
        return written.astimezone(UTC)
    first, second = (written.replace(tzinfo=zone, fold=one).astimezone(UTC) for one in (0, 1))
    if first > second:  # skipped: the two readings stand on either side of the change
        return _change(second, first, zone)
    return second if fold else first


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        between = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if between.astimezone(zone).utcoffset() == offset:
            before = between
        else:
            after = between
    return after
