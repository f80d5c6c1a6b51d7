"""What a pressed button does to an incident, whichever platform it was pressed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.service import Alerts
from bot.cards import Card, Tone
from bot.channel.scope import Scope
from bot.errors import ResyncError
from bot.phrases import Phrases
from bot.ports import Clock
from bot.presenters import Teller
from bot.presenters.buttons import SNOOZE, Pressed, pressed
from bot.presenters.home import note_card
from bot.presenters.shift import incident_state
from bot.reports import Incident
from bot.store import diagnoses, incidents
from bot.store.store import Store

SAID = {
    "take": "progress.taken",
    "snooze": "progress.snoozed",
    "solved": "progress.solved",
    "not_solved": "progress.not_solved",
}
LONGEST_SNOOZE = timedelta(days=7)
_ROWS = 10  # of the sheet, to choose from
_ROW = 70  # characters of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a press came to. `what`: done, over (it is closed), gone (nobody knows it), someone (else has it) or
    unknown (no such button). `until` is a snooze's end."""

    what: str
    action: str
    incident: Incident | None = None
    until: datetime | None = None


class Presses:
    """Handles the buttons of all environments; who pressed first counts, and pressing twice is pressing once."""

    def __init__(self, alerts: Mapping[str, Alerts], clock: Clock, store: Store) -> None:
        self._alerts = alerts
        self._clock = clock
        self._store = store

    async def __call__(self, action: str, value: str, person: str, language: str) -> str:
        """Do what the button says, deliver what follows, and give a sentence about it.

        Raises: ResyncError with a sentence where there is nothing left to do, or no such button.
        """
        phrases = Phrases(language)
        outcome = await self.press(action, value, person)
        incident = outcome.incident
        if outcome.what == "unknown":
            raise ResyncError(phrases.say("press.unknown"))
        if incident is None or outcome.what == "over":
            raise ResyncError(phrases.say("take.closed"))
        await self._alerts[incident.environment].deliver_once()
        return phrases.say(SAID[action], who=incident.taken_by or person, name=name_of(incident))

    async def press(self, action: str, value: str, person: str) -> Outcome:
        """Do what the button says; what follows is delivered with the next turn of the scheduler."""
        if action not in SAID:
            return Outcome(what="unknown", action=action)
        told = pressed(value)
        before = await self._incident(told.incident)
        if before is None or before.environment not in self._alerts:
            return Outcome(what="gone", action=action)
        until = self._clock() + _snooze(told) if action == "snooze" else None
        after = await self._done(self._alerts[before.environment], action, told, person, until)
        if after is None:
            return Outcome(what="over", action=action, incident=await self._incident(told.incident) or before)
        if action == "take" and after.taken_by != person:
            return Outcome(what="someone", action=action, incident=after)
        ends = (after.held_until or until) if action == "snooze" else None
        return Outcome(what="done", action=action, incident=after, until=ends)

    async def solutions(self, incident: str, scope: Scope) -> tuple[tuple[str, str], ...]:
        """The sheet's rows that may have fixed an incident, best first: id, and sheet, row and the solution's begin;
        none where the incident is not seen."""
        known = await self._incident(incident)
        if known is None or not scope.shows(known):
            return ()
        async with self._store.reading() as connection:
            report = (await diagnoses.read(connection, [incident])).get(incident)
        found = report.found.solutions if report and report.found else ()
        entries = {match.entry.id: match.entry for match in found[:_ROWS]}
        return tuple((each.id, _short(f"{each.sheet} {each.row}: {each.solution}")) for each in entries.values())

    async def _done(
        self, alerts: Alerts, action: str, told: Pressed, person: str, until: datetime | None
    ) -> Incident | None:
        if action == "take":
            return await alerts.take(told.incident, person)
        if until is not None:
            return await alerts.snooze(told.incident, person, until)
        return await alerts.solved(told.incident, person, told.entry, told.text, solved=action == "solved")

    async def _incident(self, incident: str) -> Incident | None:
        async with self._store.reading() as connection:
            found = (await incidents.read(connection, [incident])).get(incident)
        return found.incident if found else None


def outcome_card(outcome: Outcome, teller: Teller) -> Card:
    """What a person is told of their press."""
    incident = outcome.incident
    if outcome.what == "unknown":
        return note_card(teller.say("press.unknown"), Tone.WARNING)
    if incident is None:
        return note_card(teller.say("press.gone"), Tone.WARNING)
    name = name_of(incident)
    if outcome.what == "someone":
        return note_card(teller.say("press.taken_already", who=incident.taken_by, name=name), Tone.WARNING)
    if outcome.what == "over":
        return note_card(teller.say("press.over", name=name, state=incident_state(incident, teller)), Tone.WARNING)
    if outcome.until is not None:
        zone = teller.zone(outcome.until)
        return note_card(teller.say("press.snoozed", name=name, until=outcome.until, zone=zone), Tone.GOOD)
    said = {"take": "press.yours", "solved": "press.thanks", "not_solved": "press.thanks_not"}
    return note_card(teller.say(said[outcome.action], name=name), Tone.GOOD)


def name_of(incident: Incident) -> str:
    """What people call it."""
    return incident.job_name or incident.job


def _snooze(told: Pressed) -> timedelta:
    """How long: the minutes that the button's value carries (`incident|90`), else an hour."""
    if not told.entry.isdecimal() or len(told.entry) > 5:
        return SNOOZE
    return min(max(timedelta(minutes=int(told.entry)), timedelta(minutes=1)), LONGEST_SNOOZE)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _ROW else f"{plain[: _ROW - 1]}…"
