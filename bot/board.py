"""Live boards: one card in a channel that edits itself, only when its content changes, and over restarts."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.alerts.outbox import Finds
from bot.board_content import STATE, content, incident_of, last_words, message, shows
from bot.cards import Card
from bot.channel.access import Access
from bot.channel.status import Statuses
from bot.errors import ChatError
from bot.messages import Visitor
from bot.ports import Chat, Clock
from bot.presenters import Teller
from bot.presenters.board import Status
from bot.store import boards
from bot.store.rows import StoredBoard
from bot.store.store import Store

_LOG = structlog.get_logger(__name__)

# A platform that does not answer holds up its own boards for so long, and nobody else's.
PATIENCE = 15.0


class Boards:
    """Posts boards and keeps them up to date. `chats` are by platform; `clock` is this machine's."""

    def __init__(
        self,
        *,
        store: Store,
        chats: Mapping[str, Chat],
        statuses: Statuses,
        access: Access,
        zone: Callable[[], ZoneInfo],
        clock: Clock,
    ) -> None:
        self._store = store
        self._chats = dict(chats)
        self._statuses = statuses
        self._access = access
        self._zone = zone
        self._clock = clock
        self._one_turn = asyncio.Lock()
        self._environments: dict[str, str] = {}

    def can_reach(self, visitor: Visitor) -> bool:
        """Whether a board can be posted where the visitor is."""
        return visitor.platform in self._chats and bool(visitor.channel)

    async def environment_of(self, message: str) -> str:
        """The environment of the board whose message is of that incident; empty where it has ended."""
        if message not in self._environments and message.startswith(f"{STATE}-"):
            async with self._store.reading() as connection:
                self._environments |= {incident_of(one): one.environment for one in await boards.read(connection)}
        return self._environments.get(message, "")

    async def post(self, visitor: Visitor, environment: str, language: str) -> None:
        """Post the board of an environment in the visitor's channel; one that stood there is told to have moved.

        Raises: ChatError where the platform did not take it; LookupError where the visitor does not see it.
        """
        scope = self._access.scope(visitor)
        if scope is None:
            raise LookupError(environment)
        status = await self._statuses(environment, scope)
        board = _new(visitor, environment, language, self._clock())
        async with self._one_turn:
            async with self._store.writing() as connection:
                before = await boards.put(connection, board)
            try:
                await self._show(board, status, is_new=True)
            except ChatError:
                await self._undo(board, before)
                raise
        if before is not None:
            await self._take_down(before, "board.moved")

    async def end(self, visitor: Visitor, environment: str = "") -> int:
        """End the boards of the visitor's channel, or the one of an environment; give how many there were."""
        async with self._one_turn:
            async with self._store.reading() as connection:
                standing = await boards.read(connection)
            here = (visitor.platform, visitor.channel)
            meant = [one for one in standing if (one.chat, one.target) == here]
            meant = [one for one in meant if environment in {"", one.environment}]
            for board in meant:
                await self._drop(board)
        for board in meant:
            await self._take_down(board, "board.closed")
        return len(meant)

    async def refresh(self) -> int:
        """Bring every board up to date; give how many messages were posted or edited.

        One platform that is slow or refuses holds up no board of another.
        """
        async with self._one_turn:
            async with self._store.reading() as connection:
                standing = await boards.read(connection)
            by_chat: dict[str, list[StoredBoard]] = {}
            for board in standing:
                by_chat.setdefault(board.chat, []).append(board)
            done = await asyncio.gather(*(self._refresh(each) for each in by_chat.values()))
        return sum(done)

    async def _refresh(self, of_a_chat: list[StoredBoard]) -> int:
        done = 0
        for board in of_a_chat:
            try:
                async with asyncio.timeout(PATIENCE):
                    done += await self._brought_up(board)
            except ChatError as refusal:
                await self._refused(board, refusal)
                if refusal.retry_after is not None:
                    return done  # the platform takes nothing just now; the next turn shows what is newest then
            except TimeoutError:
                _LOG.warning("board.not_shown", chat=board.chat, target=board.target, error="no answer")
        return done

    async def _refused(self, board: StoredBoard, refusal: ChatError) -> None:
        if refusal.gone:
            _LOG.info("board.gone", chat=board.chat, target=board.target, environment=board.environment)
            await self._drop(board)
        else:
            _LOG.warning("board.not_shown", chat=board.chat, target=board.target, error=str(refusal))

    async def _brought_up(self, board: StoredBoard) -> bool:
        if board.chat not in self._chats:
            return False
        scope = self._access.scope(_asker(board))
        if scope is None or scope.of(board.environment) is None:
            await self._take_down(board, "board.closed")
            await self._drop(board)
            return True
        try:
            status = await self._statuses(board.environment, scope)
        except LookupError:
            return False  # the environment is configured no more; it may be again
        return await self._show(board, status)

    async def _show(self, board: StoredBoard, status: Status, *, is_new: bool = False) -> bool:
        """Post or edit the message, unless it shows the same already; `is_new`: nobody tried to post it before."""
        now = content(board, status, lambda moment: self._teller(board, moment), self._clock())
        if shows(board, now):
            return False
        reference = await self._told(board, now.card, is_new=is_new)
        values: dict[str, Any] = {"reference": reference, "digest": now.digest}
        if now.good:
            values |= {"card": now.good, "as_of": now.as_of, "shown_at": now.as_of}
        async with self._store.writing() as connection:
            await boards.change(connection, board.id, **values)
        return True

    async def _told(self, board: StoredBoard, card: Card, *, is_new: bool) -> str:
        chat, told, reference = self._chats[board.chat], message(board, card), board.reference
        if reference is None and not is_new and isinstance(chat, Finds):
            # A death between post and record left one of which nobody knows whether the platform took it.
            reference = await chat.find(told)
        if reference is None:
            return await chat.post(told)
        await chat.edit(reference, told)
        return reference

    def _teller(self, board: StoredBoard, now: datetime) -> Teller:
        zone = self._zone()
        return Teller(board.language, zone, now.astimezone(zone))

    async def _take_down(self, board: StoredBoard, word: str) -> None:
        """Say in the message's place that it is no board any more; if that cannot be said, it stays as it is."""
        if board.reference is None or board.chat not in self._chats:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._chats[board.chat].edit(board.reference, message(board, last_words(board, word)))
        except (ChatError, TimeoutError) as trouble:
            _LOG.info("board.not_taken_down", chat=board.chat, target=board.target, error=str(trouble))

    async def _undo(self, board: StoredBoard, before: StoredBoard | None) -> None:
        """The board that stood there before stands there still."""
        await self._drop(board)
        if before is not None:
            async with self._store.writing() as connection:
                await boards.put(connection, before)

    async def _drop(self, board: StoredBoard) -> None:
        async with self._store.writing() as connection:
            await boards.drop(connection, board.id)
        self._environments.pop(incident_of(board), None)


def _new(visitor: Visitor, environment: str, language: str, now: datetime) -> StoredBoard:
    return StoredBoard(
        id=uuid.uuid4().hex,
        chat=visitor.platform,
        target=visitor.channel,
        environment=environment,
        language=language,
        posted_at=now,
        tenant=visitor.tenant,
        team=visitor.team,
        user=visitor.user,
        private=visitor.private,
        external=visitor.external,
    )


def _asker(board: StoredBoard) -> Visitor:
    """The visitor by whose rights a board stands."""
    return Visitor(
        platform=board.chat,
        tenant=board.tenant,
        team=board.team,
        channel=board.target,
        user=board.user,
        private=board.private,
        external=board.external,
    )
