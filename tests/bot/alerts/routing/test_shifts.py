"""When a shift begins, in local time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.routing.shifts import HandoverTimes

ZONES = {name: ZoneInfo(name) for name in ("America/Sao_Paulo", "Europe/Lisbon", "America/New_York")}
THREE = (time(6), time(14), time(22))
WORKDAYS = frozenset(range(5))


def times(at=THREE, zone="America/Sao_Paulo", days=frozenset(range(7))):
    """Three shifts, unless told otherwise."""
    return HandoverTimes(at=at, zone=lambda: ZONES[zone], days=days)


@pytest.mark.parametrize(
    ("now", "before", "after"),
    [
        ("2026-11-22T03:12", "2026-11-22T01:00", "2026-11-22T09:00"),
        ("2026-11-22T09:00", "2026-11-22T09:00", "2026-11-22T17:00"),
        ("2026-11-22T08:59", "2026-11-22T01:00", "2026-11-22T09:00"),
    ],
)
def test_a_change_of_shift_belongs_to_what_was_before(now, before, after):
    """At 06:00 sharp the change has been; the next is the one after it."""
    moment, expected = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, before))
    found = (times().last_before(moment), times().next_after(moment))
    assert (expected, datetime.fromisoformat(after).replace(tzinfo=UTC)) == found


def test_a_weekend_is_passed_over():
    """After Friday's last change comes Monday's first."""
    friday_night = datetime(2026, 11, 21, 2, tzinfo=UTC)
    assert times(days=WORKDAYS).next_after(friday_night) == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_no_day_has_no_change():
    """Without a day there is none, and that is no crash."""
    never = times(days=frozenset())
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert (never.next_after(now), never.last_before(now)) == (None, None)


@settings(deadline=None)
@given(
    now=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2028, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(sorted(ZONES)),
)
def test_changes_follow_each_other_without_a_gap(now, zone):
    """The change before the next one is the last one, also where the clock is changed in between."""
    shifts = times(zone=zone)
    following, last = shifts.next_after(now), shifts.last_before(now)
    assert (last <= now < following, shifts.last_before(following - timedelta(seconds=1))) == (True, last)
