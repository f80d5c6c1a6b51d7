"""Decides which incidents get a message of their own, and why the others get none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerts import lifecycle
from bot.alerts.causes import Link, links
from bot.alerts.groups import Groups, Room, is_standing
from bot.alerts.letters import address, joined
from bot.alerts.ports import Routes
from bot.alerts.predecessors import NOTHING_KNOWN, Upstream
from bot.alerts.routing.records import Hold
from bot.alerts.routing.severity import is_at_least, severity_of
from bot.alerts.settings import AlertSettings
from bot.alerts.steps import Step
from bot.alerts.turn import Turn, pressed
from bot.reports import Happening, Severity
from bot.store.rows import Mute, Place, StoredIncident
from tws.models import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanting:
    """An incident that is to be told unless something speaks against it. `job` is given where its run has just ended
    badly, for then the engine may still mend it by itself; `stood` says that it was so before the first look, `hold`
    what holds it back by its route, `asked` what that says of who asked for it."""

    step: Step
    job: Job | None = None
    stood: bool = False
    hold: Hold | None = None
    asked: tuple[tuple[Place, datetime], ...] = ()


class Voice:
    """Puts into a turn, for each incident that wants to speak: announced, held, an effect, or a row of a group."""

    def __init__(self, routes: Routes, groups: Groups, settings: AlertSettings) -> None:
        self._routes = routes
        self._groups = groups
        self._settings = settings

    async def settle(
        self,
        turn: Turn,
        wanting: Sequence[Wanting],
        *,
        standing: Iterable[StoredIncident],
        mutes: Sequence[Mute],
        upstream: Upstream = NOTHING_KNOWN,
        first: bool = False,
    ) -> None:
        """Decide on each. `standing` are the other incidents, `first` says that this is the first look; `upstream` are
        the keys of bad ends before others in the plan."""
        routed = [self._routed(one, turn.now, mutes) for one in wanting]
        stood = [one for one in routed if first or one.stood]
        if stood:
            group = await self._groups.standing(turn.connection, first=first)
            looked_at = await self._groups.looked_at(turn.connection)
            for one in stood:
                places = _there_by(looked_at or turn.now, one)
                turn.put(replace(one.step, after=replace(one.step.after, quiet=True, group=group, places=places)))
        news = [one for one in routed if not (first or one.stood)]
        ready = [one.step for one in news if not self._is_held(turn, one)]
        if ready:
            await self._speak(turn, ready, standing, upstream)

    def reached(self, stored: StoredIncident, now: datetime, mutes: Sequence[Mute]) -> tuple[Place, ...]:
        """The places that an incident is routed to now; none while something holds it back."""
        route = self._routes.of(stored.incident, now, mutes)
        return route.places if route.hold is None else ()

    def told_again(self, step: Step, now: datetime, mutes: Sequence[Mute]) -> Step:
        """The step of an incident that has its message and is in error again: it is told wherever it is routed to by
        now; while something holds it back, who has not heard of it hears when nothing does."""
        route = self._routes.of(step.after.incident, now, mutes)
        places = joined(step.after.places, route.places)
        if route.hold is None:
            return replace(step, after=replace(step.after, places=places))
        waits = len(places) > len(step.after.places) and step.after.incident.held_until is None
        return replace(step, after=lifecycle.held(step.after, route.hold.until, route.hold.why)) if waits else step

    def weighed(self, step: Step) -> Step:
        """The step with how urgent its incident is; what follows from an incident may have made it more so."""
        incident = step.after.incident
        found = severity(step)
        worse = incident.effects and is_at_least(incident.severity, found)
        if worse or found is incident.severity:
            return step
        return replace(step, after=replace(step.after, incident=replace(incident, severity=found)))

    async def _speak(
        self, turn: Turn, ready: Sequence[Step], standing: Iterable[StoredIncident], upstream: Upstream
    ) -> None:
        others = {one.incident.id: one for one in standing if one.incident.closed_at is None}
        others |= {key: step.after for key, step in turn.steps.items() if step.after.incident.closed_at is None}
        own = {step.after.incident.id for step in ready}
        known = [one for key, one in others.items() if key not in own]
        suspects = [one for one in known if not (one.quiet and is_standing(one.group))]
        found = links(_causeless(ready), suspects, self._settings.cause_window, upstream)
        # A job stream that is stuck behind an old bad end is no news of its own.
        stuck = [one for one in _causeless(ready) if not lifecycle.is_bad_end(one) and one.incident.id not in found]
        found |= {
            key: link for key, link in links(stuck, known, self._settings.cause_window).items() if link.cause not in own
        }
        room = _Cards(turn, self._groups, await self._groups.room(turn.connection, turn.now))
        # What is merged leaves its card free for nobody: of a storm only the first are diagnosed, and the others would
        # be told apart although they have the same cause.
        for number, step in enumerate(sorted(ready, key=_urgency)):
            if step.after.incident.id not in found:
                await room.give(step, spare=number < room.size)
        for step in ready:
            link = found.get(step.after.incident.id)
            if link is not None:
                await self._follow(turn, room, _linked(turn, step, link), others)

    async def _follow(self, turn: Turn, room: _Cards, step: Step, others: Mapping[str, StoredIncident]) -> None:
        settled = turn.steps.get(step.after.incident.cause)
        cause = settled.after if settled else others[step.after.incident.cause]
        silent = cause.announced_at is None
        # Nobody was called for the cause as for a critical job.
        urgent = step.after.incident.severity is Severity.CRITICAL
        if urgent and (silent or cause.incident.severity is not Severity.CRITICAL):
            if silent or lifecycle.is_bad_end(step.after):
                await room.give(step)
                return
            # To act on what only waits for the cause is to act on the cause: its thread calls.
            turn.put(pressed(turn, settled.before if settled else cause, cause, step.after))
        turn.put(replace(step, after=replace(step.after, quiet=True, group=cause.group if silent else "")))

    def _routed(self, one: Wanting, now: datetime, mutes: Sequence[Mute]) -> Wanting:
        step = self.weighed(one.step)
        route = self._routes.of(step.after.incident, now, mutes)
        # A cause is told as well where what follows from it would be.
        places = joined(route.places, step.after.places) if step.after.incident.effects else route.places
        return replace(
            one, step=replace(step, after=replace(step.after, places=places)), hold=route.hold, asked=route.asked
        )

    def _is_held(self, turn: Turn, one: Wanting) -> bool:
        after, hold = one.step.after, one.hold
        if hold is not None:
            until, why = hold.until, hold.why
        elif one.job is not None and self._settings.recovery_wait and lifecycle.may_recover(one.job):
            until, why = turn.now + self._settings.recovery_wait, f"recovery:{one.job.recovery}"
        else:
            return False
        news = () if after.incident.held_why == why else (turn.happening("held", text=why),)
        turn.put(
            replace(
                one.step,
                after=lifecycle.held(after, until, why),
                happenings=(*one.step.happenings, *news),
            )
        )
        return True


class _Cards:
    """Hands out the cards that the window has left; who comes later is a row of the storm, which calls nobody: what is
    critical has a card of its own for longer."""

    def __init__(self, turn: Turn, groups: Groups, room: Room) -> None:
        self.size = room.cards
        self._turn = turn
        self._groups = groups
        self._room = room
        self._given = 0
        self._storm = ""

    async def give(self, step: Step, *, spare: bool = True) -> None:
        is_urgent = step.after.incident.severity is Severity.CRITICAL
        if (spare and self._given < self._room.cards) or (is_urgent and self._given < self._room.urgent):
            self._given += 1
            self._turn.put(replace(step, after=lifecycle.announced(step.after, self._turn.now)))
            return
        if not self._storm:
            self._storm = await self._groups.storm(self._turn.connection, self._turn.now)
        after = replace(lifecycle.unheld(step.after), quiet=True, group=self._storm)
        self._turn.put(replace(step, after=after))


def _there_by(looked_at: datetime, one: Wanting) -> tuple[Place, ...]:
    """The places that heard of alerts when the first look was made: to others, what stood before it is no news."""
    early = {address(place) for place, at in one.asked if at <= looked_at}
    later = {address(place) for place, _ in one.asked} - early
    return tuple(place for place in one.step.after.places if address(place) not in later)


def severity(step: Step) -> Severity:
    """How urgent the incident is, by its kind, its job and the row of the sheet that explains it."""
    return severity_of(step.after.incident, _sheet(step))


def _sheet(step: Step) -> str:
    found = step.report.found if step.report else None
    if found is None or found.verdict != "known" or not found.solutions:
        return ""
    return found.solutions[0].entry.severity


def _causeless(ready: Iterable[Step]) -> list[StoredIncident]:
    """Those that may turn out to follow from another: no cause follows from anything."""
    return [step.after for step in ready if not step.after.incident.effects]


def _linked(turn: Turn, step: Step, link: Link) -> Step:
    after = lifecycle.following(lifecycle.unheld(step.after), link.cause, link.because)
    grouped: Happening = turn.happening("grouped", text=link.because)
    return replace(step, after=after, happenings=(*step.happenings, grouped))


def _urgency(step: Step) -> bool:
    return not (step.after.incident.critical or step.after.incident.severity is Severity.CRITICAL)
