"""Turns what happened into incidents and messages, stored together or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts import lifecycle
from bot.alerts.groups import Groups
from bot.alerts.letters import Letters
from bot.alerts.settings import AlertSettings
from bot.alerts.watch import BAD_ENDS, Change, Known, What, run_mark
from bot.ports import Clock
from bot.reports import DiagnosisReport, Incident
from bot.store import deliveries, diagnoses, incidents, notes
from bot.store.rows import Draft, StoredIncident
from bot.store.store import Store
from tws.models import Job

_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is known beside the changes.

    `loud` are the keys that get a card each, `reports` the diagnoses that came in time (None: it went wrong), `first`
    says that this is the first look, at which nothing is news.
    """

    loud: frozenset[str] = frozenset()
    reports: Mapping[str, DiagnosisReport | None]
    first: bool = False

    def explained(self, key: str, stored: StoredIncident) -> StoredIncident:
        """The incident with its diagnosis, where one came."""
        return lifecycle.explained(stored, self.reports[key]) if key in self.reports else stored


class Desk:
    """The only writer of incidents."""

    def __init__(
        self, *, environment: str, store: Store, letters: Letters, clock: Clock, settings: AlertSettings
    ) -> None:
        self._environment = environment
        self._store = store
        self._letters = letters
        self._clock = clock
        self._settings = settings
        self._groups = Groups(environment, letters, settings)
        self._looked = f"looked:{environment}"
        self._has_looked = False

    async def known(self) -> tuple[Known, ...]:
        """The incidents that are open or may be reopened."""
        since = self._clock() - self._settings.reopen_within
        async with self._store.reading() as connection:
            followed = await incidents.followed(connection, self._environment, closed_since=since)
        return tuple(lifecycle.known_from(stored) for stored in followed)

    async def begin_anew(self) -> None:
        """Close what is open, and take the next look for the first: the plan that was looked at is no more."""
        now = self._clock()
        async with self._store.writing() as connection:
            left = await incidents.followed(connection, self._environment, closed_since=now)
            still_open = [stored for stored in left if stored.incident.closed_at is None]
            await incidents.change(connection, [lifecycle.vanished(stored, now) for stored in still_open])
            await notes.erase(connection, self._looked)
        self._has_looked = False

    async def is_first_look(self) -> bool:
        """Whether no look at this environment was ever recorded."""
        if not self._has_looked:
            async with self._store.reading() as connection:
                self._has_looked = await notes.read(connection, self._looked) is not None
        return not self._has_looked

    async def loud(self, changes: Iterable[Change]) -> frozenset[str]:
        """The keys of the bad ends that get a card each: as many as the window has room for, in the order given."""
        async with self._store.reading() as connection:
            since = self._clock() - self._settings.window
            room = self._settings.cards_in_window - await deliveries.count_roots(connection, since)
        bad_ends = [change.key for change in changes if change.what in BAD_ENDS]
        return frozenset(bad_ends[: max(room, 0)])

    async def record(self, changes: Sequence[Change], findings: Findings) -> None:
        """Store the incidents and messages of one look, in one transaction."""
        async with self._store.writing() as connection:
            if findings.first:
                await notes.write(connection, self._looked, self._clock().isoformat())
            drafts = await self._open([c for c in changes if c.what is What.OPENED], findings, connection)
            drafts += await self._move([c for c in changes if c.what is not What.OPENED], findings, connection)
            await deliveries.add(connection, drafts, self._clock())

    async def explain(self, key: str, job: Job, report: DiagnosisReport | None) -> None:
        """Add a diagnosis that came later, unless the job was run again meanwhile."""
        async with self._store.writing() as connection:
            before = await incidents.open_to_change(connection, key)
            if before is None or before.run_mark != run_mark(job):
                return
            stored = replace(lifecycle.explained(before, report), revision=before.revision + 1)
            await incidents.change(connection, [stored])
            if report is None:
                return
            await diagnoses.write(connection, stored.incident.id, report)
            if not stored.quiet:
                await deliveries.add(connection, self._letters.edit(stored, report), self._clock())

    async def take(self, incident: str, person: str) -> Incident | None:
        """Note who works on an open incident; None where there is no such open incident."""
        async with self._store.writing() as connection:
            before = (await incidents.to_change(connection, [incident])).get(incident)
            if before is None or before.incident.closed_at is not None:
                return None
            stored = lifecycle.taken(before, person, self._clock())
            await incidents.change(connection, [stored])
            report = (await diagnoses.read(connection, [incident])).get(incident)
            drafts = [*self._letters.edit(stored, report), *self._letters.reply(stored, "taken")]
            await deliveries.add(connection, [] if stored.quiet else drafts, self._clock())
        return stored.incident

    async def undiagnosed(self) -> tuple[StoredIncident, ...]:
        """A few open incidents that still lack a diagnosis."""
        async with self._store.reading() as connection:
            return await incidents.undiagnosed(
                connection,
                self._environment,
                tries=self._settings.diagnosis_tries,
                limit=self._settings.catch_up,
            )

    async def _open(self, new: Sequence[Change], findings: Findings, connection: AsyncConnection) -> list[Draft]:
        quiet = {change.key for change in new if findings.first or change.key not in findings.loud}
        group = await self._groups.name(connection, self._clock(), first=findings.first) if quiet else ""
        opened = [
            self._opened(change.key, change.job, group if change.key in quiet else "", findings)
            for change in new
            if change.job is not None
        ]
        # Another replica may have been first with some of them; then the messages are its too.
        added = await incidents.add(connection, opened)
        drafts: list[Draft] = []
        for stored in opened:
            if stored.incident.id in added:
                drafts += await self._announced(stored, findings.reports.get(stored.incident.key), connection)
        return drafts + await self._groups.drafts(connection, group) if group else drafts

    def _opened(self, key: str, job: Job, group: str, findings: Findings) -> StoredIncident:
        stored = lifecycle.opened(self._environment, key, job, id=uuid.uuid4().hex, now=self._clock())
        return findings.explained(key, replace(stored, quiet=bool(group), group=group))

    async def _announced(
        self, stored: StoredIncident, report: DiagnosisReport | None, connection: AsyncConnection
    ) -> list[Draft]:
        _log(What.OPENED, stored)
        if report is not None:
            await diagnoses.write(connection, stored.incident.id, report)
        return [] if stored.quiet else self._letters.root(stored, report)

    async def _move(self, moves: Sequence[Change], findings: Findings, connection: AsyncConnection) -> list[Draft]:
        ids = [change.known.incident for change in moves if change.known is not None]
        before = await incidents.to_change(connection, ids)
        moved = [
            (change, before[change.known.incident], self._moved(before[change.known.incident], change, findings))
            for change in moves
            if change.known is not None and _still(change.known, before.get(change.known.incident))
        ]
        await incidents.change(connection, [stored for _, _, stored in moved])
        speaking = [stored.incident.id for _, _, stored in moved if not stored.quiet]
        reports = await diagnoses.read(connection, speaking)
        drafts: list[Draft] = []
        for change, was, stored in moved:
            _log(change.what, stored)
            report = reports.get(stored.incident.id)
            if change.what in BAD_ENDS:
                report = await self._new_report(stored, findings, connection)
            drafts += self._thread(stored, report, change.what, begins=was.quiet and not stored.quiet)
        return drafts

    def _moved(self, before: StoredIncident, change: Change, findings: Findings) -> StoredIncident:
        stored = lifecycle.moved(before, change, self._clock())
        if change.what not in BAD_ENDS:
            return stored
        quiet = before.quiet and change.key not in findings.loud
        return findings.explained(change.key, replace(stored, quiet=quiet))

    async def _new_report(
        self, stored: StoredIncident, findings: Findings, connection: AsyncConnection
    ) -> DiagnosisReport | None:
        report = findings.reports.get(stored.incident.key)
        if report is None:
            await diagnoses.erase(connection, stored.incident.id)
        else:
            await diagnoses.write(connection, stored.incident.id, report)
        return report

    def _thread(
        self, stored: StoredIncident, report: DiagnosisReport | None, what: What, *, begins: bool
    ) -> list[Draft]:
        if begins:
            return self._letters.root(stored, report)
        if stored.quiet:
            return []
        return [*self._letters.edit(stored, report), *self._letters.reply(stored, what.value)]


def _still(known: Known, stored: StoredIncident | None) -> bool:
    """Whether nobody moved the incident since the look; if somebody did, the next look sees what is left to do."""
    if stored is None:
        return False
    return (known.state, known.run_mark) == (stored.incident.state, stored.run_mark)


def _log(what: What, stored: StoredIncident) -> None:
    incident = stored.incident
    _LOG.info(f"incident.{what.value}", incident=incident.id, job=incident.job, quiet=stored.quiet)
