"""Questions that set one stretch of time against another: `hoje teve mais falhas que ontem?`."""

from __future__ import annotations

from typing import Any

from bot.agent.understanding.arguments import iso, named, status_of
from bot.agent.understanding.days import Span, midnight
from bot.agent.understanding.piece import Piece
from bot.agent.understanding.pieces import pieces_of
from bot.agent.understanding.records import STREAM, WORKSTATION
from bot.agent.understanding.tables import one_of
from bot.agent.understanding.turn import Turn
from bot.messages import Call

_COUNTED = one_of("FAIL ABEND RUN RUNNING SUCC CANCELLED JOBS LATE")
_THAN = one_of("que q than contra against vs versus do relacao")
_SPANS = one_of("span rolling")


def compared(turn: Turn) -> list[Call] | None:
    """One call for each stretch of time, the later one first; None where a text compares none."""
    said, words = turn.reading.whole.said, turn.reading.words
    if not (said & {"COMPARE", "MORE"} and said & _COUNTED) or named(turn.reading.mentions, "job"):
        return None
    pieces = [piece for piece in pieces_of(words, turn.now) if piece.role in _SPANS]
    if len(pieces) == 1 and _stands_after_than(pieces[0], words):
        pieces.append(_today(turn))
    if len({piece.start.start for piece in pieces}) != 2 or ("COMPARE" not in said and not _THAN & set(words)):
        return None
    later, earlier = sorted((piece.start for piece in pieces), key=lambda span: span.start, reverse=True)[:2]
    return [_counted(turn, later, None), _counted(turn, earlier, later)]


def _stands_after_than(piece: Piece, words: tuple[str, ...]) -> bool:
    return piece.first > 0 and words[piece.first - 1] in _THAN


def _today(turn: Turn) -> Piece:
    return Piece("span", Span(midnight(turn.now.date(), turn.now), None), None, 0, 0)


def _counted(turn: Turn, span: Span, later: Span | None) -> Call:
    said = turn.reading.whole.said
    end = span.end or (later.start if later else None)
    args: dict[str, Any] = {"since": iso(span.start)} | ({"until": iso(end)} if end else {})
    places = {"job_stream": STREAM, "workstation": WORKSTATION}
    args |= {arg: found[0].name for arg, kind in places.items() if (found := named(turn.reading.mentions, kind))}
    status = status_of(said)
    if not args.keys() & places.keys():
        return Call(tool="count_jobs", args=args | ({"status": status} if status else {}))
    if status in {"ERROR", "ABEND"}:
        return Call(tool="jobs_in_error", args=args)
    return Call(tool="find_jobs", args=args | ({"status": status} if status else {}))
