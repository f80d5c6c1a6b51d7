"""One transaction of the desk: what changed of incidents, and what is told of it, stored together or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts import flapping
from bot.alerts.beside import Beside, beside
from bot.alerts.groups import Groups
from bot.alerts.letters import Letters, address, joined
from bot.alerts.settings import AlertSettings
from bot.alerts.steps import Step, covering, heard, is_new_behind, may_be_withdrawn, revised, unheard
from bot.reports import DiagnosisReport, Happening, Incident, IncidentKind
from bot.store import deliveries, diagnoses, incidents, journal
from bot.store.rows import Draft, Place, StoredIncident

_LOG = structlog.get_logger(__name__)
# What a thread is told beside the card that is edited.
TOLD = frozenset(
    {
        "failed_again", "reopened", "taken", "rerunning", "recovered", "cancelled", "gone", "grouped", "released",
        "escalated", "solved", "not_solved", "snoozed", "late", "asked", "answered", "flapping", "pressed",
        "overdue",
    }
)  # fmt: skip
_CALLING = frozenset({"reopened", "released", "flapping"})
# Told to those who are called for it, whoever was when the thread began.
_CALLED = frozenset({"escalated", "pressed", "overdue"})


# The places that an incident is to be told in as things stand now, none while it is held back.
Reached = Callable[[StoredIncident], tuple[Place, ...]]


def nowhere(stored: StoredIncident) -> tuple[Place, ...]:  # noqa: ARG001 as Reached
    """Nobody hears of it beside those who have."""
    return ()


@dataclass(slots=True)
class Turn:
    """Collects steps; `close` writes them. Each incident has one revision more after it, however many its steps."""

    connection: AsyncConnection
    letters: Letters
    groups: Groups
    now: datetime
    settings: AlertSettings
    reached: Reached = nowhere
    steps: dict[str, Step] = field(default_factory=dict)

    def put(self, step: Step) -> None:
        """Add a step; another one of the same incident in this turn goes on from the first."""
        before = self.steps.get(step.after.incident.id)
        if before is not None:
            step = replace(
                step,
                before=before.before,
                happenings=(*before.happenings, *step.happenings),
                report=step.report if step.renewed else before.report,
                renewed=step.renewed or before.renewed,
                calls=(*before.calls, *step.calls),
            )
        self.steps[step.after.incident.id] = step

    def reach(self, stored: StoredIncident) -> StoredIncident:
        """The incident, told in every place that it is routed to by now; a place that has not heard gets its root."""
        return replace(stored, places=joined(stored.places, self.reached(stored)))

    def happening(self, what: str, *, who: str = "", text: str = "") -> Happening:
        """Something that happens now."""
        return Happening(at=self.now, what=what, who=who, text=text)

    async def close(self) -> None:
        """Write everything that was put, and the messages that follow from it."""
        await self._add()
        if not self.steps:
            return
        await self._damp()
        await self._follow_causes()
        await self._withdraw()
        changed = [step for step in self.steps.values() if step.before is not None]
        await incidents.change(self.connection, [step.after for step in changed])
        await journal.add(self.connection, [(key, one) for key, step in self.steps.items() for one in step.happenings])
        drafts = [*await self._of_incidents(), *await self._of_groups()]
        await deliveries.add(self.connection, drafts, self.now)

    async def _add(self) -> None:
        new = [step.after for step in self.steps.values() if step.before is None]
        # Another replica may have been first with some of them; then the messages are its too.
        added = await incidents.add(self.connection, new)
        self.steps = {
            key: step if step.before is None else revised(step)
            for key, step in self.steps.items()
            if step.before is not None or key in added
        }
        _log(self.steps.values())
        for key, step in self.steps.items():
            if step.renewed:
                await _write(self.connection, key, step.report)

    async def _damp(self) -> None:
        """Of a job that keeps failing tell no more than that, until it stays so."""
        again = [key for key, step in self.steps.items() if heard(step.before) and flapping.is_bad_end(step.happenings)]
        lives = await journal.read(self.connection, again)
        for key in again:
            step, before = self.steps[key], lives.get(key, ())
            note = flapping.noted((*before, *step.happenings), self.now, self.settings)
            if note is None:
                continue
            news = () if flapping.is_noted(before, self.now, self.settings) else (note,)
            after = flapping.waiting(step.after, note, self.settings)
            self.steps[key] = replace(step, after=after, happenings=(*step.happenings, *news))

    async def _follow_causes(self) -> None:
        effects = [step.after for step in self.steps.values() if step.after.incident.cause]
        causes = {one.incident.cause for one in effects} | {
            step.before.incident.cause for step in self.steps.values() if step.before and step.before.incident.cause
        }
        if not causes:
            return
        # New effects are in the table since `_add`; those that changed are counted as they stood, and here.
        await incidents.change(self.connection, [step.after for step in self.steps.values() if step.before])
        counts = await incidents.count_effects(self.connection, causes)
        elsewhere = await incidents.to_change(self.connection, causes - self.steps.keys())
        for cause in causes & (self.steps.keys() | elsewhere.keys()):
            own = [one for one in effects if one.incident.cause == cause]
            self._count(elsewhere.get(cause), cause, own, counts.get(cause, 0))

    def _count(self, stored: StoredIncident | None, cause: str, effects: Iterable[StoredIncident], count: int) -> None:
        step = self.steps[cause] if stored is None else revised(Step(before=stored, after=stored))
        after = replace(step.after, incident=replace(step.after.incident, effects=count))
        for effect in effects:
            after = covering(after, effect)
        if any(is_new_behind(self.steps[effect.incident.id]) for effect in effects):
            after = self.reach(after)
        self.steps[cause] = replace(step, after=after)

    async def _withdraw(self) -> None:
        """What moves to another's card before its first message has gone out has none; critical ones keep theirs."""
        moved = [key for key, step in self.steps.items() if heard(step.before) and may_be_withdrawn(step)]
        for key, unsent in (await deliveries.withdraw(self.connection, moved)).items():
            self.steps[key] = unheard(self.steps[key], unsent)

    async def _of_incidents(self) -> list[Draft]:
        speaking = [key for key, step in self.steps.items() if step.after.announced_at is not None]
        # Who is told that an alert moved to another's card finds that card there.
        speaking.sort(key=lambda key: bool(self.steps[key].after.incident.cause))
        shown = await beside(self.connection, [self.steps[key].after for key in speaking])
        return [draft for key in speaking for draft in self._thread(self.steps[key], shown[key])]

    def _thread(self, step: Step, beside: Beside) -> list[Draft]:
        after = step.after
        known = heard(step.before)
        drafts = self.letters.head(after, beside, heard={address(place) for place in known})
        if step.before is not None and not step.before.diagnosed and step.report is not None:
            drafts += self.letters.owned(after, step.report, known)
        for one in step.happenings:
            if one.what in TOLD and not flapping.is_silent(one, beside.happenings, self.settings):
                drafts += self._replies(step, one, known, beside.cause)
        return drafts

    def _replies(self, step: Step, told: Happening, heard: tuple[Place, ...], cause: Incident | None) -> list[Draft]:
        called = {address(place): place for place in step.calls} if told.what in _CALLED else {}
        others = [place for place in heard if address(place) not in called]
        calling = [called[address(place)] for place in heard if address(place) in called]
        return [
            *self.letters.reply(step.after, told, others, calls=told.what in _CALLING, cause=cause),
            *self.letters.reply(step.after, told, calling, calls=True, cause=cause),
        ]

    async def _of_groups(self) -> list[Draft]:
        touched = {step.after.group for step in self.steps.values() if step.after.group}
        return [draft for group in sorted(touched) for draft in await self.groups.drafts(self.connection, group)]


async def _write(connection: AsyncConnection, incident: str, report: DiagnosisReport | None) -> None:
    if report is None:
        await diagnoses.erase(connection, incident)
    else:
        await diagnoses.write(connection, incident, report)


def _log(steps: Collection[Step]) -> None:
    rows = Counter(step.after.group for step in steps if _is_new_row(step))
    for group, count in rows.items():
        _LOG.info("incident.rows", group=group, opened=count)
    for step in steps:
        incident = step.after.incident
        for one in () if _is_new_row(step) else step.happenings:
            _LOG.info(f"incident.{one.what}", incident=incident.id, job=incident.job, quiet=step.after.quiet)


def _is_new_row(step: Step) -> bool:
    """Whether a group's card counts it among others: thousands of them are one line of the log."""
    return step.before is None and bool(step.after.group)


def by_id(stored: Iterable[StoredIncident]) -> Mapping[str, StoredIncident]:
    """The incidents by their ids."""
    return {one.incident.id: one for one in stored}


def pressed(turn: Turn, before: StoredIncident | None, cause: StoredIncident, effect: StoredIncident) -> Step:
    """The step of a cause that holds up something critical: as critical from now on, told to whoever hears of that.

    `before` is how the cause stood before the turn; the happening's text is what the effect is called.
    """
    incident = effect.incident
    what = "overdue" if incident.kind is IncidentKind.LATE else "pressed"
    told = turn.happening(what, text=incident.job_name or incident.job)
    after = covering(cause, effect)
    if before is None:
        # Its first message calls whom the effect's would.
        after = replace(after, places=joined(effect.places, after.places))
    return Step(before=before, after=after, happenings=(told,), calls=effect.places)
