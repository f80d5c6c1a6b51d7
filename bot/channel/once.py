"""Whether an event of a chat platform is new: platforms send the same one again."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.ports import Clock
from bot.store import seen
from bot.store.store import Store

_LOG = structlog.get_logger(__name__)

REMEMBERED = timedelta(days=1)
_TIDIED = timedelta(hours=1)
# Keys that are known without asking the store, and all that is known while it does not answer.
_AT_HAND = 5_000


class Once:
    """Remembers keys for a day, over restarts; while the store does not answer, those of this process."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._at_hand: OrderedDict[str, datetime] = OrderedDict()
        self._tidied_at: datetime | None = None

    async def first_time(self, key: str) -> bool:
        """Whether the key is new; asked again within a day, it is not."""
        now = self._clock()
        noted = self._at_hand.get(key)
        if noted is not None and now - noted < REMEMBERED:
            return False
        self._hold(key, now)
        try:
            return await self._note(key, now)
        except SQLAlchemyError as trouble:
            _LOG.warning("seen.not_kept", error=str(trouble))
            return True

    async def _note(self, key: str, now: datetime) -> bool:
        async with self._store.writing() as connection:
            if self._tidied_at is None or now - self._tidied_at >= _TIDIED:
                await seen.forget(connection, now - REMEMBERED)
                self._tidied_at = now
            return await seen.note(connection, key, now)

    def _hold(self, key: str, now: datetime) -> None:
        self._at_hand[key] = now
        self._at_hand.move_to_end(key)
        while len(self._at_hand) > _AT_HAND:
            self._at_hand.popitem(last=False)
