"""Where the bot is: what is kept of it, what is forgotten when it goes, and what a place that refuses is worth."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from adapters.teams.inbound import Place
from adapters.teams.membership import deleted_channel, was_added, was_removed
from adapters.teams.places import LEFT_ALONE, Places
from bot.errors import ChatError
from tests.adapters.teams.conftest import FakeReferences, alert, connected
from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.payloads import BOT, GROUP, OPS, PERSONAL, TEAM, activity

URL = "https://smba.trafficmanager.net/br/"
GENERAL = "19:general@thread.tacv2"
GONE = ("removed_from_chat", "removed_from_team", "team_deleted", "channel_deleted")


def going(kind: str, url: str = URL) -> dict[str, Any]:
    """How Teams tells that the bot is gone from Ops, or from the group chat."""
    data = {"team": {"id": TEAM}, "tenant": {"id": payloads.TENANT}, "channel": {"id": OPS}}
    told = {
        "removed_from_chat": activity("conversationUpdate", url, GROUP, membersRemoved=[{"id": BOT}]),
        "removed_from_team": activity("installationUpdate", url, GENERAL, action="remove"),
        "team_deleted": activity("conversationUpdate", url, GENERAL, channelData={**data, "eventType": "teamDeleted"}),
        "channel_deleted": activity(
            "conversationUpdate", url, GENERAL, channelData={**data, "eventType": "channelDeleted"}
        ),
    }
    return told[kind]


@pytest.mark.parametrize("kind", GONE)
async def test_the_core_hears_where_the_bot_was_removed(fake, kind):
    """What was asked for there ends: in that channel or chat, or in all of the team."""
    async with connected(fake) as bot:
        await fake.deliver(going(kind, fake.url))
        await bot.settled()
        ((visitor, with_team),) = bot.teammate.gone
    place = {"removed_from_chat": GROUP, "channel_deleted": OPS}.get(kind, GENERAL)
    assert (place, kind != "channel_deleted") == (visitor.channel, with_team)


@pytest.mark.parametrize("kind", GONE)
async def test_where_the_bot_was_removed_nothing_is_sent_any_more_over_restarts(fake, kind):
    """The stored reference is forgotten, not tried, and an alert for it says why; other places are reached."""
    references = FakeReferences()
    target, other = (GROUP, PERSONAL) if kind == "removed_from_chat" else (OPS, GROUP)
    async with connected(fake, references=references) as bot:
        for talk in (target, other):
            await bot.say("oi", talk)
        assert (202, None) == await fake.deliver(going(kind, fake.url))
        await bot.settled()
    async with connected(fake, references=references) as bot:
        fake.calls.clear()
        with pytest.raises(ChatError, match="was removed") as refused:
            await bot.platform.chat.post(alert(target=target))
        assert (True, []) == (refused.value.gone, fake.calls)
        await bot.platform.chat.post(alert(target=other))
    assert 1 == len(fake.calls)


@pytest.mark.parametrize("kind", GONE)
async def test_where_it_is_talked_to_again_it_is_at_home_again(bot, kind):
    """Whoever adds the app once more gets alerts once more."""
    target = GROUP if kind == "removed_from_chat" else OPS
    await bot.fake.deliver(going(kind, bot.fake.url))
    await bot.settled()
    await bot.say("oi", target)
    await bot.platform.chat.post(alert(target=target))
    assert 2 == len(bot.fake.in_talk(target))


async def test_a_place_that_refuses_is_named_to_the_operator_and_left_alone(fake):
    """403 or 404 to a post: /readyz names place and reason, and Teams is not called again and again; a mention ends it."""
    for status, code in ((403, "BotNotInConversationRoster"), (404, "ConversationNotFound"), (403, "")):
        async with connected(fake) as bot:
            fake.fail("POST", status, code=code)
            for _ in range(5):
                with pytest.raises(ChatError):
                    await bot.platform.chat.post(alert())
            assert 1 == len(fake.calls)
            assert (True, True) == (bot.platform.state().is_ready, OPS in bot.platform.state().detail)
            await bot.say("oi")
            await bot.platform.chat.post(alert())
            assert "http" == bot.platform.state().detail
        fake.calls.clear()


async def test_a_place_that_refuses_is_tried_again_after_seconds_and_later_after_minutes():
    """One refusal may be a hiccup; many in a row are none, and an administrator may let the app in again any time."""
    now = [0.0]
    places = Places(app="app", tenant="t", clock=lambda: now[0])
    await places.keep(Place(tenant="t", channel=OPS, service_url=URL))
    pauses = []
    for _ in range(7):
        places.refused(OPS, "not in the roster")
        with pytest.raises(ChatError, match="not in the roster") as refused:
            await places.of(OPS)
        pauses.append(int(re.search(r"for (\d+) s", str(refused.value))[1]))
        now[0] += pauses[-1]
        assert OPS == (await places.of(OPS)).channel
    assert [5, 15, 45, 135, 405, LEFT_ALONE, LEFT_ALONE] == pauses
    places.taken(OPS)
    assert {} == places.refusals


async def test_a_refused_edit_says_nothing_of_the_place(bot):
    """A card that somebody deleted is no channel that is gone."""
    reference = await bot.platform.chat.post(alert())
    bot.fake.gone.add(reference.rpartition("|")[2])
    await bot.platform.chat.edit(reference, alert("edited"))
    await bot.platform.chat.post(replace(alert("reply"), thread=reference))
    assert (2, "http") == (len(bot.fake.messages), bot.platform.state().detail)


async def test_what_a_deleted_thread_would_have_told_begins_another(fake):
    """An alert whose post somebody deleted is reopened: the channel hears of it, once, in one thread, and the channel is
    not taken to refuse us; after a restart its card is edited there."""
    references = FakeReferences()
    async with connected(fake, references=references) as bot:
        reference = await bot.platform.chat.post(alert())
        fake.gone.add(reference.rpartition("|")[2])
        await bot.platform.chat.edit(reference, alert("reopened"))
        await bot.platform.chat.post(replace(alert("PAY_CALC in error again"), thread=reference))
        await bot.platform.chat.post(replace(alert("taken"), thread=reference))
        assert "http" == bot.platform.state().detail
    async with connected(fake, references=references) as bot:
        await bot.platform.chat.edit(reference, alert("recovered"))
    _, root = fake.roots(OPS)
    assert ["PAY_CALC in error again", "taken"] == [
        each.activity["summary"] for each in fake.messages if each.conversation == root.conversation
    ]
    assert "recovered" in root.words


def test_a_new_version_and_other_people_are_neither_arrival_nor_going():
    """Only the bot's own."""
    others = [
        activity("installationUpdate", URL, action="add-upgrade"),
        activity("installationUpdate", URL, action="remove-upgrade"),
        activity("conversationUpdate", URL, membersAdded=[{"id": "29:rui"}]),
        activity("conversationUpdate", URL, membersRemoved=[{"id": "29:rui"}]),
        activity("conversationUpdate", URL, channelData={"eventType": "channelRenamed", "channel": {"id": OPS}}),
    ]
    assert [(False, False, "")] * 5 == [(was_added(one), was_removed(one), deleted_channel(one)) for one in others]
