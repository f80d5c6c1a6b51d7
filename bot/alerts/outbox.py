"""Hands stored messages to the platforms: in order per thread, again where refused, each platform for itself.

A message is stored before it is sent, noted as being handed over before the platform is called, and noted as sent
after. Dying in between leaves one message of which nobody knows whether the platform took it: a chat that can `find`
it says so; to any other it is posted again, so at most that one is seen twice, and none is lost.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

import structlog

from bot.alerts.cards import CardsIn, card_of, sure_card
from bot.alerts.outgoing import LONGEST_PAUSE, asked_for, call, message, says_gone, shortened
from bot.alerts.threads import Send, by_thread, sends
from bot.cards import Card
from bot.errors import CardTooLargeError, ChatError
from bot.messages import Outgoing
from bot.ports import Chat, Clock
from bot.store import deliveries
from bot.store.rows import Kind
from bot.store.store import Store

_LOG = structlog.get_logger(__name__)
BATCH = 500
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_JITTER = 1.25
# What no platform took for a day is no news any more.
GIVE_UP = timedelta(days=1)
# A place that is gone this long, as after the bot was removed, is not waited for; one refusal proves nothing.
GONE_FOR = timedelta(hours=1)
# A platform that refuses this often in a row is left alone until the next round.
REFUSALS = 3
# A message that comes later than this says so.
DELAY_TOLD = timedelta(minutes=1)
# In seconds: a platform that has not answered by then may never.
ANSWER_LIMIT = 30.0
# In seconds: how long a round waits for a platform that has just been called, and not at all for one that hangs.
ROUND_LIMIT = 10.0


@runtime_checkable
class Finds(Protocol):
    """A chat that can say whether it has taken a message."""

    async def find(self, message: Outgoing) -> str | None:
        """The platform's reference to the message, None where it has none. Raises: ChatError."""
        ...


