"""What a chat platform told its adapter, in the database: implements bot.ports.References."""

from __future__ import annotations

import hashlib

import structlog
from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from bot.ports import Clock
from bot.store.schema import chat_references
from bot.store.store import Store

_LOG = structlog.get_logger(__name__)
_LONGEST = 500


class StoredReferences:
    """The references of one platform."""

    def __init__(self, store: Store, platform: str, clock: Clock) -> None:
        self._store = store
        self._platform = platform
        self._clock = clock

    async def save(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of what stood there."""
        kept = {"platform": self._platform, "key": _short(key), "value": value, "at": self._clock()}
        try:
            async with self._store.writing() as connection:
                await connection.execute(delete(chat_references).where(*self._is(key)))
                await connection.execute(insert(chat_references).values(kept))
        except SQLAlchemyError as trouble:
            _LOG.warning("reference.not_kept", platform=self._platform, error=str(trouble))

    async def load(self, key: str) -> str | None:
        """The value under a key, None where there is none or it cannot be read now."""
        try:
            async with self._store.reading() as connection:
                query = select(chat_references.c.value).where(*self._is(key))
                return (await connection.execute(query)).scalar()
        except SQLAlchemyError as trouble:
            _LOG.warning("reference.not_read", platform=self._platform, error=str(trouble))
            return None

    def _is(self, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return chat_references.c.platform == self._platform, chat_references.c.key == _short(key)


def _short(key: str) -> str:
    return key if len(key) <= _LONGEST else hashlib.sha256(key.encode()).hexdigest()
