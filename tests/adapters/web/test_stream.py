"""`GET /api/stream`: what a page hears, and what it hears again after it was away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import aiohttp
import pytest

from adapters.web.broadcast import Broadcast
from bot.cards import Card, Tone
from bot.messages import Outgoing
from bot.reports import Incident
from tests.browser.scripted import PAYROLL, Scripted, ScriptedFeed, alert, incident

GREEN = Card(title="FINAL_BATCH_PAYROLL recuperado", tone=Tone.GOOD)


class Listener:
    """Reads events from a stream."""

    def __init__(self, response) -> None:
        self.response = response

    async def next(self, name: str) -> dict:
        """The data of the next event with this name; `id` is the event's."""
        async with asyncio.timeout(5):
            while True:
                part = (await self.response.content.readuntil(b"\r\n\r\n")).decode()
                lines = dict(line.split(": ", 1) for line in part.strip().split("\r\n") if ": " in line[1:])
                if lines.get("event") == name:
                    return {**json.loads(lines["data"]), "id": lines.get("id")}


async def listen(client, path: str = "/api/stream", **headers: str) -> Listener:
    return Listener(await client.get(path, headers={**headers}))


async def test_hello_tells_all_that_is_open(serve):
    """A page that comes anew gets every open incident with its card."""
    client = await serve(Scripted(feed=ScriptedFeed((incident(), PAYROLL))))
    hello = await (await listen(client)).next("hello")
    assert hello["resumed"] is False
    assert [("i1", "open", PAYROLL.title)] == [
        (shown["incident"], shown["state"], shown["card"]["title"]) for shown in hello["alerts"]
    ]


async def test_an_alert_reaches_all_who_listen(serve):
    """Two open pages both hear of a posted alert, and of its recovery."""
    scripted = Scripted()
    client = await serve(scripted)
    pages = [await listen(client), await listen(client)]
    for page in pages:
        await page.next("hello")
    reference = await scripted.console.post(alert())
    await scripted.console.edit(reference, alert(GREEN, state="recovered"))
    for page in pages:
        assert (await page.next("alert"))["open"] is True
        recovered = await page.next("alert")
        assert (recovered["incident"], recovered["open"], recovered["card"]["tone"]) == ("i1", False, "good")


@pytest.mark.parametrize("way", ["header", "query"])
async def test_a_page_that_was_away_hears_only_what_it_missed(serve, way):
    """With the id of the last event seen, what came since is sent, and nothing before."""
    scripted = Scripted()
    client = await serve(scripted)
    await scripted.console.post(alert(name="seen"))
    seen = scripted.console.events.last_id
    await scripted.console.post(alert(name="missed"))
    page = await (
        listen(client, **{"Last-Event-ID": seen}) if way == "header" else listen(client, f"/api/stream?last={seen}")
    )
    hello = await page.next("hello")
    assert hello["resumed"] is True
    assert "alerts" not in hello
    assert (await page.next("alert"))["incident"] == "missed"


@pytest.mark.parametrize("last", ["other-1", "x", "-", "²", "{boot}-99", "{boot}--1", "{boot}-²"])
async def test_an_id_that_is_not_known_gets_the_whole_picture(serve, last):
    """After a restart of the server, or with nonsense, the page gets all that is open."""
    scripted = Scripted(feed=ScriptedFeed((incident(), PAYROLL)))
    client = await serve(scripted)
    boot = scripted.console.events.last_id.partition("-")[0]
    page = await listen(client, "/api/stream?last=" + last.format(boot=boot))
    assert len((await page.next("hello"))["alerts"]) == 1


async def test_heartbeats_show_that_the_stream_lives(serve):
    """Where nothing happens, a heartbeat comes at the pace that hello told."""
    client = await serve(Scripted(heartbeat=0.02))
    page = await listen(client)
    assert (await page.next("hello"))["heartbeat"] == 0.02
    assert (await page.next("heartbeat"))["id"] is None


async def test_a_notice_is_heard_only_in_its_conversation(serve):
    """What was asked for in one conversation is not told to another."""
    scripted = Scripted()
    client = await serve(scripted)
    mine, other = [await listen(client, f"/api/stream?conversation={name}") for name in ("mine", "other")]
    for page in (mine, other):
        await page.next("hello")
    await scripted.console.post(Outgoing(target="web:local:chat:mine", incident="", card=GREEN))
    await scripted.console.post(alert())
    assert (await mine.next("notice"))["card"]["title"] == GREEN.title
    heard = (await other.response.content.readuntil(b"\r\n\r\n")).decode()
    assert "event: alert" in heard


async def test_streams_end_when_the_server_stops(serve):
    """A page that listens does not hold up the server's end."""
    scripted = Scripted()
    client = await serve(scripted)
    page = await listen(client)
    await page.next("hello")
    async with asyncio.timeout(5):
        await client.close()
    assert scripted.console.events.listeners == 0


async def test_a_page_that_leaves_is_forgotten(serve):
    """The queue of a page that is gone is dropped with the next heartbeat."""
    scripted = Scripted(heartbeat=0.01)
    client = await serve(scripted)
    page = await listen(client)
    await page.next("hello")
    page.response.close()
    async with asyncio.timeout(5):
        while scripted.console.events.listeners:  # noqa: ASYNC110 - nobody is told that a page has gone
            await asyncio.sleep(0.01)


async def test_a_listener_who_lags_is_let_go():
    """A queue never grows beyond the lag; its listener comes back with the last id it saw."""
    events = Broadcast(kept=10, lag=3)
    with events.listen() as queue:
        for number in range(4):
            events.publish("alert", str(number))
        assert await queue.get() is None
    assert events.listeners == 0


def test_what_was_forgotten_is_not_pretended_to_be_complete():
    """Where the buffer no longer holds all that was missed, nothing is replayed."""
    events = Broadcast(kept=2)
    first = events.publish("alert", "1")
    events.publish("alert", "2")
    assert [event.data for event in events.since(first.id) or []] == ["2"]
    events.publish("alert", "3")
    assert [event.data for event in events.since(first.id) or []] == ["2", "3"]
    events.publish("alert", "4")
    assert events.since(first.id) is None


class HangingUpFeed(ScriptedFeed):
    """While it is asked what is open, the page leaves."""

    hang_up: Callable[[], None]

    async def open_incidents(self) -> list[tuple[Incident, Card]]:
        """Nothing, to nobody."""
        self.hang_up()
        return []


async def test_a_page_that_leaves_before_the_first_byte_is_no_error(serve, caplog):
    """A browser that goes away while the page loads leaves no traceback and no listener."""
    feed = HangingUpFeed()
    scripted = Scripted(feed=feed)
    client = await serve(scripted)
    feed.hang_up = lambda: client.server.handler.connections[0].transport.close()  # noqa: PLW0108 (none is there yet)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.get("/api/stream")
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
    assert scripted.console.events.listeners == 0
