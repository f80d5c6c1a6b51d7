"""A team on Slack: what its people do there, and what they see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from tests.adapters.slack.fake.records import Message
from tests.adapters.slack.fake.server import FakeSlack, fake_slack
from tests.scenarios.slack.conftest import OPS, SPEED, SlackHouse, opened
from tws.simulator.server import Running

TEAM, AWAY = "C0TEAM", "C0AWAY"
PEOPLE = {"ana": "U0OPERATOR", "rui": "U0NIGHT"}


class SlackTeam:
    """Ana's Slack is in Portuguese, Rui's in English; `names` are those that others read."""

    names: ClassVar = {"ana": "operator", "rui": "night"}
    other, platform = TEAM, "slack"

    def __init__(self, house: SlackHouse) -> None:
        self.house = house
        self.fake: FakeSlack = house.fake

    async def ask(self, text: str, by: str = "ana", where: str = OPS) -> Message:
        """Mention the app, and give its answer."""
        return await self.house.ask_in(where, text, user=PEOPLE[by])

    async def go_on(self, after: Message, text: str) -> Message:
        """Ask on in the thread of an answer or an alert, without a mention where none is needed."""
        said = await self.fake.say(after.channel, PEOPLE["ana"], text, thread=after)
        return await self.fake.answered(said)

    async def alone(self, text: str) -> Message:
        """Ask in a talk with the app alone."""
        return await self.fake.answered(await self.fake.dm(PEOPLE["ana"], text))

    async def ask_as_guest(self, text: str) -> Message:
        """Somebody of another company asks in a shared channel."""
        return await self.house.ask_in("C0SHARED", text, user="U0GUEST")

    async def ask_twice(self, text: str) -> list[Message]:
        """The platform hands one question over twice; give the answers."""
        await self.ask(text)
        await self.fake.redeliver()
        await self.house.settled()
        return self.fake.channel(OPS).from_bot

    async def hear(self, text: str, by: str = "ana") -> str:
        """Mention the app, and read all that came of it, also what only who asked is shown."""
        before = self._seen(OPS)
        await self.fake.mention(OPS, PEOPLE[by], text)
        await self.house.settled()
        return self._new(OPS, before)

    async def command(self, text: str, by: str = "ana", where: str = OPS) -> str:
        """Give a command, and read all that came of it."""
        before = self._seen(where)
        assert (await self.fake.command(text, where, PEOPLE[by])).ok
        await self.house.settled()
        return self._new(where, before)

    def _seen(self, where: str) -> tuple[int, int]:
        return len(self.fake.channel(where).ephemeral), len(self.fake.channel(where).from_bot)

    def _new(self, where: str, before: tuple[int, int]) -> str:
        channel = self.fake.channel(where)
        new = (*channel.ephemeral[before[0] :], *channel.from_bot[before[1] :])
        return " ".join(each.shown for each in new)

    async def press(self, root: Message, action: str, by: str = "ana") -> str:
        """Press a button, whatever stands on the card by now; give what only who pressed is told."""
        before = len(self.fake.channel(OPS).ephemeral)
        shown = root if any(each["action_id"].startswith(action) for each in root.buttons) else root.versions[-1]
        await self.house.press(shown, action, user=PEOPLE[by])
        return " ".join(each.shown for each in self.fake.channel(OPS).ephemeral[before:])

    async def press_again(self) -> None:
        """The platform hands the last press over once more."""
        await self.fake.redeliver()
        await self.house.deliver()

    async def press_log(self, root: Message) -> Message:
        """Press the button that asks for the log, and give what it was answered with."""
        before = {each.ts for each in self.fake.channel(OPS).thread(root)}
        await self.house.press(root, next(each["value"] for each in root.buttons if "log" in each["value"].lower()))
        [new] = [each for each in self.fake.channel(OPS).thread(root) if each.ts not in before]
        return new

    async def tell_what_fixed_it(self, root: Message, words: str) -> str:
        """Press "Solved by…" and fill in what it asks; give what it showed."""
        await self.fake.press(
            root, next(a for a, value in self._pressables(root) if a[:6] == "solved" and "|" not in value)
        )
        dialogue = (await self.fake.until(lambda: self.fake.modals))[0]
        await self.fake.submit(dialogue, {"words": words})
        await self.house.deliver()
        return dialogue.shown

    async def be_invited(self) -> list[Message]:
        """Somebody invites the app into a channel, of which the platform tells twice; give what it says there."""
        await self.fake.join(AWAY)
        await self.fake.redeliver()
        await self.house.settled()
        return self.fake.channel(AWAY).from_bot

    def actions(self, root: Message) -> set[str]:
        """What can be pressed."""
        return {action.partition(":")[0] for action, _ in self._pressables(root)}

    def words(self, message: Message) -> str:
        """All that is read in a message."""
        return message.shown

    def called(self, message: Message) -> list[str]:
        """Whom a message calls, by our names of them."""
        return [name for name, id_ in PEOPLE.items() if id_ in message.mentioned]

    def roots(self, words: str, where: str = OPS) -> list[Message]:
        """The app's messages there that begin a thread and say so."""
        return [each for each in self.fake.channel(where).roots if each.by_bot and words in each.title]

    def thread(self, root: Message) -> list[Message]:
        """What stands below a message."""
        return [each for each in self.fake.channel(root.channel).thread(root) if each is not root]

    def boards(self, where: str) -> list[Message]:
        """All that the app wrote there."""
        return self.fake.channel(where).from_bot

    def edits(self, message: Message) -> int:
        """How often it was changed."""
        return len(message.versions)

    def _pressables(self, root: Message) -> list[tuple[str, str]]:
        return [(each["action_id"], str(each.get("value", ""))) for each in root.buttons]


class OnSlack:
    """Slack itself, which outlives the product's process."""

    def __init__(self, fake: FakeSlack) -> None:
        self.fake = fake

    @asynccontextmanager
    async def opened(
        self, hwa: Running, folder: Path, settings: dict[str, Any] | None = None
    ) -> AsyncIterator[SlackTeam]:
        """The product in that folder; opened again it is the same after a restart."""
        async with opened(hwa, folder, self.fake, settings) as house:
            yield SlackTeam(house)
            self.fake.clock.advance(60)


@asynccontextmanager
async def on_slack(mode: str) -> AsyncIterator[OnSlack]:
    """A Slack of its own in one of its modes."""
    async with fake_slack(mode, rates=SPEED) as fake:
        yield OnSlack(fake)
