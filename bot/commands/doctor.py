"""`resync doctor`: looks at every configured thing and says what to do about it."""

from __future__ import annotations

import asyncio
import errno
import logging
import platform
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from rich.console import Console
from rich.text import Text

from bot.app import configured
from bot.commands.logs import log_to_stderr
from bot.commands.serve import listening
from bot.commands.serving import local_address, served_by
from bot.errors import ResyncError, SettingsError
from bot.phrases import Phrases
from bot.places import data_folder, database_url, knowledge_files
from bot.settings import Settings, is_loopback, unknown_variables
from rag.errors import WorkbookError
from rag.models import MEND
from rag.workbook import read_file, sheet_files
from tws.client import TwsClient, TwsConfig
from tws.errors import TwsError

SIGNS = {"good": ("✓", "green"), "warning": ("!", "yellow"), "bad": ("✗", "red")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at. `state`: good, warning, bad; `remedy` is what to do."""

    state: str
    text: str
    remedy: str = ""


async def examine(settings: Settings) -> int:
    """Print each check as it is made; gives the exit status, 1 where something is bad."""
    log_to_stderr(logging.ERROR)
    phrases, console = Phrases(settings.resync_language), Console()
    bad = 0
    async for check in _checks(settings, phrases):
        sign, style = SIGNS[check.state]
        console.print(Text(f"{sign} ", style=style) + Text(check.text))
        if check.remedy:
            console.print(Text(f"    {check.remedy}", style="dim"))
        bad += check.state == "bad"
    console.print(Text(phrases.say("doctor.bad", count=bad) if bad else phrases.say("doctor.good"), style="bold"))
    return 1 if bad else 0


async def _checks(settings: Settings, phrases: Phrases) -> AsyncIterator[Check]:
    say = phrases.say
    yield Check(state="good", text=say("doctor.version", version=version("resync"), python=platform.python_version()))
    yield Check(state="good", text=say("doctor.settings"))
    for name in unknown_variables():
        yield Check(state="warning", text=say("doctor.unknown", name=name), remedy=say("doctor.unknown_how"))
    yield _console(settings, phrases)
    yield await _port(settings, phrases)
    yield _raising(lambda: say("doctor.data", folder=str(data_folder(settings))))
    yield await _store(settings, phrases)
    async for check in _masters(settings, phrases):
        yield check
    async for check in _sheets(settings, phrases):
        yield check
    for check in _routes(settings, phrases):
        yield check
    yield await asyncio.to_thread(_model, settings, phrases)
    async for found in _slack(settings):
        yield found
    async for found in _teams(settings):
        yield found


async def _slack(settings: Settings) -> AsyncIterator[Check]:
    if not settings.slack_bot_token.get_secret_value():
        return
    from adapters.slack.checks import checks
    from bot.commands.slack import slack_config

    async for found in checks(slack_config(settings)):
        yield Check(state=found.state, text=found.text, remedy=found.remedy)


async def _teams(settings: Settings) -> AsyncIterator[Check]:
    if not (settings.teams_app_id or settings.teams_development_url):
        return
    from adapters.teams.checks import checks
    from bot.commands.teams import teams_config

    try:
        async for found in checks(teams_config(settings)):
            yield Check(state=found.state, text=found.text, remedy=found.remedy)
    except SettingsError as error:
        yield Check(state="bad", text=str(error))


def _raising(text: Callable[[], str]) -> Check:
    try:
        return Check(state="good", text=text())
    except ResyncError as error:
        return Check(state="bad", text=str(error))


def _console(settings: Settings, phrases: Phrases) -> Check:
    if is_loopback(settings.resync_host):
        return Check(state="good", text=phrases.say("doctor.open"))
    return Check(state="good", text=phrases.say("doctor.token", host=settings.resync_host))


async def _port(settings: Settings, phrases: Phrases) -> Check:
    port = str(settings.resync_port)
    if await served_by(settings):
        return Check(state="good", text=phrases.say("doctor.serving", address=local_address(settings)))
    try:
        with listening(settings):
            pass
    except ResyncError as error:
        if not _is_taken(error):
            return Check(state="bad", text=str(error))
        return Check(
            state="bad", text=phrases.say("doctor.port_taken", port=port), remedy=phrases.say("doctor.port_how")
        )
    return Check(state="good", text=phrases.say("doctor.port", port=port))


def _is_taken(error: ResyncError) -> bool:
    return isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.EADDRINUSE


async def _store(settings: Settings, phrases: Phrases) -> Check:
    from bot.store.store import Store

    try:
        store = await Store.open(database_url(settings))
        await store.ping()
        await store.close()
    except ResyncError as error:
        return Check(state="bad", text=str(error))
    return Check(state="good", text=phrases.say("doctor.store"))


async def _masters(settings: Settings, phrases: Phrases) -> AsyncIterator[Check]:
    configs = configured(settings)
    if not configs:
        yield Check(state="good", text=phrases.say("doctor.simulated"))
    for config in configs:
        if not config.verify:
            text = phrases.say("doctor.unverified", environment=config.environment)
            yield Check(state="warning", text=text, remedy=phrases.say("doctor.unverified_how"))
        for check in await _master(config, phrases):
            yield check


async def _master(config: TwsConfig, phrases: Phrases) -> list[Check]:
    from bot.presenters import error_sentence

    name = config.environment
    try:
        async with TwsClient(config) as client:
            engine = await client.engine()
            counts = await client.count_jobs_by_status()
    except TwsError as error:
        sentence, remedy = error_sentence(error, phrases)
        return [Check(state="bad", text=f"HWA {name}: {sentence}", remedy=remedy)]
    answers = phrases.say(
        "doctor.hwa", environment=name, version=engine.version, api=str(engine.api), zone=engine.time_zone or "–"
    )
    plan = phrases.say("doctor.hwa_plan", environment=name, count=sum(counts.values()))
    return [Check(state="good", text=answers), Check(state="good", text=plan)]


async def _sheets(settings: Settings, phrases: Phrases) -> AsyncIterator[Check]:
    try:
        files = sheet_files(knowledge_files(settings))
    except ResyncError as error:
        yield Check(state="bad", text=str(error))
        return
    for path in files:
        try:
            reading = await asyncio.to_thread(read_file, path)
        except WorkbookError as error:
            yield Check(state="bad", text=str(error), remedy=error.remedy)
            continue
        found = sum(finding.level == MEND for finding in reading.findings)
        text = phrases.say("doctor.sheet", file=path.name, count=len(reading.entries), findings=found)
        remedy = phrases.say("doctor.sheet_how") if found else ""
        yield Check(state="warning" if found else "good", text=text, remedy=remedy)


def _routes(settings: Settings, phrases: Phrases) -> Iterator[Check]:
    structure = settings.structure
    told = [(f"[[route]] {one.name or number}", one.channels) for number, one in enumerate(structure.route, 1)]
    told += [
        (f"[[escalation]] {one.name or number}", (one.channel,))
        for number, one in enumerate(structure.escalation, 1)
        if one.channel
    ]
    told += [("[handover]", structure.handover.channels)] if structure.handover else []
    for rule, channels in told:
        for channel in channels:
            platform = channel.partition(":")[0]
            if platform not in settings.platforms:
                text = phrases.say("doctor.route", rule=rule, channel=channel, platform=platform)
                yield Check(state="warning", text=text, remedy=phrases.say("doctor.route_how"))
    if told or structure.mute or structure.maintenance:
        yield Check(
            state="good",
            text=phrases.say(
                "doctor.routes",
                routes=len(structure.route),
                mutes=len(structure.mute),
                windows=len(structure.maintenance),
                steps=len(structure.escalation),
            ),
        )


def _model(settings: Settings, phrases: Phrases) -> Check:
    if not settings.resync_model:
        return Check(state="good", text=phrases.say("doctor.embedded"))
    from bot.agent.models import language_model

    try:
        language_model(settings.resync_model)
    except ResyncError as error:
        return Check(state="bad", text=str(error))
    return Check(state="good", text=phrases.say("doctor.llm", model=settings.resync_model))
