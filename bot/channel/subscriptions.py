"""Channels that switched alerts on: they hear of incidents beside the routes of resync.toml."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerts.ports import Routes
from bot.alerts.routing.patterns import is_about, is_in_stream
from bot.alerts.routing.records import Route
from bot.alerts.routing.routing import merged
from bot.channel.access import Access
from bot.messages import Visitor
from bot.ports import Clock
from bot.reports import Incident
from bot.store import subscriptions
from bot.store.rows import Mute, Place, Subscription
from bot.store.store import Store

EVERYTHING = "*"
LONGEST = 300


class Subscriptions:
    """Keeps what channels asked for. `platforms` are those that can be written to.

    What it gives is at hand without asking the store: `load` reads what another process wrote.
    """

    def __init__(self, store: Store, access: Access, clock: Clock, platforms: Collection[str]) -> None:
        self._store = store
        self._access = access
        self._clock = clock
        self._platforms = frozenset(platforms)
        self._kept: tuple[Subscription, ...] = ()

    async def load(self) -> None:
        """Read what is stored."""
        async with self._store.reading() as connection:
            self._kept = await subscriptions.read(connection)

    def can_reach(self, visitor: Visitor) -> bool:
        """Whether their channel can be written to."""
        return visitor.platform in self._platforms and bool(visitor.channel)

    async def add(self, visitor: Visitor, pattern: str, language: str) -> Subscription:
        """Let the visitor's channel hear of what a pattern names. Raises: ValueError where it is none."""
        pattern = pattern.strip() or EVERYTHING
        if len(pattern) > LONGEST:
            raise ValueError(f"a pattern has 1 to {LONGEST} characters")
        added = Subscription(
            chat=visitor.platform,
            target=visitor.channel,
            pattern=pattern,
            language=language,
            created_at=self._clock(),
            tenant=visitor.tenant,
            team=visitor.team,
            user=visitor.user,
            who=(visitor.name or visitor.user)[:LONGEST],
            private=visitor.private,
            external=visitor.external,
        )
        async with self._store.writing() as connection:
            await subscriptions.add(connection, added)
        await self.load()
        return added

    async def drop(self, visitor: Visitor, pattern: str) -> int:
        """Take back what the channel asked for, one pattern or, where it is empty, all; give how many."""
        wanted = pattern.strip()
        meant = [one.pattern for one in self.of(visitor) if not wanted or one.pattern.upper() == wanted.upper()]
        async with self._store.writing() as connection:
            gone = [await subscriptions.drop(connection, visitor.platform, visitor.channel, each) for each in meant]
        await self.load()
        return sum(gone)

    async def end(self, visitor: Visitor, *, with_team: bool) -> None:
        """Take back all that the visitor's channel, or every channel of its team, asked for."""
        await self.load()
        meant = [
            one
            for one in self._kept
            if one.chat == visitor.platform
            and (one.target == visitor.channel or (with_team and visitor.team and one.team == visitor.team))
        ]
        async with self._store.writing() as connection:
            for one in meant:
                await subscriptions.drop(connection, one.chat, one.target, one.pattern)
        await self.load()

    def of(self, visitor: Visitor) -> tuple[Subscription, ...]:
        """What the visitor's channel asked for."""
        return tuple(one for one in self._kept if (one.chat, one.target) == (visitor.platform, visitor.channel))

    def places(self, incident: Incident) -> dict[Place, datetime]:
        """The channels that asked for this incident and may see it, each in its language, with when they first did."""
        found: dict[Place, datetime] = {}
        for one in self._kept:
            if one.chat in self._platforms and is_for(one.pattern, incident) and self._may_see(one, incident):
                place = Place(chat=one.chat, target=one.target, language=one.language)
                found[place] = min(one.created_at, found.get(place, one.created_at))
        return found

    def _may_see(self, subscription: Subscription, incident: Incident) -> bool:
        scope = self._access.scope(asker(subscription))
        return scope is not None and scope.shows(incident)


class WithSubscribers:
    """Implements bot.alerts.ports.Routes: what the rules say, and the channels that asked for it beside them."""

    def __init__(self, routes: Routes, subscriptions: Subscriptions) -> None:
        self._routes = routes
        self._subscriptions = subscriptions

    def of(self, incident: Incident, now: datetime, mutes: Sequence[Mute] = ()) -> Route:
        """The places of its thread, and what holds its root back."""
        route = self._routes.of(incident, now, mutes)
        asked = self._subscriptions.places(incident)
        if not asked:
            return route
        led = {(place.chat, place.target) for place in route.places}
        alone = tuple((place, at) for place, at in asked.items() if (place.chat, place.target) not in led)
        return replace(route, places=merged((*route.places, *asked)), asked=alone)

    def escalation(
        self,
        incident: Incident,
        *,
        announced_at: datetime | None,
        level: int,
        now: datetime,
        mutes: Sequence[Mute] = (),
    ) -> Place | None:
        """The place that hears next."""
        return self._routes.escalation(incident, announced_at=announced_at, level=level, now=now, mutes=mutes)


def asker(subscription: Subscription) -> Visitor:
    """The visitor by whose rights a subscription stands."""
    return Visitor(
        platform=subscription.chat,
        tenant=subscription.tenant,
        team=subscription.team,
        channel=subscription.target,
        user=subscription.user,
        private=subscription.private,
        external=subscription.external,
    )


def is_for(pattern: str, incident: Incident) -> bool:
    """Whether who asked for that pattern hears of an incident."""
    return is_about(incident, pattern) or (bool(incident.job_stream) and is_in_stream(incident, pattern))
