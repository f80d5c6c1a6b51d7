"""What one shift tells the next: open incidents, what ended, and what is to be expected until the next change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.agent.outlook import READ, Expect, Outlook
from bot.ports import Master
from bot.reports import BAD_END_KINDS, HandoverReport, Happening, Incident, KeptMute

SHIFT = timedelta(hours=8)
MORNING = time(6)  # in the zone in which times are said; where no shift times are configured
SECONDS = 6.0
# Deadlines alone are looked at so far ahead at least, also where the shift changes sooner.
DEADLINES_AHEAD = timedelta(hours=4)
DEADLINES, CRITICAL_DEADLINES, MUTES = "deadlines", "critical_deadlines", "mutes"


class Incidents(Protocol):
    """What the alerts know of incidents."""

    async def open_incidents(self) -> Sequence[Incident]: ...
    async def ended_since(self, since: datetime) -> Sequence[Incident]: ...
    async def journal(self, incident: str) -> Sequence[Happening]: ...


class Shifts(Protocol):
    """When shifts change; None where no times are configured."""

    def next_after(self, now: datetime) -> datetime | None: ...


class Handover:
    """Puts the handover of one environment together.

    `expect` estimates when a job ends, None where that cannot be told; without it only what has passed is at risk.
    `shifts` says until when to look ahead; without it, until the next 06:00.
    """

    def __init__(
        self,
        *,
        master: Master,
        incidents: Incidents,
        zone: Callable[[], ZoneInfo],
        expect: Expect | None = None,
        shifts: Shifts | None = None,
    ) -> None:
        self._master = master
        self._incidents = incidents
        self._zone = zone
        self._outlook = Outlook(master, expect)
        self._shifts = shifts

    async def __call__(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        about: str = "",
        seconds: float = SECONDS,
    ) -> HandoverReport:
        """The handover from `since` (a shift ago) on, looking ahead to `until` (the next change of shift).

        `about` narrows the incidents to one job, job stream or workstation. What HWA does not give within `seconds`
        is named in `missing`. Raises: nothing of HWA.
        """
        now = self._master.now()
        start, end = since or now - SHIFT, until or self._next_shift(now)
        still_open = _about(await self._incidents.open_incidents(), about)
        ended = _about(await self._incidents.ended_since(start), about)
        report = HandoverReport(
            environment=self._master.environment,
            as_of=now,
            since=start,
            until=end,
            open=still_open,
            ended=ended,
            alone=tuple(one for one in ended if one.state == "recovered" and not one.taken_by),
            unexplained=tuple(one for one in still_open if one.kind in BAD_END_KINDS and not (one.known or one.cause)),
            taken_at=await self._taken_at(still_open),
            about=about,
        )
        return report if about else await self._outlook(report, end, seconds, still_open)

    async def deadlines(
        self, until: datetime | None = None, *, critical: bool = False, seconds: float = SECONDS
    ) -> HandoverReport:
        """The deadlines in danger until then, of critical jobs only or of all; without a time until the next change of
        shift, four hours ahead at least. Raises: nothing of HWA."""
        now = self._master.now()
        end = until or max(self._next_shift(now), now + DEADLINES_AHEAD)
        only = CRITICAL_DEADLINES if critical else DEADLINES
        report = HandoverReport(environment=self._master.environment, as_of=now, since=now, until=end, only=only)
        return await self._outlook(report, end, seconds, await self._incidents.open_incidents(), critical=critical)

    async def silence(self, mutes: Sequence[KeptMute] | None) -> HandoverReport:
        """What is kept silent: the mutes in force, None where they cannot be read, and the open incidents, of which
        some are held back."""
        now = self._master.now()
        still_open = tuple(await self._incidents.open_incidents())
        return HandoverReport(
            environment=self._master.environment,
            as_of=now,
            since=now,
            open=still_open,
            only=MUTES,
            mutes=None if mutes is None else tuple(mutes),
        )

    async def _taken_at(self, incidents: Sequence[Incident]) -> dict[str, datetime]:
        """Since when who has an incident has it; the oldest of a long list are left out."""
        found: dict[str, datetime] = {}
        for one in [one for one in incidents if one.taken_by][:READ]:
            taken = [moment.at for moment in await self._incidents.journal(one.id) if moment.what == "taken"]
            found |= {one.id: taken[-1]} if taken else {}
        return found

    def _next_shift(self, now: datetime) -> datetime:
        planned = self._shifts.next_after(now) if self._shifts else None
        return planned or next_clock(now, MORNING, self._zone())


def next_clock(now: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """The next time that a clock on the wall in that zone shows `clock`."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), clock, zone)
    return today if today > local else datetime.combine(local.date() + timedelta(days=1), clock, zone)


def _about(incidents: Sequence[Incident], name: str) -> tuple[Incident, ...]:
    wanted = name.strip().upper()
    if not wanted:
        return tuple(incidents)
    return tuple(one for one in incidents if wanted in _names(one))


def _names(incident: Incident) -> frozenset[str]:
    named = (incident.job, incident.job_name, incident.job_stream, incident.workstation)
    return frozenset(name.upper() for name in named if name)
