"""What a channel of a chat platform rests on: access, subscriptions, boards, and the teammate that answers there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.agent.rooms import Rooms
from bot.alerts.routing.configured import route_settings
from bot.alerts.routing.mute_desk import MuteDesk
from bot.app.alerting import Site
from bot.app.asking import names_in
from bot.board import Boards
from bot.channel.access import access_of
from bot.channel.asking import Asking
from bot.channel.console import ConsoleAssistant
from bot.channel.hearing import Hearing, RoutesTo
from bot.channel.languages import Languages
from bot.channel.once import Once
from bot.channel.orders import Orders
from bot.channel.presses import Presses
from bot.channel.quiet import Quiet
from bot.channel.rooms import Floor, Room
from bot.channel.status import Statuses
from bot.channel.subjects import Subjects
from bot.channel.subscriptions import Subscriptions
from bot.channel.teammate import ChannelTeammate
from bot.phrases import Phrases
from bot.ports import Assistant, Chat, Clock
from bot.presenters import Teller
from bot.settings import Settings
from bot.store.store import Store
from bot.zone import Zone
from tws.questions.health import health_ahead
from tws.reports import HealthReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Who answers in channels, and what is kept up to date there."""

    teammate: ChannelTeammate
    console: ConsoleAssistant
    terminal: ConsoleAssistant
    boards: Boards
    subscriptions: Subscriptions


def subscriptions_of(
    settings: Settings, store: Store, clock: Clock, chats: Sequence[tuple[Chat, str]]
) -> Subscriptions:
    """What channels asked for; `load` reads it."""
    return Subscriptions(store, access_of(settings.structure), clock, [chat.name for chat, _ in chats])


def channels_of(
    settings: Settings,
    sites: Mapping[str, Site],
    rooms: Sequence[Rooms],
    *,
    assistant: Assistant,
    store: Store,
    zone: Zone,
    subscriptions: Subscriptions,
    chats: Sequence[tuple[Chat, str]],
) -> Channels:
    """The teammate and the boards of all environments; `rooms` are those of the agent's tools, in the same order."""
    clock, access = next(iter(sites.values())).master.now, access_of(settings.structure)
    floor = Floor([_room(site, desk) for site, desk in zip(sites.values(), rooms, strict=True)])
    statuses = Statuses(floor, seconds=settings.structure.board.seconds)
    boards = Boards(
        store=store,
        chats={chat.name: chat for chat, _ in chats},
        statuses=statuses,
        access=access,
        zone=zone,
        clock=clock,
    )

    def teller(language: str) -> Teller:
        return Teller(language, zone(), clock().astimezone(zone()))

    quiet = Quiet(MuteDesk(store, clock), floor, clock, teller)
    hearing = Hearing(floor, subscriptions, teller, _routes(settings))
    teammate = ChannelTeammate(
        floor=floor,
        access=access,
        asking=Asking(assistant, store, clock, list(sites)),
        boards=boards,
        orders=Orders(floor=floor, hearing=hearing, quiet=quiet, boards=boards, statuses=statuses, teller=teller),
        presses=Presses({name: site.alerts for name, site in sites.items()}, clock, store),
        statuses=statuses,
        subjects=Subjects(store),
        languages=Languages(store, clock, settings.resync_language),
        once=Once(store, lambda: datetime.now(UTC)),
        teller=teller,
    )
    name = Phrases(settings.resync_language).say("take.console")
    return Channels(
        teammate=teammate,
        console=ConsoleAssistant(teammate, name, "web"),
        terminal=ConsoleAssistant(teammate, name, "terminal"),
        boards=boards,
        subscriptions=subscriptions,
    )


def _room(site: Site, desk: Rooms) -> Room:
    async def look() -> HealthReport:
        return await health_ahead(site.seen, site.archive)

    return Room(desk=desk, alerts=site.alerts, look=look, names=names_in(site.seen))


def _routes(settings: Settings) -> RoutesTo:
    rules = route_settings(settings.structure, settings.resync_language).rules

    def routes(chat: str, target: str) -> tuple[str, ...]:
        there = (rule for rule in rules if any((place.chat, place.target) == (chat, target) for place in rule.places))
        return tuple(rule.name for rule in there)

    return routes
