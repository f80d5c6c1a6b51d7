"""The state of one Slack workspace: people, channels, messages, views, triggers, what the app set."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.adapters.slack.fake.clock import SlackClock
from tests.adapters.slack.fake.rates import Rates
from tests.adapters.slack.fake.records import Ack, Call, Channel, Dict, Message, Person, Refused, View

TEAM, OTHER_TEAM = "T0HOME", "T0OTHER"
BOT, BOT_ID, APP = "U0RESYNC", "B0RESYNC", "A0RESYNC"
TRIGGER_SECONDS = 3.0
URL_SECONDS, URL_USES = 30 * 60, 5


@dataclass(kw_only=True)
class Fault:
    """What goes wrong with the next `times` calls of a method, `*` for each.

    A `status` of 429 carries `retry_after`; `error` is Slack's word in a 200; `taken` does the work and says otherwise;
    `drop` cuts the connection instead of answering; `hang` waits for that event first.
    """

    method: str
    times: int = 1
    status: int = 200
    error: str = ""
    retry_after: int = 1
    taken: bool = False
    drop: bool = False
    hang: asyncio.Event | None = None
    after: int = 0


@dataclass(kw_only=True)
class ResponseUrl:
    """Where a command or a press may be answered, five times within half an hour."""

    channel: str
    user: str
    ends: float
    message: Message | None = None
    uses: int = 0


@dataclass
class Workspace:
    """Everything that Slack knows. Whoever waits on it is woken by each change."""

    clock: SlackClock
    rates: Rates
    scopes: set[str]
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    statuses: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    prompts: dict[tuple[str, str], list[Dict]] = field(default_factory=dict)
    sessions: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    reactions: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    triggers: dict[str, float] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    acks: list[Ack] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    on_change: Callable[[Message, str], None] = lambda _message, _what: None
    numbers: Any = field(default_factory=lambda: count(1))
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def touch(self) -> None:
        """Wake whoever waits for something to happen."""
        self.changed.set()
        self.changed = asyncio.Event()

    def ts(self) -> str:
        """A time stamp as Slack numbers messages: each its own."""
        return f"{self.clock():.0f}.{next(self.numbers):06d}"

    def person(self, id: str) -> Person:  # noqa: A002 (Slack's word)
        """Somebody. Raises: Refused."""
        if id not in self.people:
            raise Refused("user_not_found")
        return self.people[id]

    def channel(self, id: str) -> Channel:  # noqa: A002 (Slack's word)
        """A channel by id, a talk with somebody by theirs. Raises: Refused."""
        if id in self.people:
            return self.talk(id)
        if id not in self.channels:
            raise Refused("channel_not_found")
        return self.channels[id]

    def talk(self, user: str) -> Channel:
        """The app's own talk with somebody, begun where there was none."""
        made = Channel(id=f"D0{user[2:]}", name=user, members={user, BOT}, is_im=True)
        return self.channels.setdefault(made.id, made)

    def message(self, channel: str, ts: str) -> Message:
        """A message. Raises: Refused."""
        for each in self.channel(channel).history:
            if each.ts == ts and not each.deleted:
                return each
        raise Refused("message_not_found")

    def add(self, message: Message) -> Message:
        """Put a message into its channel and tell the app's own events of it."""
        self.channels[message.channel].history.append(message)
        if message.by_bot:
            self.statuses.setdefault((message.channel, message.root), []).append("")
        self.on_change(message, "added")
        return message

    def new_trigger(self) -> str:
        """A trigger that opens one view within three seconds."""
        made = f"{next(self.numbers)}.trigger.{TEAM}"
        self.triggers[made] = self.clock() + TRIGGER_SECONDS
        return made

    def use_trigger(self, trigger: str) -> None:
        """Spend a trigger. Raises: Refused where it is unknown, old or spent."""
        if trigger not in self.triggers:
            raise Refused("invalid_trigger_id")
        ends = self.triggers[trigger]
        self.triggers[trigger] = -1.0
        if ends < 0:
            raise Refused("exchanged_trigger_id")
        if self.clock() > ends:
            raise Refused("expired_trigger_id")

    def new_response_url(self, channel: str, user: str, message: Message | None = None) -> str:
        """The key of a response URL."""
        made = f"R{next(self.numbers)}"
        ends = self.clock() + URL_SECONDS
        self.response_urls[made] = ResponseUrl(channel=channel, user=user, ends=ends, message=message)
        return made

    def fault(self, method: str) -> Fault | None:
        """The fault that strikes this call, counted off."""
        for each in self.faults:
            if each.method not in {"*", method} or each.times < 1:
                continue
            if each.after > 0:
                each.after -= 1
                continue
            each.times -= 1
            return each
        return None


def house(people: Iterable[Person] = ()) -> tuple[dict[str, Person], dict[str, Channel]]:
    """Who is there where nothing else is said: operators, a guest of another company, and three channels."""
    known = [
        Person(id=BOT, team=TEAM, name="resync", is_bot=True),
        Person(id="U0OPERATOR", team=TEAM, name="operator"),
        Person(id="U0NIGHT", team=TEAM, name="night", locale="en-US"),
        Person(id="U0OWNER", team=TEAM, name="owner"),
        Person(id="U0GUEST", team=OTHER_TEAM, name="guest", locale="en-US"),
        Person(id="U0OTHERBOT", team=TEAM, name="otherbot", is_bot=True),
        *people,
    ]
    own = {each.id for each in known if each.team == TEAM}
    channels = [
        Channel(id="C0OPS", name="ops", members=set(own)),
        Channel(id="C0TEAM", name="team", members=set(own)),
        Channel(id="C0SHARED", name="shared", members={each.id for each in known}, shared=True),
        Channel(id="C0AWAY", name="away", members=own - {BOT}),
    ]
    return {each.id: each for each in known}, {each.id: each for each in channels}
