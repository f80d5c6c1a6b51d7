"""The presenters of alerts, in the language of the channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import presenters
from bot.cards import Card
from bot.ports import Clock
from bot.presenters import Teller
from bot.reports import DiagnosisReport, Happening, Incident
from tws.models import Job
from tws.reports import Trouble


class PresentedAlerts:
    """Implements bot.alerts.cards.AlertCards; times are said in the zone and at the engine's time of the moment.

    `can` are the buttons that a platform handles: take, snooze, solved, not_solved.
    """

    def __init__(
        self, language: str, zone: Callable[[], ZoneInfo], clock: Clock, *, can: frozenset[str] = frozenset()
    ) -> None:
        self._language = language
        self._zone = zone
        self._clock = clock
        self._can = can

    def alert_card(
        self,
        incident: Incident,
        diagnosis: DiagnosisReport | None,
        *,
        happenings: Sequence[Happening] = (),
        effects: Sequence[Incident] = (),
        cause: Incident | None = None,
    ) -> Card:
        """The root card."""
        return presenters.alert_card(
            incident, diagnosis, self._teller(), can=self._can, happenings=happenings, effects=effects, cause=cause
        )

    def progress_card(
        self, incident: Incident, what: str, *, who: str = "", text: str = "", cause: Incident | None = None
    ) -> Card:
        """A reply in the thread."""
        return presenters.progress_card(incident, what, self._teller(), who=who, text=text, cause=cause)

    def group_card(self, incidents: Sequence[Incident], total: int, what: str, *, recovered: int = 0) -> Card:
        """One card for many incidents."""
        return presenters.group_card(incidents, total, what, self._teller(), recovered=recovered)

    def delayed(self, card: Card, by: timedelta) -> Card:
        """The card, told so much later."""
        return presenters.delayed(card, by, self._teller())

    def unreachable_card(self, trouble: Trouble) -> Card:
        """HWA cannot be asked."""
        return presenters.unreachable_card(trouble, self._teller())

    def back_card(self, trouble: Trouble, back_at: datetime) -> Card:
        """HWA answers again."""
        return presenters.back_card(trouble, back_at, self._teller())

    def watch_card(self, key: str, job: Job | None, what: str, language: str) -> Card:
        """What became of a watched job, in the language of whoever asked."""
        return presenters.watch_card(key, job, what, self._teller(language))

    def _teller(self, language: str | None = None) -> Teller:
        zone = self._zone()
        return Teller(language or self._language, zone, self._clock().astimezone(zone))
