"""Channels that another company reads along: its people are refused, and ours are asked to go elsewhere."""

from __future__ import annotations

import pytest

from tests.adapters.slack.conftest import FakeTeammate, alert, connected

ANA, GUEST, SHARED, OPS = "U0OPERATOR", "U0GUEST", "C0SHARED", "C0OPS"


class ForColleagues(FakeTeammate):
    """Refuses whom the core takes for somebody of another company."""

    async def refusal(self, visitor):
        return "not you" if visitor.external else None


@pytest.fixture
async def bot(fake):
    async with connected(fake, ForColleagues()) as made:
        yield made


async def test_a_colleague_who_mentions_it_there_is_told_where_to_ask(bot):
    """The sentence is true of the channel, is seen by that person alone, and nothing is looked up."""
    await bot.fake.mention(SHARED, ANA, "health")
    (told,) = await bot.fake.until(lambda: bot.fake.channel(SHARED).ephemeral)
    await bot.settled()
    assert (ANA, True, []) == (told.ephemeral_to, "compartilhado com outra empresa" in told.shown, bot.teammate.asked)


async def test_invited_there_it_says_that_it_answers_elsewhere(bot):
    """No greeting with commands that would be refused; Slack is asked where its event does not say who reads along."""
    await bot.fake.join(SHARED)
    await bot.settled()
    (told,) = bot.fake.channel(SHARED).from_bot
    assert ([], True) == (bot.teammate.greeted, "compartilhado com outra empresa" in told.shown)


async def test_a_command_there_is_refused_though_slack_does_not_say_that_it_is_shared(bot):
    """Whether a command's channel is shared is asked of Slack, once."""
    for _ in range(2):
        await bot.fake.command("board", SHARED)
        await bot.settled()
    assert ([], 2, 1) == (
        bot.teammate.commands,
        len(bot.fake.channel(SHARED).ephemeral),
        len(bot.fake.called("conversations.info")),
    )


async def test_a_press_there_does_nothing(bot):
    """Neither a button nor the dialogue about what fixed it works where others read along."""
    await bot.platform.chat.post(alert(target=SHARED))
    (root,) = bot.fake.channel(SHARED).roots
    for action in ("take", "solved"):
        await bot.fake.press(root, action)
        await bot.settled()
    assert ([], [], 2) == (bot.teammate.pressed, bot.fake.modals, len(bot.fake.channel(SHARED).ephemeral))


async def test_a_guest_opens_no_dialogue(bot):
    """What the sheet knows is not offered to people of another company."""
    await bot.platform.chat.post(alert(target=SHARED))
    await bot.fake.press(bot.fake.channel(SHARED).roots[0], "solved", user=GUEST)
    (told,) = await bot.fake.until(lambda: bot.fake.channel(SHARED).ephemeral)
    assert ([], "not you") == (bot.fake.modals, told.title.strip("🟡 "))


async def test_our_own_channels_are_not_asked_about_twice(bot):
    """What an event says of a channel is known for commands there, too."""
    await bot.fake.answered(await bot.fake.mention(OPS, ANA, "health"))
    await bot.fake.command("health")
    await bot.settled()
    assert ([], 1) == (bot.fake.called("conversations.info", ok=False), len(bot.teammate.commands))


async def test_whom_slack_does_not_know_here_is_a_stranger(bot):
    """Where users.info knows no such user, the answer is not given to whoever that is."""
    bot.fake.fail("users.info", error="user_not_found")
    await bot.fake.answered(await bot.fake.mention(OPS, ANA, "health"))
    assert [True] == [visitor.external for _, visitor, _ in bot.teammate.asked]
