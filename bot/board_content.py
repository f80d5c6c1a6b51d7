"""What a live board shows, and the message that it is to a platform; pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.alerts.cards import card_of, payload_of
from bot.cards import Card, Tone, card_as_dict
from bot.messages import Outgoing
from bot.phrases import Phrases
from bot.presenters import Teller
from bot.presenters.board import Status, board_card, stale_card, status_card
from bot.store.rows import StoredBoard

# "Data as of" moves at most this often where nothing else changed.
SHOWN_EVERY = timedelta(minutes=5)
STATE = "board"
# The teller of the board's language at a moment.
TellerAt = Callable[[datetime], Teller]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a board is to show, what tells it from other content, and where it is fresh, itself as JSON and its time."""

    card: Card
    digest: str
    good: str = ""
    as_of: datetime | None = None


def content(board: StoredBoard, status: Status, teller: TellerAt, now: datetime) -> Content:
    """The content of a board: what is known now, else the last that was, marked as such, else why nothing is."""
    report = status.report
    if report is not None:
        good = board_card(report, status.incidents, teller(report.as_of))
        shown = status_card(status, teller(report.as_of))
        return Content(card=shown, digest=_digest(shown), good=payload_of(good), as_of=report.as_of)
    if board.card and board.as_of is not None:
        # Since a restart HWA has said nothing: what stands there is the last that is known.
        stale = stale_card(card_of(board.card), board.as_of, teller(board.as_of))
        return Content(card=stale, digest=_digest(stale))
    error = status_card(status, teller(now))
    return Content(card=error, digest=_digest(Card(title=error.title)))


def shows(board: StoredBoard, content: Content) -> bool:
    """Whether the board's message says the same already, and its time is not old."""
    return bool(board.reference) and content.digest == board.digest and not _is_old(board.shown_at, content.as_of)


def last_words(board: StoredBoard, word: str) -> Card:
    """The card that stands in the place of a board that is none any more; `word` is a phrase."""
    return Card(title=Phrases(board.language).say(word), tone=Tone.NEUTRAL)


def message(board: StoredBoard, card: Card) -> Outgoing:
    """The card as the board's message."""
    return Outgoing(target=board.target, incident=incident_of(board), card=card, state=STATE, language=board.language)


def incident_of(board: StoredBoard) -> str:
    """What the board's message is about, as platforms keep it."""
    return f"{STATE}-{board.id}"


def _digest(card: Card) -> str:
    """What the card says, whatever the time in its foot."""
    return hashlib.sha256(json.dumps(card_as_dict(replace(card, footer=""))).encode()).hexdigest()


def _is_old(shown_at: datetime | None, as_of: datetime | None) -> bool:
    return as_of is not None and (shown_at is None or as_of - shown_at >= SHOWN_EVERY)
