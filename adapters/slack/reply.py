"""One answer as it comes: a status, then the steps as a stream of tasks where it takes long, then the whole answer.

An answer that comes at once is one plain message. Slack ends a stream after about five minutes, and may refuse one:
the whole answer is kept here and then replaces what stands there, or is posted anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import structlog

from adapters.slack.arrivals import Person
from adapters.slack.calls import Calls
from adapters.slack.elements import cut, plain
from adapters.slack.render import Rendered
from bot.errors import ChatError

_LOG = structlog.get_logger(__name__)
_TITLE = 200  # characters of a step; Slack takes 256
_PATIENCE = 0.5  # seconds that a step or status waits for its turn; it is left out after that


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """After how many seconds without an answer the status is shown, and after how many the steps."""

    status: float = 0.3
    stream: float = 1.0


class Reply:
    """The answer to one question, in a thread. Enter it before asking and `finish` it with the answer.

    `thinking` is the status; `title` what the talk is called from now on, empty where it has a name or needs none.
    """

    def __init__(
        self, calls: Calls, person: Person, thread: str, *, thinking: str, title: str = "", pace: Pace
    ) -> None:
        self._calls = calls
        self._person = person
        self._thread = thread
        self._thinking = thinking
        self._title = cut(plain(" ".join(title.split())), _TITLE) if title else ""
        self._pace = pace
        self._steps: list[str] = []
        self._streamed = 0
        self._ts = ""
        self._broken = self._closing = self._shown = self._has_status = False
        self._is_long = pace.stream <= 0
        self._lock = asyncio.Lock()
        self._timer: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to count the time."""
        if self._pace.status <= 0:
            await self._show_status()
        self._timer = asyncio.create_task(self._wait())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave no status and no stream behind, whatever happened."""
        if self._timer is not None:
            self._timer.cancel()
            await asyncio.gather(self._timer, return_exceptions=True)
        if not self._shown:
            await asyncio.shield(self._abandon())

    async def step(self, words: str) -> None:
        """Something that is being done now."""
        self._steps.append(cut(plain(words), _TITLE))
        if self._is_long:
            await self._show_steps()

    async def finish(self, shown: Sequence[Rendered]) -> str:
        """Show the whole answer, further pages below; give its ts. Raises: ChatError."""
        async with self._lock:
            self._closing = True
            ts = await self._finish_first(shown[0])
            self._shown = True
            for page in shown[1:]:
                await self._calls.insist("chat.postMessage", {**self._place(), **page.content})
            await self._session("active")
            return ts

    async def _wait(self) -> None:
        if self._pace.status > 0:
            await asyncio.sleep(self._pace.status)
            await self._show_status()
        if self._pace.stream > 0:
            await asyncio.sleep(max(0.0, self._pace.stream - self._pace.status))
            self._is_long = True
            await self._show_steps()

    async def _show_status(self) -> None:
        async with self._lock:
            if self._closing:
                return
            self._has_status = True
            place = {"channel_id": self._person.channel, "thread_ts": self._thread}
            await self._tried("assistant.threads.setStatus", {**place, "status": self._thinking})
            await self._session("processing")

    async def _show_steps(self) -> None:
        async with self._lock:
            if self._closing or self._broken or len(self._steps) == self._streamed:
                return
            tasks = self._tasks(done=False)
            if not self._ts:
                await self._begin(tasks)
            else:
                self._broken = not await self._tried("chat.appendStream", {**self._stream(), "chunks": tasks})
            self._streamed = len(self._steps)

    async def _begin(self, tasks: list[dict[str, Any]]) -> None:
        values = {
            **self._place(),
            # Slack wants both wherever others read along.
            "recipient_team_id": self._person.team,
            "recipient_user_id": self._person.user,
            "task_display_mode": "timeline",
            "chunks": tasks,
        }
        answer = await self._tried("chat.startStream", values)
        self._ts = str((answer or {}).get("ts") or "")
        self._broken = not self._ts

    async def _finish_first(self, page: Rendered) -> str:
        if self._ts and await self._end_stream(page):
            return self._ts
        answer = await self._calls.insist("chat.postMessage", {**self._place(), **page.content})
        return str(answer.get("ts") or "")

    async def _end_stream(self, page: Rendered) -> bool:
        """Whether the message of the stream is the whole answer now."""
        ending = {**self._stream(), "chunks": self._tasks(done=True), "blocks": page.blocks}
        if await self._tried("chat.stopStream", ending, patience=5.0):
            return True
        # Over already, or not to be ended so: the message stands, and takes the answer by an update once it is over.
        update = {**self._stream(), **page.content}
        if await self._tried("chat.update", update, patience=5.0):
            return True
        await self._tried("chat.stopStream", self._stream(), patience=5.0)
        return await self._tried("chat.update", update, patience=5.0) is not None

    def _tasks(self, *, done: bool) -> list[dict[str, Any]]:
        """The steps that Slack has not heard of, and the last one that it has, which is over now."""
        first = max(0, self._streamed - 1)
        last = len(self._steps) - 1
        return [
            {
                "type": "task_update",
                "id": f"step-{number}",
                "title": self._steps[number],
                "status": "complete" if done or number < last else "in_progress",
            }
            for number in range(first, last + 1)
        ]

    async def _abandon(self) -> None:
        """Nothing was answered: what was begun is ended."""
        if self._ts:
            await self._tried("chat.stopStream", {**self._stream(), "chunks": self._tasks(done=True)}, patience=5.0)
        if self._has_status:
            place = {"channel_id": self._person.channel, "thread_ts": self._thread}
            await self._tried("assistant.threads.setStatus", {**place, "status": ""}, patience=5.0)
        await self._session("active")

    async def _session(self, status: str) -> None:
        """Tell Slack whether the session works, which shows or hides its stop button."""
        if self._has_status or self._title:
            place = {"channel_id": self._person.channel, "thread_ts": self._thread}
            # Slack takes the title of a session that it does not know yet, and ignores any later one.
            await self._tried("agents.sessions.setStatus", {**place, "status": status, "title": self._title or None})

    async def _tried(self, method: str, values: dict[str, Any], patience: float = _PATIENCE) -> dict[str, Any] | None:
        """Slack's answer, None where it refused: what only decorates an answer never holds it up."""
        try:
            return await self._calls(method, values, patience=patience)
        except ChatError as error:
            _LOG.info("slack.left_out", method=method, channel=self._person.channel, error=str(error))
            return None

    def _place(self) -> dict[str, Any]:
        return {"channel": self._person.channel, "thread_ts": self._thread}

    def _stream(self) -> dict[str, Any]:
        return {"channel": self._person.channel, "ts": self._ts}
