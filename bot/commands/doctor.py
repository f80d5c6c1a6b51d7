"""`resync doctor`: looks at every configured thing and says what to do about it."""

from __future__ import annotations

import asyncio
import errno
import logging
import platform
from collections.abc import AsyncIterator, Callable, Iterator
from importlib.metadata import version

from rich.console import Console

from bot.commands.check import Check, Printed
from bot.commands.logs import log_to_stderr
from bot.commands.outside import outside
from bot.commands.serve import listening
from bot.commands.serving import local_address, served_by
from bot.commands.sheet_report import sentence_of
from bot.commands.told_places import misnamed, told_places
from bot.errors import ResyncError
from bot.phrases import Phrases
from bot.places import data_folder, database_url, knowledge_files
from bot.settings import Settings, is_loopback, near, unknown_variables
from rag.errors import WorkbookError
from rag.models import MEND
from rag.workbook import read_file, sheet_files


async def examine(settings: Settings) -> int:
    """Print each check as it is made; gives the exit status, 1 where something is bad."""
    log_to_stderr(logging.ERROR)
    phrases = Phrases(settings.resync_language)
    printed = Printed(Console(), phrases)
    async for check in _checks(settings, phrases):
        printed.show(check)
    return printed.conclude()


async def _checks(settings: Settings, phrases: Phrases) -> AsyncIterator[Check]:
    say = phrases.say
    yield Check(state="good", text=say("doctor.version", version=version("resync"), python=platform.python_version()))
    yield Check(state="good", text=say("doctor.settings"))
    for check in _unknown(settings, phrases):
        yield check
    yield _console(settings, phrases)
    yield await _port(settings, phrases)
    yield _raising(lambda: say("doctor.data", folder=str(data_folder(settings))), phrases)
    yield await _store(settings, phrases)
    async for check in _sheets(settings, phrases):
        yield check
    for check in _routes(settings, phrases):
        yield check
    async for check in outside(settings, phrases):
        yield check


def _unknown(settings: Settings, phrases: Phrases) -> Iterator[Check]:
    environments = settings.structure.environment
    for name in unknown_variables(
        meant=[v for one in environments for v in (one.password_variable, one.api_key_variable)]
    ):
        meant = near(name)
        remedy = phrases.say("doctor.unknown_near", near=meant) if meant else phrases.say("doctor.unknown_how")
        yield Check(state="warning", text=phrases.say("doctor.unknown", name=name), remedy=remedy)


def _raising(text: Callable[[], str], phrases: Phrases) -> Check:
    try:
        return Check(state="good", text=text())
    except ResyncError as error:
        return Check(state="bad", text=error.said(phrases.language))


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
            return Check(state="bad", text=error.said(phrases.language))
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
        return Check(state="bad", text=error.said(phrases.language))
    return Check(state="good", text=phrases.say("doctor.store"))


async def _sheets(settings: Settings, phrases: Phrases) -> AsyncIterator[Check]:
    try:
        files = sheet_files(knowledge_files(settings))
    except ResyncError as error:
        yield Check(state="bad", text=error.said(phrases.language))
        return
    for path in files:
        try:
            reading = await asyncio.to_thread(read_file, path)
        except WorkbookError as error:
            sentence, remedy = sentence_of(error, phrases)
            yield Check(state="bad", text=sentence, remedy=remedy)
            continue
        found = sum(finding.level == MEND for finding in reading.findings)
        text = phrases.say("doctor.sheet", file=path.name, count=len(reading.entries), findings=found)
        remedy = phrases.say("doctor.sheet_how") if found else ""
        yield Check(state="warning" if found else "good", text=text, remedy=remedy)


def _routes(settings: Settings, phrases: Phrases) -> Iterator[Check]:
    structure = settings.structure
    told = list(told_places(structure))
    for rule, channel in told:
        platform = channel.partition(":")[0]
        if platform not in settings.platforms:
            text = phrases.say("doctor.route", rule=rule, channel=channel, platform=platform)
            yield Check(state="warning", text=text, remedy=phrases.say("doctor.route_how"))
    for text, remedy in misnamed(settings, phrases):
        yield Check(state="warning", text=text, remedy=remedy)
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
