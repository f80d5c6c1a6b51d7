"""The span of time that a question is about: `nas últimas 3 horas`, `since Friday 5:30 pm`, `entre 8 e 10h`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.agent.understanding.calendar_words import BETWEEN, LAST, NOW_WORDS, SINCE, SPEAK_OF_TIME, UNTIL
from bot.agent.understanding.clocks import Words, clock_at, length_at, number_at, starts_with
from bot.agent.understanding.days import Span, at_minute, day_at, period_at, point_at, skip_glue
from bot.agent.understanding.records import Window
from bot.agent.understanding.tables import one_of

_TO = one_of("e and y ate to as a until till hasta -")
_AT = one_of("as at around las umas pelas das")
_NOT_TIMES = one_of("execucoes runs vezes times linhas lines jobs rodadas execucao run abends falhas erros failures errors falha corridas"
    " logs streams ocorrencias executions")


@dataclass(frozen=True, slots=True)
class Found:
    """A window, and the positions of the words it was read from."""

    window: Window
    positions: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Piece:
    role: str  # rolling, since, until, range or span
    start: Span
    end: Span | None
    first: int
    after: int


def find_window(words: Words, now: datetime) -> Found | None:
    """The window that the folded words speak of, resolved before `now` in its zone; None where they name none."""
    if not any(word in SPEAK_OF_TIME or word[0].isdigit() for word in words):
        return None
    pieces = list(_pieces(words, now))
    if not pieces:
        return None
    window = _assembled(pieces, now)
    positions = frozenset(i for p in pieces for i in range(p.first, p.after))
    label = " ".join(words[i] for i in sorted(positions))
    return Found(replace(window, label=label), positions)


def _pieces(words: Words, now: datetime) -> Iterator[_Piece]:
    at = 0
    while at < len(words):
        piece = None
        for read in (_rolling, _since, _range, _until, _around, _span):
            piece = read(words, at, now)
            if piece:
                yield piece
                break
        at = piece.after if piece else at + 1


def _rolling(words: Words, at: int, now: datetime) -> _Piece | None:
    if words[at] in LAST:
        number = number_at(words, at + 1)
        after = number[1] if number else at + 1
        if after < len(words) and words[after] in _NOT_TIMES:
            return None
        length = length_at(words, at + 1) or _hours_understood(words, at + 1)
        by_name = words[at] in ("last", "previous") and number is None and length and length[0] > timedelta(days=1)
        return _back(length, at, now) if length and not by_name else None
    number = number_at(words, at)
    if number and words[number[1] : number[1] + 1] and words[number[1]] in LAST:
        unit = length_at([str(number[0]), *words[number[1] + 1 :]], 0)
        return _back((unit[0], unit[1] + number[1]), at, now) if unit else None
    length = length_at(words, at + 1) if words[at] in ("ha", "faz", "hace") else length_at(words, at)
    if length is None:
        return None
    tail = words[length[1] : length[1] + 3]
    if words[at] in ("ha", "faz", "hace") or tail[:1] in (["ago"], ["atras"]):
        return _back((length[0], length[1] + (tail[:1] in (["ago"], ["atras"]))), at, now)
    if tail[:2] in (["pra", "ca"], ["para", "ca"]):
        return _back((length[0], length[1] + 2), at, now)
    return None


def _hours_understood(words: Words, at: int) -> tuple[timedelta, int] | None:
    """`nas últimas 6`: a number that nothing follows means hours."""
    number = number_at(words, at)
    if number is None or words[at] in ("a", "an", "um", "uma", "one"):
        return None
    ends = number[1] >= len(words) or words[number[1]] in tuple("?!.,;:") + ("e", "and", "na", "da", "in", "on", "pfv")
    return (timedelta(hours=number[0]), number[1]) if ends else None


def _back(length: tuple[timedelta, int], first: int, now: datetime) -> _Piece:
    start = (now.astimezone(UTC) - length[0]).astimezone(now.tzinfo)
    return _Piece("rolling", Span(start, None), None, first, length[1])


def _range(words: Words, at: int, now: datetime) -> _Piece | None:
    between = words[at] in BETWEEN
    if not between and words[at] not in ("das", "de", "da", "from", "del", "desde", "do"):
        return None
    first = point_at(words, skip_glue(words, at + 1), now, bare=True) or period_at(words, at + 1, now)
    if (
        first is None
        or first[1] >= len(words)
        or words[first[1]] not in _TO - (set() if between else {"e", "and", "y"})
    ):
        return None
    second_at = skip_glue(words, first[1] + 1)
    second = point_at(words, second_at, now, bare=True) or period_at(words, second_at, now)
    if second is None:
        return None
    spread = _same_half(words, first, second, now)
    return _Piece("range", spread, second[0], at, second[1])


def _same_half(words: Words, first: tuple[Span, int], second: tuple[Span, int], now: datetime) -> Span:
    """`between 2 and 4 pm`: a bare first hour borrows the half of the day from the second."""
    begun, ended = first[0], second[0]
    said = words[second[1] - 1]
    bare_first = begun.is_clock and begun.on is None and words[first[1] - 1].isdigit()
    if bare_first and said.endswith("pm") and begun.start.hour < 12 <= ended.start.hour:
        later = begun.start + timedelta(hours=12)
        later -= timedelta(days=1) if later > now else timedelta()
        return replace(begun, start=later)
    return begun


def _until(words: Words, at: int, now: datetime) -> _Piece | None:
    opens = words[at] in UNTIL or starts_with(words, at, ("antes", "das")) or starts_with(words, at, ("antes", "da"))
    before = words[at] == "before" and clock_at(words, at + 1) is not None
    if not (opens or before):
        return None
    to = skip_glue(words, at + 1)
    if to < len(words) and words[to] in NOW_WORDS:
        return _Piece("until", Span(now, None), None, at, to + 1)
    found = point_at(words, to, now, bare=True) or (period_at(words, to, now) if to < len(words) else None)
    return _Piece("until", found[0], None, at, found[1]) if found else None


def _since(words: Words, at: int, now: datetime) -> _Piece | None:
    from_then_on = _from_then_on(words, at, now)
    if from_then_on:
        return from_then_on
    opens = words[at] in SINCE or (words[at] == "depois" and words[at + 1 : at + 2] in (["das"], ["da"], ["de"]))
    if not opens or at + 1 >= len(words):
        return None
    rolling = _rolling(words, skip_glue(words, at + 1), now) if skip_glue(words, at + 1) < len(words) else None
    if rolling:
        return replace(rolling, first=at)
    for to in (at + 1, skip_glue(words, at + 1), _after_beginning(words, at + 1)):
        found = (period_at(words, to, now) or point_at(words, to, now, bare=True)) if to < len(words) else None
        if found:
            return _Piece("since", found[0], None, at, found[1])
    return None


def _from_then_on(words: Words, at: int, now: datetime) -> _Piece | None:
    """`das 17h de ontem pra cá`, `from 11pm onwards`."""
    if words[at] not in ("das", "de", "da", "from", "desde", "do"):
        return None
    found = point_at(words, skip_glue(words, at + 1), now, bare=True)
    if found is None:
        return None
    tail = list(words[found[1] : found[1] + 2])
    length = 2 if tail in (["pra", "ca"], ["para", "ca"], ["em", "diante"]) else 1
    if length == 2 or tail[:1] in (["onwards"], ["onward"], ["on"], ["adelante"]):
        return _Piece("since", found[0], None, at, found[1] + length)
    return None


def _after_beginning(words: Words, at: int) -> int:
    """`desde o começo do turno`, `since the start of the week`."""
    to = skip_glue(words, at)
    if to < len(words) and words[to] in ("inicio", "comeco", "start", "beginning", "abertura", "virada"):
        return skip_glue(words, to + 1)
    return to


def _around(words: Words, at: int, now: datetime) -> _Piece | None:
    """A time of day that a preposition announces: an hour from then, or half an hour to either side of it."""
    if words[at] not in _AT:
        return None
    clock = point_at(words, at + 1, now, bare=words[at] in ("as", "las", "around", "pelas"))
    by_turn = words[max(at - 1, 0) : at] == ["volta"]
    if clock is None or not clock[0].is_clock or (words[at] == "das" and not by_turn):
        return None
    span = clock[0]
    loose = words[at] in ("around", "umas", "pelas") or words[max(at - 2, 0) : at] in (
        ["volta", "das"],
        ["por", "volta"],
    )
    half = timedelta(minutes=30) if loose else timedelta()
    start, end = span.start - half, (span.end or span.start) - half
    return _Piece("span", Span(start, end if end <= now else None, span.on, is_clock=True), None, at, clock[1])


def _span(words: Words, at: int, now: datetime) -> _Piece | None:
    period = period_at(words, at, now)
    if period:
        return _Piece("span", period[0], None, at, period[1])
    if day_at(words, at, now) is None:
        return None
    found = point_at(words, at, now)
    return _Piece("span", found[0], None, at, found[1]) if found else None


def _assembled(pieces: list[_Piece], now: datetime) -> Window:
    by_role: dict[str, _Piece] = {}
    for piece in pieces:
        by_role.setdefault(piece.role, piece)
    spans = [p.start for p in pieces if p.role == "span"]
    if "range" in by_role:
        return _ranged(by_role["range"], spans, now)
    until = by_role["until"].start if "until" in by_role else None
    opening = by_role.get("rolling") or by_role.get("since")
    if opening:
        since = opening.start.start
        return Window(since=since, until=_end(until, since, now))
    if until is not None and not spans:
        return Window(since=None, until=None if until.start >= now else until.start)
    return _joined(spans, until, now)


def _joined(spans: list[Span], until: Span | None, now: datetime) -> Window:
    since = min(s.start for s in spans)
    if until is not None:
        return Window(since=since, until=_end(until, since, now))
    ends = [s.end for s in spans]
    return Window(since=since, until=None if None in ends else max(e for e in ends if e))


def _ranged(piece: _Piece, spans: list[Span], now: datetime) -> Window:
    first, last = piece.start, piece.end
    on = next((s.on for s in spans if s.on and not s.is_clock), None) or (last.on if last and last.is_clock else None)
    since = first.start
    if first.is_clock and first.on is None and on is not None:
        since = at_minute(on, since.hour * 60 + since.minute, now)
        if last and last.on == on and last.start < since:
            since -= timedelta(days=1)
    return Window(since=since, until=_end(last, since, now))


def _end(last: Span | None, since: datetime, now: datetime) -> datetime | None:
    """The end of a window: the first such time of day after its beginning, or the end of the day named."""
    if last is None:
        return None
    if not last.is_clock:
        return None if last.start == now else last.end
    if last.on is not None:
        return last.start
    end = at_minute(since.date(), last.start.hour * 60 + last.start.minute, now)
    return end + timedelta(days=1) if end <= since else end
