"""Numbers, lengths of time and times of day, read from folded words at a position."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.agent.understanding.calendar_words import NAMED_HOURS, NUMBERS, UNITS

Words = Sequence[str]

_LENGTH = re.compile(
    r"(\d{1,4}(?:[.,]\d+)?)(h|hs|hr|hrs|horas?|hours?|m|min|mins|minutos?|minutes?|d|dias?|days?)(\d{1,2})?(?:m|min)?\Z"
)
_CLOCK = re.compile(
    r"(\d{1,2}):(\d\d)(?::\d\d)?\s?(am|pm|h)?\Z|(\d{1,2})(?:hs?|hrs?)(\d\d)?(?:m|min)?\Z|(\d{1,2})(am|pm)\Z"
)
_HALVES = (
    ("meia", "hora"), ("meia", "horinha"), ("half", "an", "hour"), ("half", "a", "hour"), ("half", "hour"),
    ("media", "hora"),
)  # fmt: skip
_AND_A_HALF = (("e", "meia"), ("e", "meio"), ("and", "a", "half"), ("y", "media"))
_SUFFIXES = {
    "pm": (
        "da noite", "da tarde", "in the afternoon", "in the evening", "at night", "last night",
        "de la noche", "de la tarde", "de tarde", "de noite",
    ),
    "am": ("da manha", "da madrugada", "in the morning", "de la manana", "de la madrugada", "de manha"),
}  # fmt: skip
_MIDNIGHT_WORDS = {"da noite", "at night", "de la noche"}


def starts_with(words: Words, at: int, phrase: Sequence[str]) -> bool:
    """Whether the words from this position on begin with a phrase."""
    return tuple(words[at : at + len(phrase)]) == tuple(phrase)


def number_at(words: Words, at: int) -> tuple[int, int] | None:
    """(number, next position) of digits or a number word."""
    if at >= len(words):
        return None
    word = words[at]
    if word.isdigit() and len(word) <= 4:
        return int(word), at + 1
    if word in NUMBERS:
        of = at + 1 < len(words) and words[at + 1] == "of"
        return NUMBERS[word], at + 1 + of
    return None


def length_at(words: Words, at: int) -> tuple[timedelta, int] | None:
    """(length, next position) of `3 horas`, `2h30`, `meia hora`, `an hour and a half`, `1 hour and 20 minutes`."""
    for half in _HALVES:
        if starts_with(words, at, half):
            return timedelta(minutes=30), at + len(half)
    found = _written_length(words, at) or _counted_length(words, at)
    if found is None:
        return None
    length, after = found
    for half in _AND_A_HALF:
        if starts_with(words, after, half):
            unit = timedelta(hours=1) if length < timedelta(days=1) else timedelta(days=1)
            return length + unit / 2, after + len(half)
    joined = after < len(words) and words[after] in ("e", "and", "y")
    more = _counted_length(words, after + 1) if joined else None
    return (length + more[0], more[1]) if more and more[0] < timedelta(hours=1) else found


def clock_at(words: Words, at: int, *, bare: bool = False) -> tuple[int, int] | None:
    """(minutes after midnight, next position) of `22h`, `22:30`, `5 pm`, `meia-noite`, `10 da noite`.

    A bare number counts only where the words before promise a time of day.
    """
    named = _named_clock(words, at)
    if named:
        return named
    found = _written_clock(words, at) or _spoken_clock(words, at, bare=bare)
    if found is None or found[0] > 24 * 60:
        return None
    minutes, after = found
    if starts_with(words, after, ("e", "meia")):
        minutes, after = minutes + 30, after + 2
    return _of_the_day(words, minutes, after)


def is_impossible_clock(words: Words, at: int) -> bool:
    """Whether a word is written as a time of day that no clock shows: `25h`, `99:99`."""
    match = _CLOCK.match(words[at])
    if match is None:
        return False
    hour, minute = int(match[1] or match[4] or match[6]), int(match[2] or match[5] or 0)
    return hour > 24 or minute > 59


def _counted_length(words: Words, at: int) -> tuple[timedelta, int] | None:
    number = number_at(words, at)
    halved = _and_a_half(words, *number) if number else None
    if halved:
        return halved
    unit_at = number[1] if number else at
    if unit_at >= len(words) or words[unit_at] not in UNITS:
        return None
    if number is None and len(words[unit_at]) < 3:
        return None
    return UNITS[words[unit_at]] * (number[0] if number else 1), unit_at + 1


def _and_a_half(words: Words, number: int, at: int) -> tuple[timedelta, int] | None:
    """`two and a half hours`, read from behind the number."""
    for half in _AND_A_HALF:
        unit_at = at + len(half)
        if starts_with(words, at, half) and unit_at < len(words) and words[unit_at] in UNITS:
            return UNITS[words[unit_at]] * (number + 0.5), unit_at + 1
    return None


def _written_length(words: Words, at: int) -> tuple[timedelta, int] | None:
    match = _LENGTH.match(words[at]) if at < len(words) else None
    if match is None:
        return None
    length = UNITS[match[2]] * float(match[1].replace(",", "."))
    if match[3]:
        length += timedelta(minutes=int(match[3]))
    return length, at + 1


def _named_clock(words: Words, at: int) -> tuple[int, int] | None:
    for size in (2, 1):
        name = " ".join(words[at : at + size])
        if at + size <= len(words) and name in NAMED_HOURS:
            minutes, after = NAMED_HOURS[name] * 60, at + size
            if starts_with(words, after, ("e", "meia")):
                return minutes + 30, after + 2
            return minutes, after
    return None


def _written_clock(words: Words, at: int) -> tuple[int, int] | None:
    match = _CLOCK.match(words[at]) if at < len(words) else None
    if match is None:
        return None
    hour = int(match[1] or match[4] or match[6])
    minute = int(match[2] or match[5] or 0)
    half = match[3] if match[3] in ("am", "pm") else match[7]
    if hour > 24 or minute > 59:
        return None
    after = at + 1
    if half is None and after < len(words) and words[after] in ("am", "pm"):
        half, after = words[after], after + 1
    return _half_day(hour, half) * 60 + minute, after


def _spoken_clock(words: Words, at: int, *, bare: bool) -> tuple[int, int] | None:
    number = number_at(words, at)
    if number is None or number[0] > 24 or words[at] in ("a", "an", "um", "un"):
        return None
    hour, after = number
    unit = words[after] if after < len(words) else ""
    if unit in ("am", "pm"):
        return _half_day(hour, unit) * 60, after + 1
    if unit in ("h", "hs", "hrs", "hr", "horas", "hora", "hours", "oclock"):
        return hour * 60, after + 1
    said = any(starts_with(words, after, s.split()) for group in _SUFFIXES.values() for s in group)
    return (hour * 60, after) if bare or said else None


def _of_the_day(words: Words, minutes: int, after: int) -> tuple[int, int]:
    for half, phrases in _SUFFIXES.items():
        for phrase in phrases:
            if starts_with(words, after, phrase.split()):
                midnight = minutes == 12 * 60 and phrase in _MIDNIGHT_WORDS
                hour = 0 if midnight else _half_day(minutes // 60, half)
                return hour * 60 + minutes % 60, after + len(phrase.split())
    return minutes, after


def _half_day(hour: int, half: str | None) -> int:
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour
