"""From resync.toml to the rules, and to how the alerts behave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.alerts.routing.records import called_on
from bot.alerts.routing.rules import Maintenance, Match, QuietHours, RouteSettings, Rule, Silence, Step
from bot.alerts.routing.shifts import HandoverSettings, HandoverTimes
from bot.alerts.routing.windows import Span, Weekly, Window
from bot.alerts.settings import AlertSettings, KindSettings
from bot.reports import IncidentKind
from bot.store.rows import Place
from bot.structure import Alerts, Escalation, KindAlerts, Matching, Structure
from bot.structure import Maintenance as MaintenanceTable
from bot.structure import Mute as MuteTable
from bot.structure import Route as RouteTable


def route_settings(structure: Structure, language: str) -> RouteSettings:
    """The rules of resync.toml; `language` is that of the places for which it names none."""
    quiet = structure.quiet_hours
    steps = [_step(number, step, language) for number, step in enumerate(structure.escalation, 1)]
    return RouteSettings(
        rules=tuple(_rule(number, route, language) for number, route in enumerate(structure.route, 1)),
        silences=tuple(map(_silence, structure.mute)),
        maintenance=tuple(_maintenance(number, one) for number, one in enumerate(structure.maintenance, 1)),
        quiet_hours=None
        if quiet is None
        else QuietHours(window=Weekly(start=quiet.begins, end=quiet.to, days=quiet.days), unless=quiet.unless),
        steps=tuple(sorted(steps, key=lambda step: step.after)),
    )


def handover_settings(structure: Structure, zone: Callable[[], ZoneInfo], language: str) -> HandoverSettings | None:
    """When and where the handover is told, None where resync.toml does not say when."""
    told = structure.handover
    if told is None:
        return None
    times = HandoverTimes(at=tuple(sorted(set(told.at))), days=told.days, zone=zone)
    return HandoverSettings(times=times, places=_places(told.channels, told.language or language, told.mention))


def alert_settings(structure: Structure) -> AlertSettings:
    """How the alerts behave, the defaults changed by what `[alerts]` says."""
    table = structure.alerts
    defaults = AlertSettings()
    changed: dict[str, Any] = {name: duration for name, duration in _durations(table) if duration is not None}
    changed |= {
        name: value
        for name in ("cards_in_window", "flapping_from", "overrun_factor", "looks_until_down")
        if (value := getattr(table, name)) is not None
    }
    return replace(defaults, **changed, kinds=_kinds(table.kinds, defaults.kinds))


def place(channel: str, language: str, mentions: Sequence[str] = ()) -> Place:
    """The place that `platform:target` names."""
    chat, _, target = channel.partition(":")
    return Place(chat=chat, target=target, language=language, mentions=called_on(chat, mentions))


def _durations(table: Alerts) -> Iterable[tuple[str, timedelta | None]]:
    minutes = {
        "window": table.window_minutes,
        "reopen_within": table.reopen_within_minutes,
        "flapping": table.flapping_minutes,
        "recovery_wait": table.recovery_wait_minutes,
        "cause_window": table.cause_window_minutes,
        "conditions_every": table.conditions_every_minutes,
    }
    days = {"kept": table.kept_days, "messages_kept": table.messages_kept_days}
    yield from ((name, None if value is None else timedelta(minutes=value)) for name, value in minutes.items())
    yield from ((name, None if value is None else timedelta(days=value)) for name, value in days.items())


def _kinds(
    told: Mapping[IncidentKind, KindAlerts], defaults: Mapping[IncidentKind, KindSettings]
) -> dict[IncidentKind, KindSettings]:
    return {kind: _kind(told[kind], own) if kind in told else own for kind, own in defaults.items()}


def _kind(told: KindAlerts, own: KindSettings) -> KindSettings:
    after = own.after if told.after_minutes is None else timedelta(minutes=told.after_minutes)
    return KindSettings(on=told.on, after=after)


def _match(table: Matching) -> Match:
    return Match(
        environment=table.environment,
        folder=table.folder,
        job_stream=table.job_stream,
        job=table.job,
        workstation=table.workstation,
        kind=table.kind,
        severity=table.severity,
    )


def _places(channels: Iterable[str], language: str, mentions: Sequence[str]) -> tuple[Place, ...]:
    return tuple(place(channel, language, mentions) for channel in dict.fromkeys(channels))


def _rule(number: int, route: RouteTable, language: str) -> Rule:
    return Rule(
        name=route.name or f"[[route]] {number}",
        match=_match(route),
        places=_places(route.channels, route.language or language, route.mention),
        also=route.also,
    )


def _silence(mute: MuteTable) -> Silence:
    return Silence(pattern=mute.pattern, until=mute.until, reason=mute.reason, environment=mute.environment)


def _maintenance(number: int, table: MaintenanceTable) -> Maintenance:
    return Maintenance(
        name=table.name or f"[[maintenance]] {number}",
        match=_match(table),
        window=_window(table),
        reason=table.reason,
        suppress=table.suppress,
    )


def _window(table: MaintenanceTable) -> Window:
    if isinstance(table.begins, datetime):
        if table.until is None:
            raise ValueError("a window that begins at a moment ends at one")
        return Span(start=table.begins, end=table.until)
    if table.to is None:
        raise ValueError("a window that begins at a time of day ends at one")
    return Weekly(start=table.begins, end=table.to, days=table.days)


def _step(number: int, step: Escalation, language: str) -> Step:
    return Step(
        name=step.name or f"[[escalation]] {number}",
        match=_match(step),
        after=timedelta(minutes=step.after_minutes),
        place=place(step.channel, step.language or language, step.mention) if step.channel else None,
        mentions=step.mention,
    )
