"""Which language a person is spoken to in: the one they chose, else their platform's, else that of the settings."""

from __future__ import annotations

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.messages import Visitor
from bot.phrases import LANGUAGES
from bot.ports import Clock
from bot.store import people
from bot.store.store import Store

_LOG = structlog.get_logger(__name__)
_KEPT = 10_000


class Languages:
    """Remembers what people chose; the store keeps it over restarts."""

    def __init__(self, store: Store, clock: Clock, default: str) -> None:
        self._store = store
        self._clock = clock
        self._default = default
        self._known: dict[tuple[str, str, str], str | None] = {}

    async def of(self, visitor: Visitor) -> str:
        """pt or en."""
        return await self._chosen(visitor) or spoken(visitor.language) or self._default

    async def choose(self, visitor: Visitor, language: str) -> None:
        """Keep the language that a person wants. Raises: ValueError for one that is not spoken, SQLAlchemyError."""
        if language not in LANGUAGES:
            raise ValueError(f"{language!r} is none of {', '.join(LANGUAGES)}")
        async with self._store.writing() as connection:
            await people.choose_language(
                connection,
                platform=visitor.platform,
                tenant=visitor.tenant,
                user=visitor.user,
                language=language,
                now=self._clock(),
            )
        self._known[_key(visitor)] = language

    async def _chosen(self, visitor: Visitor) -> str | None:
        key = _key(visitor)
        if not visitor.user:
            return None
        if key not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            try:
                async with self._store.reading() as connection:
                    self._known[key] = await people.language(
                        connection, platform=visitor.platform, tenant=visitor.tenant, user=visitor.user
                    )
            except SQLAlchemyError as trouble:
                _LOG.warning("language.not_read", error=str(trouble))
                return None
        return self._known[key]


def spoken(locale: str | None) -> str | None:
    """pt or en of a locale such as pt-BR or en_US, None where it is neither."""
    language = (locale or "")[:2].lower()
    return language if language in LANGUAGES else None


def _key(visitor: Visitor) -> tuple[str, str, str]:
    return visitor.platform, visitor.tenant, visitor.user
