"""Single values out of vendor JSON."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tws import decode

MOMENT = datetime(2025, 10, 13, 21, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2025-10-13T21:59:00Z", MOMENT),
        ("2025-10-13T21:59:00", MOMENT),
        ("2025-10-13T23:59:00+02:00", MOMENT),
        ("2025-10-13T21:59:00.000Z", MOMENT),
        ("2025-10-13T21:59:00.123456", MOMENT.replace(microsecond=123456)),
        (1760392740000, MOMENT),
        ("", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
        (None, None),
        (True, None),
        ({}, None),
    ],
)
def test_a_time_is_read_with_and_without_fraction_and_zone(value: object, moment: datetime | None) -> None:
    """No zone means UTC; what is no time is None."""
    assert moment == decode.instant(value)


@pytest.mark.parametrize(
    ("value", "length"),
    [
        ("PT4H20S", timedelta(hours=4, seconds=20)),
        ("PT0S", timedelta()),
        ("PT1M20.5S", timedelta(seconds=80.5)),
        ("P1DT2H", timedelta(days=1, hours=2)),
        ("-PT5M", timedelta(minutes=-5)),
        (60000, timedelta(minutes=1)),
        ("P", None),
        ("PT", None),
        ("1h", None),
        (None, None),
        (True, None),
        (1e300, None),
    ],
)
def test_a_duration_is_iso_or_milliseconds(value: object, length: timedelta | None) -> None:
    """v2 sends ISO 8601, v1 milliseconds."""
    assert length == decode.duration(value)


@pytest.mark.parametrize(
    ("value", "name"), [("/WA_DA", "WA_DA"), ("/F/WKS", "/F/WKS"), ("WKS", "WKS"), ("/", None), (None, None)]
)
def test_the_root_folder_is_not_shown(value: object, name: str | None) -> None:
    """Only a folder other than the root stays in a name."""
    assert name == decode.unfolded(value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda c: st.lists(c) | st.dictionaries(st.text(), c),
    )
)
def test_any_value_is_read_or_none(value: object) -> None:
    """No JSON value makes a reader fail."""
    decode.instant(value)
    decode.duration(value)
    decode.number(value)
    decode.text(value)
    decode.rows(value)
    decode.words(value)
