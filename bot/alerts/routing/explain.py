"""Why an alert would go where it goes: every rule with its answer, as phrases; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.alerts.routing.holds import AnyMute, silences
from bot.alerts.routing.records import Reason, Route
from bot.alerts.routing.routing import Routing
from bot.alerts.routing.rules import Maintenance, Match, Step
from bot.alerts.routing.severity import is_at_least, stands_as
from bot.alerts.routing.windows import moment
from bot.reports import Incident
from bot.store.rows import Mute, Place

_MINUTE = timedelta(minutes=1)


def explained(routing: Routing, incident: Incident, now: datetime, mutes: Sequence[Mute] = ()) -> tuple[Reason, ...]:
    """Headings and lines in the order in which they are read: the rules, the places, what holds it back, who is next.

    A key with `.title.` is a heading, one with `.yes` or `.no` says whether a rule counts.
    """
    route = routing.of(incident, now, mutes)
    return (
        ("routing.title.rules", ()),
        *_rules(routing, incident),
        ("routing.title.places", ()),
        *_places(route),
        ("routing.title.holds", ()),
        *_mutes(routing, incident, now, mutes),
        *_maintenance(routing, incident, now),
        *_quiet_hours(routing, incident, now),
        _when(route),
        ("routing.title.escalation", ()),
        *_escalation(routing, incident, now, route),
    )


def _rules(routing: Routing, incident: Incident) -> Iterator[Reason]:
    counted = tuple(routing.rules(incident))
    if not routing.settings.rules:
        yield "routing.rules.none", ()
    for rule in routing.settings.rules:
        misses = _misses(rule.match, incident)
        if misses:
            yield "routing.rule.no", (rule.name, misses)
        elif rule in counted:
            yield ("routing.rule.yes_also" if rule.also else "routing.rule.yes"), (rule.name,)
        else:
            yield "routing.rule.late_no", (rule.name, counted[-1].name)


def _places(route: Route) -> Iterator[Reason]:
    yield from (reason for reason in route.reasons if reason[0] in {"routing.unreachable", "routing.by_default"})
    yield from (_place(place) for place in route.places)
    if not route.places:
        yield "routing.nowhere", ()


def _place(place: Place) -> Reason:
    channel = f"{place.chat}:{place.target}"
    if place.mentions:
        return f"routing.calling.{place.language}", (channel, ", ".join(place.mentions))
    return f"routing.place.{place.language}", (channel,)


def _mutes(routing: Routing, incident: Incident, now: datetime, mutes: Sequence[Mute]) -> Iterator[Reason]:
    everything: tuple[AnyMute, ...] = (*routing.settings.silences, *mutes)
    zone = routing.zone()
    standing = [(one, until) for one in everything if (until := moment(one.until, zone)) > now]
    if not standing:
        yield "routing.mutes.none", ()
    for one, until in standing:
        key = "routing.mute.yes" if silences(incident, one) else "routing.mute.no"
        yield key, (one.pattern, until.isoformat(), one.reason)


def _maintenance(routing: Routing, incident: Incident, now: datetime) -> Iterator[Reason]:
    if not routing.settings.maintenance:
        yield "routing.maintenance.none", ()
    for one in routing.settings.maintenance:
        yield _window(one, incident, one.window.end_of(now, routing.zone()))


def _window(one: Maintenance, incident: Incident, end: datetime | None) -> Reason:
    misses = _misses(one.match, incident)
    if misses:
        return "routing.maintenance.no", (one.name, misses)
    if end is None:
        return "routing.maintenance.later_no", (one.name, str(one.window))
    key = "routing.maintenance.never_yes" if one.suppress else "routing.maintenance.yes"
    return key, (one.name, end.isoformat())


def _quiet_hours(routing: Routing, incident: Incident, now: datetime) -> Iterator[Reason]:
    quiet = routing.settings.quiet_hours
    if quiet is None:
        yield "routing.quiet.none", ()
        return
    end = quiet.window.end_of(now, routing.zone())
    if end is None:
        yield "routing.quiet.later_no", (str(quiet.window),)
    elif is_at_least(stands_as(incident), quiet.unless):
        yield "routing.quiet.urgent_no", (str(quiet.window), stands_as(incident).value)
    else:
        yield "routing.quiet.yes", (str(quiet.window), end.isoformat())


def _when(route: Route) -> Reason:
    if route.hold is None:
        return "routing.at_once", ()
    if route.hold.suppressed:
        return "routing.never", ()
    return "routing.waits", (route.hold.until.isoformat(),)


def _escalation(routing: Routing, incident: Incident, now: datetime, route: Route) -> Iterator[Reason]:
    if not routing.settings.steps:
        yield "routing.steps.none", ()
        return
    if route.hold is not None and route.hold.suppressed:
        yield "routing.steps.never", ()
        return
    told_at = now if route.hold is None else route.hold.until
    yield from (_step(step, incident, told_at, routing) for step in routing.settings.steps)


def _step(step: Step, incident: Incident, told_at: datetime, routing: Routing) -> Reason:
    misses = _misses(step.match, incident)
    after = f"{step.after / _MINUTE:g} min"
    if misses:
        return "routing.step.no", (step.name, after, misses)
    place = routing.place_of(step)
    places = (place,) if place.chat else routing.of(incident, told_at).places
    where = ", ".join(f"{one.chat}:{one.target}" for one in places)
    people = ", ".join(place.mentions)
    key = "routing.step.calling_yes" if people else "routing.step.yes"
    at = (told_at + step.after).isoformat()
    return key, (step.name, after, at, where, *((people,) if people else ()))


def _misses(match: Match, incident: Incident) -> str:
    return "; ".join(_missed(match, incident, match.misses(incident)))


def _missed(match: Match, incident: Incident, names: Iterable[str]) -> Iterator[str]:
    given = {
        "environment": incident.environment,
        "folder": incident.folder,
        "job_stream": incident.job_stream,
        "job": incident.job_name or incident.job,
        "workstation": incident.workstation,
        "kind": incident.kind.value,
        "severity": stands_as(incident).value,
    }
    return (f"{name} = {match.wanted(name)} (≠ {given[name] or '–'})" for name in names)