class Outbox:
    """The way out for every message."""

    def __init__(
        self,
        store: Store,
        chats: Sequence[Chat],
        clock: Clock,
        cards: CardsIn,
        *,
        jitter: Callable[[], float] = random.random,
        answer_limit: float = ANSWER_LIMIT,
        round_limit: float = ROUND_LIMIT,
    ) -> None:
        self._store = store
        self._chats = tuple({chat.name: chat for chat in chats}.values())
        self._clock = clock
        self._cards = cards
        self._jitter = jitter
        self._answer_limit = answer_limit
        self._round_limit = round_limit
        self._lanes: dict[str, asyncio.Task[int]] = {}
        # Chats and targets of which is known that they are gone: said once.
        self._gone: set[tuple[str, str]] = set()

    async def deliver(self) -> int:
        """Hand over everything that is due; give how many messages were taken.

        A platform that hangs is left to itself: it holds up no other, and its own messages wait for it.

        Raises: what a chat raises that is no ChatError, after the other chats had their turn.
        """
        begun = {chat.name: self._begun(chat) for chat in self._chats if chat.name not in self._lanes}
        if not begun:
            return 0
        self._lanes |= begun
        done, _ = await asyncio.wait(begun.values(), timeout=self._round_limit)
        self._lanes = {name: lane for name, lane in self._lanes.items() if not lane.done()}
        defects = [trouble for lane in done if (trouble := lane.exception()) is not None]
        if defects:
            raise defects[0]
        return sum(lane.result() for lane in done)

    async def stop(self) -> None:
        """Let go of platforms that hang; what they have not taken is stored."""
        hanging = list(self._lanes.values())
        for lane in hanging:
            lane.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)
        self._lanes = {}

    async def waiting(self) -> int:
        """How many messages no platform has taken yet."""
        async with self._store.reading() as connection:
            return await deliveries.count_waiting(connection)

    def _begun(self, chat: Chat) -> asyncio.Task[int]:
        lane = asyncio.create_task(self._lane(chat), name=f"deliver to {chat.name}")
        lane.add_done_callback(self._ended)
        return lane

    def _ended(self, lane: asyncio.Task[int]) -> None:
        # Of one that hung when its round was over nobody else hears any more.
        self._lanes = {name: one for name, one in self._lanes.items() if one is not lane}
        if not lane.cancelled() and lane.exception() is not None:
            _LOG.error("outbox.lane_broken", lane=lane.get_name(), trouble=repr(lane.exception()))

    async def _lane(self, chat: Chat) -> int:
        async with self._store.sender(chat.name):
            return await self._hand_all(chat)

    async def _hand_all(self, chat: Chat) -> int:
        async with self._store.reading() as connection:
            waiting = await deliveries.waiting(connection, chat.name, BATCH)
        taken = refusals = 0
        for thread in by_thread(waiting):
            told, refused = await self._tell(chat, sends(thread))
            taken += told
            refusals = refusals + refused if refused else 0
            if refusals >= REFUSALS:
                break
        return taken

    async def _tell(self, chat: Chat, thread: Sequence[Send]) -> tuple[int, int]:
        """Hand over what is due of one thread; how many were taken, and how many refused."""
        taken = refused = 0
        for send in thread:
            if self._is_stale(send):
                await self._give_up(chat, send)
                continue
            if self._waits(send):
                break
            again_at = await self._begin(send)
            if again_at is None:
                continue
            if await self._hand_over(chat, send, again_at):
                taken += 1
                continue
            refused += 1
            if send.kind is not Kind.EDIT:
                break
        return taken, refused

    async def _begin(self, send: Send) -> datetime | None:
        """Note that it is about to be handed over; when it is due again if not taken, None if it was withdrawn."""
        again_at = self._clock() + self._pause(send.first.attempts)
        async with self._store.writing() as connection:
            stands = await deliveries.handing_over(connection, send.covers, again_at)
        return again_at if stands else None

    async def _hand_over(self, chat: Chat, send: Send, again_at: datetime) -> bool:
        asked_at = self._clock()
        async with self._store.reading() as connection:
            reference = await deliveries.root_reference(connection, send.draft)
        try:
            async with asyncio.timeout(self._answer_limit):
                reference = await self._given(chat, send, reference)
        except (ChatError, TimeoutError) as trouble:
            await self._refused(chat, send, trouble, max(again_at, asked_at + asked_for(trouble)))
            return False
        async with self._store.writing() as connection:
            await deliveries.sent(connection, send.covers, reference, self._clock())
        self._gone.discard((chat.name, send.draft.target))
        return True

    async def _given(self, chat: Chat, send: Send, root: str | None) -> str | None:
        whole = message(send, root, self._card(send))
        found = await self._found(chat, send, whole)
        if found is not None and send.newest is send.first:
            return found
        if found is not None:
            # It took the root as it stood then; what was decided since is still to be shown.
            await chat.edit(found, whole)
            return found
        try:
            return await call(chat, send, whole, root)
        except CardTooLargeError:
            _LOG.warning("outbox.card_cut", chat=chat.name, incident=send.draft.incident)
            short = message(send, root, shortened(self._card(send)))
            return await call(chat, send, short, root)

    def _card(self, send: Send) -> Card:
        card = card_of(send.draft.payload)
        late = self._clock() - send.first.created_at
        if send.kind is Kind.EDIT or late <= DELAY_TOLD:
            return card
        return sure_card(lambda: self._cards(send.draft.language).delayed(card, late), card.title)

    async def _found(self, chat: Chat, send: Send, message: Outgoing) -> str | None:
        # An earlier attempt may have reached the platform, whatever came back: no answer at all, or an error.
        unsure = send.first.attempts > 0 and send.kind is not Kind.EDIT
        return await chat.find(message) if unsure and isinstance(chat, Finds) else None

    async def _refused(self, chat: Chat, send: Send, trouble: ChatError | TimeoutError, again_at: datetime) -> None:
        if says_gone(send, trouble) and self._clock() - send.first.created_at >= GONE_FOR:
            await self._leave(chat, send, trouble)
            return
        _LOG.warning(
            "outbox.put_off",
            chat=chat.name,
            incident=send.draft.incident,
            kind=send.kind.value,
            attempts=send.first.attempts + 1,
            trouble=str(trouble) or type(trouble).__name__,
        )
        async with self._store.writing() as connection:
            await deliveries.put_off(connection, send.covers, again_at)

    async def _leave(self, chat: Chat, send: Send, trouble: ChatError | TimeoutError) -> None:
        place = (chat.name, send.draft.target)
        if place not in self._gone:
            self._gone.add(place)
            _LOG.error("outbox.place_gone", chat=chat.name, target=send.draft.target, trouble=str(trouble))
        async with self._store.writing() as connection:
            await deliveries.refuse(connection, send.covers, self._clock())

    async def _give_up(self, chat: Chat, send: Send) -> None:
        _LOG.error("outbox.given_up", chat=chat.name, incident=send.draft.incident, kind=send.kind.value)
        async with self._store.writing() as connection:
            await deliveries.refuse(connection, send.covers, self._clock())

    def _is_stale(self, send: Send) -> bool:
        return self._clock() - send.newest.created_at > GIVE_UP

    def _waits(self, send: Send) -> bool:
        wait = send.first.next_at - self._clock()
        # A longer one was never decided on: the engine's clock was set back.
        return timedelta() < wait <= LONGEST_PAUSE * LONGEST_JITTER

    def _pause(self, attempts: int) -> timedelta:
        doubled: timedelta = FIRST_PAUSE * 2 ** min(attempts, 10)
        return min(doubled, LONGEST_PAUSE) * (1 + (LONGEST_JITTER - 1) * self._jitter())
