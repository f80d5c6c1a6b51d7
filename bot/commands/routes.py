"""`resync routes`: where an alert about a job would go, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rich.console import Console
from rich.text import Text

from bot.alerts.routing import Routing
from bot.alerts.routing.configured import route_settings
from bot.alerts.routing.explain import explained
from bot.alerts.routing.records import Reason
from bot.commands.asked_alert import OF_JOBS, RefusedError, Wanted, asked_incident, moment_of, word_of
from bot.commands.here import ASK_SECONDS, Here, environment_of, environments, here, note_of
from bot.phrases import Phrases
from bot.places import data_folder, database_url
from bot.presenters.moments import Calendar
from bot.reports import Incident, IncidentKind, Severity
from bot.settings import Settings
from bot.store import mutes
from bot.store.rows import Mute
from bot.store.store import Store
from bot.wrong_value import ended, near_among
from tws.client import TwsClient
from tws.deadline import within
from tws.errors import TwsError
from tws.models import Job
from tws.questions.choice import one_job
from tws.questions.errors import ArgumentError
from tws.reports import NotFound

UNUSABLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The job as HWA has it; or why it is not known, as a phrase's key."""

    job: Job | None = None
    why: str = ""


async def routes(settings: Settings, wanted: Wanted) -> int:
    """Print where the alert would go and why; gives the exit status, 2 where what is asked for makes no sense.

    Raises: ResyncError where the database cannot be read.
    """
    phrases = Phrases(settings.resync_language)
    try:
        kind = word_of(IncidentKind, wanted.kind, "kind")
        severity = word_of(Severity, wanted.severity, "severity") if wanted.severity else None
        environment = _environment(settings, wanted.environment)
        found = await here(settings, environment)
        asked = await _ask(found, wanted.job, kind)
        at = moment_of(wanted.at, found.now, found.zone)
        incident = asked_incident(wanted.job, kind, environment=environment, at=at, job=asked.job, severity=severity)
    except RefusedError as error:
        near = near_among(error.written, error.values.split(", "), phrases)
        sentence = ended(phrases.say(f"routing.wrong.{error.option}", values=error.values).rstrip(".") + near)
        sys.stderr.write(f"resync: {sentence}\n")
        return UNUSABLE
    reasons = explained(_routing(settings, found), incident, at, await _mutes(settings, at))
    calendar = Calendar(zone=found.zone, now=found.now, language=phrases.language)
    source = " ".join(filter(None, (_source(phrases, incident, asked), note_of(found, phrases))))
    _show(phrases, calendar, incident=incident, source=source, reasons=reasons)
    return 0


def _environment(settings: Settings, named: str) -> str:
    environment = environment_of(settings, named)
    if not environment:
        raise RefusedError("environment", ", ".join(environments(settings)), written=named)
    return environment


async def _ask(found: Here, text: str, kind: IncidentKind) -> _Asked:
    if kind not in OF_JOBS:
        return _Asked(why="routing.by_name.no_job")
    if found.config is None:
        return _Asked(why="routing.by_name.silent" if found.note else "routing.by_name.none")
    try:
        async with TwsClient(found.config) as master, within(ASK_SECONDS):
            chosen = await one_job(master, text)
    except TwsError:
        return _Asked(why="routing.by_name.silent")
    except ArgumentError as error:
        raise RefusedError("job") from error
    return _Asked(why="routing.by_name.unknown") if isinstance(chosen, NotFound) else _Asked(job=chosen.job)


def _routing(settings: Settings, found: Here) -> Routing:
    rules = route_settings(settings.structure, settings.resync_language)
    return Routing(rules, found.places, lambda: found.zone, platforms=found.platforms)


async def _mutes(settings: Settings, at: datetime) -> tuple[Mute, ...]:
    data_folder(settings)
    store = await Store.open(database_url(settings))
    try:
        async with store.reading() as connection:
            return await mutes.active(connection, at)
    finally:
        await store.close()


def _show(phrases: Phrases, calendar: Calendar, *, incident: Incident, source: str, reasons: Iterable[Reason]) -> None:
    console, at = Console(), incident.opened_at
    about = phrases.say(
        "routing.about",
        job=incident.job,
        kind=incident.kind.value,
        severity=incident.severity.value,
        environment=incident.environment,
        at=calendar.moment(at),
        zone=calendar.zone_letters(at),
    )
    console.print(Text(about, style="bold"))
    console.print(Text(source, style="dim"))
    for reason in reasons:
        console.print(_line(phrases, calendar, reason))


def _source(phrases: Phrases, incident: Incident, asked: _Asked) -> str:
    if asked.job is None:
        return phrases.say(asked.why)
    return phrases.say(
        "routing.from_hwa",
        job_stream=incident.job_stream,
        workstation=incident.workstation,
        folder=incident.folder,
        critical=phrases.say("routing.critical" if incident.critical else "routing.not_critical"),
    )


def _line(phrases: Phrases, calendar: Calendar, reason: Reason) -> Text:
    key, arguments = reason
    told = phrases.say(key, **{str(n): _told(calendar, text) for n, text in enumerate(arguments, 1)})
    if ".title." in key:
        return Text(f"\n{told}", style="bold")
    word = key.rpartition(".")[2]
    if word.startswith("yes") or word.endswith("_yes"):
        return Text("  ✓ ", style="green") + Text(told)
    if word == "no" or word.endswith("_no"):
        return Text("  ✗ ", style="dim") + Text(told, style="dim")
    return Text(f"    {told}")


def _told(calendar: Calendar, text: str) -> str:
    """A moment as a person reads it; anything else as it is."""
    try:
        moment = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return text
    if moment is None or moment.tzinfo is None:
        return text
    return f"{calendar.moment(moment)} {calendar.zone_letters(moment)}"
