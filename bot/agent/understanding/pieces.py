"""The pieces of a window: since, until, a range or a span of its own, beside what is counted from now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.agent.understanding.calendar_words import BETWEEN, NOW_WORDS, SINCE, UNTIL
from bot.agent.understanding.clocks import Words, clock_at, length_at, starts_with
from bot.agent.understanding.days import Span, day_at, point_at, skip_glue
from bot.agent.understanding.periods import period_at
from bot.agent.understanding.piece import Piece
from bot.agent.understanding.rolling import coming_at, rolling_at
from bot.agent.understanding.tables import one_of

_TO = one_of("e and y ate to as a until till hasta -")
_AT_A_CLOCK = one_of("as at las")
_STOPS = one_of("? ! . , ; :")
_DOING = 5  # words between `desde que` and the time of day
_AT = one_of("as at around las umas pelas das")


def pieces_of(words: Words, now: datetime) -> Iterator[Piece]:
    """The pieces in the order of the words."""
    at = 0
    while at < len(words):
        piece = None
        for read in (coming_at, rolling_at, _since, _range, _until, _around, _span):
            piece = read(words, at, now)
            if piece:
                yield piece
                break
        at = piece.after if piece else at + 1


def _range(words: Words, at: int, now: datetime) -> Piece | None:
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
    if second_at < len(words) and words[second_at] in NOW_WORDS:
        return Piece("since", first[0], None, at, second_at + 1)
    second = point_at(words, second_at, now, bare=True) or period_at(words, second_at, now)
    if second is None:
        return None
    spread = _same_half(words, first, second, now)
    return Piece("range", spread, second[0], at, second[1])


def _same_half(words: Words, first: tuple[Span, int], second: tuple[Span, int], now: datetime) -> Span:
    """`between 2 and 4 pm`: a bare first hour borrows the half of the day from the second."""
    begun, ended = first[0], second[0]
    said = next((w for w in reversed(words[first[1] : second[1]]) if w.endswith(("am", "pm"))), "")
    bare_first = begun.is_clock and begun.on is None and words[first[1] - 1].isdigit()
    if bare_first and said.endswith("pm") and begun.start.hour < 12 <= ended.start.hour:
        later = begun.start + timedelta(hours=12)
        later -= timedelta(days=1) if later > now else timedelta()
        return replace(begun, start=later)
    return begun


def _until(words: Words, at: int, now: datetime) -> Piece | None:
    opens = words[at] in UNTIL or starts_with(words, at, ("antes", "das")) or starts_with(words, at, ("antes", "da"))
    before = words[at] == "before" and clock_at(words, at + 1) is not None
    bare = words[at] in {"by", "before"} and _ends_in_a_clock(words, at + 1)
    if not (opens or before or bare):
        return None
    to = skip_glue(words, at + 1)
    if to < len(words) and words[to] in NOW_WORDS:
        return Piece("until", Span(now, None), None, at, to + 1)
    found = point_at(words, to, now, bare=True) or (period_at(words, to, now) if to < len(words) else None)
    return Piece("until", found[0], None, at, found[1]) if found else None


def _ends_in_a_clock(words: Words, at: int) -> bool:
    """`by 7`, `by 7am`: nothing but a time of day up to the end of the sentence."""
    clock = clock_at(words, at, bare=True)
    return clock is not None and (clock[1] >= len(words) or words[clock[1]] in _STOPS)


def _since(words: Words, at: int, now: datetime) -> Piece | None:
    from_then_on = _from_then_on(words, at, now)
    if from_then_on:
        return from_then_on
    opens = words[at] in SINCE or (
        words[at] in ("depois", "dps") and words[at + 1 : at + 2] in (["das"], ["da"], ["de"])
    )
    if not opens or at + 1 >= len(words):
        return None
    rolling = rolling_at(words, skip_glue(words, at + 1), now) if skip_glue(words, at + 1) < len(words) else None
    if rolling:
        return replace(rolling, first=at)
    for to in (at + 1, skip_glue(words, at + 1), _after_beginning(words, at + 1)):
        found = (period_at(words, to, now) or point_at(words, to, now, bare=True)) if to < len(words) else None
        if found:
            return Piece("since", found[0], None, at, found[1])
    return _since_a_doing(words, at, now)


def _since_a_doing(words: Words, at: int, now: datetime) -> Piece | None:
    """`desde que entrei às 7`, `since i came on at 7pm`: the time stands behind what was done then."""
    for to in range(at + 2, min(at + 2 + _DOING, len(words) - 1)):
        if words[to - 1] in _STOPS:
            return None
        found = point_at(words, to + 1, now, bare=True) if words[to] in _AT_A_CLOCK else None
        if found and found[0].is_clock:
            return Piece("since", found[0], None, at, found[1])
    return None


def _from_then_on(words: Words, at: int, now: datetime) -> Piece | None:
    """`das 17h de ontem pra cá`, `from 11pm onwards`."""
    if words[at] not in ("das", "de", "da", "from", "desde", "do"):
        return None
    length = length_at(words, at + 1) if words[at] == "de" else None  # `de 3 horas pra cá` is rolling
    found = None if length else point_at(words, skip_glue(words, at + 1), now, bare=True)
    if found is None:
        return None
    tail = list(words[found[1] : found[1] + 2])
    size = 2 if tail in (["pra", "ca"], ["para", "ca"], ["em", "diante"]) else 1
    alone = words[at] == "from" and found[0].is_clock and not (tail and tail[0] in _TO)
    if alone:
        return Piece("since", found[0], None, at, found[1])
    if size == 2 or tail[:1] in (["onwards"], ["onward"], ["on"], ["adelante"]):
        return Piece("since", found[0], None, at, found[1] + size)
    return None


def _after_beginning(words: Words, at: int) -> int:
    """`desde o começo do turno`, `since the start of the week`."""
    to = skip_glue(words, at)
    if to < len(words) and words[to] in ("inicio", "comeco", "start", "beginning", "abertura", "virada"):
        return skip_glue(words, to + 1)
    return to


def _around(words: Words, at: int, now: datetime) -> Piece | None:
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
    return Piece("span", Span(start, end if end <= now else None, span.on, is_clock=True), None, at, clock[1])


def _span(words: Words, at: int, now: datetime) -> Piece | None:
    period = period_at(words, at, now)
    if period:
        return Piece("span", period[0], None, at, period[1])
    if day_at(words, at, now) is None:
        return None
    found = point_at(words, at, now)
    return Piece("span", found[0], None, at, found[1]) if found else None
