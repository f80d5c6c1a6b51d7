"""The cards that the alerts show, as a port, and what is shown where making one goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.cards import Card, Tone, card_as_dict, card_from_dict
from bot.reports import DiagnosisReport, Happening, Incident
from tws.models import Job
from tws.reports import Trouble

_LOG = structlog.get_logger(__name__)
# What a defect in a presenter raises. It costs a card its looks, never an alert its way to a person.
_DEFECTS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)


class AlertCards(Protocol):
    """Makes the cards, in one language."""

    def alert_card(
        self,
        incident: Incident,
        diagnosis: DiagnosisReport | None,
        *,
        happenings: Sequence[Happening] = (),
        effects: Sequence[Incident] = (),
        cause: Incident | None = None,
    ) -> Card:
        """The root card: the incident as it stands now, its life so far, the first of those that follow from it, and
        what it follows from itself."""
        ...

    def progress_card(
        self, incident: Incident, what: str, *, who: str = "", text: str = "", cause: Incident | None = None
    ) -> Card:
        """A reply in the thread; `what`, `who` and `text` as in a Happening, or not_solved; `cause` as in its card."""
        ...

    def group_card(self, incidents: Sequence[Incident], total: int, what: str, *, recovered: int = 0) -> Card:
        """One card for many incidents, of which some are given; `recovered` of the total are over.

        `what`: standing (they stood before the first look) or storm (too many at once for a card each).
        """
        ...

    def unreachable_card(self, trouble: Trouble) -> Card:
        """HWA cannot be asked; `trouble.as_of` is since when."""
        ...

    def back_card(self, trouble: Trouble, back_at: datetime) -> Card:
        """HWA answers again after that trouble."""
        ...

    def watch_card(self, key: str, job: Job | None, what: str, language: str) -> Card:
        """What became of a watched job. `what`: ended, late (still to end), until (time is up), gone (job None)."""
        ...

    def delayed(self, card: Card, by: timedelta) -> Card:
        """The card with the word that it comes so much later than it was decided on."""
        ...


CardsIn = Callable[[str], AlertCards]


def sure_payload(build: Callable[[], Card], title: str) -> str:
    """The card as JSON; a bare card with that title where building it goes wrong."""
    try:
        return payload_of(build())
    except _DEFECTS:
        _LOG.exception("card.defect", title=title)
        return payload_of(Card(title=title, tone=Tone.BAD))


def sure_card(build: Callable[[], Card], title: str) -> Card:
    """The card; a bare one with that title where building it goes wrong."""
    return card_of(sure_payload(build, title))


def payload_of(card: Card) -> str:
    """The card as JSON, as the outbox keeps it."""
    return json.dumps(card_as_dict(card))


def card_of(payload: str) -> Card:
    """The card that the JSON was made from."""
    return card_from_dict(json.loads(payload))
