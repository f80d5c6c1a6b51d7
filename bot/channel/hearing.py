"""What a channel hears of alerts: told, switched on, switched off."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards import Card, Tone
from bot.channel.access import CONSOLES
from bot.channel.asked import Asked, TellerIn, typed
from bot.channel.matching import unmatched
from bot.channel.rooms import Floor
from bot.channel.scope import Scope
from bot.channel.subscriptions import EVERYTHING, LONGEST, Subscriptions, is_for
from bot.messages import Told, Visitor
from bot.presenters import Teller
from bot.presenters.home import hears_card, note_card

# The names of the routes of resync.toml that lead to a place: its platform, and the target there.
RoutesTo = Callable[[str, str], tuple[str, ...]]


class Hearing:
    """Handles `alerts`, `alerts on [patterns]` and `alerts off [patterns]`. Raises: SQLAlchemyError."""

    def __init__(self, floor: Floor, subscriptions: Subscriptions, teller: TellerIn, routes: RoutesTo) -> None:
        self._floor = floor
        self._subscriptions = subscriptions
        self._teller = teller
        self._routes = routes

    async def obey(self, asked: Asked) -> Told:
        """What the channel hears now."""
        teller = self._teller(asked.language)
        if asked.visitor.platform in CONSOLES:
            return asked.refused(teller.say("hears.console"))
        if asked.command.on is None:
            await self._subscriptions.load()
            return asked.private(self._heard(asked, teller))
        if not self._subscriptions.can_reach(asked.visitor):
            return asked.refused(teller.say("hears.unreachable"))
        if any(len(pattern) > LONGEST for pattern in asked.command.patterns):
            return asked.refused(teller.say("hears.too_long", longest=LONGEST))
        return await (self._on if asked.command.on else self._off)(asked, teller)

    async def end(self, visitor: Visitor, *, with_team: bool) -> None:
        """Nothing more is told to a channel, or to all of its team."""
        await self._subscriptions.end(visitor, with_team=with_team)

    async def _on(self, asked: Asked, teller: Teller) -> Told:
        patterns = asked.command.patterns
        new = self._new(asked)
        for pattern in new:
            await self._subscriptions.add(asked.visitor, pattern, asked.language)
        scoped = "" if _sees_all(asked.scope) else teller.say("hears.scoped")
        nothing = await unmatched(self._floor.seen(asked.scope), patterns, asked.scope)
        warning = teller.say("names.none", patterns=", ".join(nothing)) if nothing else ""
        key = f"hears.{'on' if new else 'was_on'}{'' if patterns else '_all'}"
        tone = Tone.WARNING if nothing else Tone.GOOD if new else Tone.NEUTRAL
        told = teller.say(key, pattern=", ".join(patterns))
        already = await self._already(asked, teller)
        if not new:
            return asked.private(note_card(told, tone, already, scoped, warning))
        return asked.public(note_card(told, tone, asked.by(teller), already, scoped, warning))

    async def _already(self, asked: Asked, teller: Teller) -> str:
        """How many of these are open, of which no message comes here, and how to see them; nothing where none is."""
        books = [room.alerts.book for room in self._floor.seen(asked.scope)]
        found = [one for book in books for one in await book.open_incidents() if asked.scope.shows(one)]
        wanted = asked.command.patterns or (EVERYTHING,)
        count = sum(any(is_for(pattern, one) for pattern in wanted) for one in found)
        usage = typed("handover", asked.visitor, asked.language)
        return teller.say("hears.open", n=count, usage=usage) if count else ""

    def _new(self, asked: Asked) -> list[str]:
        """The patterns that the channel does not hear of in that language yet."""
        kept = {(one.pattern.upper(), one.language) for one in self._subscriptions.of(asked.visitor)}
        wanted = asked.command.patterns or (EVERYTHING,)
        return [pattern for pattern in wanted if (pattern.upper(), asked.language) not in kept]

    async def _off(self, asked: Asked, teller: Teller) -> Told:
        patterns = asked.command.patterns
        gone = sum([await self._subscriptions.drop(asked.visitor, pattern) for pattern in patterns or ("",)])
        names = self._routes(asked.visitor.platform, asked.visitor.channel)
        still = teller.say("hears.routed", names=", ".join(names)) if names else ""
        key = f"hears.{'off' if gone else 'was_off'}{'' if patterns else '_all'}"
        told = teller.say(key, pattern=", ".join(patterns))
        if not gone:
            return asked.private(note_card(told, Tone.NEUTRAL, still))
        return asked.public(note_card(told, Tone.NEUTRAL, asked.by(teller), still))

    def _heard(self, asked: Asked, teller: Teller) -> Card:
        somebody = teller.say("press.somebody")
        kept = [(one.pattern, one.who or somebody) for one in self._subscriptions.of(asked.visitor)]
        routes = self._routes(asked.visitor.platform, asked.visitor.channel)
        return hears_card(kept, routes, typed("alerts", asked.visitor, asked.language, teller.say("switch.on")), teller)


def _sees_all(scope: Scope) -> bool:
    return any(grant.sight.is_everything and not grant.environments for grant in scope.grants)
