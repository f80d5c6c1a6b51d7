"""The cards of alerts in one language and zone, at the time of the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cards import Card
from bot.ports import Clock
from bot.presenters.alerts import alert_card, back_card, progress_card, storm_card, unreachable_card
from bot.presenters.teller import Teller
from bot.reports import DiagnosisReport, Incident
from tws.reports import Trouble


class AlertCards:
    """Makes the cards that alerts need; `can_take` says whether someone handles the button "I'm on it"."""

    def __init__(self, language: str, zone: ZoneInfo, clock: Clock, *, can_take: bool = False) -> None:
        self._language = language
        self._zone = zone
        self._clock = clock
        self._can_take = can_take

    def _teller(self) -> Teller:
        return Teller(self._language, self._zone, self._clock())

    def alert_card(self, incident: Incident, diagnosis: DiagnosisReport | None = None) -> Card:
        """The root card of an incident in its present state."""
        return alert_card(incident, diagnosis, self._teller(), can_take=self._can_take)

    def progress_card(self, incident: Incident, what: str) -> Card:
        """A reply in the incident's thread."""
        return progress_card(incident, what, self._teller())

    def storm_card(self, incidents: Sequence[Incident], *, standing: bool = False) -> Card:
        """Many incidents in one message."""
        return storm_card(tuple(incidents), self._teller(), standing=standing)

    def unreachable_card(self, trouble: Trouble) -> Card:
        """That HWA cannot be reached."""
        return unreachable_card(trouble, self._teller())

    def back_card(self, environment: str = "default", since: datetime | None = None) -> Card:
        """That HWA answers again; `since` is when it stopped."""
        return back_card(environment, since, self._teller())
