"""Where an alert goes, whether it waits, and who hears of it when nobody takes it; pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.alerts.routing.holds import hold
from bot.alerts.routing.records import THREAD, Reason, Route
from bot.alerts.routing.rules import RouteSettings, Rule, Step
from bot.reports import Incident
from bot.store.rows import Mute, Place


class Routing:
    """The rules at work. `default` are the places where no rule is for an incident.

    `platforms` are the chats that can be written to beside those of `default`. A place on any other is left out; where
    none is left, the defaults hear of it: nothing is routed nowhere.
    """

    def __init__(
        self,
        settings: RouteSettings,
        default: Sequence[Place],
        zone: Callable[[], ZoneInfo],
        *,
        platforms: Collection[str] = (),
    ) -> None:
        self.settings = settings
        self.default = tuple(default)
        self.zone = zone
        self._platforms = {*platforms, *(place.chat for place in default)}

    def of(self, incident: Incident, now: datetime, mutes: Sequence[Mute] = ()) -> Route:
        """Where the incident's thread stands, and what holds it back now. `mutes` are those in force."""
        rules = tuple(self.rules(incident))
        places, reasons = self._places(rules)
        held = hold(self.settings, incident, now, mutes, self.zone())
        if held is not None:
            key, _, why = held.why.partition(":")
            reasons += (
                (f"routing.suppressed.{key}", (why,))
                if held.suppressed
                else (f"routing.held.{key}", (why, held.until.isoformat())),
            )
        return Route(places=places, hold=held, reasons=reasons)

    def rules(self, incident: Incident) -> Iterator[Rule]:
        """The rules that count: the first that is for the incident, and those after it as long as each says `also`."""
        for rule in self.settings.rules:
            if rule.match.is_for(incident):
                yield rule
                if not rule.also:
                    return

    def steps(self, incident: Incident) -> tuple[Step, ...]:
        """The steps of the escalation that are for the incident, the soonest first."""
        return tuple(step for step in self.settings.steps if step.match.is_for(incident))

    def escalation(
        self,
        incident: Incident,
        *,
        announced_at: datetime | None,
        level: int,
        now: datetime,
        mutes: Sequence[Mute] = (),
    ) -> Place | None:
        """The place that hears next of an incident that nobody took, or THREAD; None for not yet, or nobody more.

        `level` counts the steps that were taken. A step waits while the incident would be held back.
        """
        steps = self.steps(incident)
        is_waited_for = incident.state == "open" and not incident.taken_by and incident.closed_at is None
        if not is_waited_for or announced_at is None or not 0 <= level < len(steps):
            return None
        if now < announced_at + steps[level].after:
            return None
        if hold(self.settings, incident, now, mutes, self.zone()):
            return None
        return self.place_of(steps[level])

    def place_of(self, step: Step) -> Place:
        """Where a step tells: its own place, else THREAD, calling the step's people."""
        if step.place is not None and self.can_reach(step.place):
            return step.place
        return replace(THREAD, mentions=step.mentions)

    def can_reach(self, place: Place) -> bool:
        """Whether the place is on a platform that can be written to."""
        return place.chat in self._platforms

    def _places(self, rules: Sequence[Rule]) -> tuple[tuple[Place, ...], tuple[Reason, ...]]:
        wanted = merged(place for rule in rules for place in rule.places)
        places = tuple(filter(self.can_reach, wanted))
        reasons: tuple[Reason, ...] = tuple(("routing.by_rule", (rule.name,)) for rule in rules)
        reasons += tuple(
            ("routing.unreachable", (f"{place.chat}:{place.target}", place.chat))
            for place in wanted
            if not self.can_reach(place)
        )
        if places:
            return places, reasons
        if self.default:
            return self.default, (*reasons, ("routing.by_default", ()))
        return (), (*reasons, ("routing.nowhere", ()))


def merged(places: Iterable[Place]) -> tuple[Place, ...]:
    """Each place once, in the order and language of its first mention, calling everyone that any of them calls."""
    found: dict[tuple[str, str], Place] = {}
    for place in places:
        known = found.setdefault((place.chat, place.target), place)
        mentions = tuple(dict.fromkeys((*known.mentions, *place.mentions)))
        found[place.chat, place.target] = replace(known, mentions=mentions)
    return tuple(found.values())
