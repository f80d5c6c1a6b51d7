"""Events to everyone who listens, the latest kept so that a listener who was away misses nothing."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

Queue = asyncio.Queue["Event | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A server-sent event. `audience` is the conversation it is for, empty for everyone; `data` is JSON."""

    id: str
    name: str
    data: str
    audience: str = ""


class Broadcast:
    """The latest `kept` events and the queues of those who listen.

    A listener who lags by `lag` events is let go, and comes back with the id of the last event that it saw.
    """

    def __init__(self, *, kept: int = 1000, lag: int = 500) -> None:
        self._boot = secrets.token_hex(4)
        self._count = 0
        self._events: deque[Event] = deque(maxlen=kept)
        self._lag = lag
        self._queues: set[Queue] = set()

    @property
    def last_id(self) -> str:
        """The id of the latest event; ids of another start of the server begin differently."""
        return f"{self._boot}-{self._count}"

    @property
    def listeners(self) -> int:
        """How many listen just now."""
        return len(self._queues)

    def publish(self, name: str, data: str, *, audience: str = "") -> Event:
        """Keep an event and hand it to all who listen."""
        self._count += 1
        event = Event(id=self.last_id, name=name, data=data, audience=audience)
        self._events.append(event)
        for queue in tuple(self._queues):
            if queue.qsize() >= self._lag:
                self._let_go(queue)
            else:
                queue.put_nowait(event)
        return event

    def since(self, last_id: str) -> list[Event] | None:
        """The events after `last_id`; None where that is not known any more, so that a whole picture is needed."""
        boot, _, count = last_id.rpartition("-")
        if boot != self._boot or not (count.isascii() and count.isdigit() and len(count) < 19):
            return None
        behind = self._count - int(count)
        if not 0 <= behind <= len(self._events):
            return None
        return list(self._events)[len(self._events) - behind :]

    @contextmanager
    def listen(self) -> Iterator[Queue]:
        """A queue of the events from now on; None in it ends the listening."""
        queue: Queue = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)

    def close(self) -> None:
        """End all listening, as when the server stops."""
        for queue in tuple(self._queues):
            self._let_go(queue)

    def _let_go(self, queue: Queue) -> None:
        self._queues.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)
