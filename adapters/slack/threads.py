"""In which threads Resync talks with somebody, so that they need not mention it again; kept over restarts.

Whoever was answered last may go on without a mention for a day. Once somebody else has spoken there, or somebody else
was called, people talk to each other: then only what Resync can look up is for it.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import astuple, dataclass, replace
from enum import Enum

from bot.ports import References

ALIVE = 24 * 3600.0  # seconds without an answer after which a thread wants a mention again
_CHANNELS, _THREADS = 1_000, 200  # that are kept, and of one channel


class Standing(Enum):
    """Whom a word in a thread is for that mentions nobody."""

    ASLEEP = "nobody was answered there within a day"
    TALK = "Resync and one person talk"
    COMPANY = "people talk to each other, Resync was asked once"


@dataclass(frozen=True, slots=True)
class _Talk:
    at: float
    asker: str
    alone: bool


class _Nothing:
    """Keeps nothing: what is known is at hand until the next start."""

    async def save(self, key: str, value: str) -> None:
        """Forget it."""

    async def load(self, key: str) -> str | None:  # noqa: ARG002 (the port's)
        """Nothing."""
        return None


class Threads:
    """The threads that are alive, and who asked last in each. `clock` gives seconds since 1970."""

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._references: References = _Nothing()
        self._channels: OrderedDict[str, OrderedDict[str, _Talk]] = OrderedDict()

    def remember(self, references: References) -> None:
        """Keep the threads where they outlive this process."""
        self._references = references

    async def answered(self, channel: str, thread: str, asker: str, *, alone: bool = True) -> None:
        """Keep that somebody was answered there just now; not `alone`: others had spoken there before."""
        await self._keep(channel, thread, _Talk(self._clock(), asker, alone))

    async def opened(self, channel: str, thread: str) -> None:
        """Keep that Resync itself began a thread, in which people talk about an alert."""
        await self._keep(channel, thread, _Talk(self._clock(), "", alone=False))

    async def overheard(self, channel: str, thread: str) -> None:
        """Keep that people talk to each other there."""
        talk = (await self._of(channel)).get(thread)
        if talk is not None and talk.alone:
            await self._keep(channel, thread, replace(talk, alone=False))

    async def standing(self, channel: str, thread: str, user: str) -> Standing:
        """Whom a word of that user is for; what somebody else says in a talk makes a company of it."""
        talk = (await self._of(channel)).get(thread)
        if talk is None or self._clock() - talk.at >= ALIVE:
            return Standing.ASLEEP
        if talk.asker != user:
            await self.overheard(channel, thread)
            return Standing.COMPANY
        return Standing.TALK if talk.alone else Standing.COMPANY

    def is_talk(self, channel: str, thread: str, user: str) -> bool:
        """Whether that user talks with Resync there, as far as is known without asking anybody."""
        talk = self._channels.get(channel, OrderedDict()).get(thread)
        return talk is not None and talk.alone and talk.asker == user and self._clock() - talk.at < ALIVE

    async def _of(self, channel: str) -> OrderedDict[str, _Talk]:
        if channel not in self._channels:
            loaded = _read(await self._references.load(_key(channel)))
            self._channels.setdefault(channel, loaded)
        self._channels.move_to_end(channel)
        while len(self._channels) > _CHANNELS:
            self._channels.popitem(last=False)
        return self._channels[channel]

    async def _keep(self, channel: str, thread: str, talk: _Talk) -> None:
        talks = await self._of(channel)
        talks[thread] = talk
        talks.move_to_end(thread)
        while len(talks) > _THREADS:
            talks.popitem(last=False)
        kept = {name: astuple(each) for name, each in talks.items() if self._clock() - each.at < ALIVE}
        await self._references.save(_key(channel), json.dumps(kept))


def _key(channel: str) -> str:
    return f"threads:{channel}"


def _read(kept: str | None) -> OrderedDict[str, _Talk]:
    try:
        found = json.loads(kept or "{}")
        return OrderedDict(
            (name, _Talk(float(at), str(asker), bool(alone))) for name, (at, asker, alone) in found.items()
        )
    except (ValueError, TypeError, AttributeError):
        return OrderedDict()
