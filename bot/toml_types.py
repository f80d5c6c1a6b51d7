"""What the values of resync.toml's alert rules may be: patterns, channels, days, times."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainValidator, StringConstraints

from bot.setting_types import ValueRefusedError

PLATFORMS = ("slack", "teams", "web", "terminal")
_DAYS = (
    ("mon", "monday", "seg", "segunda", "segunda-feira"),
    ("tue", "tuesday", "ter", "terca", "terca-feira"),
    ("wed", "wednesday", "qua", "quarta", "quarta-feira"),
    ("thu", "thursday", "qui", "quinta", "quinta-feira"),
    ("fri", "friday", "sex", "sexta", "sexta-feira"),
    ("sat", "saturday", "sab", "sabado"),
    ("sun", "sunday", "dom", "domingo"),
)
_DAY = {word: number for number, words in enumerate(_DAYS) for word in words}
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
# What a name in HWA may hold, and wildcards: neither a workstation nor a job stream stands before it.
_NAME = re.compile(r"(?:/[\w@*?-]+)*/?[\w@*?-]+")
# No plan reaches further, and every zone's clock is known there.
_YEARS = range(2000, 2200)


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _channel(value: str) -> str:
    platform, _, target = value.partition(":")
    if platform not in PLATFORMS or not target.strip():
        near = get_close_matches(platform.lower(), PLATFORMS, 1)
        meant = f"{near[0]}:{target.strip() or '…'}" if near else ""
        raise ValueRefusedError("takes.channel", near=meant, platforms=", ".join(PLATFORMS))
    return f"{platform}:{target.strip()}"


def _pattern(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueRefusedError("takes.pattern")
    return value


def _clock(value: Any) -> time:
    if isinstance(value, time) and value.tzinfo is None:
        return value.replace(second=0, microsecond=0)
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or (found[1] == "24" and found[2] != "00"):
        raise ValueRefusedError("takes.clock")
    return time(int(found[1]) % 24, int(found[2]))


def _moment(value: Any) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            value = None
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 (local time, as its owner wrote it)
    if not isinstance(value, datetime) or value.year not in _YEARS:
        raise ValueRefusedError("takes.moment")
    return value if value.tzinfo is None else value.astimezone(UTC)


def _clock_or_moment(value: Any) -> time | datetime:
    is_clock = isinstance(value, time) or (isinstance(value, str) and _CLOCK.fullmatch(value.strip()))
    if is_clock:
        return _clock(value)
    try:
        return _moment(value)
    except ValueError as error:
        raise ValueRefusedError("takes.clock_or_moment") from error


def _days(value: object) -> frozenset[int]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list | tuple | set | frozenset) or not words:
        raise ValueRefusedError("takes.days")
    return frozenset(_day(word) for word in words)


def _day(word: object) -> int:
    plain = unicodedata.normalize("NFKD", str(word)).encode("ascii", "ignore").decode().strip().lower()
    if plain not in _DAY:
        raise ValueRefusedError("takes.days")
    return _DAY[plain]


Word = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\x00-\x1f]+$")
]
Words = Annotated[tuple[Word, ...], BeforeValidator(_listed)]
Patterns = Annotated[tuple[Annotated[Word, AfterValidator(_pattern)], ...], BeforeValidator(_listed)]
Channel = Annotated[Word, AfterValidator(_channel)]
Channels = Annotated[tuple[Channel, ...], BeforeValidator(_listed)]
Clock = Annotated[time, PlainValidator(_clock)]
Clocks = Annotated[
    tuple[Clock, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str | time) else value)
]
Moment = Annotated[datetime, PlainValidator(_moment)]
ClockOrMoment = Annotated[time | datetime, PlainValidator(_clock_or_moment)]
Days = Annotated[frozenset[int], PlainValidator(_days)]
