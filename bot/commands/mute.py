"""`resync mute`: sets, lists and ends mutes in the database of a Resync that may be serving meanwhile."""

from __future__ import annotations

import getpass
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.alerts.routing.mute_desk import MuteDesk
from bot.commands.here import Here, environment_of, environments, here, note_of
from bot.phrases import Phrases
from bot.places import data_folder, database_url
from bot.presenters.moments import Calendar
from bot.settings import Settings
from bot.store.rows import Mute
from bot.store.store import Store

UNUSABLE = 2
FAILED = 1
_DURATION = re.compile(r"(?:(\d{1,3})\s*d)?\s*(?:(\d{1,4})\s*h)?\s*(?:(\d{1,6})\s*m(?:in)?)?", re.IGNORECASE)
_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be done: set a mute, list those in force, or end the one of an id or pattern."""

    pattern: str = ""
    lasting: str = ""
    reason: str = ""
    environment: str = ""
    listed: bool = False
    ended: str = ""


async def mute(settings: Settings, wanted: Wanted) -> int:
    """Do what is wanted, and say it; gives the exit status: 2 where it makes no sense, 1 where there is no such mute.

    Raises: ResyncError where the database cannot be used.
    """
    phrases = Phrases(settings.resync_language)
    fault = _fault(wanted)
    if fault:
        return _refused(phrases.say(fault), UNUSABLE)
    environment = environment_of(settings, wanted.environment)
    if not environment:
        known = ", ".join(environments(settings))
        return _refused(phrases.say("routing.wrong.environment", values=known), UNUSABLE)
    found = await here(settings, environment)
    told = _Told(phrases, found)
    async with _desk(settings, found.now) as desk:
        if wanted.listed:
            told.list(await desk.active())
            return 0
        if wanted.ended:
            return told.end(wanted.ended, await desk.unmute(wanted.ended))
        until = found.now + (duration(wanted.lasting) or timedelta())
        told.set(await desk.mute(wanted.pattern, until, wanted.reason, _who(), wanted.environment))
    return 0


def duration(text: str) -> timedelta | None:
    """What `90m`, `2h` or `1d 6h` means; None where it means nothing, or no time, or more than a year."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    lasting = timedelta(days=days, hours=hours, minutes=minutes)
    return lasting if timedelta() < lasting <= _LONGEST else None


def _fault(wanted: Wanted) -> str:
    asks = [bool(wanted.pattern), wanted.listed, bool(wanted.ended)]
    options = wanted.lasting or wanted.reason or wanted.environment
    if sum(asks) != 1 or (options and not wanted.pattern):
        return "mute.wrong.one"
    if not wanted.pattern:
        return ""
    if duration(wanted.lasting) is None:
        return "mute.wrong.for"
    if not wanted.reason.strip():
        return "mute.wrong.reason"
    return "" if 0 < len(wanted.pattern.strip()) <= MuteDesk.LONGEST else "mute.wrong.pattern"


@asynccontextmanager
async def _desk(settings: Settings, now: datetime) -> AsyncIterator[MuteDesk]:
    data_folder(settings)
    store = await Store.open(database_url(settings))
    try:
        yield MuteDesk(store, lambda: now)
    finally:
        await store.close()


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return ""


def _refused(sentence: str, status: int) -> int:
    sys.stderr.write(f"resync: {sentence}\n")
    return status


class _Told:
    """Says it on the terminal, in the configured language, by the engine's clock."""

    def __init__(self, phrases: Phrases, found: Here) -> None:
        self._phrases = phrases
        self._note = note_of(found, phrases)
        self._calendar = Calendar(zone=found.zone, now=found.now, language=phrases.language)
        self._console = Console()

    def set(self, mute: Mute) -> None:
        """A mute that was set, and how to end it."""
        says = {"pattern": mute.pattern, "until": self._calendar.moment(mute.until), "id": mute.id}
        says |= {"zone": self._calendar.zone_letters(mute.until), "reason": mute.reason}
        key = "mute.set"
        if mute.environment:
            key, says["environment"] = "mute.set_there", mute.environment
        self._console.print(Text(self._phrases.say(key, **says)))
        self._console.print(Text(self._phrases.say("mute.how_to_end", id=mute.id), style="dim"))
        self._show_note()

    def end(self, named: str, ended: Sequence[Mute]) -> int:
        """Mutes that were ended; status 1 where there was none."""
        if not ended:
            return _refused(self._phrases.say("mute.wrong.end", id=named), FAILED)
        for one in ended:
            self._console.print(Text(self._phrases.say("mute.ended", pattern=one.pattern, id=one.id)))
        return 0

    def list(self, standing: Sequence[Mute]) -> None:
        """The mutes in force, as a table."""
        say = self._phrases.say
        if not standing:
            self._console.print(Text(say("mute.none")))
            return
        headings = ("mute.id", "mute.pattern", "mute.environment", "mute.until", "mute.reason", "mute.who")
        table = Table(*(say(heading) for heading in headings))
        for one in standing:
            until = f"{self._calendar.moment(one.until)} {self._calendar.zone_letters(one.until)}"
            where = one.environment or say("mute.everywhere")
            table.add_row(*map(Text, (one.id, one.pattern, where, until, one.reason, one.who)))
        self._console.print(table)
        self._show_note()

    def _show_note(self) -> None:
        if self._note:
            self._console.print(Text(self._note, style="yellow"))
