"""What holds an alert back, and until when: a mute wins over maintenance, maintenance over quiet hours; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.alerts.routing.patterns import is_about, is_like
from bot.alerts.routing.records import Hold
from bot.alerts.routing.rules import Maintenance, RouteSettings, Silence
from bot.alerts.routing.severity import is_at_least, stands_as
from bot.alerts.routing.windows import moment
from bot.reports import Incident
from bot.store.rows import Mute

# When one hold ends another may go on; a chain longer than this is looked at again when it ends.
_CHAIN = 8
# What is suppressed is told so long after its window: never, for an incident.
_NEVER = timedelta(days=366)

AnyMute = Silence | Mute


def hold(
    settings: RouteSettings, incident: Incident, now: datetime, mutes: Sequence[AnyMute], zone: ZoneInfo
) -> Hold | None:
    """What holds the incident back now: the strongest reason, and the end of all that follow on it without a gap.

    Whoever keeps incidents back asks again at each look: a mute may have been taken back meanwhile.
    """
    everything = (*settings.silences, *mutes)
    suppressed = _suppressed(settings, incident, now, zone)
    first: Hold | None = None
    until = now
    for _ in range(_CHAIN):
        found = next(_holds(settings, incident, until, everything, zone), None)
        if found is None:
            break
        first, until = first or found, found.until
    if suppressed and (first is None or not first.why.startswith("mute:")):
        return suppressed
    return replace(first, until=until) if first else None


def silences(incident: Incident, mute: AnyMute) -> bool:
    """Whether a mute is about the incident."""
    here = not mute.environment or is_like(incident.environment, mute.environment)
    return here and is_about(incident, mute.pattern)


def _holds(
    settings: RouteSettings, incident: Incident, now: datetime, mutes: Iterable[AnyMute], zone: ZoneInfo
) -> Iterator[Hold]:
    muted = [(moment(one.until, zone), one.reason) for one in mutes if silences(incident, one)]
    if lasting := [one for one in muted if one[0] > now]:
        until, reason = max(lasting)
        yield Hold(until=until, why=f"mute:{reason}")
    ends = [(one.window.end_of(now, zone), one) for one in _about(settings.maintenance, incident)]
    if standing := [(end, one) for end, one in ends if end is not None]:
        end, window = max(standing, key=lambda one: one[0])
        yield Hold(until=end, why=_maintenance(window))
    quiet = settings.quiet_hours
    if quiet and not is_at_least(stands_as(incident), quiet.unless):
        quiet_until = quiet.window.end_of(now, zone)
        if quiet_until is not None:
            yield Hold(until=quiet_until, why=f"quiet_hours:{quiet.window}")


def _suppressed(settings: RouteSettings, incident: Incident, now: datetime, zone: ZoneInfo) -> Hold | None:
    for one in _about(settings.maintenance, incident):
        ends = [one.window.end_of(at, zone) for at in (incident.opened_at, now) if one.suppress]
        end = next((end for end in ends if end is not None), None)
        if end is not None:
            return Hold(until=end + _NEVER, why=_maintenance(one), suppressed=True)
    return None


def _about(windows: Iterable[Maintenance], incident: Incident) -> list[Maintenance]:
    return [one for one in windows if one.match.is_for(incident)]


def _maintenance(one: Maintenance) -> str:
    return f"maintenance:{': '.join(filter(None, (one.name, one.reason)))}"
