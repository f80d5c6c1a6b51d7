"""Reads single values out of vendor JSON, tolerantly: what is absent or unreadable is None."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

Json = dict[str, Any]

_DURATION = re.compile(
    r"(?P<sign>-)?P(?:(?P<days>\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_CENTURY_MS = 100 * 366 * 86_400_000


def text(value: object) -> str | None:
    """A string that says something, else None."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def number(value: object) -> int | None:
    """A whole number, also from a string of digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    try:
        return int(float(value)) if isinstance(value, str | float) else None
    except (ValueError, OverflowError):
        return None


def flag(row: Json, key: str) -> bool:
    """Whether the row says true; absent is false, as the engine leaves false out."""
    value = row.get(key)
    return value is True or (isinstance(value, str) and value.lower() == "true")


def part(row: Json, key: str) -> Json:
    """The object under a key, empty where there is none."""
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[Json]:
    """The objects of a list, empty where it is none."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def words(value: object) -> tuple[str, ...]:
    """The strings of a list."""
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()


def instant(value: object) -> datetime | None:
    """An aware UTC time from ISO 8601 with or without fraction and zone (none means UTC), or epoch milliseconds."""
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value.strip())
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _CENTURY_MS:
            return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def duration(value: object) -> timedelta | None:
    """A duration from ISO 8601 (`PT4H20S`, API v2) or a number of milliseconds (API v1)."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return timedelta(milliseconds=value)
        return _iso_duration(value) if isinstance(value, str) else None
    except (OverflowError, ValueError):
        return None


@lru_cache(maxsize=4096)
def _iso_duration(value: str) -> timedelta | None:
    match = _DURATION.fullmatch(value.strip().upper())
    if match is None or value.strip().upper().endswith(("P", "T")):
        return None
    parts = {key: float(match[key] or 0) for key in ("days", "hours", "minutes", "seconds")}
    return timedelta(**parts) * (-1 if match["sign"] else 1)


def unfolded(value: object) -> str | None:
    """An object's name without the root folder's slash: `/WA_DA` is `WA_DA`, `/F/WKS` stays `/F/WKS`."""
    name = text(value)
    if name is None:
        return None
    return name[1:] or None if name.startswith("/") and name.count("/") == 1 else name


def plan_key(value: object) -> str | None:
    """A vendor's key as conman prints it: `/WKS#/FOLDER/STREAM.JOB` is `WKS#STREAM.JOB`; other text stays."""
    key = text(value)
    if key is None or "#" not in key:
        return key
    workstation, _, rest = key.partition("#")
    return f"{unfolded(workstation) or ''}#{rest.rpartition('/')[2]}"


def folder(value: object) -> str:
    """A folder's path without a trailing slash, `/` for the root."""
    path = (text(value) or "/").rstrip("/")
    return path if path.startswith("/") else f"/{path}"
