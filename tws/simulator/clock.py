"""Times and durations as HWA writes and reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache


def instant(time: float | None) -> str | None:
    """A v2 Instant: `2025-10-13T21:59:00Z`."""
    return None if time is None else _second(int(time)) + "Z"


def v1_time(time: float | None) -> str | None:
    """A v1 time: ISO 8601 in UTC without a zone."""
    return None if time is None else _second(int(time))


@lru_cache(maxsize=8192)
def _second(time: int) -> str:
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def duration(seconds: float | None) -> str | None:
    """An ISO 8601 duration: `PT4H20S`."""
    return None if seconds is None else _length(int(seconds))


@lru_cache(maxsize=8192)
def _length(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if count)
    return f"PT{text or '0S'}"


def milliseconds(seconds: float | None) -> int | None:
    """A v1 duration."""
    return None if seconds is None else int(seconds * 1000)


def parsed(text: str) -> float | None:
    """Epoch seconds of an ISO time, with or without fraction and zone (UTC then); None where it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
