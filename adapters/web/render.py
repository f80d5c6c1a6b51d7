"""Alerts as the page takes them: plain JSON values around the neutral cards."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.cards import Card, Tone, card_as_dict
from bot.reports import Incident

# Cards that stand for many incidents: not counted, but shown where somebody looks until they are over.
GROUPS = frozenset({"storm", "standing"})
# The states in which somebody still has to look; any other, such as a summary's, is told but not counted.
OPEN = frozenset({"open", "acknowledged", "rerunning", "unreachable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A message in an alert's thread, or in a conversation."""

    reference: str
    card: Card
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the list shows of an incident beside its card. `cause` is the incident that it follows from, or empty;
    `effects` counts those that follow from it."""

    kind: str
    severity: str
    critical: bool = False
    cause: str = ""
    effects: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An incident on the page: its card as it stands, and its thread. Times are UTC."""

    incident: str
    state: str
    card: Card
    opened_at: datetime
    updated_at: datetime
    replies: tuple[Reply, ...] = ()
    about: About | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look at it."""
        return self.state in OPEN

    @property
    def is_group(self) -> bool:
        """Whether it stands for many incidents and is not over."""
        return self.state in GROUPS and self.card.tone is not Tone.GOOD


def alert_from(incident: Incident, card: Card, replies: tuple[Reply, ...] = ()) -> Alert:
    """The alert of a stored incident."""
    return Alert(
        incident=incident.id,
        state=incident.state,
        card=card,
        opened_at=incident.opened_at,
        updated_at=incident.updated_at,
        replies=replies,
        about=about_from(incident),
    )


def about_from(incident: Incident) -> About:
    """What the list shows of a stored incident."""
    return About(
        kind=incident.kind.value,
        severity=incident.severity.value,
        critical=incident.critical,
        cause=incident.cause,
        effects=incident.effects,
    )


def row_as_dict(incident: Incident) -> dict[str, Any]:
    """An incident as a row of the complete list behind a card; times are ISO 8601 with offset."""
    return {
        "incident": incident.id,
        "job": incident.job,
        "status": incident.internal_status,
        "state": incident.state,
        "return_code": incident.return_code,
        "workstation": incident.workstation,
        "opened_at": incident.opened_at.isoformat(),
        "because": incident.because,
        **asdict(about_from(incident)),
    }


def alert_as_dict(alert: Alert) -> dict[str, Any]:
    """The alert as plain JSON values; times are ISO 8601 with offset."""
    return {
        "incident": alert.incident,
        "state": alert.state,
        "open": alert.is_open,
        "group": alert.is_group,
        "about": asdict(alert.about) if alert.about else None,
        "card": card_as_dict(alert.card),
        "opened_at": alert.opened_at.isoformat(),
        "updated_at": alert.updated_at.isoformat(),
        "replies": [reply_as_dict(reply) for reply in alert.replies],
    }


def reply_as_dict(reply: Reply) -> dict[str, Any]:
    """A message in a thread or in a conversation, as plain JSON values."""
    return {"reference": reply.reference, "card": card_as_dict(reply.card), "at": reply.at.isoformat()}
