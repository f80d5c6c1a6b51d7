"""The fake Slack is strict where Slack is: held against the SDK and a plain Bolt app, in both modes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake.server import FakeSlack, fake_slack

HELLO = [{"type": "section", "text": {"type": "plain_text", "text": "hello"}}]
ANSWER = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "go:0", "value": "x"}
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Solved by"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "What"},
            "element": {"type": "plain_text_input", "action_id": "what"},
        }
    ],
}


@asynccontextmanager
async def client_of(fake: FakeSlack) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(fake.bot_token, base_url=fake.url, session=session, retry_handlers=[])


@asynccontextmanager
async def bolt(fake: FakeSlack) -> AsyncIterator[AsyncApp]:
    """A plain Bolt app that is connected to the fake, in its mode."""
    async with client_of(fake) as client:
        app = AsyncApp(client=client, signing_secret=fake.signing_secret)
        if fake.mode == "socket":
            handler = AsyncSocketModeHandler(app, fake.app_token, web_client=client)
            await handler.connect_async()
            await fake.connected()
            yield app
            await handler.close_async()
        else:
            runner = web.AppRunner(_application(app))
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            fake.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
            yield app
            await runner.cleanup()


def _application(app: AsyncApp) -> web.Application:
    async def handle(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    made = web.Application()
    made.router.add_post("/slack/events", handle)
    return made


@pytest.fixture(params=["socket", "http"])
async def fake(request):
    async with fake_slack(request.param) as made:
        yield made


async def test_a_mention_reaches_the_app_as_an_event_and_its_reply_stands_in_the_thread(fake):
    """What a Bolt app says to a mention is a reply under it, in both modes."""
    async with bolt(fake) as app:

        @app.event("app_mention")
        async def mentioned(event, say):
            await say(text=f"heard {event['text']}", thread_ts=event["ts"])

        message = await fake.mention("C0OPS", "U0OPERATOR", "status?")
        assert "heard <@U0RESYNC> status?" == (await fake.answered(message)).text


async def test_a_command_a_press_and_a_modal_go_round(fake):
    """A command is answered to one person; its button opens a modal; what is sent arrives; the URL replaces."""
    seen = {}
    async with bolt(fake) as app:

        @app.command("/tws")
        async def command(ack):
            await ack(text="for you", blocks=[*HELLO, {"type": "actions", "elements": [ANSWER]}])

        @app.action("go:0")
        async def go(ack, body, client, respond):
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
            await respond(text="done", replace_original=True)

        @app.view("")
        async def sent(ack, view):
            seen.update(view["state"]["values"]["words"]["what"])
            await ack()

        await fake.command("saude")
        shown = fake.channel("C0OPS").ephemeral[-1]
        await fake.press(shown, "go")
        modal = (await fake.until(lambda: fake.modals))[0]
        await fake.until(lambda: shown.text == "done")
        await fake.submit(modal, {"what": "restarted"})
        assert ("restarted", []) == (seen["value"], fake.modals)


async def test_what_is_not_taken_in_three_seconds_comes_again_with_the_same_id(fake):
    """An event without an ack is handed over up to three times more, at once, after 1 and after 5 minutes."""
    ids: list[str] = []
    async with bolt(fake) as app:

        @app.middleware
        async def refuse(body):
            ids.append(body["event_id"])
            fake.slack.touch()
            raise RuntimeError("no ack")

        fake.events = {"app_mention"}
        fake.sockets.seconds = 0.5
        await fake.mention("C0OPS", "U0OPERATOR", "lost")
        await fake.until(lambda: 2 == len(ids))
        fake.clock.advance(60)
        await fake.until(lambda: 3 == len(ids))
        fake.clock.advance(300)
        await fake.settle()
    assert (4, 1, 1) == (len(ids), len(set(ids)), len(fake.missed))


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("chat.postMessage", {"channel": "C0OPS"}, "no_text"),
        ("chat.postMessage", {"channel": "C0NONE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0AWAY", "text": "x"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "C0OPS", "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ("chat.postMessage", {"channel": "C0OPS", "text": "x", "blocks": HELLO * 51}, "invalid_blocks"),
        ("chat.update", {"channel": "C0OPS", "ts": "1.000001", "text": "x"}, "message_not_found"),
        ("chat.startStream", {"channel": "C0OPS"}, "invalid_arguments"),
        ("chat.startStream", {"channel": "C0OPS", "thread_ts": "1.0"}, "missing_recipient_team_id"),
        ("views.open", {"trigger_id": "none", "view": MODAL}, "invalid_trigger_id"),
        ("views.publish", {"user_id": "U0OPERATOR", "view": MODAL}, "invalid_arguments"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("chat.meMessage", {"channel": "C0OPS"}, "unknown_method"),
    ],
)
async def test_slack_refuses(method, args, error):
    """What Slack refuses the fake refuses with Slack's word."""
    async with fake_slack() as fake, client_of(fake) as client:
        with pytest.raises(SlackApiError) as refused:
            await client.api_call(method, json=args)
    assert error == refused.value.response["error"]


async def test_a_trigger_opens_one_view_and_only_for_three_seconds():
    """A spent trigger and an old one are two different refusals."""
    async with fake_slack() as fake, client_of(fake) as client:
        fresh, old = fake.slack.new_trigger(), fake.slack.new_trigger()
        await client.views_open(trigger_id=fresh, view=MODAL)
        with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
            await client.views_open(trigger_id=fresh, view=MODAL)
        fake.clock.advance(4)
        with pytest.raises(SlackApiError, match="expired_trigger_id"):
            await client.views_open(trigger_id=old, view=MODAL)


