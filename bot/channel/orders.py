"""Commands that are Resync's own: help, alerts of a channel, its board, mutes; what is a question is given back."""

from __future__ import annotations

from bot.board import Boards
from bot.cards import Card, Tone
from bot.channel.asked import Asked, TellerIn, typed, usage
from bot.channel.commands import NAMES
from bot.channel.hearing import Hearing
from bot.channel.quiet import Quiet
from bot.channel.rooms import Floor
from bot.channel.status import Statuses
from bot.errors import ChatError
from bot.messages import Told, Visitor
from bot.presenters.board import status_card
from bot.presenters.home import commands_card, greeting_card, note_card

SAMPLE_PATTERN = "PAY_*"


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
        self._boards = boards
        self._statuses = statuses
        self._teller = teller
        self._quiet = quiet
        self._by_name = {"alerts": hearing.obey, "mute": quiet.obey, "board": self._board, "incomplete": self._part}

    async def obey(self, asked: Asked) -> Told:
        """The card for whoever asked, with a question where the agent is to answer."""
        command = asked.command
        if command.name == "ask":
            return Told(card=Card(title=command.question), language=asked.language, question=command.question)
        if command.name == "help":
            return asked.private(self.help(asked.visitor, asked.language))
        return await self._by_name[command.name](asked)

    def help(self, visitor: Visitor, language: str) -> Card:
        """Every command, as it is typed there."""
        teller = self._teller(language)
        return commands_card([usage(name, visitor, teller) for name in NAMES], teller)

    def greeting(self, visitor: Visitor, language: str) -> Card:
        """Who this is, and how alerts are switched on there."""
        teller = self._teller(language)
        on = typed("alerts", visitor, language, teller.say("hears.switch"))
        some, help_ = f"{on} {SAMPLE_PATTERN}", typed("help", visitor, language)
        return greeting_card(alerts=on, some=some, help_=help_, private=visitor.private, teller=teller)

    async def _part(self, asked: Asked) -> Told:
        """A part is missing: how it is typed."""
        if asked.command.argument == "mute":
            return asked.private(await self._quiet.usage(asked))
        teller = self._teller(asked.language)
        how = usage(asked.command.argument, asked.visitor, teller).typed
        return asked.private(note_card(teller.say("commands.incomplete", usage=how), Tone.WARNING))

    async def _board(self, asked: Asked) -> Told:
        teller, wanted = self._teller(asked.language), asked.command.argument
        seen = {room.name.casefold(): room.name for room in self._floor.seen(asked.scope)}
        name = seen.get(wanted.casefold()) if wanted else next(iter(seen.values()), None)
        if name is None:
            return asked.refused(teller.say("refused.environment", name=wanted, known=", ".join(seen.values())))
        if not self._boards.can_reach(asked.visitor):
            return asked.private(status_card(await self._statuses(name, asked.scope), teller))
        try:
            await self._boards.post(asked.visitor, name, asked.language)
        except ChatError:
            return asked.refused(teller.say("board.unposted"))
        return asked.private(note_card(teller.say("board.posted"), Tone.GOOD))
