"""What people do to incidents: take them, put them off, say what solved them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts import flapping, lifecycle
from bot.alerts.steps import Step
from bot.alerts.timed import SNOOZE
from bot.alerts.turn import Turn
from bot.ports import Clock
from bot.reports import Happening, Incident
from bot.store import feedback, incidents, journal
from bot.store.rows import Feedback, StoredIncident
from bot.store.store import Store

# A press that is sent again must not put an incident off by a little more.
_AGAIN = timedelta(minutes=5)


class People:
    """Writes down what a person does; each gives the incident as it stands then, None where there is none such.

    What was done already is not done again: nothing is written, nothing is told.
    """

    def __init__(self, store: Store, begin: Callable[[AsyncConnection], Turn], clock: Clock) -> None:
        self._store = store
        self._begin = begin
        self._clock = clock

    async def take(self, incident: str, person: str) -> Incident | None:
        """Note who works on an open incident; whoever took it first has it, and the incident says who that is."""
        return await self._open(incident, person, "taken", "", lambda one, now: lifecycle.taken(one, person, now))

    async def snooze(self, incident: str, person: str, until: datetime) -> Incident | None:
        """Say nothing more of an open incident in its thread, and call nobody, before then."""
        return await self._open(
            incident,
            person,
            "snoozed",
            until.isoformat(),
            lambda one, _: lifecycle.held(one, until, f"{SNOOZE}:{person}"),
        )

    async def solved(self, incident: str, person: str, *, entry: str, text: str, solved: bool) -> Incident | None:
        """Note what fixed an incident, open or closed: a row of the sheet, something else in words, or what did not."""
        now = self._clock()
        async with self._store.writing() as connection:
            before = (await incidents.to_change(connection, [incident])).get(incident)
            if before is None:
                return None
            said = _said(before, person, entry, text, solved=solved, at=now)
            life = (await journal.read(connection, [incident])).get(incident, ())
            if _stands(said, await feedback.of_incident(connection, incident), life):
                return before.incident
            await feedback.add(connection, said)
            turn = self._begin(connection)
            what = "solved" if solved else "not_solved"
            after = _unsnoozed(before) if solved else before
            after = replace(after, incident=replace(after.incident, updated_at=now))
            turn.put(Step(before=before, after=after, happenings=(turn.happening(what, who=person, text=text),)))
            await turn.close()
        return turn.steps[incident].after.incident

    async def _open(
        self,
        incident: str,
        person: str,
        what: str,
        text: str,
        change: Callable[[StoredIncident, datetime], StoredIncident],
    ) -> Incident | None:
        async with self._store.writing() as connection:
            before = (await incidents.to_change(connection, [incident])).get(incident)
            if before is None or before.incident.closed_at is not None:
                return None
            after = change(before, self._clock())
            if before.incident.taken_by if what == "taken" else _is_put_off(before.incident, after.incident):
                return before.incident
            turn = self._begin(connection)
            turn.put(Step(before=before, after=after, happenings=(turn.happening(what, who=person, text=text),)))
            await turn.close()
        return turn.steps[incident].after.incident


def _stands(said: Feedback, before: Sequence[Feedback], life: Sequence[Happening]) -> bool:
    """Whether that was said already, and neither taken back nor followed by a bad end since."""
    undone = [one.at for one in before if one.solved is not said.solved]
    undone += [one.at for one in life if one.what in flapping.BAD_ENDS]
    since = max(undone, default=said.at)
    return any(one.at >= since and replace(one, at=said.at) == said for one in before)


def _is_put_off(before: Incident, after: Incident) -> bool:
    """Whether an incident was snoozed already until then, or nearly."""
    if not before.held_why.startswith(f"{SNOOZE}:") or not after.held_why.startswith(f"{SNOOZE}:"):
        return False
    return bool(before.held_until and after.held_until and after.held_until - before.held_until < _AGAIN)


def _unsnoozed(before: StoredIncident) -> StoredIncident:
    return lifecycle.unheld(before) if before.incident.held_why.startswith(f"{SNOOZE}:") else before


def _said(before: StoredIncident, person: str, entry: str, text: str, *, solved: bool, at: datetime) -> Feedback:
    return Feedback(
        environment=before.incident.environment,
        incident=before.incident.id,
        job=before.incident.job,
        entry=entry,
        codes=before.signature,
        solved=solved,
        text=text,
        who=person,
        at=at,
    )
