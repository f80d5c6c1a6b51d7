"""Teams as a chat platform: alerts as posts of a channel, edits of them, replies in their threads, notices."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

import structlog

from adapters.teams.activities import Activity, message
from adapters.teams.calls import Address, Calls, TeamsError
from adapters.teams.elements import with_refresh
from adapters.teams.inbound import Person
from adapters.teams.places import Places, address_of, channel_of, talk_of
from adapters.teams.render import pages, render
from adapters.teams.sentences import sentence
from adapters.teams.texts import DEFAULT
from bot.cards import Text
from bot.errors import ChatError
from bot.messages import Outgoing

_LOG = structlog.get_logger(__name__)
REFRESH = "refresh"
BOARD = "board"
_KEPT = 2_000
_SHOWN = 300


class TeamsChat:
    """The `Chat` of Teams. A reference is `conversation|message`."""

    name = "teams"

    def __init__(self, calls: Calls, places: Places, *, language: str = DEFAULT) -> None:
        self._calls = calls
        self._places = places
        self._language = language
        self._refused: OrderedDict[str, None] = OrderedDict()
        self._unsure: OrderedDict[str, None] = OrderedDict()
        self._again: OrderedDict[str, None] = OrderedDict()
        self._shown: OrderedDict[str, Outgoing] = OrderedDict()

    async def post(self, message: Outgoing) -> str:
        """Send a message and give the reference to edit it by; what does not fit one message follows in its thread.

        Raises: CardTooLargeError, ChatError.
        """
        mark = mark_of(message)
        to, begins = await self._address(message)
        first, *rest = self._activities(message, await self._mentions(message), is_repeated=mark in self._unsure)
        try:
            to, posted = await (self._begun(to, first) if begins else self._sent(to, first))
        except TeamsError as error:
            self._refused.pop(mark, None)
            if error.answered:
                _note(self._refused, mark)
            if error.gone:
                self._places.refused(to.root, str(error))
            raise
        self._places.taken(to.root)
        for each in rest:
            await self._further(to, each)
        self._show(to.root, posted, message)
        return f"{to.conversation}|{posted}"

    async def edit(self, reference: str, message: Outgoing) -> None:
        """Replace a message in place. A card that a person has deleted stays deleted; a board that is gone is said.

        Raises: CardTooLargeError, ChatError.
        """
        conversation, _, posted = reference.rpartition("|")
        if not posted:
            _LOG.warning("teams.not_editable", conversation=conversation, why="the connector gave the message no id")
            if message.state == BOARD:
                raise ChatError("the connector gave the board no id, so that it cannot be edited", gone=True)
            await self._once_more(conversation, message)
            return
        activity = self._message(message, render(message.card, self._spoken(message), mentions=message.mentions))
        try:
            await self._calls.update(await self._of(conversation), posted, activity)
        except ChatError as error:
            anew = await self._places.moved(conversation) if error.gone else ""
            if anew:
                conversation, _, posted = anew.rpartition("|")
                await self._calls.update(await self._of(conversation), posted, activity)
            elif not error.gone or message.state == BOARD:
                raise
            else:
                _LOG.info("teams.card_gone", incident=message.incident, reference=reference)
        self._show(conversation.partition(";messageid=")[0], posted, message)

    async def _once_more(self, conversation: str, message: Outgoing) -> None:
        """What cannot be edited is told once more, with its first change: it brings the diagnosis."""
        mark = repr((conversation, message.incident))
        if mark not in self._again:
            to = await self._of(conversation)
            for each in self._activities(message, (), is_repeated=False):
                await self._calls.send(to, each)
            _note(self._again, mark)

    async def find(self, message: Outgoing) -> str | None:
        """None: Teams tells no bot what stands in a channel.

        Where it may have taken the message already, the next one says that it may stand there twice: a notice that is
        told twice is better than one that is lost.
        """
        mark = mark_of(message)
        if mark not in self._refused:
            _note(self._unsure, mark)
        return None

    def shown(self, channel: str, posted: str) -> Outgoing | None:
        """What a message of ours in a channel or chat shows, None where that is not known any more."""
        return self._shown.get(f"{channel}|{posted}")

    async def _address(self, message: Outgoing) -> tuple[Address, bool]:
        """Where a message goes, and whether it begins a thread there."""
        if message.thread:
            return await self._of(message.thread.rpartition("|")[0]), False
        talk = talk_of(message.target)
        if talk is not None:
            return address_of(await self._places.of(talk[0]), talk[1]), False
        place = await self._places.of(channel_of(message.target))
        return address_of(place), place.kind == "channel"

    async def _of(self, conversation: str) -> Address:
        place = await self._places.of(conversation.partition(";messageid=")[0])
        return Address(service_url=place.service_url, conversation=conversation, tenant=place.tenant)

    async def _begun(self, to: Address, activity: Activity) -> tuple[Address, str]:
        """Begin a thread in a channel."""
        bot = (await self._places.of(to.root)).bot
        conversation, posted = await self._calls.begin(to, activity, bot=bot)
        return replace(to, conversation=conversation), posted

    async def _sent(self, to: Address, activity: Activity) -> tuple[Address, str]:
        """Send to a talk; where its thread was deleted, what is to be told begins another in the channel."""
        try:
            return to, await self._calls.send(to, activity)
        except TeamsError as error:
            if error.status != 404 or to.conversation == to.root:
                raise
        moved = (await self._places.moved(to.conversation)).rpartition("|")[0]
        if moved:
            to_moved = replace(to, conversation=moved)
            return to_moved, await self._calls.send(to_moved, activity)
        anew, posted = await self._begun(replace(to, conversation=to.root), activity)
        await self._places.move(to.conversation, f"{anew.conversation}|{posted}")
        return anew, posted

    async def _mentions(self, message: Outgoing) -> tuple[str, ...]:
        """Whom a notice calls: those it names, else who asked in the talk that it goes to; nobody where two talk."""
        talk = talk_of(message.target)
        if talk is not None and (await self._places.of(talk[0])).is_private:
            return ()
        if message.mentions or talk is None:
            return tuple([await self._named(each) for each in message.mentions])
        asker = await self._places.asker(message.target)
        return (_name(asker),) if asker and asker.id else ()

    async def _named(self, whom: str) -> str:
        """Somebody with the name that Teams calls them by, where they asked anything yet."""
        person = await self._places.person(whom)
        return _name(person) if person and person.id else whom

    def _activities(self, message: Outgoing, mentions: tuple[str, ...], *, is_repeated: bool) -> list[Activity]:
        card, language = message.card, self._spoken(message)
        if is_repeated:
            told = Text(text=sentence(language, "repeated"), style="muted")
            card = replace(card, blocks=(told, *card.blocks))
        return [self._message(message, page) for page in pages(card, language, mentions=mentions)]

    def _message(self, told: Outgoing, card: Activity) -> Activity:
        fresh = with_refresh(card, REFRESH, {"value": told.incident}) if told.state == BOARD else card
        return message(fresh, told.card.title)

    async def _further(self, to: Address, activity: Activity) -> None:
        """A further page; the first stands already, so its refusal is told in the log and nothing is repeated."""
        try:
            await self._calls.send(to, activity)
        except ChatError as error:
            _LOG.warning("teams.page_refused", conversation=to.conversation, error=str(error))

    def _spoken(self, message: Outgoing) -> str:
        return message.language or self._language

    def _show(self, channel: str, posted: str, message: Outgoing) -> None:
        # An id is the millisecond that Teams took a message at: two channels may have the same.
        key = f"{channel}|{posted}"
        self._shown[key] = message
        self._shown.move_to_end(key)
        while len(self._shown) > _SHOWN:
            self._shown.popitem(last=False)


def _name(person: Person) -> str:
    return f"{person.name} <{person.id}>"


def mark_of(message: Outgoing) -> str:
    """What tells a message from all others, however often it is sent."""
    kind = "root" if message.thread is None else message.decision or message.card.title
    return repr((message.target, message.incident, message.thread, kind))


def _note(marks: OrderedDict[str, None], mark: str) -> None:
    marks[mark] = None
    while len(marks) > _KEPT:
        marks.popitem(last=False)
