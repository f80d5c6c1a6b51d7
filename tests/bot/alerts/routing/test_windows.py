"""Stretches of local time: across midnight, and in nights in which the clock is changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.routing.windows import Span, Weekly, moment

LISBON, NEW_YORK, SAO_PAULO = ZoneInfo("Europe/Lisbon"), ZoneInfo("America/New_York"), ZoneInfo("America/Sao_Paulo")
MONDAY, FRIDAY, SATURDAY = 0, 4, 5
NIGHTLY = Weekly(start=time(22), end=time(6))


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-22T00:59", None),
        ("2026-11-22T01:00", "2026-11-22T09:00"),
        ("2026-11-22T08:59", "2026-11-22T09:00"),
        ("2026-11-22T09:00", None),
    ],
)
def test_a_night_begins_and_ends_in_local_time(now, expected):
    """22:00 to 06:00 in São Paulo is 01:00 to 09:00 UTC, its end not in it."""
    assert NIGHTLY.end_of(at(now), SAO_PAULO) == (at(expected) if expected else None)


def test_days_are_those_on_which_it_begins():
    """Friday's night lasts into Saturday; Saturday's own does not begin."""
    fridays = Weekly(start=time(22), end=time(6), days=frozenset({FRIDAY}))
    inside = [fridays.end_of(at(now), SAO_PAULO) is not None for now in ("2026-11-21T05:00", "2026-11-22T05:00")]
    assert inside == [True, False]


def test_equal_times_are_a_whole_day():
    """From 06:00 to 06:00 is always, until the next 06:00."""
    always = Weekly(start=time(6), end=time(6))
    assert always.end_of(at("2026-11-22T12:00"), SAO_PAULO) == at("2026-11-23T09:00")


@pytest.mark.parametrize(
    ("zone", "now", "end"),
    [
        (LISBON, "2026-10-25T00:30", "2026-10-25T06:00"),  # set back: 06:00 is UTC again
        (LISBON, "2026-03-29T00:30", "2026-03-29T05:00"),  # set forward: 06:00 is an hour sooner
        (NEW_YORK, "2026-11-01T05:30", "2026-11-01T11:00"),
        (NEW_YORK, "2026-03-08T05:30", "2026-03-08T10:00"),
    ],
)
def test_a_night_ends_at_six_by_the_clock_on_the_wall(zone, now, end):
    """It is an hour longer or shorter where the clock is changed in it."""
    assert NIGHTLY.end_of(at(now), zone) == at(end)


def test_a_time_that_comes_twice_ends_the_window_the_second_time():
    """Until 01:30, in the night in which New York has two of them, is until the second."""
    assert Weekly(start=time(23), end=time(1, 30)).end_of(at("2026-11-01T05:45"), NEW_YORK) == at("2026-11-01T06:30")


def test_a_time_that_is_skipped_is_the_moment_of_the_change():
    """02:30 does not come in New York on 8 March 2026: it is 07:00 UTC, when 02:00 became 03:00."""
    skipped = datetime(2026, 3, 8, 2, 30)
    assert [moment(skipped, NEW_YORK, fold=fold) for fold in (0, 1)] == [at("2026-03-08T07:00")] * 2


def test_a_moment_with_an_offset_is_itself():
    """The zone is not asked."""
    assert moment(datetime.fromisoformat("2026-11-22T00:12:00-03:00"), NEW_YORK) == at("2026-11-22T03:12")


def test_a_single_window_is_local_time():
    """From 22:00 to 02:00 São Paulo, one night only."""
    once = Span(start=datetime(2026, 11, 21, 22), end=datetime(2026, 11, 22, 2))
    ends = [once.end_of(at(now), SAO_PAULO) for now in ("2026-11-22T04:59", "2026-11-22T05:00", "2026-11-23T04:00")]
    assert ends == [at("2026-11-22T05:00"), None, None]


clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
moments = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2028, 1, 1), timezones=st.just(UTC))


@settings(deadline=None)
@given(
    start=clocks,
    end=clocks,
    days=st.frozensets(st.integers(0, 6)),
    now=moments,
    zone=st.sampled_from([LISBON, NEW_YORK, SAO_PAULO]),
)
def test_a_window_that_holds_now_ends_after_now_and_within_a_day(start, end, days, now, zone):
    """Whatever its times and the night: it ends later than now, at most 25 hours on, at its own end by the clock."""
    found = Weekly(start=start, end=end, days=days).end_of(now, zone)
    if found is not None:
        assert (now < found <= now + timedelta(hours=25), bool(days)) == (True, True)


@settings(deadline=None)
@given(start=clocks, end=clocks, now=moments, zone=st.sampled_from([LISBON, NEW_YORK, SAO_PAULO]))
def test_away_from_clock_changes_a_window_is_what_the_wall_says(start, end, now, zone):
    """Where the offset is the same for two days around, now is inside exactly if the wall clock is."""
    around = [now + timedelta(hours=hours) for hours in (-48, 0, 48)]
    if len({one.astimezone(zone).utcoffset() for one in around}) > 1:
        return
    wall = now.astimezone(zone).time()
    inside = start <= wall < end if start < end else (wall >= start or wall < end)
    assert inside == (Weekly(start=start, end=end).end_of(now, zone) is not None)
