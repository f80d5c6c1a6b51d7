"""Who a Slack user is: the name and language that users.info tells, asked once a day and never waited for."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from adapters.slack.arrivals import Person
from adapters.slack.calls import Calls, error_of
from adapters.slack.identity import Identity
from bot.errors import ChatError
from bot.messages import Visitor

_KEPT = 5_000
_DAY, _SOON = 24 * 3600.0, 300.0
# Whom Slack does not know in our workspace is of another.
_UNKNOWN = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
_PATIENCE = 3.0  # seconds; a question does not wait longer for a name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    until: float
    name: str = ""
    language: str | None = None
    enterprise: str = ""
    stranger: bool = False


class People:
    """The people of a workspace. `clock` gives seconds that only grow."""

    def __init__(self, calls: Calls, identity: Identity, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._calls = calls
        self._identity = identity
        self._clock = clock
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._chosen: OrderedDict[str, str] = OrderedDict()
        self._shared: OrderedDict[str, tuple[float, bool]] = OrderedDict()  # until when that is known, and what

    @property
    def identity(self) -> Identity:
        """Who Resync itself is there."""
        return self._identity

    async def visitor(self, person: Person) -> Visitor:
        """The core's view of who asks and where; a person of another company is marked as external."""
        known, shared = await asyncio.gather(self._of(person.user), self._is_shared(person))
        return Visitor(
            platform="slack",
            tenant=person.team,
            channel=person.channel,
            user=person.user,
            name=known.name or person.name or person.user,
            language=self._chosen.get(person.user) or known.language,
            private=person.private or not person.channel,
            external=shared or self._is_external(person, known),
        )

    def is_colleague(self, person: Person) -> bool:
        """Whether somebody is of our own company, as far as it is known without asking anybody."""
        known = self._known.get(person.user)
        return not (self._is_external(person, known) if known else person.external)

    def language(self, user: str) -> str | None:
        """The language of a user, as far as it is known without asking anybody."""
        known = self._known.get(user)
        return self._chosen.get(user) or (known.language if known else None)

    def speaks(self, user: str, language: str) -> None:
        """Keep the language that a person has chosen; the core keeps it over restarts."""
        self._chosen[user] = language
        while len(self._chosen) > _KEPT:
            self._chosen.popitem(last=False)

    def _is_external(self, person: Person, known: _Known) -> bool:
        own = self._identity.enterprise
        if own and known.enterprise == own:
            return False
        return person.external or known.stranger

    async def _is_shared(self, person: Person) -> bool:
        """Whether another company reads along; commands and presses do not say, so that Slack is asked once a day."""
        if person.private or not person.channel:
            return False
        until, shared = self._shared.get(person.channel, (0.0, False))
        if person.shared is not None:
            until, shared = self._clock() + _DAY, person.shared
        elif until < self._clock():
            found = await self._look_up("conversations.info", {"channel": person.channel})
            channel = (found or {}).get("channel") or {}
            until = self._clock() + (_DAY if channel else _SOON)
            shared = bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))
        self._shared[person.channel] = (until, shared)
        while len(self._shared) > _KEPT:
            self._shared.popitem(last=False)
        return shared

    async def _of(self, user: str) -> _Known:
        if not user:
            return _Known(until=0.0)
        known = self._known.get(user)
        if known is None or known.until < self._clock():
            known = await self._asked(user)
            self._known[user] = known
            self._known.move_to_end(user)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return known

    async def _asked(self, user: str) -> _Known:
        answer = await self._look_up("users.info", {"user": user, "include_locale": "true"})
        return self._known_from(answer.get("user") or {}) if answer else _Known(until=self._clock() + _SOON)

    async def _look_up(self, method: str, values: dict[str, str]) -> dict[str, Any] | None:
        """Slack's answer, None where it has none at once."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._calls(method, values, form=True, patience=0.0)
        except (ChatError, TimeoutError) as error:
            unknown = isinstance(error, ChatError) and error_of(error) in _UNKNOWN
            return {"user": {"is_stranger": True}} if unknown else None

    def _known_from(self, user: dict[str, Any]) -> _Known:
        profile = user.get("profile") or {}
        names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
        team = str(user.get("team_id") or "")
        return _Known(
            until=self._clock() + _DAY,
            name=next((str(name) for name in names if name), ""),
            language=language_of(str(user.get("locale") or "")),
            enterprise=str((user.get("enterprise_user") or {}).get("enterprise_id") or ""),
            stranger=bool(user.get("is_stranger")) or not self._identity.is_colleague(team),
        )


def language_of(locale: str) -> str | None:
    """pt or en of a locale such as pt-BR, None for any other."""
    short = locale[:2].lower()
    return short if short in {"pt", "en"} else None
