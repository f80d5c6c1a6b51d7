"""Resync as a teammate in a channel, whichever platform: who may ask, what they get, what their buttons do."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import metrics
from bot.board import Boards
from bot.cards import Card, Tone
from bot.channel.access import Access
from bot.channel.asked import Asked, TellerIn
from bot.channel.asking import Asking
from bot.channel.commands import understood
from bot.channel.languages import Languages
from bot.channel.lookups import diagnose, nothing_card, search
from bot.channel.once import Once
from bot.channel.orders import Orders
from bot.channel.pointing import Below
from bot.channel.presses import Presses, outcome_card
from bot.channel.rooms import Floor
from bot.channel.scope import Scope, seeing
from bot.channel.status import Statuses
from bot.channel.subjects import Subjects
from bot.channel.talking import Talking, store_silent
from bot.messages import Answer, Question, Step, Told, Visitor
from bot.phrases import LANGUAGES, Phrases
from bot.presenters import plain_text
from bot.presenters.board import status_card
from bot.presenters.home import home_card, note_card, refusal_card
from bot.reports import KeptWatch

_LOG = structlog.get_logger(__name__)

# What is done for somebody who may ask, in their language.
Work = Callable[[Scope, str], Awaitable[Told]]


class ChannelTeammate:
    """Implements bot.ports.Teammate out of the parts that stand beside it. `teller` gives one for a language, now."""

    def __init__(
        self,
        *,
        floor: Floor,
        access: Access,
        asking: Asking,
        boards: Boards,
        orders: Orders,
        presses: Presses,
        statuses: Statuses,
        subjects: Subjects,
        languages: Languages,
        once: Once,
        teller: TellerIn,
    ) -> None:
        self._floor = floor
        self._access = access
        self._asking = asking
        self._boards = boards
        self._orders = orders
        self._presses = presses
        self._statuses = statuses
        self._subjects = subjects
        self._talking = Talking(floor, asking, orders, subjects, teller)
        self._languages = languages
        self._once = once
        self._teller = teller

    async def ask(
        self, text: str, visitor: Visitor, *, conversation: str, below: Below | None = None
    ) -> AsyncGenerator[Step | Answer, None]:
        """Steps, then one Answer, last."""
        language = await self._languages.of(visitor)
        scope = self._admitted(visitor)
        if scope is None:
            card = refusal_card(self._why_not(visitor, language))
            yield Answer(text=plain_text(card, language), language=language, environment="", card=card)
            return
        question = Question(text=text, conversation=conversation, language=language, user=visitor.user)
        async with aclosing(self._talking.ask(question, visitor, scope, below)) as events:
            async for event in events:
                yield event

    async def command(self, text: str, visitor: Visitor, *, conversation: str) -> Told:  # noqa: ARG002 the port's
        """What the words behind a slash command or of a command menu ask for."""

        async def obeyed(scope: Scope, language: str) -> Told:
            return await self._orders.obey(Asked(command=understood(text, language), visitor=visitor, scope=scope))

        return await self._for(visitor, obeyed)

    async def press(self, action: str, value: str, visitor: Visitor) -> Told:
        """What a button does; twice is once."""

        async def pressed(_: Scope, language: str) -> Told:
            if action == "ask":
                return Told(card=Card(title=value), language=language, question=value)
            if action == "language" and value in LANGUAGES:
                return await self._chosen(visitor, value)
            return await self._pressed(action, value, visitor, language)

        return await self._for(visitor, pressed)

    async def solved(self, incident: str, visitor: Visitor, *, entry: str, text: str) -> Told:
        """Keep what fixed an incident."""
        told = await self.press("solved", f"{incident}|{entry}|{text}", visitor)
        return told if told.refused else replace(told, alert=await self._subjects.alert_now(incident, visitor))

    async def solutions(self, incident: str, visitor: Visitor) -> tuple[tuple[str, str], ...]:
        """The sheet rows that may have fixed an incident that the visitor sees; none where the store is silent."""
        scope = self._admitted(visitor)
        if scope is None:
            return ()
        try:
            return await self._presses.solutions(incident, scope)
        except SQLAlchemyError as trouble:
            _LOG.warning("solutions.not_read", error=str(trouble))
            return ()

    async def judge(self, conversation: str, visitor: Visitor, *, good: bool) -> None:
        """Keep what a person thought of the newest answer of a conversation."""
        if self._admitted(visitor) is None:
            return
        try:
            await self._asking.judge(conversation, visitor, good=good)
        except SQLAlchemyError as trouble:
            _LOG.warning("judgement.not_kept", error=str(trouble))

    async def diagnose(self, text: str, visitor: Visitor) -> Told:
        """What any words say: the jobs that they name, or the error that they quote."""

        async def diagnosed(scope: Scope, language: str) -> Told:
            with seeing(scope):
                said = await diagnose(self._floor.seen(scope), text, self._teller(language))
            card = said.card if said else nothing_card(self._teller(language))
            return Told(card=card, language=language, refused=said is None)

        return await self._for(visitor, diagnosed)

    async def search(self, text: str, visitor: Visitor, *, limit: int = 10) -> tuple[tuple[str, Card], ...]:
        """The jobs that a few letters may mean, each with a line and its card."""
        scope = self._admitted(visitor)
        if scope is None:
            return ()
        teller = self._teller(await self._languages.of(visitor))
        with seeing(scope):
            return await search(self._floor.seen(scope), text, limit, teller)

    async def home(self, visitor: Visitor) -> Card:
        """Health, open incidents, this person's watches, and the language."""

        async def at_home(scope: Scope, language: str) -> Told:
            seen = [await self._statuses(room.name, scope) for room in self._floor.seen(scope)]
            return Told(card=home_card(seen, await self._watches(visitor), self._teller(language)), language=language)

        return (await self._for(visitor, at_home)).card

    async def board(self, visitor: Visitor, *, board: str = "") -> Card:
        """The live status of a board's environment, without one of the first they see; or that the board has ended."""

        async def shown(scope: Scope, language: str) -> Told:
            environment = await self._boards.environment_of(board) if board else self._floor.seen(scope)[0].name
            if not environment:
                return Told(card=note_card(Phrases(language).say("board.closed")), language=language, refused=True)
            if scope.of(environment) is None or environment not in self._floor.rooms:
                return Told(card=refusal_card(self._why_not(visitor, language)), language=language, refused=True)
            status = await self._statuses(environment, scope)
            return Told(card=status_card(status, self._teller(language)), language=language)

        return (await self._for(visitor, shown)).card

    async def choose_language(self, visitor: Visitor, language: str) -> None:
        """Keep the language that a person wants, pt or en; another word changes nothing."""
        if language not in LANGUAGES:
            return
        try:
            await self._languages.choose(visitor, language)
        except SQLAlchemyError as trouble:
            _LOG.warning("language.not_kept", error=str(trouble))

    async def greeting(self, visitor: Visitor) -> Card:
        """What the bot can do, and how to switch alerts on here; or that nobody may ask it here."""
        language = await self._languages.of(visitor)
        if self._admitted(visitor) is None:
            return refusal_card(self._why_not(visitor, language))
        return self._orders.greeting(visitor, language)

    async def left(self, visitor: Visitor, *, with_team: bool = False) -> None:
        """End the alerts that a channel, or all of its team, asked for: the bot was removed there."""
        try:
            await self._orders.left(visitor, with_team=with_team)
        except SQLAlchemyError as trouble:
            _LOG.warning("alerts.not_ended", channel=visitor.channel, error=str(trouble))

    async def refusal(self, visitor: Visitor) -> str | None:
        """Why this person may not ask here, None where they may."""
        admitted = self._admitted(visitor) is not None
        return None if admitted else self._why_not(visitor, await self._languages.of(visitor))

    async def first_time(self, key: str) -> bool:
        """Whether an event, a trigger or a press of that id is new; remembered for a day, over restarts."""
        return await self._once.first_time(key)

    async def _for(self, visitor: Visitor, work: Work) -> Told:
        """What the work gives, for somebody who may ask; a card that says why not, or that the store is silent."""
        language = await self._languages.of(visitor)
        scope = self._admitted(visitor)
        if scope is None:
            return Told(card=refusal_card(self._why_not(visitor, language)), language=language, refused=True)
        try:
            return await work(scope, language)
        except SQLAlchemyError:
            return store_silent(visitor, language)

    def _admitted(self, visitor: Visitor) -> Scope | None:
        scope = self._access.scope(visitor)
        return scope if scope is not None and self._floor.seen(scope) else None

    def _why_not(self, visitor: Visitor, language: str) -> str:
        reason = "external" if visitor.external else "rules"
        metrics.REFUSALS.labels(visitor.platform, reason).inc()
        _LOG.warning(
            "visitor.refused",
            reason=reason,
            platform=visitor.platform,
            tenant=visitor.tenant,
            team=visitor.team,
            channel=visitor.channel,
            user=visitor.user,
        )
        return Phrases(language).say(f"refused.{reason}")

    async def _pressed(self, action: str, value: str, visitor: Visitor, language: str) -> Told:
        teller = self._teller(language)
        person = visitor.name or visitor.user or teller.say("press.somebody")
        outcome = await self._presses.press(action, value, person)
        return Told(card=outcome_card(outcome, teller), language=language, refused=outcome.what != "done")

    async def _chosen(self, visitor: Visitor, language: str) -> Told:
        await self._languages.choose(visitor, language)
        return Told(card=note_card(Phrases(language).say("press.language"), Tone.GOOD), language=language)

    async def _watches(self, visitor: Visitor) -> list[KeptWatch]:
        found = [room.alerts.watches.of_asker(visitor.platform, visitor.user) for room in self._floor.rooms.values()]
        return [watch for each in found for watch in await each]
