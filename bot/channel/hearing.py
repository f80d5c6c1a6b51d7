"""What a channel hears of alerts: told, switched on, switched off."""

from __future__ import annotations

from collections.abc import Callable

from bot.cards import Card, Tone
from bot.channel.asked import Asked, TellerIn, typed
from bot.channel.scope import Scope
from bot.channel.subscriptions import LONGEST, Subscriptions
from bot.messages import Told
from bot.presenters import Teller
from bot.presenters.home import hears_card, note_card

# The names of the routes of resync.toml that lead to a place: its platform, and the target there.
RoutesTo = Callable[[str, str], tuple[str, ...]]
_ALL = frozenset({"*", "@", "tudo", "todos", "all", "everything"})


class Hearing:
    """Handles `alerts`, `alerts on [pattern]` and `alerts off [pattern]`. Raises: SQLAlchemyError."""

    def __init__(self, subscriptions: Subscriptions, teller: TellerIn, routes: RoutesTo) -> None:
        self._subscriptions = subscriptions
        self._teller = teller
        self._routes = routes

    async def obey(self, asked: Asked) -> Told:
        """What the channel hears now."""
        teller = self._teller(asked.language)
        pattern = "" if asked.command.argument.casefold() in _ALL else asked.command.argument
        if asked.command.on is None:
            await self._subscriptions.load()
            return asked.private(self._heard(asked, teller))
        if not self._subscriptions.can_reach(asked.visitor):
            return asked.refused(teller.say("hears.unreachable"))
        if len(pattern) > LONGEST:
            return asked.refused(teller.say("hears.too_long", longest=LONGEST))
        return await (self._on if asked.command.on else self._off)(asked, pattern, teller)

    async def _on(self, asked: Asked, pattern: str, teller: Teller) -> Told:
        await self._subscriptions.add(asked.visitor, pattern, asked.language)
        scoped = "" if _sees_all(asked.scope) else teller.say("hears.scoped")
        told = teller.say("hears.on", pattern=pattern) if pattern else teller.say("hears.on_all")
        return asked.public(note_card(told, Tone.GOOD, scoped))

    async def _off(self, asked: Asked, pattern: str, teller: Teller) -> Told:
        gone = await self._subscriptions.drop(asked.visitor, pattern)
        names = self._routes(asked.visitor.platform, asked.visitor.channel)
        still = teller.say("hears.routed", names=", ".join(names)) if names else ""
        if pattern:
            told = teller.say("hears.off" if gone else "hears.was_off", pattern=pattern)
        else:
            told = teller.say("hears.off_all" if gone else "hears.was_off_all")
        return asked.public(note_card(told, more=still))

    def _heard(self, asked: Asked, teller: Teller) -> Card:
        somebody = teller.say("press.somebody")
        kept = [(one.pattern, one.who or somebody) for one in self._subscriptions.of(asked.visitor)]
        routes = self._routes(asked.visitor.platform, asked.visitor.channel)
        return hears_card(
            kept, routes, typed("alerts", asked.visitor, asked.language, teller.say("hears.switch")), teller
        )


def _sees_all(scope: Scope) -> bool:
    return any(grant.sight.is_everything and not grant.environments for grant in scope.grants)
