"""`resync routes`: where an alert about a job would go, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from bot.alerts.routing import Routing
from bot.alerts.routing.configured import route_settings
from bot.alerts.routing.explain import explained
from bot.alerts.routing.records import Reason
from bot.commands.asked_alert import OF_JOBS, RefusedError, Wanted, asked_incident, moment_of, word_of
from bot.phrases import Phrases
from bot.places import data_folder, database_url
from bot.presenters.moments import Calendar
from bot.reports import Incident, IncidentKind, Severity
from bot.settings import Settings
from bot.store import mutes
from bot.store.rows import Mute, Place
from bot.store.store import Store
from bot.zone import Zone
from tws.errors import TwsError
from tws.models import Job
from tws.reports import NotFound

UNUSABLE = 2
ASK_SECONDS = 6.0
# Where `resync run` tells what no route decides about.
_USUAL = ("web", "alerts")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What HWA told: the time and zone it has, the job; or why the job is not known, as a phrase's key."""

    now: datetime
    job: Job | None = None
    why: str = ""


async def routes(settings: Settings, wanted: Wanted) -> int:
    """Print where the alert would go and why; gives the exit status, 2 where what is asked for makes no sense.

    Raises: ResyncError where the database cannot be read.
    """
    phrases, zone = Phrases(settings.resync_language), Zone(settings.zone)
    try:
        kind = word_of(IncidentKind, wanted.kind, "kind")
        severity = word_of(Severity, wanted.severity, "severity") if wanted.severity else None
        environment = _environment(settings, wanted.environment)
        asked = await _ask(settings, wanted.job, kind, environment, zone)
        at = moment_of(wanted.at, asked.now, zone())
        incident = asked_incident(wanted.job, kind, environment=environment, at=at, job=asked.job, severity=severity)
    except RefusedError as error:
        sentence = phrases.say(f"routing.wrong.{error.option}", values=error.values)
        sys.stderr.write(f"resync: {sentence}\n")
        return UNUSABLE
    reasons = explained(_routing(settings, zone), incident, at, await _mutes(settings, at))
    calendar = Calendar(zone=zone(), now=asked.now, language=phrases.language)
    _show(phrases, calendar, incident=incident, asked=asked, reasons=reasons)
    return 0


def _environment(settings: Settings, named: str) -> str:
    known = [one.name for one in settings.structure.environment] or ["default"]
    if named and named not in known:
        raise RefusedError("environment", ", ".join(known))
    return named or known[0]


async def _ask(settings: Settings, text: str, kind: IncidentKind, environment: str, zone: Zone) -> _Asked:
    here = datetime.now(UTC)
    if not settings.names_a_master:
        return _Asked(now=here, why="routing.by_name.none")
    # They take seconds to import, and are for nothing where there is no master.
    from bot.app import configured
    from tws.client import TwsClient
    from tws.deadline import within
    from tws.questions.choice import one_job
    from tws.questions.errors import ArgumentError

    config = next(one for one in configured(settings) if one.environment == environment)
    try:
        async with TwsClient(config) as master, within(ASK_SECONDS):
            await zone.learn(master)
            if kind not in OF_JOBS:
                return _Asked(now=master.now(), why="routing.by_name.no_job")
            chosen = await one_job(master, text)
            if isinstance(chosen, NotFound):
                return _Asked(now=master.now(), why="routing.by_name.unknown")
            return _Asked(now=master.now(), job=chosen.job)
    except TwsError:
        return _Asked(now=here, why="routing.by_name.silent")
    except ArgumentError as error:
        raise RefusedError("job") from error


def _routing(settings: Settings, zone: Zone) -> Routing:
    language = settings.resync_language
    usual = Place(chat=_USUAL[0], target=_USUAL[1], language=language)
    return Routing(route_settings(settings.structure, language), [usual], zone, platforms=settings.platforms)


async def _mutes(settings: Settings, at: datetime) -> tuple[Mute, ...]:
    data_folder(settings)
    store = await Store.open(database_url(settings))
    try:
        async with store.reading() as connection:
            return await mutes.active(connection, at)
    finally:
        await store.close()


def _show(
    phrases: Phrases, calendar: Calendar, *, incident: Incident, asked: _Asked, reasons: Iterable[Reason]
) -> None:
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
    console.print(Text(_source(phrases, incident, asked), style="dim"))
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
