"""Alerts as the page takes them: plain JSON values around the neutral cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cards import Card, card_as_dict
from bot.reports import Incident

# The states in which somebody still has to look; any other, such as a summary's, is told but not counted.
OPEN = frozenset({"open", "acknowledged", "rerunning", "unreachable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A message in an alert's thread, or in a conversation."""

    reference: str
    card: Card
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An incident on the page: its card as it stands, and its thread. Times are UTC."""

    incident: str
    state: str
    card: Card
    opened_at: datetime
    updated_at: datetime
    replies: tuple[Reply, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look at it."""
        return self.state in OPEN


def alert_from(incident: Incident, card: Card, replies: tuple[Reply, ...] = ()) -> Alert:
    """The alert of a stored incident."""
    return Alert(
        incident=incident.id,
        state=incident.state,
        card=card,
        opened_at=incident.opened_at,
        updated_at=incident.updated_at,
        replies=replies,
    )


def alert_as_dict(alert: Alert) -> dict[str, Any]:
    """The alert as plain JSON values; times are ISO 8601 with offset."""
    return {
        "incident": alert.incident,
        "state": alert.state,
        "open": alert.is_open,
        "card": card_as_dict(alert.card),
        "opened_at": alert.opened_at.isoformat(),
        "updated_at": alert.updated_at.isoformat(),
        "replies": [reply_as_dict(reply) for reply in alert.replies],
    }


def reply_as_dict(reply: Reply) -> dict[str, Any]:
    """A message in a thread or in a conversation, as plain JSON values."""
    return {"reference": reply.reference, "card": card_as_dict(reply.card), "at": reply.at.isoformat()}
