"""Turns what happened into incidents and messages, stored together or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts import lifecycle
from bot.alerts.courses import moving, opening, waiting
from bot.alerts.findings import Findings
from bot.alerts.groups import Groups
from bot.alerts.letters import Letters
from bot.alerts.people import People
from bot.alerts.ports import Mutes, Routes
from bot.alerts.regroup import Regroup
from bot.alerts.settings import AlertSettings
from bot.alerts.steps import Step
from bot.alerts.timed import Due, due
from bot.alerts.turn import Turn, by_id, nowhere, pressed
from bot.alerts.voice import Voice, Wanting
from bot.alerts.watch import BAD_ENDS, Change, What, run_mark
from bot.ports import Clock
from bot.reports import DiagnosisReport
from bot.store import incidents, notes
from bot.store.rows import Mute, StoredIncident
from bot.store.store import Store
from tws.models import Job


class Desk:
    """The only writer of incidents."""

    def __init__(
        self,
        *,
        environment: str,
        store: Store,
        letters: Letters,
        clock: Clock,
        settings: AlertSettings,
        routes: Routes,
        mutes: Mutes,
    ) -> None:
        self._environment = environment
        self._store = store
        self._letters = letters
        self._clock = clock
        self._settings = settings
        self._routes = routes
        self._mutes = mutes
        self._groups = Groups(environment, letters, settings)
        self._voice = Voice(routes, self._groups, settings)
        self._regroup = Regroup(environment, self._voice, settings)
        self._looked = f"looked:{environment}"
        self._has_looked = False
        self.people = People(store, self._turn, clock)

    async def followed(self) -> tuple[StoredIncident, ...]:
        """The incidents that are open or may be reopened."""
        since = self._clock() - self._settings.reopen_within
        async with self._store.reading() as connection:
            return await incidents.followed(connection, self._environment, closed_since=since)

    async def is_due(self, stored: Sequence[StoredIncident], in_error: Mapping[str, Job]) -> bool:
        """Whether time alone has something to say of these incidents."""
        if not any(one.incident.closed_at is None for one in stored):
            return False
        async with self._store.reading() as connection:
            mutes = await self._mutes(connection, self._clock())
        return bool(self._due(stored, mutes, in_error))

    async def begin_anew(self) -> None:
        """Close what is open, and take the next look for the first: the plan that was looked at is no more."""
        now = self._clock()
        async with self._store.writing() as connection:
            left = await incidents.followed(connection, self._environment, closed_since=now, to_change=True)
            turn = self._turn(connection)
            for one in left:
                if one.incident.closed_at is None:
                    gone = replace(lifecycle.vanished(one, now), group="")
                    turn.put(Step(before=one, after=gone, happenings=(turn.happening("gone"),)))
            await turn.close()
            await notes.erase(connection, self._looked)
        self._has_looked = False

    async def is_first_look(self) -> bool:
        """Whether no look at this environment was ever recorded."""
        if not self._has_looked:
            async with self._store.reading() as connection:
                self._has_looked = await notes.read(connection, self._looked) is not None
        return not self._has_looked

    async def worth_a_diagnosis(self, bad_ends: Mapping[str, Job]) -> dict[str, Job]:
        """Those of the bad ends, by key, that may get a card each: as many as the window has room for, in their order;
        fewer than all in a storm."""
        if not bad_ends:
            return {}
        async with self._store.reading() as connection:
            room = await self._groups.room(connection, self._clock())
        urgent = sum(job.critical for job in bad_ends.values())
        return dict(islice(bad_ends.items(), max(room.cards, min(urgent, room.urgent))))

    async def record(self, changes: Sequence[Change], findings: Findings) -> None:
        """Store the incidents and messages of one look, in one transaction."""
        now = self._clock()
        since = now - self._settings.reopen_within
        async with self._store.writing() as connection:
            if findings.first:
                await notes.write(connection, self._looked, now.isoformat())
            stored = await incidents.followed(connection, self._environment, closed_since=since, to_change=True)
            mutes = await self._mutes(connection, now)
            turn = self._turn(connection, mutes)
            wanting = [
                *self._move(turn, changes, by_id(stored), findings, mutes),
                *self._open(turn, changes, findings),
            ]
            still = [turn.steps[one.incident.id].after if one.incident.id in turn.steps else one for one in stored]
            wanting += self._timed(turn, self._due(still, mutes, findings.in_error), wanting)
            await self._voice.settle(
                turn, wanting, standing=still, mutes=mutes, upstream=findings.upstream, first=findings.first
            )
            self._regroup.behind_workstations(turn, still)
            await turn.close()

    async def explain(self, key: str, job: Job, report: DiagnosisReport | None) -> None:
        """Add a diagnosis that came later, unless the job was run again meanwhile."""
        async with self._store.writing() as connection:
            before = await incidents.open_to_change(connection, key)
            if before is None or before.run_mark != run_mark(job):
                return
            after = lifecycle.explained(before, report)
            if report is None:
                await incidents.change(connection, [after])
                return
            mutes = await self._mutes(connection, self._clock())
            turn = self._turn(connection, mutes)
            turn.put(self._voice.weighed(Step(before=before, after=after, report=report, renewed=True)))
            await self._regroup.after_diagnosis(turn, before, after, mutes)
            await turn.close()

    async def undiagnosed(self) -> tuple[StoredIncident, ...]:
        """A few open incidents that still lack a diagnosis."""
        async with self._store.reading() as connection:
            return await incidents.undiagnosed(
                connection,
                self._environment,
                tries=self._settings.diagnosis_tries,
                limit=self._settings.catch_up,
            )

    def _turn(self, connection: AsyncConnection, mutes: Sequence[Mute] | None = None) -> Turn:
        """A turn; without the mutes in force, one in which no place hears of an incident for the first time."""
        now = self._clock()
        reached = nowhere if mutes is None else lambda stored: self._voice.reached(stored, now, mutes)
        return Turn(connection, self._letters, self._groups, now, self._settings, reached)

    def _due(
        self, stored: Sequence[StoredIncident], mutes: Sequence[Mute], in_error: Mapping[str, Job]
    ) -> tuple[Due, ...]:
        return due(
            stored,
            self._routes,
            now=self._clock(),
            mutes=mutes,
            jobs=in_error,
            orphan_wait=self._settings.orphan_wait,
        )

    def _open(self, turn: Turn, changes: Sequence[Change], findings: Findings) -> list[Wanting]:
        return [
            Wanting(step=opening(self._environment, change, findings, turn.now), job=change.job, stood=change.stood)
            for change in changes
            if change.what is What.OPENED
        ]

    def _move(
        self,
        turn: Turn,
        changes: Sequence[Change],
        stored: Mapping[str, StoredIncident],
        findings: Findings,
        mutes: Sequence[Mute],
    ) -> list[Wanting]:
        wanting = []
        for change in changes:
            before = stored.get(change.known.incident) if change.known else None
            if change.known is None or before is None or not lifecycle.is_still(change.known, before):
                continue
            step = moving(before, change, findings, turn.now)
            if change.what in BAD_ENDS and _wants(step.after, stored):
                wanting.append(Wanting(step=step, job=change.job if before.incident.held_until is None else None))
            elif change.what in BAD_ENDS and step.after.announced_at is not None:
                turn.put(self._voice.told_again(step, turn.now, mutes))
            else:
                turn.put(step)
                self._press(turn, step, stored)
        return wanting

    def _press(self, turn: Turn, step: Step, stored: Mapping[str, StoredIncident]) -> None:
        """Tell in the cause's thread that something critical, which has none, missed its deadline because of it."""
        after, cause = step.after, stored.get(step.after.incident.cause)
        is_late = any(one.what == "late" for one in step.happenings)
        if not is_late or not after.incident.critical or after.announced_at is not None or cause is None:
            return
        if cause.incident.closed_at is None and cause.announced_at is not None:
            settled = turn.steps.get(cause.incident.id)
            turn.put(pressed(turn, settled.before if settled else cause, settled.after if settled else cause, after))

    def _timed(self, turn: Turn, found: Iterable[Due], wanting: Iterable[Wanting]) -> list[Wanting]:
        settled = {one.step.after.incident.id for one in wanting}
        speaking = []
        for one in found:
            if one.stored.incident.id in settled:
                continue
            before = turn.steps[one.stored.incident.id].before if one.stored.incident.id in turn.steps else one.stored
            step = waiting(before, one, turn.now)
            if one.speaks:
                speaking.append(Wanting(step=step))
            else:
                turn.put(replace(step, after=turn.reach(step.after)))
        return speaking


def _wants(after: StoredIncident, stored: Mapping[str, StoredIncident]) -> bool:
    """Whether an incident whose job ended badly again is to have a message of its own; an effect of what is open has
    its cause's."""
    cause = stored.get(after.incident.cause)
    return after.announced_at is None and (cause is None or cause.incident.closed_at is not None)
