"""Where the bot is, kept over restarts: whoever writes unasked needs the address that Teams told it by."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeVar

import structlog

from adapters.teams.calls import Address
from adapters.teams.inbound import Person, Place, Turn
from bot.errors import ChatError
from bot.ports import References

_LOG = structlog.get_logger(__name__)

# Where a channel was configured that Teams has told nothing of: the public cloud's connector for all regions.
SERVICE_URL = "https://smba.trafficmanager.net/teams/"
CONVERSATION = "teams:"
_CHANNELS = ("@thread.tacv2", "@thread.skype")
_KEPT = 2_000
_REMOVED = "removed"
# Seconds that a place which refuses us is not called: longer each time in a row, for one refusal may be a hiccup.
FIRST_PAUSE, LEFT_ALONE = 5.0, 900.0
ValueT = TypeVar("ValueT")


class _Nowhere:
    """Keeps nothing: the database is not open yet."""

    async def save(self, key: str, value: str) -> None:
        """Nothing."""

    async def load(self, key: str) -> str | None:  # noqa: ARG002 the port's
        """Nothing."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refusal:
    """Until when a place is left alone, for how many seconds in all, and why."""

    until: float
    pause: float
    why: str


class Places:
    """The places of one bot; `app` is its id, `tenant` its own, `service_url` where nothing was told yet."""

    def __init__(
        self,
        *,
        app: str,
        tenant: str,
        service_url: str = SERVICE_URL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._references: References = _Nowhere()
        self._app = app
        self._tenant = tenant
        self._service_url = service_url
        self._places: OrderedDict[str, Place] = OrderedDict()
        self._people: OrderedDict[str, Person] = OrderedDict()
        self._clock = clock
        self._refusals: dict[str, _Refusal] = {}

    @property
    def refusals(self) -> dict[str, str]:
        """The places that take nothing of ours, each with what was heard there last."""
        return {channel: refusal.why for channel, refusal in self._refusals.items()}

    def remember(self, references: References) -> None:
        """Keep from now on what is told there."""
        self._references = references

    async def keep(self, place: Place) -> None:
        """Keep a place as Teams tells of it now; nothing is written where that is known."""
        self.taken(place.channel)
        if not place.channel or not place.service_url or self._places.get(place.channel) == place:
            return
        _hold(self._places, place.channel, place)
        value = json.dumps(asdict(place))
        await self._references.save(f"place:{place.channel}", value)
        await self._references.save("place", value)
        if place.team and await self._references.load(f"team:{place.team}") == _REMOVED:
            await self._references.save(f"team:{place.team}", "")

    async def forget(self, place: Place, *, with_team: bool = False) -> None:
        """Write no more to a place that the bot was removed from, or to all of its team."""
        key = f"team:{place.team}" if with_team and place.team else f"place:{place.channel}"
        gone = [each for each in self._places.values() if each.channel == place.channel or _is_of(each, key)]
        for each in gone:
            self._places.pop(each.channel)
        await self._references.save(key, _REMOVED)
        _LOG.info("teams.removed", place=key)

    async def move(self, thread: str, reference: str) -> None:
        """Keep that what a deleted thread told goes on below another message, for as long as references are kept."""
        await self._references.save(f"moved:{thread}", reference)
        _LOG.info("teams.thread_anew", thread=thread, reference=reference)

    async def moved(self, thread: str) -> str:
        """The reference of the message that a deleted thread goes on below, empty for none."""
        return await self._references.load(f"moved:{thread}") or ""

    def refused(self, channel: str, why: str) -> None:
        """Leave a place alone for a while that says that we are not of it."""
        before = self._refusals.get(channel)
        if before is None:
            _LOG.error("teams.place_refuses", channel=channel, why=why, remedy="add the app there again")
        pause = min(before.pause * 3, LEFT_ALONE) if before else FIRST_PAUSE
        self._refusals[channel] = _Refusal(until=self._clock() + pause, pause=pause, why=why)

    def taken(self, channel: str) -> None:
        """The place takes what is ours."""
        if self._refusals.pop(channel, None) is not None:
            _LOG.info("teams.place_takes_again", channel=channel)

    async def asked(self, turn: Turn) -> None:
        """Keep who asked last in a thread, and their name: a notice that comes later calls them."""
        await self._meet(f"asker:{turn.conversation}", turn.person)
        await self._meet(f"person:{turn.visitor.user}", turn.person)

    async def asker(self, conversation: str) -> Person | None:
        """Who asked last in a thread, None where nobody is known."""
        return await self._person(f"asker:{conversation}")

    async def person(self, user: str) -> Person | None:
        """Who a visitor's `user` is, None for somebody who asked nothing yet."""
        return await self._person(f"person:{user}")

    async def _meet(self, key: str, person: Person) -> None:
        if self._people.get(key) != person:
            _hold(self._people, key, person)
            await self._references.save(key, json.dumps(asdict(person)))

    async def _person(self, key: str) -> Person | None:
        if key not in self._people:
            kept = await self._references.load(key)
            if kept is None:
                return None
            _hold(self._people, key, Person(**json.loads(kept)))
        return self._people[key]

    async def of(self, channel: str) -> Place:
        """The place; one that Teams told nothing of is taken to be where the newest other one is.

        Raises: ChatError where nothing is known at all, or the bot is not there any more.
        """
        refusal = self._refusals.get(channel)
        left = refusal.until - self._clock() if refusal else 0.0
        if refusal and left > 0:
            # Without `retry_after`, which would hold up other places too.
            raise ChatError(f"left alone for {left:.0f} s: {refusal.why}")
        if channel not in self._places:
            kept = await self._references.load(f"place:{channel}")
            if kept is None:
                return await self._guessed(channel)
            place = None if kept == _REMOVED else Place(**json.loads(kept))
            if place is None or await self._references.load(f"team:{place.team}") == _REMOVED:
                raise ChatError(f"the bot was removed from {channel}: add the app there again", gone=True)
            _hold(self._places, channel, place)
        return self._places[channel]

    async def _guessed(self, channel: str) -> Place:
        if channel.startswith("a:"):
            raise ChatError("Teams has told nothing of this chat yet: write to the bot there first")
        if not channel.startswith("19:"):
            raise ChatError(
                f"{channel} is no id of Teams: a channel's stands in its link, 19:…@thread.tacv2", gone=True
            )
        kind = "channel" if channel.endswith(_CHANNELS) else "groupChat"
        kept = await self._references.load("place")
        if kept:
            near = Place(**json.loads(kept))
            return Place(tenant=near.tenant, channel=channel, service_url=near.service_url, bot=near.bot, kind=kind)
        return Place(
            tenant=self._tenant, channel=channel, service_url=self._service_url, bot=f"28:{self._app}", kind=kind
        )


def channel_of(target: str) -> str:
    """The channel or chat that a target names: its id alone, or behind its team's (`team:19:…@thread.tacv2`)."""
    at = target.rfind("19:")
    return target[at:] if at > 0 else target


def talk_of(target: str) -> tuple[str, str] | None:
    """The channel and thread of `teams:tenant:channel:thread`, None for a target of another kind."""
    if not target.startswith(CONVERSATION):
        return None
    channel, _, thread = target.removeprefix(CONVERSATION).partition(":")[2].rpartition(":")
    return channel, thread


def address_of(place: Place, thread: str = "") -> Address:
    """The talk in that place; in a thread where it has one."""
    within = f"{place.channel};messageid={thread}" if thread else place.channel
    return Address(service_url=place.service_url, conversation=within, tenant=place.tenant)


def _is_of(place: Place, key: str) -> bool:
    return bool(place.team) and key == f"team:{place.team}"


def _hold(kept: OrderedDict[str, ValueT], key: str, value: ValueT) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
