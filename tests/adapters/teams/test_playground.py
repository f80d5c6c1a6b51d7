"""Another connector on this machine: the shapes of Microsoft 365 Agents Playground and of the Bot Framework Emulator.

Both leave out much that Teams tells. Source: what the two send (Agents Playground's default ids; Emulator's activities).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import ChatError
from tests.adapters.teams.conftest import Connected, alert, connected
from tests.adapters.teams.fake import payloads

NO_ID = {"app_id": "", "app_password": "", "tenant": "", "credentials": None}
BOT = {"id": "00000000-0000-0000-0000-00000000000011", "name": "Test Bot"}
PERSON = {"id": "user-id-0", "name": "Alex Wilber"}


@pytest.fixture
async def bot(fake) -> AsyncIterator[Connected]:
    async with connected(fake, **NO_ID) as made:
        yield made


def sent(bot: Connected, kind: str, conversation: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An activity with no tenant, no Entra id, no locale and no channelData."""
    made = {
        "type": kind,
        "id": payloads.number(),
        "channelId": "msteams",
        "serviceUrl": f"{bot.fake.url.replace('127.0.0.1', 'localhost')}_connector",
        "from": PERSON,
        "recipient": BOT,
        "conversation": conversation,
    }
    return {**made, **more}


async def said(bot: Connected, conversation: dict[str, Any], text: str = "status", **more: Any) -> Any:
    """Write to the bot without any token, and give its newest message."""
    assert (202, None) == await bot.fake.deliver(sent(bot, "message", conversation, text=text, **more), None)
    await bot.settled()
    return bot.fake.messages[-1]


@pytest.mark.parametrize(
    "conversation",
    [
        {"id": "personal-chat-id", "conversationType": "personal"},
        {"id": "personal-chat-id"},
        {"id": "6a7b0d30-0d4f-11ee-8c61-1b8b8d1c7f2f|livechat", "isGroup": False},
    ],
)
@pytest.mark.parametrize("channel", ["msteams", "emulator"])
async def test_a_personal_chat_is_answered_where_it_is(bot, conversation, channel):
    """At its own serviceUrl, with its path, and without a token of ours."""
    answer = await said(bot, conversation, channelId=channel)
    assert (conversation["id"], "answer to status") == (answer.conversation, answer.activity["summary"])
    assert {""} == set(bot.fake.tokens)
    assert bot.teammate.asked[0][1].private


@pytest.mark.parametrize(
    "conversation",
    [{"id": "channel-announcements-id", "conversationType": "channel"}, {"id": "group-chat-id", "isGroup": True}],
)
async def test_among_others_it_wants_its_mention(bot, conversation):
    """A talk of several, whatever its id looks like."""
    called = {"type": "mention", "text": "<at>Test Bot</at>", "mentioned": BOT}
    await bot.fake.deliver(sent(bot, "message", conversation, text="not for us"), None)
    await said(bot, conversation, "<at>Test Bot</at> status", entities=[called])
    assert ["status"] == [text for text, _, _ in bot.teammate.asked]
    assert not bot.teammate.asked[0][1].private


async def test_people_of_a_playground_are_no_strangers(fake):
    """With a tenant in the settings too: a playground tells none."""
    async with connected(fake, **{**NO_ID, "tenant": payloads.TENANT}) as bot:
        await said(bot, {"id": "personal-chat-id"})
        assert not bot.teammate.asked[0][1].external


async def test_its_arrival_is_greeted(bot):
    """conversationUpdate with membersAdded, as both send it at the start."""
    body = sent(bot, "conversationUpdate", {"id": "personal-chat-id"}, membersAdded=[PERSON, BOT])
    assert (202, None) == await bot.fake.deliver(body, None)
    await bot.settled()
    assert ["hello, all"] == [each.shown["summary"] for each in bot.fake.messages]


async def test_its_buttons_work(bot):
    """An invoke without channelData."""
    action = {"action": {"type": "Action.Execute", "verb": "take", "data": {"verb": "take", "value": "inc-1"}}}
    body = sent(bot, "invoke", {"id": "personal-chat-id"}, name="adaptiveCard/action", value=action)
    status, told = await bot.fake.deliver(body, None)
    assert (200, "take by Alex Wilber") == (status, told["value"])


async def test_an_alert_stands_in_a_channel_of_it(bot):
    """Where the playground begins no thread by /v3/conversations, the channel itself takes the post."""
    mention = {"type": "mention", "text": "<at>Test Bot</at>", "mentioned": BOT}
    channel = {"id": "channel-announcements-id", "conversationType": "channel"}
    await said(bot, channel, "<at>Test Bot</at> alerts on", entities=[mention])
    bot.fake.fail("POST", 404, code="")
    reference = await bot.platform.chat.post(alert(target=channel["id"]))
    await bot.platform.chat.post(replace(alert("taken"), thread=reference))
    await bot.platform.chat.edit(reference, alert("PAY_CALC recovered"))
    root, reply = bot.fake.messages[1:]
    assert [] == [
        name for body in bot.fake.created for name in ("tenantId", "tenant") if name in {**body, **body["channelData"]}
    ]
    assert (channel["id"], channel["id"], True) == (root.conversation, reply.conversation, "recovered" in root.words)


@pytest.mark.parametrize("told", ["{}", ""])
async def test_a_connector_that_gives_no_ids_is_told_the_first_change_anew(bot, told):
    """No edit is sent; the first one, which brings the diagnosis, is a message of its own, and a board cannot live."""
    await said(bot, {"id": "personal-chat-id"})
    bot.fake.nameless = told
    reference = await bot.platform.chat.post(alert(target="personal-chat-id"))
    for title in ("with its diagnosis", "recovered"):
        await bot.platform.chat.edit(reference, alert(title))
    assert ["ABEND PAY_CALC", "with its diagnosis"] == [each.shown["summary"] for each in bot.fake.messages[1:]]
    with pytest.raises(ChatError) as refused:
        await bot.platform.chat.edit(reference, alert(state="board"))
    assert (True, []) == (refused.value.gone, [path for method, path in bot.fake.calls if method == "PUT"])


async def test_what_a_web_page_sends_is_refused(bot):
    """Any page in a browser on this machine could write to loopback; it cannot hide its origin."""
    body = sent(bot, "message", {"id": "personal-chat-id"}, text="status")
    for origin in ("https://evil.example", "null", bot.fake.bot_url):
        async with bot.fake.session.post(bot.fake.bot_url, json=body, headers={"Origin": origin}) as answer:
            assert 401 == answer.status
    assert [] == bot.teammate.asked


@pytest.mark.parametrize(
    "address", ["https://smba.trafficmanager.net/br/", "http://127.0.0.1:1/_connector", "http://10.0.0.7:56150/", ""]
)
async def test_nobody_else_is_let_in_without_a_token(bot, address):
    """Not even who says to be Microsoft's service."""
    body = sent(bot, "message", {"id": "personal-chat-id"}, text="status", serviceUrl=address)
    assert 401 == (await bot.fake.deliver(body, None))[0]
