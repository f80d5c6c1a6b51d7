"""Days, parts of days, shifts, weeks and months, read from folded words at a position, as spans before `now`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.agent.understanding.calendar_words import (
    DAYS_AGO,
    GLUE,
    LAST,
    MONTHS,
    NUMBERS,
    PARTS,
    PREVIOUS,
    WEEKDAYS,
)
from bot.agent.understanding.clocks import Words, clock_at, length_at, starts_with

_DAY = timedelta(days=1)
_DAYS_SAID = tuple(
    (tuple(said.split()), ago)
    for said, ago in (
        ("do dia anterior", 1), ("no dia anterior", 1), ("dia anterior", 1), ("the previous day", 1),
        ("previous day", 1),
        ("do dia de hoje", 0), ("do dia", 0), ("no dia de hoje", 0), ("del dia", 0), ("of the day", 0),
    )
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:t(\d\d):(\d\d)(?::\d\d)?)?\Z")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{2}|\d{4}))?\Z")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|o)?\Z")


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end`, None where it runs on; `on` is the day that was named, None for a mere time of day."""

    start: datetime
    end: datetime | None
    on: date | None = None
    is_clock: bool = False


def midnight(day: date, now: datetime) -> datetime:
    """The beginning of a day where `now` is."""
    return datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)


def at_minute(day: date, minutes: int, now: datetime) -> datetime:
    """A time of day where `now` is, by the clock on the wall."""
    begin = midnight(day + timedelta(days=minutes // 1440), now)
    return begin.replace(hour=minutes % 1440 // 60, minute=minutes % 60)


def day_at(words: Words, at: int, now: datetime) -> tuple[date, int] | None:
    """(date, next position) of `ontem`, `last Friday`, `dia 20`, `20/11`, `Nov 20`, `2026-11-20`, `2 days ago`."""
    if at >= len(words):
        return None
    today = now.date()
    for phrase in (("antes", "de", "ontem"), ("day", "before", "yesterday"), ("the", "day", "before", "yesterday")):
        if starts_with(words, at, phrase):
            return today - 2 * _DAY, at + len(phrase)
    for said, ago in _DAYS_SAID:
        if starts_with(words, at, said):
            after = at + len(said)
            numbered = after < len(words) and (words[after][0].isdigit() or words[after] in NUMBERS)
            if not numbered:
                return today - ago * _DAY, after
    if words[at] in DAYS_AGO:
        return today - DAYS_AGO[words[at]] * _DAY, at + 1
    return _weekday(words, at, today) or _days_ago(words, at, today) or _date(words, at, today)


def is_impossible_date(words: Words, at: int) -> bool:
    """Whether a word is written as a day that no calendar has: `31/02`, `32/01`, `2026-02-30`."""
    slashed, iso = _SLASHED.match(words[at]), _ISO.match(words[at])
    if iso:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]), at) is None
    if slashed is None:
        return False
    first, second = int(slashed[1]), int(slashed[2])
    year = int(slashed[3]) if slashed[3] else 2024  # a leap year: 29/02 is a day
    year += 2000 if year < 100 else 0
    return all(_made(year, month, day, at) is None for day, month in ((first, second), (second, first)))


def point_at(words: Words, at: int, now: datetime, *, bare: bool = False) -> tuple[Span, int] | None:
    """(span, next position) of a day, a time of day, or both in either order."""
    day = day_at(words, at, now)
    if day:
        return _day_then_time(words, day, now)
    clock = clock_at(words, at, bare=bare)
    if clock is None:
        return None
    minutes, after = clock
    later = day_at(words, skip_glue(words, after), now)
    if later:
        start = at_minute(later[0], minutes, now)
        return Span(start, start + timedelta(hours=1), later[0], is_clock=True), later[1]
    start = at_minute(now.date(), minutes, now)
    start = start - _DAY if start > now else start
    return Span(start, start + timedelta(hours=1), None, is_clock=True), after


def skip_glue(words: Words, at: int) -> int:
    """The position after articles, prepositions and commas."""
    while at < len(words) and (words[at] in GLUE or words[at] == ","):
        at += 1
    return at


def _day_then_time(words: Words, day: tuple[date, int], now: datetime) -> tuple[Span, int]:
    on, after = day
    then = skip_glue(words, after)
    clock = clock_at(words, then, bare=then > after and words[then - 1] in ("as", "at", "las", "a"))
    iso = _ISO.match(words[after - 1])
    if iso and iso[4]:
        clock = int(iso[4]) * 60 + int(iso[5]), after
    ranged = then > after and words[then - 1] in ("das", "de", "da", "from")
    if clock and not (ranged and _opens_range(words, clock[1])):
        start = at_minute(on, clock[0], now)
        week_ago = start > now and words[after - 1] in WEEKDAYS
        start = start - 7 * _DAY if week_ago else start
        return Span(start, start + timedelta(hours=1), start.date(), is_clock=True), clock[1]
    part = words[then] if then < len(words) else ""
    if part in PARTS and not starts_with(words, then + 1, ("passada",)):
        return part_of_day(on, part, now), then + 1
    begin = midnight(on, now)
    end = None if on == now.date() else midnight(on + _DAY, now)
    return Span(begin, end, on), after


