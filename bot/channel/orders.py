"""Commands that are Resync's own: help, alerts of a channel, its board, mutes; what is a question is given back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.board import Boards
from bot.cards import Card, Tone
from bot.channel.asked import Asked, TellerIn, typed, usage
from bot.channel.commands import NAMES
from bot.channel.hearing import Hearing
from bot.channel.matching import no_workstation, unmatched
from bot.channel.quiet import Quiet
from bot.channel.rooms import Floor
from bot.channel.status import Statuses
from bot.errors import ChatError
from bot.messages import Told, Visitor
from bot.presenters.board import status_card
from bot.presenters.home import commands_card, greeting_card, note_card

SAMPLE_PATTERN = "PAY_*"
_SHOWN = 60  # characters of what could not be read


class Orders:
    """Does what a command asks for. Raises: SQLAlchemyError where the store does not answer."""

    def __init__(
        self,
        *,
        floor: Floor,
        hearing: Hearing,
        quiet: Quiet,
        boards: Boards,
        statuses: Statuses,
        teller: TellerIn,
    ) -> None:
        self._floor = floor
        self._hearing = hearing
        self._boards = boards
        self._statuses = statuses
        self._teller = teller
        self._by_name = {
            "help": self._help,
            "alerts": hearing.obey,
            "mute": quiet.obey,
            "board": self._board,
            "incomplete": self._part,
            "wrong": self._wrong,
            "unknown": self._unknown,
        }

    async def obey(self, asked: Asked) -> Told:
        """The card for whoever asked, with a question where the agent is to answer."""
        command = asked.command
        if command.name == "ask":
            stranger = await self._stranger(asked)
            if stranger is not None:
                return stranger
            return Told(card=Card(title=command.question), language=asked.language, question=command.question)
        return await self._by_name[command.name](asked)

    def greeting(self, visitor: Visitor, language: str) -> Card:
        """Who this is, and how alerts are switched on there."""
        teller = self._teller(language)
        on = typed("alerts", visitor, language, teller.say("switch.on"))
        some, help_ = f"{on} {SAMPLE_PATTERN}", typed("help", visitor, language)
        return greeting_card(alerts=on, some=some, help_=help_, private=visitor.private, teller=teller)

    async def left(self, visitor: Visitor, *, with_team: bool) -> None:
        """End the alerts of a place that Resync was removed from."""
        await self._hearing.end(visitor, with_team=with_team)

    async def _stranger(self, asked: Asked) -> Told | None:
        """A name that there is none of is said to be, before everything is answered in its place."""
        command, rooms = asked.command, self._floor.seen(asked.scope)
        if not command.unread:
            return None
        if command.argument == "health":
            names = {room.name.casefold(): room.name for room in rooms}
            return None if command.unread.casefold() in names else self._no_environment(asked, names.values())
        problem, found = (
            ("workstation", await no_workstation(rooms, (command.unread,), asked.scope))
            if command.argument == "agents"
            else ("name", await unmatched(rooms, (f"{command.unread}*",), asked.scope))
        )
        if not found:
            return None
        return await self._wrong(replace(asked, command=replace(command, name="wrong", problem=problem)))

    def _no_environment(self, asked: Asked, known: Iterable[str]) -> Told:
        named = _short(asked.command.unread or asked.command.argument)
        return asked.refused(
            self._teller(asked.language).say("refused.environment", name=named, known=", ".join(known))
        )

    async def _help(self, asked: Asked) -> Told:
        """Every command as it is typed there, or the one that was named."""
        teller, named = self._teller(asked.language), asked.command.argument
        shown = [usage(name, asked.visitor, teller) for name in ((named,) if named else NAMES)]
        return asked.private(commands_card(shown, teller))

    async def _part(self, asked: Asked) -> Told:
        """A name is missing: how it is typed."""
        teller = self._teller(asked.language)
        how = usage(asked.command.argument, asked.visitor, teller).typed
        return asked.private(note_card(teller.say("commands.incomplete", usage=how), Tone.WARNING))

    async def _wrong(self, asked: Asked) -> Told:
        """What could not be read, and how it is typed."""
        teller, command = self._teller(asked.language), asked.command
        unread = _short(command.unread)
        on, off = (
            typed("alerts", asked.visitor, asked.language, teller.say(f"switch.{way}"), unread) for way in ("on", "off")
        )
        examples = {
            "mute": ("mute", unread if command.problem == "no_length" else SAMPLE_PATTERN, "2h"),
            "agents": ("agents",),
            "errors": ("errors", teller.say("example.errors")),
            "handover": ("handover", teller.say("example.handover")),
            "alerts": ("alerts", teller.say("switch.on"), SAMPLE_PATTERN),
        }
        name, *arguments = examples.get(command.argument, ("help",))
        how = on if command.problem in {"switch", "one_job"} else typed(name, asked.visitor, asked.language, *arguments)
        told = teller.say(f"wrong.{command.problem}", input=unread, usage=how, off=off)
        return asked.refused(told)

    async def _unknown(self, asked: Asked) -> Told:
        """No command, but near one."""
        how, help_ = (typed(name, asked.visitor, asked.language) for name in (asked.command.argument, "help"))
        teller = self._teller(asked.language)
        return asked.refused(teller.say("commands.unknown", input=_short(asked.command.unread), usage=how, help=help_))

    async def _board(self, asked: Asked) -> Told:
        teller, wanted = self._teller(asked.language), asked.command.argument
        seen = {room.name.casefold(): room.name for room in self._floor.seen(asked.scope)}
        name = seen.get(wanted.casefold()) if wanted else next(iter(seen.values()), None)
        if name is None:
            return self._no_environment(asked, seen.values())
        if asked.command.on is False:
            ended = await self._boards.end(asked.visitor, name if wanted else "")
            if not ended:
                return asked.private(note_card(teller.say("board.none")))
            return asked.public(note_card(teller.say("board.ended"), Tone.NEUTRAL, asked.by(teller)))
        if not self._boards.can_reach(asked.visitor):
            return asked.private(status_card(await self._statuses(name, asked.scope), teller))
        try:
            await self._boards.post(asked.visitor, name, asked.language)
        except ChatError as refusal:
            return asked.refused(teller.say("board.uninvited" if refusal.gone else "board.unposted"))
        return asked.private(note_card(teller.say("board.posted"), Tone.GOOD))


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
