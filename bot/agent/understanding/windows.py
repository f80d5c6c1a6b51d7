"""The span of time that a question is about: `nas últimas 3 horas`, `since Friday 5:30 pm`, `entre 8 e 10h`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.agent.understanding.calendar_words import SPEAK_OF_TIME
from bot.agent.understanding.clocks import Words, is_impossible_clock
from bot.agent.understanding.days import Span, at_minute, is_impossible_date
from bot.agent.understanding.piece import Piece
from bot.agent.understanding.pieces import pieces_of
from bot.agent.understanding.records import Window


@dataclass(frozen=True, slots=True)
class Found:
    """A window, and the positions of the words it was read from."""

    window: Window
    positions: frozenset[int]


def find_window(words: Words, now: datetime) -> Found | None:
    """The window that the folded words speak of, resolved before `now` in its zone; None where they name none."""
    if not any(word in SPEAK_OF_TIME or word[0].isdigit() for word in words):
        return None
    pieces = list(pieces_of(words, now))
    if not pieces:
        return None
    window = _assembled(pieces, now)
    positions = frozenset(i for p in pieces for i in range(p.first, p.after))
    label = " ".join(words[i] for i in sorted(positions))
    return Found(replace(window, label=label), positions)


def impossible_time(words: Words, found: Found | None) -> str | None:
    """What is written like a time of day or a date and is none: `25h`, `99:99`, `31/02`; None where nothing is."""
    read = found.positions if found else frozenset()
    for at, word in enumerate(words):
        if at not in read and (is_impossible_clock(words, at) or is_impossible_date(words, at)):
            return word
    return None


def _assembled(pieces: list[Piece], now: datetime) -> Window:
    by_role: dict[str, Piece] = {}
    for piece in pieces:
        by_role.setdefault(piece.role, piece)
    spans = [p.start for p in pieces if p.role == "span"]
    if "coming" in by_role:
        return Window(since=now, until=by_role["coming"].start.end, ahead=True)
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


def _ranged(piece: Piece, spans: list[Span], now: datetime) -> Window:
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
