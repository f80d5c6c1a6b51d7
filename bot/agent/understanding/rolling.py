"""Spans that are counted from now: `últimas 3 horas`, `2 hours ago`, `na próxima hora`; read from folded words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.agent.understanding.calendar_words import LAST, NEXT
from bot.agent.understanding.clocks import Words, length_at, number_at, starts_with
from bot.agent.understanding.days import Span
from bot.agent.understanding.piece import Piece
from bot.agent.understanding.tables import one_of

_ENDS_A_NUMBER = one_of("? ! . , ; : e and na da in on pfv")
_FROM_NOW = (("daqui", "a"), ("daqui", "ha"), ("dentro", "de"), ("within", "the", "next"), ("within",))
_FEW_HOURS = one_of("horas hours hrs")  # without a number: `nas próximas horas`
_A_FEW = timedelta(hours=3)
_SINCE_AGO = one_of("ha faz hace")
_DATES = one_of("dia as at desde since ate until till hasta entre between das e and to a")
_NOT_TIMES = one_of(
    "execucoes runs vezes times linhas lines jobs rodadas execucao run abends falhas erros failures errors falha"
    " corridas"
    " logs streams ocorrencias executions"
)


def coming_at(words: Words, at: int, now: datetime) -> Piece | None:
    """`próximas 2 horas`, `next half hour`, `daqui a 30 min`, `in the coming hours`: from now on."""
    if words[at] in NEXT:
        length = length_at(words, at + 1) or _hours_understood(words, at + 1)
        few = length is not None and at + 1 < len(words) and words[at + 1] in _FEW_HOURS
        return _onwards((_A_FEW, length[1]) if few and length else length, at, now)
    for opening in _FROM_NOW:
        if starts_with(words, at, opening):
            return _onwards(length_at(words, at + len(opening)), at, now)
    return None


def _onwards(length: tuple[timedelta, int] | None, first: int, now: datetime) -> Piece | None:
    if length is None:
        return None
    end = (now.astimezone(UTC) + length[0]).astimezone(now.tzinfo)
    return Piece("coming", Span(now, end), None, first, length[1])


def rolling_at(words: Words, at: int, now: datetime) -> Piece | None:
    if words[at] in LAST:
        return _last(words, at, now)
    number = number_at(words, at)
    if number and words[number[1] : number[1] + 1] and words[number[1]] in LAST:
        unit = length_at([str(number[0]), *words[number[1] + 1 :]], 0)
        return _back((unit[0], unit[1] + number[1]), at, now) if unit else None
    return _ago(words, at, now)


def _last(words: Words, at: int, now: datetime) -> Piece | None:
    """`últimas 3 horas`, `last hour`; `last week` and `last month` are spans of the calendar instead."""
    number = number_at(words, at + 1)
    after = number[1] if number else at + 1
    if after < len(words) and words[after] in _NOT_TIMES:
        return None
    length = length_at(words, at + 1) or _hours_understood(words, at + 1)
    if length is None:
        return None
    of_the_calendar = words[at] in ("last", "previous") and number is None and length[0] > timedelta(days=1)
    return None if of_the_calendar else _back(length, at, now)


def _ago(words: Words, at: int, now: datetime) -> Piece | None:
    """`há 2 horas`, `2 hours ago`, `de 3 horas pra cá`."""
    opens = words[at] in _SINCE_AGO
    length = length_at(words, at + opens)
    if length is None:
        return None
    after = length[1]
    closes = after < len(words) and words[after] in ("ago", "atras")
    if opens or closes:
        return _back((length[0], after + closes), at, now)
    onwards = starts_with(words, after, ("pra", "ca")) or starts_with(words, after, ("para", "ca"))
    if onwards:
        return _back((length[0], after + 2), at, now)
    alone = words[at][0].isdigit() and after == at + 1 and length[0] >= timedelta(days=1)  # `falhas 48h`
    return _back(length, at, now) if alone and words[at - 1] not in _DATES else None


def _hours_understood(words: Words, at: int) -> tuple[timedelta, int] | None:
    """`nas últimas 6` means hours, `nos últimos 15` minutes and `nos últimos 3` days."""
    number = number_at(words, at)
    if number is None or words[at] in ("a", "an", "um", "uma", "one"):
        return None
    ends = number[1] >= len(words) or words[number[1]] in _ENDS_A_NUMBER
    if not ends:
        return None
    masculine, minutes = words[at - 1] in ("ultimos", "ults"), number[0] >= 10 and number[0] % 5 == 0
    if minutes and (masculine or words[at - 1] in ("last", "past", "next", "proximos")):
        return timedelta(minutes=number[0]), number[1]
    return timedelta(days=number[0]) if masculine else timedelta(hours=number[0]), number[1]


def _back(length: tuple[timedelta, int], first: int, now: datetime) -> Piece:
    start = (now.astimezone(UTC) - length[0]).astimezone(now.tzinfo)
    return Piece("rolling", Span(start, None), None, first, length[1])