def _opens_range(words: Words, after: int) -> bool:
    """`ontem das 20h às 23h`: the first time of day belongs to a range, not to the day."""
    to = after < len(words) and words[after] in ("as", "a", "to", "ate", "until", "till", "e", "and", "-")
    return bool(to and clock_at(words, skip_glue(words, after + 1), bare=True))


def part_of_day(on: date, part: str, now: datetime) -> Span:
    first, hours = PARTS[part]
    if on == now.date() and at_minute(on, first * 60, now) > now:
        first = 0
    start, end = at_minute(on, first * 60, now), at_minute(on, (first + hours) * 60, now)
    return Span(start, end if end <= now else None, on)


def _weekday(words: Words, at: int, today: date) -> tuple[date, int] | None:
    said_last = words[at] in LAST
    at += said_last
    if at >= len(words) or words[at] not in WEEKDAYS:
        return None
    back = (today.weekday() - WEEKDAYS[words[at]]) % 7
    after = at + 1
    if after < len(words) and words[after] == "feira":
        after += 1
    if after < len(words) and words[after] in PREVIOUS:
        said_last, after = True, after + 1
        back += 7 if words[after - 1].startswith("retrasad") else 0
    if back == 0 and said_last:
        back = 7
    return today - back * _DAY, after


def _days_ago(words: Words, at: int, today: date) -> tuple[date, int] | None:
    length = length_at(words, at)
    if length is None or length[0] < _DAY or length[1] >= len(words):
        return None
    return (today - length[0], length[1] + 1) if words[length[1]] in ("ago", "atras") else None


def _date(words: Words, at: int, today: date) -> tuple[date, int] | None:
    iso = _ISO.match(words[at])
    if iso:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]), at + 1)
    slashed = _SLASHED.match(words[at])
    if slashed:
        day, month = _day_and_month(int(slashed[1]), int(slashed[2]))
        return _recent(day, month, int(slashed[3]) if slashed[3] else None, today, at + 1)
    if words[at] in MONTHS and at + 1 < len(words):
        ordinal = _ORDINAL.match(words[at + 1])
        return _recent(int(ordinal[1]), MONTHS[words[at]], None, today, at + 2) if ordinal else None
    said_day = words[at] == "dia"
    at += said_day
    if at >= len(words):
        return None
    return _day_of_month(words, at, today, said_day=said_day)


def _day_of_month(words: Words, at: int, today: date, *, said_day: bool) -> tuple[date, int] | None:
    slashed = _SLASHED.match(words[at])
    if slashed:
        return _recent(*_day_and_month(int(slashed[1]), int(slashed[2])), None, today, at + 1)
    ordinal = _ORDINAL.match(words[at])
    number = int(ordinal[1]) if ordinal else NUMBERS.get(words[at], 0) if said_day else 0
    if not 1 <= number <= 31:
        return None
    month_at = skip_glue(words, at + 1)
    if month_at < len(words) and words[month_at] in MONTHS:
        return _recent(number, MONTHS[words[month_at]], None, today, month_at + 1)
    if said_day or re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", words[at]):
        return _recent(number, None, None, today, at + 1)
    return None


def _day_and_month(first: int, second: int) -> tuple[int, int]:
    """The day comes first, unless only the other way makes a date: `11/20`."""
    return (second, first) if second > 12 >= first else (first, second)


def _recent(day: int, month: int | None, year: int | None, today: date, after: int) -> tuple[date, int] | None:
    """The latest such day that is not in the future."""
    if year is not None:
        return _made(year + 2000 if year < 100 else year, month or today.month, day, after)
    candidates = [(today.year, month), (today.year - 1, month)] if month else _months_back(today)
    for in_year, in_month in candidates:
        made = _made(in_year, in_month or 1, day, after)
        if made and made[0] <= today:
            return made
    return None


def _months_back(today: date) -> list[tuple[int, int | None]]:
    count = today.year * 12 + today.month - 1
    return [((count - n) // 12, (count - n) % 12 + 1) for n in range(3)]


def _made(year: int, month: int, day: int, after: int) -> tuple[date, int] | None:
    try:
        return date(year, month, day), after
    except ValueError:
        return None
