"""In which threads Resync talks with somebody, so that they need not mention it again.

Kept in memory for a day. What happened before the start is read from Slack's own history, once per thread.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from adapters.slack.calls import Calls
from bot.errors import ChatError

ALIVE = 24 * 3600.0  # seconds without a word after which a thread wants a mention again
_KEPT = 5_000
ANSWER = "resync_answer"  # the metadata of what answers a question


@dataclass(frozen=True, slots=True, kw_only=True)
class _Talk:
    at: float
    asker: str


class Threads:
    """The threads that are alive, and who asked last in each. `clock` gives seconds since 1970, as Slack's own do."""

    def __init__(self, calls: Calls, *, clock: Callable[[], float] = time.time) -> None:
        self._calls = calls
        self._clock = clock
        self._began = clock()
        self._talks: OrderedDict[tuple[str, str], _Talk] = OrderedDict()

    def answered(self, channel: str, thread: str, asker: str) -> None:
        """Keep that somebody was answered there just now."""
        self._keep((channel, thread), _Talk(at=self._clock(), asker=asker))

    async def is_alive(self, channel: str, thread: str) -> bool:
        """Whether somebody was answered in that thread within a day."""
        talk = await self._talk(channel, thread)
        return talk is not None and bool(talk.asker) and self._clock() - talk.at < ALIVE

    async def asker(self, channel: str, thread: str) -> str:
        """The user who asked last in a thread, empty where that is not known any more."""
        talk = await self._talk(channel, thread)
        return talk.asker if talk else ""

    async def _talk(self, channel: str, thread: str) -> _Talk | None:
        key = channel, thread
        if key not in self._talks and self._was_before(thread):
            found = await self._read(channel, thread)
            if found is not None:
                self._keep(key, found)
        return self._talks.get(key)

    def _was_before(self, thread: str) -> bool:
        began = _seconds(thread)
        return self._began - self._clock() > -ALIVE and began < self._began

    async def _read(self, channel: str, thread: str) -> _Talk | None:
        """What the thread itself says; None where Slack could not be asked just now."""
        values = {
            "channel": channel,
            "ts": thread,
            "limit": "15",
            "include_all_metadata": "true",
            "oldest": f"{self._began - ALIVE:.6f}",
        }
        try:
            answer = await self._calls("conversations.replies", values, form=True, patience=0.0)
        except ChatError:
            return None
        newest = _Talk(at=0.0, asker="")
        for message in answer.get("messages", []):
            newest = _newer(newest, message)
        return newest

    def _keep(self, key: tuple[str, str], talk: _Talk) -> None:
        self._talks[key] = talk
        self._talks.move_to_end(key)
        while len(self._talks) > _KEPT:
            self._talks.popitem(last=False)


def _newer(newest: _Talk, message: dict[str, Any]) -> _Talk:
    about = message.get("metadata") or {}
    at = _seconds(str(message.get("ts", "")))
    if about.get("event_type") != ANSWER or at < newest.at:
        return newest
    return _Talk(at=at, asker=str((about.get("event_payload") or {}).get("asker", "")))


def _seconds(ts: str) -> float:
    try:
        return float(ts)
    except ValueError:
        return 0.0
