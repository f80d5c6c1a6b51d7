"""What a pressed button does to an incident, whichever platform it was pressed on."""

from __future__ import annotations

from collections.abc import Mapping

from bot.alerts.service import Alerts
from bot.errors import ResyncError
from bot.phrases import Phrases
from bot.ports import Clock
from bot.presenters.buttons import SNOOZE, Pressed, pressed
from bot.reports import Incident


class Presses:
    """Handles the buttons of all environments; who pressed first counts, and pressing twice is pressing once."""

    def __init__(self, alerts: Mapping[str, Alerts], clock: Clock) -> None:
        self._alerts = alerts
        self._clock = clock

    async def __call__(self, action: str, value: str, person: str, language: str) -> str:
        """Do what the button says and give a sentence about it.

        Raises: ResyncError with a sentence where there is nothing left to do, or no such button.
        """
        phrases = Phrases(language)
        if action not in SAID:
            raise ResyncError(phrases.say("press.unknown"))
        told = pressed(value)
        for alerts in self._alerts.values():
            incident = await self._done(alerts, action, told, person)
            if incident is not None:
                await alerts.deliver_once()
                return phrases.say(SAID[action], who=incident.taken_by or person, name=_name(incident), text=told.text)
        raise ResyncError(phrases.say("take.closed"))

    async def _done(self, alerts: Alerts, action: str, told: Pressed, person: str) -> Incident | None:
        if action == "take":
            return await alerts.take(told.incident, person)
        if action == "snooze":
            return await alerts.snooze(told.incident, person, self._clock() + SNOOZE)
        return await alerts.solved(told.incident, person, told.entry, told.text, solved=action == "solved")


SAID = {
    "take": "progress.taken",
    "snooze": "progress.snoozed",
    "solved": "progress.solved",
    "not_solved": "progress.not_solved",
}


def _name(incident: Incident) -> str:
    return incident.job_name or incident.job
