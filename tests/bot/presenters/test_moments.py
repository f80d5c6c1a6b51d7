"""Times, windows and durations as a person reads them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.presenters.moments import Calendar, duration_text, iso

NOW = datetime(2026, 11, 22, 6, 12, 9, tzinfo=UTC)


def calendar(language: str = "en", zone: str = "America/Sao_Paulo") -> Calendar:
    return Calendar(zone=ZoneInfo(zone), now=NOW, language=language)


def test_a_moment_of_today_has_no_date() -> None:
    """Only the clock is shown, in the reader's zone."""
    assert calendar().moment(NOW) == "03:12"


def test_today_is_the_day_of_the_readers_zone() -> None:
    """02:30 UTC of the same UTC day is yesterday in Brazil."""
    assert calendar().moment(datetime(2026, 11, 22, 2, 30, tzinfo=UTC)) == "21 Nov 23:30"


def test_another_year_is_named() -> None:
    """A moment of another year carries that year."""
    assert calendar("pt").moment(datetime(2025, 1, 1, 12, tzinfo=UTC), seconds=True) == "1 jan 2025 09:00:00"


def test_a_window_within_a_day_says_the_day_once() -> None:
    """The form that was promised to users."""
    assert calendar().window(NOW - timedelta(hours=3), NOW) == "22 Nov 00:12 \u2013 03:12 BRT"


def test_a_window_over_midnight_says_both_days() -> None:
    """Both ends carry their day where the days differ."""
    text = calendar("pt").window(NOW - timedelta(hours=8), NOW)
    assert text == "21 nov 19:12 \u2013 22 nov 03:12 BRT"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("America/Sao_Paulo", "BRT"),
        ("America/Manaus", "AMT"),
        ("America/Rio_Branco", "ACT"),
        ("Europe/Lisbon", "WET"),
        ("America/New_York", "EST"),
        ("Asia/Dubai", "UTC+04"),
        ("Asia/Kathmandu", "UTC+05:45"),
        ("America/Montevideo", "UTC-03"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_has_letters_or_an_offset(zone: str, expected: str) -> None:
    """Brazil's zones keep the letters that operators use; a zone without letters shows its offset."""
    assert expected == calendar(zone=zone).zone_letters(NOW)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-5, "0 s"),
        (0.4, "0 s"),
        (40, "40 s"),
        (59.6, "1 min"),
        (60, "1 min"),
        (320, "5 min 20 s"),
        (305, "5 min 05 s"),
        (2520, "42 min"),
        (2555, "42 min"),
        (3600, "1 h 00 min"),
        (3900, "1 h 05 min"),
        (86399, "23 h 59 min"),
        (183600, "2 d 3 h"),
    ],
)
def test_a_duration_has_two_units_at_most(seconds: float, expected: str) -> None:
    """Seconds are dropped from ten minutes on, minutes from a day on."""
    assert expected == duration_text(timedelta(seconds=seconds))


def test_iso_is_utc_with_z() -> None:
    """Facts carry moments in UTC, whole seconds."""
    moment = datetime(2026, 11, 22, 3, 12, 9, 999, tzinfo=ZoneInfo("America/Sao_Paulo"))
    assert iso(moment) == "2026-11-22T06:12:09Z"
