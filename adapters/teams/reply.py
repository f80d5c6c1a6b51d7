"""One answer as it comes: that it is being written, then, one to one, its steps as a stream, then the whole answer.

Teams streams in personal chats only, and one stream at a time in each; it may end one by itself. The whole answer is
kept here, and is sent as a message of its own where the stream does not take it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Self

import structlog

from adapters.teams.activities import Activity, final, step, typing
from adapters.teams.calls import Address, Calls, TeamsError
from bot.errors import ChatError

_LOG = structlog.get_logger(__name__)
_PATIENCE = 0.5  # seconds that a step waits for its turn; it is left out after that


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """After how many seconds it is shown that an answer is written, and its steps; how far apart steps are sent."""

    typing: float = 0.3
    stream: float = 1.0
    apart: float = 1.5


class Streams:
    """The talks in which a stream is open."""

    def __init__(self) -> None:
        self._open: set[str] = set()

    def begin(self, conversation: str) -> bool:
        """Whether a stream may begin there now; it is then open until `end`."""
        if conversation in self._open:
            return False
        self._open.add(conversation)
        return True

    def end(self, conversation: str) -> None:
        """The stream there is over."""
        self._open.discard(conversation)


class Reply:
    """The answer to one question. Enter it before asking and `finish` it with the answer."""

    def __init__(self, calls: Calls, to: Address, *, streams: Streams | None, unfinished: str, pace: Pace) -> None:
        self._calls = calls
        self._to = to
        self._streams = streams
        self._unfinished = unfinished
        self._pace = pace
        self._steps: list[str] = []
        self._sent = 0
        self._numbered = 0
        self._stream = ""
        self._is_open = self._closing = False
        self._lock = asyncio.Lock()
        self._shower: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to count the time."""
        self._shower = asyncio.create_task(self._show())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave no stream open behind, whatever happened."""
        self._closing = True
        if self._shower is not None:
            self._shower.cancel()
            await asyncio.gather(self._shower, return_exceptions=True)
        if self._stream:
            ending = final({"type": "message", "text": self._unfinished}, self._stream)
            await asyncio.shield(self._tried(ending, patience=5.0))
        self._leave()

    def step(self, words: str) -> None:
        """Something that is being done now."""
        self._steps.append(words)

    async def finish(self, shown: Sequence[Activity]) -> str:
        """Show the whole answer, further pages below; give the last one's id. Raises: ChatError."""
        self._closing = True
        async with self._lock:
            posted = await self._finish_first(shown[0])
        for activity in shown[1:]:
            posted = await self._calls.send(self._to, activity)
        return posted

    async def _finish_first(self, activity: Activity) -> str:
        stream, self._stream = self._stream, ""
        if stream:
            try:
                return await self._calls.send(self._to, final(activity, stream)) or stream
            except TeamsError as error:
                if not error.answered:
                    raise
                _LOG.info("teams.stream_over", conversation=self._to.conversation, error=str(error))
        return await self._calls.send(self._to, activity)

    async def _show(self) -> None:
        await asyncio.sleep(self._pace.typing)
        await self._sending(self._type)
        if self._streams is None or not self._streams.begin(self._to.conversation):
            return
        self._is_open = True
        await asyncio.sleep(max(0.0, self._pace.stream - self._pace.typing))
        while not self._closing and await self._sending(self._next_step):  # noqa: ASYNC110 Teams wants the pause
            await asyncio.sleep(self._pace.apart)

    async def _sending(self, send: Callable[[], Awaitable[bool]]) -> bool:
        """Send one thing; no answer overtakes it, and it follows none."""
        async with self._lock:
            return not self._closing and await send()

    async def _type(self) -> bool:
        await self._tried(typing())
        return True

    async def _next_step(self) -> bool:
        """Whether the stream goes on; steps between two sendings are left out."""
        if len(self._steps) == self._sent:
            return True
        self._sent = len(self._steps)
        told = await self._tried(step(self._steps[-1], self._numbered + 1, self._stream))
        if told is None:
            return bool(self._stream)
        self._numbered += 1
        self._stream = self._stream or told
        return bool(self._stream)

    async def _tried(self, activity: Activity, patience: float = _PATIENCE) -> str | None:
        """The message's id, None where Teams refused: what only decorates an answer never holds it up."""
        try:
            return await self._calls.send(self._to, activity, patience=patience)
        except ChatError as error:
            _LOG.info("teams.left_out", conversation=self._to.conversation, error=str(error))
            return None

    def _leave(self) -> None:
        if self._is_open and self._streams is not None:
            self._streams.end(self._to.conversation)
            self._is_open = False