async def test_a_stream_dies_after_five_minutes_and_its_message_can_be_edited_then():
    """An old stream takes no more chunks; chat.update on its message is taken, which it is not before."""
    async with fake_slack() as fake, client_of(fake) as client:
        message = await fake.dm("U0OPERATOR", "hello")
        stream = await client.chat_stream(channel=message.channel, thread_ts=message.ts, buffer_size=1)
        await stream.append(markdown_text="working")
        with pytest.raises(SlackApiError, match="streaming_state_conflict"):
            await client.chat_update(channel=message.channel, ts=stream.ts, text="whole")
        fake.clock.advance(301)
        with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
            await stream.append(markdown_text="more")
        await client.chat_update(channel=message.channel, ts=stream.ts, text="whole")
        assert "whole" == fake.channel(message.channel).from_bot[0].shown


async def test_posts_beyond_one_a_second_are_told_when_to_come_back():
    """After a short burst a channel takes one message a second; another channel is not held up."""
    async with fake_slack() as fake, client_of(fake) as client:
        for number in range(5):
            await client.chat_postMessage(channel="C0OPS", text=str(number))
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel="C0OPS", text="6")
        await client.chat_postMessage(channel="C0TEAM", text="6")
        assert (429, "1") == (refused.value.response.status_code, refused.value.response.headers["Retry-After"])
        fake.clock.advance(2)
        await client.chat_postMessage(channel="C0OPS", text="6")
    assert 1 == fake.connections


async def test_faults_strike_before_or_after_the_message_is_taken():
    """A 500 that took the message leaves it in the channel; one that did not leaves nothing; a cut tells nothing."""
    async with fake_slack() as fake, client_of(fake) as client:
        for how in ({"status": 500}, {"status": 503, "taken": True}, {"drop": True, "taken": True}, {"status": 429}):
            fake.fail("chat.postMessage", **how)
            with pytest.raises((SlackApiError, aiohttp.ClientError)):
                await client.chat_postMessage(channel="C0OPS", text=str(how))
        said = [message.text for message in fake.channel("C0OPS").messages]
    assert ["{'status': 503, 'taken': True}", "{'drop': True, 'taken': True}"] == said


async def test_a_token_without_a_scope_is_refused_and_told_which():
    """auth.test names the scopes in its header, and a call without its scope names it."""
    async with fake_slack(scopes={"chat:write"}) as fake, client_of(fake) as client:
        assert "chat:write" == (await client.auth_test()).headers["x-oauth-scopes"]
        with pytest.raises(SlackApiError) as refused:
            await client.conversations_history(channel="C0OPS")
    assert "channels:history" == refused.value.response["needed"]


async def test_metadata_is_in_the_history_for_who_asks_for_it():
    """conversations.history shows a message's metadata only with include_all_metadata."""
    async with fake_slack() as fake, client_of(fake) as client:
        metadata = {"event_type": "resync_incident", "event_payload": {"incident": "i1"}}
        await client.chat_postMessage(channel="C0OPS", text="x", metadata=metadata)
        without = await client.conversations_history(channel="C0OPS")
        having = await client.conversations_history(channel="C0OPS", include_all_metadata=True)
    assert (None, metadata) == (without["messages"][0].get("metadata"), having["messages"][0]["metadata"])


async def test_a_socket_that_is_cut_or_asked_to_refresh_is_opened_again():
    """The SDK comes back after a drop and after a refresh, and events arrive then."""
    async with fake_slack() as fake, bolt(fake) as app:

        @app.event("app_mention")
        async def mentioned(event, say):
            await say(text="here", thread_ts=event["ts"])

        await fake.sockets.refresh()
        await fake.until(lambda: fake.sockets.opened > 1 and fake.sockets.open)
        assert "here" == (await fake.answered(await fake.mention("C0OPS", "U0OPERATOR", "there?"))).text


async def test_a_silent_socket_stays_open_and_takes_nothing():
    """Silenced, the socket answers no event; handed over again to another socket, it arrives."""
    async with fake_slack(ack_seconds=0.5) as fake, bolt(fake) as app:

        @app.event("app_mention")
        async def mentioned(event, say):
            await say(text="here", thread_ts=event["ts"])

        fake.events = {"app_mention"}
        fake.sockets.silence()
        message = await fake.mention("C0OPS", "U0OPERATOR", "there?")
        assert [] == fake.channel("C0OPS").from_bot
        fake.sockets.open[0].silent = False
        fake.clock.advance(60)
        assert "here" == (await fake.answered(message)).text


async def test_a_response_url_is_used_five_times_in_half_an_hour():
    """The sixth use, and one after half an hour, get 404."""
    async with fake_slack() as fake, aiohttp.ClientSession() as http:
        urls = [f"{fake.base_url}/response/{fake.slack.new_response_url('C0OPS', 'U0OPERATOR')}" for _ in range(2)]
        used = [(await http.post(urls[0], json={"text": "x"})).status for _ in range(6)]
        fake.clock.advance(1801)
        old = (await http.post(urls[1], json={"text": "x"})).status
    assert ([200] * 5 + [404], 404) == (used, old)
