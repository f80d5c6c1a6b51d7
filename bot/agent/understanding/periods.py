"""Shifts, weeks, months, nights and parts of a day, read from folded words at a position, as spans before `now`."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.agent.understanding.calendar_words import LAST, PARTS, PREVIOUS, SHIFTS, THIS
from bot.agent.understanding.clocks import Words, starts_with
from bot.agent.understanding.days import Span, at_minute, day_at, midnight, part_of_day, skip_glue

_DAY = timedelta(days=1)
_SHIFT_WORDS = ("turno", "plantao", "shift")


def period_at(words: Words, at: int, now: datetime) -> tuple[Span, int] | None:
    """(span, next position) of a week, weekend, month, year, shift or part of a day that is named as such."""
    if at >= len(words):
        return None
    for read in (_shift, _week_or_month, _night, _part_of_day):
        found = read(words, at, now)
        if found:
            return found
    return None


def _shift(words: Words, at: int, now: datetime) -> tuple[Span, int] | None:
    """`turno da noite`, `night shift`, `meu turno`, `previous shift`; shifts begin at 6, 14 and 22."""
    word = words[at]
    if word in _SHIFT_WORDS:
        after = skip_glue(words, at + 1)
        name = words[after] if after > at + 1 and after < len(words) else ""
        if name in SHIFTS:
            return _named_shift(name, now), after + 1
        earlier = at + 1 < len(words) and words[at + 1] in PREVIOUS
        before = words[at - 1] if at else ""
        if earlier or before in LAST:
            return _shift_before(now), at + 1 + earlier
        mine = before in THIS or before in ("meu", "my", "the", "do", "no", "nosso", "our") or not at
        return (_current_shift(now), at + 1) if mine and not _is_a_handover(words, at) else None
    if word in SHIFTS and at + 1 < len(words) and words[at + 1] in ("shift", "turno"):
        return _named_shift(word, now), at + 2
    return None


def _is_a_handover(words: Words, at: int) -> bool:
    """Whether a shift is only named as what is handed over: `passagem do turno`, `shift handover`, `turno` alone."""
    behind = words[at + 1] if at + 1 < len(words) else ""
    handed = at > 1 and words[at - 2] in ("passagem", "troca") and words[at - 1] in ("de", "do")
    return handed or behind in ("handover", "change", "report") or len(words) == 1


def _current_shift(now: datetime) -> Span:
    minute = now.hour * 60 + now.minute
    first = 22 if minute >= 22 * 60 or minute < 6 * 60 else 6 if minute < 14 * 60 else 14
    start = at_minute(now.date(), first * 60, now)
    return Span(start - _DAY if start > now else start, None)


def _shift_before(now: datetime) -> Span:
    end = _current_shift(now).start
    return Span(end - timedelta(hours=8), end)


def _named_shift(name: str, now: datetime) -> Span:
    first, hours = SHIFTS[name]
    start = at_minute(now.date(), first * 60, now)
    start = start - _DAY if start > now else start
    end = start + timedelta(hours=hours)
    return Span(start, end if end <= now else None)


def _week_or_month(words: Words, at: int, now: datetime) -> tuple[Span, int] | None:
    to_date = _TO_DATE.get(" ".join(words[at : at + 3])) or _TO_DATE.get(words[at])
    if to_date:
        return _unit_span(to_date, 0, now), at + (1 if words[at] in _TO_DATE else 3)
    marked = words[at] in THIS or words[at] in ("last", "past", "previous", "do", "da", "no", "na", "the")
    unit_at = at + marked
    unit = " ".join(words[unit_at : unit_at + 3])
    after = unit_at
    for names, kind in _UNITS:
        size = next((len(n.split()) for n in names if unit == n or unit.startswith(n + " ")), 0)
        if size:
            after, found = unit_at + size, kind
            break
    else:
        return None
    past = words[at] in ("last", "previous") or (after < len(words) and words[after] in PREVIOUS)
    twice = after < len(words) and words[after].startswith("retrasad")
    after += after < len(words) and words[after] in PREVIOUS
    if (not marked and not past and found != "weekend") or words[at] == "past":
        return None
    return _unit_span(found, -2 if twice else -1 if past else 0, now), after


_TO_DATE = {
    "month to date": "month", "week to date": "week", "year to date": "year",
    "mtd": "month", "wtd": "week", "ytd": "year",
}  # fmt: skip
_UNITS = (
    (("fim de semana", "final de semana", "fds", "weekend", "fin de semana"), "weekend"),
    (("semana", "week"), "week"),
    (("mes", "month"), "month"),
    (("ano", "year"), "year"),
)


def _unit_span(kind: str, offset: int, now: datetime) -> Span:
    today = now.date()
    monday = today - today.weekday() * _DAY
    if kind == "week":
        first = monday + 7 * offset * _DAY
        return Span(midnight(first, now), midnight(first + 7 * _DAY, now) if offset else None)
    if kind == "weekend":
        saturday = monday + 5 * _DAY
        saturday += (offset if saturday <= today else min(offset, -1)) * 7 * _DAY
        end = midnight(saturday + 2 * _DAY, now)
        return Span(midnight(saturday, now), end if end <= now else None)
    months = 12 if kind == "year" else 1
    count = today.year * 12 + (0 if kind == "year" else today.month - 1) + offset * months
    begins, ends = _first_of(count), _first_of(count + months)
    return Span(midnight(begins, now), midnight(ends, now) if offset else None)


def _first_of(count: int) -> date:
    """The first day of a month that is given as years times twelve and months."""
    return date(count // 12, count % 12 + 1, 1)


def _night(words: Words, at: int, now: datetime) -> tuple[Span, int] | None:
    """`last night` and `overnight` run from 18:00 and 22:00 of the evening before to 06:00."""
    today = now.date()
    for phrase, first, last in _NIGHTS:
        if starts_with(words, at, phrase.split()):
            evening = today if now.hour >= first else today - _DAY
            if last and evening == today:
                evening -= _DAY
            end = at_minute(evening + _DAY, 6 * 60, now)
            return Span(at_minute(evening, first * 60, now), end if end <= now else None), at + len(phrase.split())
    return None


_NIGHTS = (
    ("last night", 18, True), ("noite passada", 18, True), ("anoche", 18, True), ("ultima noite", 18, True),
    ("overnight", 22, True), ("during the night", 22, True), ("durante a noite", 22, True), ("de noite", 18, False),
    ("tonight", 18, False), ("esta noite", 18, False), ("essa noite", 18, False), ("nesta noite", 18, False),
    ("nessa noite", 18, False), ("this evening", 18, False), ("da noite", 18, False), ("hoje a noite", 18, False),
)  # fmt: skip


def _part_of_day(words: Words, at: int, now: datetime) -> tuple[Span, int] | None:
    """`essa madrugada`, `this morning`, `na madrugada de sexta`, `pela manhã`."""
    marked = words[at] in THIS or words[at] in ("na", "da", "de", "pela", "in", "hoje", "la", "durante", "a")
    name_at = at + marked
    if words[at] in ("in", "durante") and name_at < len(words) and words[name_at] in ("the", "a"):
        name_at += 1
    if name_at >= len(words) or words[name_at] not in PARTS or (not marked and words[name_at] != "madrugada"):
        return None
    day_from = skip_glue(words, name_at + 1)
    day = day_at(words, day_from, now) if day_from > name_at + 1 else None
    if day:
        return part_of_day(day[0], words[name_at], now), day[1]
    span = part_of_day(now.date(), words[name_at], now)
    return span, name_at + 1
