"""A team on Microsoft Teams: what its people do there, and what they see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.connector import FakeConnector, Message, fake_teams
from tests.adapters.teams.fake.payloads import OPS, PERSONAL
from tests.scenarios.teams.conftest import TeamsHouse, opened
from tws.simulator.server import Running

TEAM, AWAY = "19:team@thread.tacv2", "19:away@thread.tacv2"
LOCALES = {"ana": "pt-BR", "rui": "en-US"}


class TeamsTeam:
    """Ana's Teams is in Portuguese, Rui's in English; `names` are those that others read."""

    names: ClassVar = {"ana": "Ana", "rui": "Rui"}
    other, platform = TEAM, "teams"

    def __init__(self, house: TeamsHouse) -> None:
        self.house = house
        self.fake: FakeConnector = house.fake
        self._pressed: tuple[Message, str, str] | None = None

    async def ask(self, text: str, by: str = "ana", where: str = OPS) -> Message:
        """Mention the bot, and give its answer."""
        return await self.house.ask_in(where, text, user=by, locale=LOCALES[by])

    async def go_on(self, after: Message, text: str) -> Message:
        """Ask on in the thread of an answer or an alert; in a channel Teams tells a bot of mentions alone."""
        return await self.house.ask_in(after.conversation, text)

    async def alone(self, text: str) -> Message:
        """Ask in a talk with the bot alone."""
        return await self.house.ask_in(PERSONAL, text)

    async def ask_as_guest(self, text: str) -> Message:
        """Somebody of another company asks in a shared channel."""
        return await self.house.ask_in(OPS, text, user="guest", channelData={"tenant": {"id": "another-company"}})

    async def ask_twice(self, text: str) -> list[Message]:
        """The platform hands one question over twice; give the answers."""
        body = payloads.message(self.fake.url, text)
        for _ in range(2):
            await self.fake.deliver(body)
            await self.house.settled()
        return self.fake.messages

    async def hear(self, text: str, by: str = "ana") -> str:
        """Mention the bot, and read all that came of it."""
        before = len(self.fake.messages)
        await self.fake.deliver(payloads.message(self.fake.url, text, user=by, locale=LOCALES[by]))
        await self.house.settled()
        return "\n".join(each.words for each in self.fake.messages[before:])

    async def command(self, text: str, by: str = "ana", where: str = OPS) -> str:
        """Give a command, and read all that came of it."""
        before = len(self.fake.messages)
        await self.house.ask_in(where, text, user=by, locale=LOCALES[by])
        return "\n".join(each.words for each in self.fake.messages[before:])

    async def press(self, root: Message, action: str, by: str = "ana") -> str:
        """Press a button, whatever stands on the card by now; give what only who pressed is told."""
        first = root.activity["attachments"][0]["content"]
        value = next(value for verb, value in _pressables(first) if verb == action)
        self._pressed = (root, action, value)
        return str(await self.house.press(root, action, value, user=by))

    async def press_again(self) -> None:
        """The platform hands the last press over once more, with an id of its own."""
        assert self._pressed is not None
        await self.house.press(*self._pressed)

    async def press_log(self, root: Message) -> Message:
        """Press the button that asks for the log, and give what it was answered with."""
        value = next(value for _, value in _pressables(root.card) if "log" in value.lower())
        await self.house.press(root, "ask", value)
        return self.fake.messages[-1]

    async def tell_what_fixed_it(self, root: Message, words: str) -> str:
        """Press "Solved by…" and fill in what it asks; give what it showed."""
        value = next(value for verb, value in _pressables(root.card) if verb == "solved" and "|" not in value)
        form = await self.house.press(root, "solved", value)
        await self.house.press(root, "solved_save", value, inputs={"words": words})
        return str(form)

    async def be_invited(self) -> list[Message]:
        """Somebody adds the bot to a channel, of which the platform tells twice; give what it says there."""
        for _ in range(2):
            await self.fake.deliver(payloads.added(self.fake.url, AWAY))
            await self.house.settled()
        return self.fake.in_talk(AWAY) or self.fake.roots(AWAY)

    def actions(self, root: Message) -> set[str]:
        """What can be pressed."""
        return {verb for verb, _ in _pressables(root.card)}

    def words(self, message: Message) -> str:
        """All that is read in a message."""
        return message.words

    def called(self, message: Message) -> list[str]:
        """Whom a message calls, by our names of them."""
        told = str(message.card.get("msteams", {}).get("entities", ""))
        return [name for name in LOCALES if f"29:{name}" in told or f"aad-{name}" in told]

    def roots(self, words: str, where: str = OPS) -> list[Message]:
        """The bot's posts there that say so."""
        return [each for each in self.fake.roots(where) if words in each.activity["summary"]]

    def thread(self, root: Message) -> list[Message]:
        """What stands below a message."""
        return [each for each in self.fake.messages if each.conversation == root.conversation and each is not root]

    def boards(self, where: str) -> list[Message]:
        """All boards that the bot posted there."""
        return [each for each in self.fake.roots(where) if "refresh" in each.card]

    def edits(self, message: Message) -> int:
        """How often it was changed."""
        return len(message.edits)


def _pressables(card: dict[str, Any]) -> list[tuple[str, str]]:
    sets = [each for each in card["body"] if each["type"] == "ActionSet"]
    return [(each["data"]["verb"], each["data"]["value"]) for one in sets for each in one["actions"]]


class OnTeams:
    """Teams itself, which outlives the product's process."""

    def __init__(self, fake: FakeConnector) -> None:
        self.fake = fake

    @asynccontextmanager
    async def opened(
        self, hwa: Running, folder: Path, settings: dict[str, Any] | None = None
    ) -> AsyncIterator[TeamsTeam]:
        """The product in that folder; opened again it is the same after a restart."""
        async with opened(hwa, folder, self.fake, settings) as house:
            yield TeamsTeam(house)


@asynccontextmanager
async def on_teams() -> AsyncIterator[OnTeams]:
    """A Teams of its own."""
    async with fake_teams() as fake:
        yield OnTeams(fake)
